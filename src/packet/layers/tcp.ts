/**
 * TCP header (RFC 9293 3.1), as offsets and a filler of `Packet`.
 */
import { u16, u32 } from "../bytes.ts";
import { NOTHING, type OpenLayer } from "../layer.ts";
import type { Packet } from "../packet.ts";

const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const SEQUENCE = 4;
const ACKNOWLEDGMENT = 8;
const DATA_OFFSET = 12;
const WINDOW = 14;
const TCP_CHECKSUM = 16;
const URGENT_POINTER = 18;
/** Length of the header without options. */
export const TCP_HEADER = 20;

/** What the header at `at` says of its own length, options included. */
export function headerLengthOf(bytes: Uint8Array, at: number): number {
  return (bytes[at + DATA_OFFSET]! >> 4) * 4;
}

/** Reads the header into `packet`. What follows is data. */
export function readTcp(packet: Packet, layer: OpenLayer): number {
  const { bytes, capturedLength } = packet;
  const at = layer.start;
  const base = packet.start + at;
  const offsetAndFlags = u16(bytes, base + DATA_OFFSET);
  const headerLength = headerLengthOf(bytes, base);
  packet.tcpStart = at;
  packet.srcPort = u16(bytes, base + SOURCE_PORT);
  packet.dstPort = u16(bytes, base + DESTINATION_PORT);
  packet.seq = u32(bytes, base + SEQUENCE);
  packet.ack = u32(bytes, base + ACKNOWLEDGMENT);
  packet.flags = offsetAndFlags & 0x1ff;
  packet.window = u16(bytes, base + WINDOW);
  packet.checksum = u16(bytes, base + TCP_CHECKSUM);
  packet.urgentPointer = u16(bytes, base + URGENT_POINTER);
  packet.payloadStart = at + headerLength;
  packet.payloadLength = Math.max(0, packet.ipEnd - packet.payloadStart);
  if (headerLength < TCP_HEADER) {
    packet.problem = {
      offset: at + DATA_OFFSET,
      reason: `the TCP header length says ${headerLength} bytes, less than 20`,
    };
    packet.payloadStart = at + TCP_HEADER;
    packet.payloadLength = 0;
  } else if (packet.payloadStart > packet.ipEnd) {
    packet.problem = {
      offset: at + DATA_OFFSET,
      reason: `the TCP header length says ${headerLength} bytes, more than the IP packet holds`,
    };
  } else if (packet.payloadStart > capturedLength) {
    packet.problem = { offset: capturedLength, reason: "the capture ends inside the TCP options" };
  }
  layer.end = packet.payloadStart;
  return NOTHING;
}
