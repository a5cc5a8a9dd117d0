/** Whether the capture lacks a stretch of the conversation: its machine could not keep up, or it was stopped for a while. */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import { ACK, FIN, RST, SYN } from "../packet/packet.ts";
import type { Host } from "./host.ts";
import { unwrap } from "./measure/unwrap.ts";

/** A silence shorter than this is no hole, ns. */
export const LEAST_HOLE = 5e6;
/** A jump of fewer segments may be a loss. */
const JUMP = 20;

/** Whether the packet acknowledges what was never captured, or goes on where nothing that was captured could have led. */
export function comesAfterHole({ packet, seq, ack }: AnalysedPacket, own: Host, other: Host): boolean {
  const { flow } = own;
  const { flags, payloadLength } = packet;
  if (flags & (SYN | RST)) return false;
  if (flags & ACK && other.flow.begun && unwrap(ack, other.high) > other.high + 2) return true;
  if (!flow.begun || (payloadLength === 0 && !(flags & FIN))) return false;
  const jump = unwrap(seq, own.high) - own.high;
  return jump > Math.max(JUMP * flow.rounds.segment, 2 * flow.rounds.most);
}
