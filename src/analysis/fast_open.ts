/**
 * TCP Fast Open (RFC 7413): data in the SYN, and the SYN,ACK that takes it.
 */
import { ACK, type ReadonlyPacket } from "../packet/packet.ts";
import { u16 } from "../packet/bytes.ts";
import {
  FAST_OPEN_EXPERIMENT,
  findOption,
  OPTION_EXPERIMENTAL_1,
  OPTION_EXPERIMENTAL_2,
  OPTION_FAST_OPEN,
} from "../packet/tcp_options.ts";
import { seqRelative } from "../packet/sequence.ts";
import type { SegmentContext } from "./segment_context.ts";
import { TFO_ACK, TFO_SYN } from "./verdict_bits.ts";

/** Judges a SYN or SYN,ACK. */
export function judgeFastOpen(segment: SegmentContext): void {
  const { flags, reverse, ack, packet } = segment;
  if (!(flags & ACK)) {
    if (hasCookie(packet)) segment.verdicts |= TFO_SYN;
  } else if (reverse.hasBase && seqRelative(ack, reverse.base) > 1) {
    segment.verdicts |= TFO_ACK;
  }
}

/** An option without a cookie only asks for one. The option has a kind of its own, and had an experimental one before. */
function hasCookie(packet: ReadonlyPacket): boolean {
  const { bytes, start } = packet;
  const at = findOption(packet, OPTION_FAST_OPEN);
  if (at >= 0) return bytes[start + at + 1]! > 2;
  return isExperiment(packet, findOption(packet, OPTION_EXPERIMENTAL_2)) ||
    isExperiment(packet, findOption(packet, OPTION_EXPERIMENTAL_1));
}

function isExperiment({ bytes, start }: ReadonlyPacket, at: number): boolean {
  return at >= 0 && bytes[start + at + 1]! > 4 && u16(bytes, start + at + 2) === FAST_OPEN_EXPERIMENT;
}
