/** What a receiver reports beside its ack: bytes that it holds behind a hole (RFC 2018), and bytes that came twice (RFC 2883). */
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

/** The first block lies below the ack: those bytes came once more. So many bytes before the ack it begins; 0 where it does not. */
export function copyBefore(packet: ReadonlyPacket): number {
  const option = findOption(packet, OPTION_SACK);
  if (option < 0) return 0;
  const at = packet.start + option + HEAD_BYTES;
  if (packet.bytes[at - 1]! < HEAD_BYTES + BLOCK_BYTES) return 0;
  const beyond = (u32(packet.bytes, at + 4) - packet.ack) | 0;
  return beyond <= 0 ? (packet.ack - u32(packet.bytes, at)) | 0 : 0;
}
