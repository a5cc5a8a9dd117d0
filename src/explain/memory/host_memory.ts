/**
 * What is known of one end of a conversation: what it has sent, what the other has confirmed, and the state RFC 9293
 * gives it. Sequence numbers are relative, as analysis counts them; times are nanoseconds since the conversation's first
 * packet. All of it is a fixed number of small values, however long the conversation lasts.
 */
import { seqDiff } from "../../packet/sequence.ts";
import type { SentRanges } from "./sent_ranges.ts";
import { nextState, type TcpEvent, type TcpState } from "./tcp_states.ts";

/** How many of the first segments' lengths are kept for the story. */
export const KEPT_LENGTHS = 8;

/** Assumed where no SYN was seen: Ethernet's 1500 bytes less 40 of headers. */
const ETHERNET_SEGMENT = 1460;

/** Data sent again on the other end's asking: its first number, the one after its last, its packet and time. */
export interface Resent {
  readonly seq: number;
  readonly end: number;
  readonly number: number;
  readonly time: number;
}

export class HostMemory {
  state: TcpState = "CLOSED";

  /** From its SYN: number, time, how often it was sent, and the options it offered (-1: not offered). */
  synNumber = 0;
  synTime = -1;
  synCount = 0;
  /** It has answered the other end's SYN. */
  sentSynAck = false;
  maximumSegment = -1;
  windowScale = -1;
  selectiveAcks = false;
  timestamps = false;

  /** The number its next new byte will have; -1 before its first packet. */
  next = -1;
  /** The highest acknowledgment it has got; -1 before the first. */
  acked = -1;
  /** The packet that brought that acknowledgment. */
  ackedBy = 0;
  ackedTime = -1;
  /** Its oldest packet that was unacknowledged when it was sent and may still be; 0 where nothing is out. */
  waitingNumber = 0;

  /** Its FIN's own number; -1 before one. */
  finSeq = -1;
  finNumber = 0;
  finTime = -1;
  finAcked = false;
  /** Its first RST. */
  rstNumber = 0;

  /** The acknowledgment it sent last; -1 before one. */
  sentAck = -1;
  /** Its latest packet of any kind. */
  lastNumber = 0;
  lastTime = -1;
  lastIpId = -1;
  /** Its latest new data. */
  dataNumber = 0;
  dataTime = -1;
  dataLength = 0;
  dataSeq = 0;
  /** The acknowledgment in it. */
  dataAck = -1;
  /** The packets of its latest bytes, once it has sent several. */
  sent: SentRanges | null = null;
  /** A gap in what was captured of it: the first missing number and the one after the last; -1 without one. */
  gapFrom = -1;
  gapTo = -1;
  /** The packet behind the gap, and that packet's IP identification. */
  gapNumber = 0;
  gapIpId = -1;

  /** New bytes and the segments they came in. */
  bytes = 0;
  segments = 0;
  /** Bytes of it that arrived, as the other end confirmed, but were not captured. */
  missed = 0;
  firstLengths: number[] = [];
  /** How many of its bytes had come when the other end last sent data of its own. */
  bytesWhenAnswered = 0;
  largest = 0;
  /** Bytes of TCP options in its latest data packet. */
  optionBytes = 0;
  /** Bytes it sent when the other end had already closed. */
  bytesAfterPeerFin = 0;

  /** The window it advertised last, in bytes, and the largest so far; -1 before one. */
  window = -1;
  largestWindow = 0;
  /** Its latest packet that was a copy of an earlier one. */
  copyNumber = 0;
  /** Its first packet that told of a full buffer. */
  zeroNumber = 0;
  /** Its latest question whether a zero window has opened, and how many keep-alives it has sent. */
  probeNumber = 0;
  keepAlives = 0;
  /** The byte its latest probe carried, -1 before one, and that probe. */
  probedSeq = -1;
  probedNumber = 0;
  /** Packets it sent in a row that only repeat an acknowledgment. */
  duplicates = 0;
  /** The same segment sent again: how often in a row, its number, when last, and the wait before that (-1: unknown). */
  resends = 0;
  resendSeq = -1;
  resendTime = -1;
  resendWait = -1;
  /** Segments it sent again since duplicate ACKs asked for them, while a gap is open: few, and usually none. */
  resent: Resent[] = [];

  /** Retransmissions by reason. */
  timeouts = 0;
  fast = 0;
  spurious = 0;
  filled = 0;

  /** Shortest time seen between a packet to it and its answer: the round trip from the capture point to it. */
  distance = Infinity;

  /** Something happened that may change its state. */
  happens(event: TcpEvent): void {
    this.state = nextState(this.state, event);
  }

  /** Data bytes that fit in one of its segments: what the other end's SYN announced, less the options (RFC 6691). */
  segmentLimit(other: HostMemory): number {
    return (other.maximumSegment > 0 ? other.maximumSegment : ETHERNET_SEGMENT) - this.optionBytes;
  }

  /** Bytes (and SYN, FIN) it has sent that are not yet acknowledged. */
  get outstanding(): number {
    return this.next < 0 || this.acked < 0 ? 0 : Math.max(0, seqDiff(this.next, this.acked));
  }
}
