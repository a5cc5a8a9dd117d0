/**
 * PPP in tunnels: L2TP (RFC 2661 3.1) and the GRE of PPTP (RFC 2637 4.1).
 */
import { u16 } from "../bytes.ts";
import { NOTHING, type OpenLayer, PPP } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { endsAt } from "./header_end.ts";

/** Flags, tunnel and session. */
export const L2TP_HEADER = 6;
const CONTROL = 0x8000;
const LENGTH_PRESENT = 0x4000;
const SEQUENCE_PRESENT = 0x0800;
const OFFSET_PRESENT = 0x0200;

/** A data message; a control message carries no packet. Each way has its own numbers. */
export function readL2tp(packet: Packet, layer: OpenLayer): number {
  const { bytes, start, capturedLength } = packet;
  const flags = u16(bytes, start + layer.start);
  let end = layer.start + L2TP_HEADER + (flags & LENGTH_PRESENT ? 2 : 0) + (flags & SEQUENCE_PRESENT ? 4 : 0);
  if (flags & OFFSET_PRESENT) end += 2;
  if (flags & OFFSET_PRESENT && end <= capturedLength) end += u16(bytes, start + end - 2);
  return endsAt(packet, layer, end) && !(flags & CONTROL) ? PPP : NOTHING;
}

/** Flags, protocol, payload length and call; sequence and acknowledgment numbers where the flags say so. */
export const PPTP_HEADER = 8;
const GRE_SEQUENCE = 0x1000;
const GRE_ACKNOWLEDGMENT = 0x0080;

/** Version 1 of GRE: only a message with a sequence number carries a packet. */
export function readPptp(packet: Packet, layer: OpenLayer): number {
  const flags = u16(packet.bytes, packet.start + layer.start);
  const end = layer.start + PPTP_HEADER + (flags & GRE_SEQUENCE ? 4 : 0) + (flags & GRE_ACKNOWLEDGMENT ? 4 : 0);
  return endsAt(packet, layer, end) && flags & GRE_SEQUENCE ? PPP : NOTHING;
}
