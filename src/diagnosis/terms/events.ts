/** What happens at a sender: it sends, and ACKs reach it. Times are ns on the conversation's clock, as the sender had them. */

/** One segment as the sender sent it. */
export interface Sending {
  /** When it left, ns on the conversation's clock. */
  readonly time: number;
  readonly seq: number;
  readonly end: number;
  /** The sender's IP ids show that it sent others before, which the capture does not hold. */
  readonly missed: boolean;
  /** It carries PSH: the end of what its program wrote. */
  readonly pushed: boolean;
  /** TSval of what is sent again; -1 without one. */
  readonly stamp: number;
  readonly packet: number;
}

/** One ACK as the sender received it. */
export interface Arrival {
  readonly time: number;
  readonly ack: number;
  /** Its window, bytes; as it stands in the header where its shift is not known. */
  readonly window: number;
  readonly scaled: boolean;
  /** The header's field is its bytes: no more than 65,535 can be said. */
  readonly plain: boolean;
  /** It carries data of the other end. */
  readonly data: boolean;
  /** When what came with it was whole: later where it had to wait at the bottleneck. */
  readonly whole: number;
  /** What it echoes of the sender's timestamps, and where the copy begins that it reports (D-SACK): read where a timer ran; -1 elsewhere. */
  readonly echo: number;
  readonly copy: number;
  /** So many bytes beyond its ack reaches what it reports as received behind a hole: read where it acknowledges nothing new, or in a repair; else 0. */
  readonly held: number;
  readonly packet: number;
}
