/** How far beyond its ack the receiver already holds bytes: a hole is open before them (RFC 2018). */
import { u32 } from "../../packet/bytes.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { findOption, OPTION_SACK } from "../../packet/tcp_options.ts";

const BLOCK_BYTES = 8;
const HEAD_BYTES = 2;

/** Bytes from the ack to the end of the farthest block; 0 without a block beyond it. */
export function heldBehindHole(packet: ReadonlyPacket): number {
  const option = findOption(packet, OPTION_SACK);
  if (option < 0) return 0;
  const at = packet.start + option;
  let farthest = 0;
  for (let end = HEAD_BYTES + BLOCK_BYTES; end <= packet.bytes[at + 1]!; end += BLOCK_BYTES) {
    farthest = Math.max(farthest, (u32(packet.bytes, at + end - 4) - packet.ack) | 0);
  }
  return farthest;
}
