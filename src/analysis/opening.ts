/**
 * How a conversation opens: which SYN starts one, where sequence numbers count from, how windows are scaled.
 */
import type { Packet } from "../packet/packet.ts";
import { ACK, FIN, RST, SYN } from "../packet/packet.ts";
import { u16 } from "../packet/bytes.ts";
import {
  findOption,
  LARGEST_WINDOW_SHIFT,
  OPTION_EXPERIMENTAL_2,
  OPTION_FAST_OPEN,
  OPTION_MSS,
  OPTION_WINDOW_SCALE,
} from "../packet/tcp_options.ts";
import { SCALE_UNUSED } from "./direction.ts";
import type { SegmentContext } from "./segment_context.ts";
import type { Stream } from "./stream.ts";
import type { ConversationTable } from "./conversation_table.ts";
import { REUSED_PORTS, TFO_SYN } from "./verdict_bits.ts";

const CLIENT_SYN = 1;
const SERVER_SYN = 2;
const PURE_ACK = 4;
const DATA = 8;
const FIN_ACK = 16;
const RESET = 32;

/** The stream of a packet: a SYN with a new sequence number on known ports starts another. */
export function streamOf(packet: Packet, table: ConversationTable): Stream {
  const stream = table.find(packet);
  if ((packet.flags & (SYN | ACK)) !== SYN) return stream;
  const from = table.forward ? stream.from0 : stream.from1;
  if (!from.hasBase || from.base === (packet.seq | 0)) return stream;
  return table.replace(stream, packet);
}

/** Sets base numbers from the segment; gives `REUSED_PORTS` where a SYN,ACK contradicts the known one. */
export function setBases({ packet, from, reverse, seq, ack, flags }: SegmentContext): number {
  let verdict = 0;
  if (flags & SYN) {
    if (flags & ACK && from.hasBase && from.base !== seq) verdict = REUSED_PORTS;
    from.base = seq;
    from.hasBase = true;
  } else if (!from.hasBase) {
    from.base = (seq - 1) | 0;
    from.hasBase = true;
  }
  if (flags & ACK && !reverse.hasBase) {
    reverse.base = (ack - 1) | 0;
    reverse.hasBase = true;
  }
  void packet;
  return verdict;
}

/** Reads what a SYN offers. */
export function readOffer(segment: SegmentContext): void {
  const { packet, from } = segment;
  const { bytes, start } = packet;
  const scale = findOption(packet, OPTION_WINDOW_SCALE);
  from.scale = scale < 0 ? SCALE_UNUSED : Math.min(bytes[start + scale + 2]!, LARGEST_WINDOW_SHIFT);
  const mss = findOption(packet, OPTION_MSS);
  if (mss >= 0) from.maximumSegment = u16(bytes, start + mss + 2);
  if (offersFastOpen(packet)) segment.verdicts |= TFO_SYN;
}

function offersFastOpen(packet: Packet): boolean {
  if (findOption(packet, OPTION_FAST_OPEN) >= 0) return true;
  const at = findOption(packet, OPTION_EXPERIMENTAL_2);
  return at >= 0 && u16(packet.bytes, packet.start + at + 2) === 0xf989;
}

/** The bits that a packet adds to its conversation's completeness. `opens` says that it is the stream's first packet. */
export function completenessOf(packet: Packet, opens: boolean): number {
  const { flags } = packet;
  let bits = 0;
  if (flags & SYN) bits |= (flags & ACK ? SERVER_SYN : opens ? CLIENT_SYN : 0) | (packet.payloadLength > 0 ? DATA : 0);
  else if (flags & ACK) bits |= packet.payloadLength > 0 ? DATA : flags & (FIN | RST) ? 0 : PURE_ACK;
  if (flags & FIN && flags & ACK) bits |= FIN_ACK;
  if (flags & RST) bits |= RESET;
  return bits;
}
