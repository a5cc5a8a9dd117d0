/** One end of a conversation, as far as the capture shows it. */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import { FIN, RST } from "../packet/packet.ts";
import { Arrivals } from "./sender/arrivals.ts";
import { Burst } from "./measure/burst.ts";
import { Flow } from "./sender/flow.ts";
import { Identities } from "./measure/identities.ts";
import { SegmentSizes } from "./measure/segment_sizes.ts";
import { Slots } from "./measure/slots.ts";
import { StampClock } from "./measure/stamp_clock.ts";
import { unwrap } from "./measure/unwrap.ts";

/** What belongs to one end: what it sends, how far away it is, what its clock says. */
export class Host {
  readonly flow = new Flow();
  readonly clock = new StampClock();
  /** ACKs on their way to it. */
  readonly arrivals = new Arrivals();
  readonly identities = new Identities();
  readonly slots = new Slots();
  readonly sizes = new SegmentSizes();
  readonly burst = new Burst();
  /** Highest relative number seen, for unwrapping. */
  high = 0;
  /** Longest queue that its segments met lately, ns. */
  queue = 0;
  closedAt = -1;
  /** When it sent its FIN for the last time before the other end closed as well. */
  closedAgainAt = -1;
  /** It closed by a RST; one whose TTL is another than this end's packets have may be of a box on the way. */
  closedByReset = false;
  closedByStranger = false;
  /** TTL of its latest packet that closes nothing; -1 without one. */
  ttl = -1;
  /** Its FIN or RST follows bytes that the capture does not hold. */
  closedBehindHole = false;
  /** Pieces of its IP packets of which others have not come. */
  pieces = 0;
  dataEnd = 0;
  ackedAt = -1;
  /** TSval of its latest ACK without data, and when it was captured: the other end echoes it. */
  stamp = -1;
  stampTime = 0;
  latestStamp = -1;
  latestArrival = 0;
  /** When the bottleneck has passed on what this end sent. */
  lineFree = 0;

  /** Its FIN or RST left at `left`, ns; `over`: the other end has closed as well. */
  close({ packet: { flags, ttl }, seq }: AnalysedPacket, left: number, over: boolean): void {
    if (this.closedAt >= 0) {
      if (flags & FIN && !over) this.closedAgainAt = left;
      return;
    }
    this.closedAt = left;
    this.closedByReset = (flags & RST) !== 0;
    this.closedByStranger = this.closedByReset && this.ttl >= 0 && ttl !== this.ttl;
    const jump = this.flow.begun ? unwrap(seq, this.high) - this.high : 0;
    this.closedBehindHole = jump > 1 && jump < 0x4000_0000;
  }
}
