/**
 * One segment and the two directions it touches, while its verdicts are being found. One object is used for all packets.
 */
import { Packet, type ReadonlyPacket } from "../packet/packet.ts";
import { Direction } from "./direction.ts";
import { TrackedConversation } from "./tracked_conversation.ts";

/** Made once per analyser; filled per packet. Sequence numbers are signed 32-bit. */
export class SegmentContext {
  packet: ReadonlyPacket = new Packet();
  /** The sender's direction and the other one. */
  from: Direction = NOBODY;
  reverse: Direction = NOBODY;
  conversation: TrackedConversation = NO_CONVERSATION;
  /** Capture time, ns on the analyser's clock. */
  now = 0;
  seq = 0;
  ack = 0;
  length = 0;
  flags = 0;
  /** `seq` plus the sequence space this segment takes: its data, SYN and FIN. */
  end = 0;

  verdicts = 0;
  duplicateAck = 0;
  duplicateOf = 0;
  acks: number | null = null;
  rtt: number | null = null;
  bytesInFlight: number | null = null;
  retransmissionTimeout: number | null = null;
  copyOf = 0;
  copyGap = 0;
  isPiece = false;
  isReplay = false;
  newBytes = 0;
  stray = false;
}

const NOBODY = new Direction();
const NO_CONVERSATION = new TrackedConversation(
  -1,
  { addresses: null, word0: 0, word1: 0, hash: 0 },
  0,
  0,
);
