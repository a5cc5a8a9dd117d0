/** One end of a conversation, as far as the capture shows it. */
import { Arrivals } from "./sender/arrivals.ts";
import { Burst } from "./measure/burst.ts";
import { Flow } from "./sender/flow.ts";
import { Identities } from "./measure/identities.ts";
import { SegmentSizes } from "./measure/segment_sizes.ts";
import { Slots } from "./measure/slots.ts";
import { StampClock } from "./measure/stamp_clock.ts";

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
  closePacket = 0;
  /** Its FIN or RST follows bytes that the capture does not hold. */
  closedBehindHole = false;
  dataEnd = 0;
  ackedAt = -1;
  /** TSval of its latest ACK without data, and when it was captured: the other end echoes it. */
  stamp = -1;
  stampTime = 0;
  latestStamp = -1;
  latestArrival = 0;
  /** When the bottleneck has passed on what this end sent. */
  lineFree = 0;
}
