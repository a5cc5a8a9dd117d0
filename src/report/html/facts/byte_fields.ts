/**
 * Which byte of a packet is what: the fields of its headers by their names in the RFCs, layer by layer, in the order in which
 * they stand. A packet that breaks off has the fields that are whole.
 */
import { invariant } from "../../../base/invariant.ts";
import { u16 } from "../../../packet/bytes.ts";
import { flagNames } from "../../../packet/flags.ts";
import { IPV4, IPV6, type Layer, LAYER_NAMES, TCP } from "../../../packet/layer.ts";
import { linkTypeName } from "../../../packet/link_layer.ts";
import type { ReadonlyPacket } from "../../../packet/packet.ts";
import { layoutOf, restName } from "./header_layouts.ts";
import type { ByteField, ByteLayer } from "./report_data.ts";
import { tcpOptionFields } from "./tcp_option_fields.ts";

/** Numbers that analysis found, to stand beside the raw ones; null where the packet has not been analysed. */
export interface RelativeNumbers {
  readonly seq: number;
  readonly ack: number;
  readonly window: number;
}

/** The fields of a packet's captured bytes, counted from their first. */
export function byteFields(packet: ReadonlyPacket, relative: RelativeNumbers | null): ByteField[] {
  const { layers, data, ipEnd } = packet;
  const fields: ByteField[] = [];
  for (let i = 0; i < layers.length; i++) fields.push(...headerFields(packet, layers.at(i), relative));
  const headersEnd = fields.at(-1)?.end ?? 0;
  const payloadEnd = ipEnd >= 0 ? Math.min(Math.max(ipEnd, headersEnd), data.length) : data.length;
  // Of a link type that is not known, nothing is: its bytes are no data.
  const isData = layers.length > 0;
  addRest(fields, {
    kind: isData ? "data" : "link",
    name: isData ? "" : linkTypeName(packet.linkType),
    end: payloadEnd,
  });
  addRest(fields, { kind: "link", name: "", end: data.length });
  invariant((fields.at(-1)?.end ?? 0) <= data.length, "fields stand inside the captured bytes");
  return fields;
}

function headerFields(packet: ReadonlyPacket, header: Layer, relative: RelativeNumbers | null): ByteField[] {
  const { kind, start, end } = header;
  const layer: ByteLayer = { kind: colourOf(kind), name: LAYER_NAMES[kind]!, start, end };
  if (kind === TCP) return tcpFields(packet, layer, relative);
  const { data } = packet;
  const fields: ByteField[] = [];
  let at = start;
  for (const [name, length, read] of layoutOf(kind, data, start)) {
    if (at + length > end) break;
    fields.push({ start: at, end: at + length, layer, name, value: read(data, at) });
    at += length;
  }
  if (at < end) fields.push({ start: at, end, layer, name: restName(kind), value: `${end - at} bytes` });
  return fields;
}

function colourOf(kind: number): ByteLayer["kind"] {
  if (kind === IPV4 || kind === IPV6) return "ip";
  return kind === TCP ? "tcp" : "link";
}

const hex16 = (bytes: Uint8Array, at: number): string => `0x${u16(bytes, at).toString(16).padStart(4, "0")}`;

/** RFC 9293 3.1 */
function tcpFields(packet: ReadonlyPacket, layer: ByteLayer, relative: RelativeNumbers | null): ByteField[] {
  const { data, tcpStart: at } = packet;
  const fields: ByteField[] = [];
  const beside = (raw: number, number: number | undefined) =>
    number === undefined ? `${raw}` : `${number} (raw ${raw})`;
  const field = (offset: number, length: number, name: string, value: string): void => {
    fields.push({ start: at + offset, end: at + offset + length, layer, name, value });
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
  return [...fields, ...tcpOptionFields(data, at + 20, layer)];
}

/** Names whatever lies between the last field and `end`. */
function addRest(
  fields: ByteField[],
  { kind, name, end }: { kind: ByteLayer["kind"]; name: string; end: number },
): void {
  const start = fields.at(-1)?.end ?? 0;
  if (start >= end) return;
  const what = kind === "data" ? "data" : name || "padding, not data";
  fields.push({ start, end, layer: { kind, name, start, end }, name: what, value: `${end - start} bytes` });
}
