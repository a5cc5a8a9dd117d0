/**
 * Which byte of a packet is what: the fields of its headers by their names in the RFCs, in the order in which they
 * stand. A packet that breaks off has the fields that are whole.
 */
import { ipv4Text, ipv6Text } from "../../../packet/address.ts";
import { u16, u32 } from "../../../packet/bytes.ts";
import { flagNames } from "../../../packet/flags.ts";
import { linkTypeName } from "../../../packet/link_layer.ts";
import type { Packet } from "../../../packet/packet.ts";
import type { ByteField, FieldLayer } from "./report_data.ts";
import { tcpOptionFields } from "./tcp_option_fields.ts";

/** Numbers that analysis found, to stand beside the raw ones; null where the packet has not been analysed. */
export interface RelativeNumbers {
  readonly seq: number;
  readonly ack: number;
  readonly window: number;
}

/** A field as the tables below name it: name, length in bytes, and how its value reads. */
type Layout = readonly (readonly [name: string, length: number, read: (bytes: Uint8Array, at: number) => string])[];

const decimal8 = (bytes: Uint8Array, at: number): string => String(bytes[at]);
const decimal16 = (bytes: Uint8Array, at: number): string => String(u16(bytes, at));
const hex16 = (bytes: Uint8Array, at: number): string => `0x${u16(bytes, at).toString(16).padStart(4, "0")}`;
const hardware = (bytes: Uint8Array, at: number): string =>
  Array.from(bytes.subarray(at, at + 6), (byte) => byte.toString(16).padStart(2, "0")).join(":");

const ETHERNET: Layout = [
  ["destination", 6, hardware],
  ["source", 6, hardware],
  ["EtherType", 2, hex16],
];

/** https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html */
const COOKED: Layout = [
  ["packet type", 2, (bytes, at) => ["to us", "broadcast", "multicast", "to others", "sent"][u16(bytes, at)] ?? "?"],
  ["ARPHRD type", 2, decimal16],
  ["address length", 2, decimal16],
  ["address", 8, hardware],
  ["protocol", 2, hex16],
];

/** https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html */
const COOKED2: Layout = [
  ["protocol", 2, hex16],
  ["reserved", 2, decimal16],
  ["interface", 4, (bytes, at) => String(u32(bytes, at))],
  ["ARPHRD type", 2, decimal16],
  ["packet type", 1, (bytes, at) => ["to us", "broadcast", "multicast", "to others", "sent"][bytes[at] ?? 9] ?? "?"],
  ["address length", 1, decimal8],
  ["address", 8, hardware],
];

const LINK_LAYOUTS: ReadonlyMap<number, Layout> = new Map([[1, ETHERNET], [113, COOKED], [276, COOKED2]]);

/** RFC 791 3.1 */
const IPV4: Layout = [
  ["version, header length", 1, (bytes, at) => `${bytes[at]! >> 4}, ${(bytes[at]! & 15) * 4} bytes`],
  ["DSCP, ECN", 1, (bytes, at) => `${bytes[at]! >> 2}, ${bytes[at]! & 3}`],
  ["total length", 2, decimal16],
  ["identification", 2, hex16],
  ["flags, fragment offset", 2, fragment],
  ["time to live", 1, decimal8],
  ["protocol", 1, (bytes, at) => bytes[at] === 6 ? "6 (TCP)" : String(bytes[at])],
  ["header checksum", 2, hex16],
  ["source address", 4, ipv4Text],
  ["destination address", 4, ipv4Text],
];

/** RFC 8200 3 */
const IPV6: Layout = [
  ["version, class, flow label", 4, (bytes, at) => `6, 0x${u32(bytes, at).toString(16).slice(1)}`],
  ["payload length", 2, decimal16],
  ["next header", 1, (bytes, at) => bytes[at] === 6 ? "6 (TCP)" : String(bytes[at])],
  ["hop limit", 1, decimal8],
  ["source address", 16, ipv6Text],
  ["destination address", 16, ipv6Text],
];

function fragment(bytes: Uint8Array, at: number): string {
  const value = u16(bytes, at);
  const flags = [...(value & 0x4000 ? ["DF"] : []), ...(value & 0x2000 ? ["MF"] : [])].join(" ") || "-";
  return `${flags}, ${(value & 0x1fff) * 8}`;
}

/** The fields of a packet's captured bytes, counted from their first. */
export function byteFields(packet: Packet, relative: RelativeNumbers | null): ByteField[] {
  const data = packet.data;
  const end = data.length;
  const fields: ByteField[] = [];
  const ipStart = packet.ipStart >= 0 ? packet.ipStart : Math.min(end, linkLength(packet));
  fields.push(...laidOut(data, "link", { at: 0, end: ipStart, layout: LINK_LAYOUTS.get(packet.linkType) ?? [] }));
  rest(fields, { layer: "link", end: ipStart, name: linkTypeName(packet.linkType) });
  if (packet.ipStart >= 0) addIp(fields, packet, data);
  if (packet.tcpStart >= 0) addTcp(fields, packet, relative);
  const payloadEnd = packet.ipEnd >= 0 ? Math.min(packet.ipEnd, end) : end;
  rest(fields, { layer: "data", end: payloadEnd, name: "data" });
  rest(fields, { layer: "link", end, name: "padding, not data" });
  return fields;
}

function linkLength(packet: Packet): number {
  return (LINK_LAYOUTS.get(packet.linkType) ?? []).reduce((sum, [, length]) => sum + length, 0);
}

function addIp(fields: ByteField[], packet: Packet, data: Uint8Array): void {
  const layout = packet.ipVersion === 4 ? IPV4 : packet.ipVersion === 6 ? IPV6 : [];
  const end = packet.tcpStart >= 0 ? packet.tcpStart : Math.min(data.length, packet.ipEnd);
  fields.push(...laidOut(data, "ip", { at: packet.ipStart, end, layout }));
  if (packet.tcpStart >= 0) {
    rest(fields, { layer: "ip", end, name: packet.ipVersion === 4 ? "options" : "extension headers" });
  }
}

/** RFC 9293 3.1 */
function addTcp(fields: ByteField[], packet: Packet, relative: RelativeNumbers | null): void {
  const { data, tcpStart: at } = packet;
  const headerEnd = Math.min(packet.payloadStart, data.length);
  const beside = (raw: number, number: number | undefined) =>
    number === undefined ? `${raw}` : `${number} (raw ${raw})`;
  const field = (offset: number, length: number, name: string, value: string): void => {
    fields.push({ start: at + offset, end: at + offset + length, layer: "tcp", name, value });
  };
  const hasAck = (packet.flags & 0x10) !== 0;
  field(0, 2, "source port", String(packet.srcPort));
  field(2, 2, "destination port", String(packet.dstPort));
  field(4, 4, "sequence number", beside(packet.seq, relative?.seq));
  field(8, 4, "acknowledgment number", hasAck ? beside(packet.ack, relative?.ack) : `${packet.ack} (no ACK flag)`);
  field(12, 1, "data offset", `${data[at + 12]! >> 4} × 4 = ${(data[at + 12]! >> 4) * 4} bytes`);
  field(13, 1, "flags", flagNames(packet.flags).join(" ") || "-");
  const scaled = relative !== null && relative.window !== packet.window ? ` (scaled ${relative.window})` : "";
  field(14, 2, "window", `${packet.window}${scaled}`);
  field(16, 2, "checksum", hex16(data, at + 16));
  field(18, 2, "urgent pointer", String(packet.urgentPointer));
  fields.push(...tcpOptionFields(data, at + 20, headerEnd));
}

function laidOut(
  data: Uint8Array,
  layer: FieldLayer,
  { at, end, layout }: { at: number; end: number; layout: Layout },
): ByteField[] {
  const fields: ByteField[] = [];
  for (const [name, length, read] of layout) {
    if (at + length > end) break;
    fields.push({ start: at, end: at + length, layer, name, value: read(data, at) });
    at += length;
  }
  return fields;
}

/** Names whatever lies between the last field and `end`. */
function rest(fields: ByteField[], { layer, end, name }: { layer: FieldLayer; end: number; name: string }): void {
  const start = fields.at(-1)?.end ?? 0;
  if (start < end) fields.push({ start, end, layer, name, value: `${end - start} bytes` });
}
