/**
 * A packet on the wire, as those see it who watch.
 */
import type { WireEvent } from "../../expectation/wire_event.ts";
import type { End } from "./end.ts";

/** Whether the packet never reached its receiver. */
export function neverArrived(event: WireEvent | null): boolean {
  return event === "lost" || event === "dropped" || event === "blocked";
}

/** A packet at the point where the link is watched: where what the sender sent comes to the queue. */
export interface WirePacket {
  readonly from: End;
  /** Monotonic nanoseconds. */
  readonly at: number;
  /** The IP packet. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its length where `bytes` does not hold all of it. */
  readonly length?: number;
  readonly event: WireEvent | null;
  /** From here to the receiver, ns; of a packet that never arrives, how long it would have taken. */
  readonly delay: number;
  /** When it was handed to the receiver, monotonic ns: on a busy machine later than it was due. Left out where it was not. */
  readonly arrived?: number;
  /** A queue or a box may still drop or mark it: then bytes, event and delay change. */
  readonly pending?: boolean;
}

/** A packet as a host's interface saw it. */
export interface SeenPacket {
  /** Monotonic nanoseconds: when it was sent, or handed over. */
  readonly at: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its length where `bytes` does not hold all of it. */
  readonly length?: number;
}

/** The packet whose fate is still written. */
export class Passage implements WirePacket {
  event: WireEvent | null;
  delay = 0;
  arrived?: number;
  pending = false;
  /** Its place among the packets that entered, from 0; given by whoever counts them. */
  number = -1;
  /** Is told when what is known of it has changed. */
  listener: ((passage: Passage) => void) | null = null;

  constructor(
    readonly from: End,
    readonly at: number,
    public bytes: Uint8Array<ArrayBuffer>,
    event: WireEvent | null = null,
  ) {
    this.event = event;
  }

  /** It is due at `due`. */
  goes(due: number): void {
    this.delay = due - this.at;
    this.pending = false;
    this.listener?.(this);
  }

  /** It was handed to its receiver at `moment`. */
  arrives(moment: number): void {
    this.arrived = moment;
    this.listener?.(this);
  }

  /** It ends here. */
  ends(event: WireEvent): void {
    this.event = event;
    this.pending = false;
    this.listener?.(this);
  }
}
