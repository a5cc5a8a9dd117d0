/** Where a packet's timestamps stand, and what they are (RFC 7323 3.2). */
import { u32 } from "../../packet/bytes.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { findOption, OPTION_TIMESTAMPS } from "../../packet/tcp_options.ts";

/** Offset in `packet.bytes` of TSval, or -1. */
export function stampsOf(packet: ReadonlyPacket): number {
  const option = findOption(packet, OPTION_TIMESTAMPS);
  return option < 0 ? -1 : packet.start + option + 2;
}

/** TSval, or -1. */
export function stampOf(packet: ReadonlyPacket): number {
  const at = stampsOf(packet);
  return at < 0 ? -1 : u32(packet.bytes, at);
}

/** TSecr, or -1. */
export function echoOf(packet: ReadonlyPacket): number {
  const at = stampsOf(packet);
  return at < 0 ? -1 : u32(packet.bytes, at + 4);
}
