/**
 * Writes pcapng (draft-ietf-opsawg-pcapng): one section, little-endian, times in nanoseconds, comments beside packets. The
 * writer gives bytes; whoever calls it writes them in order.
 *
 * ```ts
 * const file: Uint8Array[] = [];
 * const writer = new PcapngWriter();
 * const wire = writer.addInterface({ linkType: 101, name: "wire" });
 * const record = { seconds: 1, nanoseconds: 0, length: 3, data: Uint8Array.of(0x45, 0, 0) };
 * file.push(writer.header(), wire.block, writer.packet(record, { interfaceId: wire.id, comments: ["cut off"] }));
 * ```
 */
import type { WritableRecord } from "./pcap_writer.ts";
import {
  BYTE_ORDER_MAGIC,
  ENHANCED_PACKET,
  EPB_FLAGS,
  IF_DESCRIPTION,
  IF_NAME,
  IF_RESOLUTION,
  INTERFACE_DESCRIPTION,
  OPTION_COMMENT,
  OPTION_END,
  padded,
  SECTION_HEADER,
} from "./pcapng_block.ts";

const SHB_APPLICATION = 4;
const NANOSECONDS = 9;
/** An option's length field has 16 bits. */
const LONGEST_OPTION = 0xffff;

/** An interface that packets are said to come from. */
export interface InterfaceFields {
  readonly linkType: number;
  readonly name?: string;
  readonly description?: string;
  /** Most bytes captured of a packet; 0, the default, says no limit. */
  readonly snapLength?: number;
}

/** What is written beside a packet. */
export interface PacketFields {
  readonly interfaceId: number;
  readonly comments?: readonly string[];
  /** `epb_flags`; 0 is not written. */
  readonly flags?: number;
}

/** Makes the blocks of one section. */
export class PcapngWriter {
  #interfaces = 0;

  /** The section header: the first bytes of the file. `application` is what wrote it. */
  header(application = "tcplab"): Uint8Array<ArrayBuffer> {
    const fixed = new Uint8Array(16);
    const view = new DataView(fixed.buffer);
    view.setUint32(0, BYTE_ORDER_MAGIC, true);
    view.setUint16(4, 1, true);
    view.setBigInt64(8, -1n, true);
    return block(SECTION_HEADER, fixed, [textOption(SHB_APPLICATION, application)]);
  }

  /** An interface description block, and the number that packets name it by. */
  addInterface(fields: InterfaceFields): { id: number; block: Uint8Array<ArrayBuffer> } {
    const fixed = new Uint8Array(8);
    const view = new DataView(fixed.buffer);
    view.setUint16(0, fields.linkType, true);
    view.setUint32(4, fields.snapLength ?? 0, true);
    const options = [{ code: IF_RESOLUTION, data: Uint8Array.of(NANOSECONDS) }];
    if (fields.name) options.unshift(textOption(IF_NAME, fields.name));
    if (fields.description) options.push(textOption(IF_DESCRIPTION, fields.description));
    return { id: this.#interfaces++, block: block(INTERFACE_DESCRIPTION, fixed, options) };
  }

  /** An enhanced packet block. */
  packet(record: WritableRecord, fields: PacketFields): Uint8Array<ArrayBuffer> {
    const { data } = record;
    const fixed = new Uint8Array(FIXED_PART + padded(data.length));
    putFixedPart(new DataView(fixed.buffer), 0, record, fields.interfaceId);
    fixed.set(data, FIXED_PART);
    const options = (fields.comments ?? []).map((comment) => textOption(OPTION_COMMENT, comment));
    if (fields.flags) options.push({ code: EPB_FLAGS, data: u32(fields.flags) });
    return block(ENHANCED_PACKET, fixed, options);
  }
}

/** Interface, time, captured and original length. */
const FIXED_PART = 20;
/** What stands around them: type and length, and the length again. */
const AROUND = 12;

/** Bytes that `putPacket` needs for a packet. */
export function packetBlockLength({ data }: WritableRecord): number {
  return AROUND + FIXED_PART + padded(data.length);
}

/**
 * Puts the block of a packet without comments into a buffer of the caller, whose bytes there are zero: the same bytes as
 * `PcapngWriter.packet` gives, without an array for each packet, which a live capture has no time for.
 */
export function putPacket(
  into: Uint8Array<ArrayBuffer>,
  at: number,
  record: WritableRecord,
  interfaceId: number,
): void {
  const view = new DataView(into.buffer, into.byteOffset, into.byteLength);
  const length = packetBlockLength(record);
  view.setUint32(at, ENHANCED_PACKET, true);
  view.setUint32(at + 4, length, true);
  putFixedPart(view, at + 8, record, interfaceId);
  into.set(record.data, at + 8 + FIXED_PART);
  view.setUint32(at + length - 4, length, true);
}

function putFixedPart(view: DataView, at: number, record: WritableRecord, interfaceId: number): void {
  view.setUint32(at, interfaceId, true);
  putTime(view, at + 4, record);
  view.setUint32(at + 12, record.data.length, true);
  view.setUint32(at + 16, record.length, true);
}

/** Nanoseconds since 1970 in 64 bits, the upper half first; more than a number holds exactly, so by halves of the seconds. */
function putTime(view: DataView, at: number, { seconds, nanoseconds }: WritableRecord): void {
  const upper = Math.floor(seconds / 0x1_0000) * 1e9;
  const lower = (upper % 0x1_0000) * 0x1_0000 + (seconds % 0x1_0000) * 1e9 + nanoseconds;
  view.setUint32(at, Math.floor(upper / 0x1_0000) + Math.floor(lower / 0x1_0000_0000), true);
  view.setUint32(at + 4, lower % 0x1_0000_0000, true);
}

interface Option {
  readonly code: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();

/** Text that is too long for an option is cut at a whole character. */
function textOption(code: number, text: string): Option {
  const room = new Uint8Array(LONGEST_OPTION);
  const { written } = encoder.encodeInto(text, room);
  return { code, data: room.slice(0, written) };
}

function u32(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

/** A block: type, length, fixed part, options, and the length again. */
function block(type: number, fixed: Uint8Array, options: readonly Option[]): Uint8Array<ArrayBuffer> {
  const forOptions = options.reduce((sum, { data }) => sum + 4 + padded(data.length), 0);
  const length = 12 + fixed.length + (forOptions > 0 ? forOptions + 4 : 0);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  view.setUint32(length - 4, length, true);
  bytes.set(fixed, 8);
  let at = 8 + fixed.length;
  for (const { code, data } of options) {
    view.setUint16(at, code, true);
    view.setUint16(at + 2, data.length, true);
    bytes.set(data, at + 4);
    at += 4 + padded(data.length);
  }
  if (forOptions > 0) view.setUint32(at, OPTION_END, true);
  return bytes;
}
