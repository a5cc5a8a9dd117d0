/**
 * The three pcapng blocks that hold a packet: enhanced (6), simple (3), and the old packet block (2). Each reader fills a
 * record and gives the reason where it cannot.
 */
import type { CaptureRecord } from "./capture_record.ts";
import type { CaptureInterface } from "./interface_description.ts";
import { type BlockBody, eachOption, EPB_FLAGS, OPTION_COMMENT, optionText, padded } from "./pcapng_block.ts";
import { readU16, readU32 } from "./read_number.ts";
import { splitTime } from "./time_units.ts";

/** Interface, time (high, low), captured and original length: the same 20 bytes in both blocks that have a time. */
const FIXED_PART = 20;
const NO_COMMENTS: readonly string[] = [];

export type Interfaces = readonly CaptureInterface[];

/** Reads an enhanced packet block. */
export function readEnhancedPacket(block: BlockBody, interfaces: Interfaces, record: CaptureRecord): string | null {
  if (block.end - block.start < FIXED_PART) return "an enhanced packet block is shorter than its fields";
  return readTimed(block, readU32(block.bytes, block.start, block.littleEndian), interfaces, record);
}

/** Reads an old packet block, which counts drops in the upper half of what is now the interface number. */
export function readOldPacket(block: BlockBody, interfaces: Interfaces, record: CaptureRecord): string | null {
  if (block.end - block.start < FIXED_PART) return "an old packet block is shorter than its fields";
  return readTimed(block, readU16(block.bytes, block.start, block.littleEndian), interfaces, record);
}

function readTimed(block: BlockBody, id: number, interfaces: Interfaces, record: CaptureRecord): string | null {
  const { bytes, start, end, littleEndian } = block;
  const from = interfaces[id];
  if (from === undefined) return unknownInterface(id, interfaces);
  const captured = readU32(bytes, start + 12, littleEndian);
  if (captured > end - start - FIXED_PART) {
    return `a packet is said to have ${captured} captured bytes in a block with room for ${end - start - FIXED_PART}`;
  }
  splitTime(readU32(bytes, start + 4, littleEndian), readU32(bytes, start + 8, littleEndian), from.units, record);
  record.hasTime = true;
  record.length = readU32(bytes, start + 16, littleEndian);
  place(record, bytes, start + FIXED_PART, captured);
  describe(record, from, id);
  const options = start + FIXED_PART + padded(captured);
  if (options < end) readOptions(block, options, record);
  return null;
}

/** Reads a simple packet block: interface 0, no time, and a captured length that has to be worked out. */
export function readSimplePacket(block: BlockBody, interfaces: Interfaces, record: CaptureRecord): string | null {
  const { bytes, start, end, littleEndian } = block;
  if (end - start < 4) return "a simple packet block is shorter than its fields";
  const from = interfaces[0];
  if (from === undefined) return unknownInterface(0, interfaces);
  const length = readU32(bytes, start, littleEndian);
  const captured = from.snapLength === 0 ? length : Math.min(length, from.snapLength);
  if (captured > end - start - 4) {
    return `a packet is said to have ${captured} captured bytes in a block with room for ${end - start - 4}`;
  }
  record.seconds = 0;
  record.nanoseconds = 0;
  record.hasTime = false;
  record.length = length;
  place(record, bytes, start + 4, captured);
  describe(record, from, 0);
  return null;
}

function place(record: CaptureRecord, bytes: Uint8Array, start: number, captured: number): void {
  record.bytes = bytes;
  record.start = start;
  record.capturedLength = captured;
}

function describe(record: CaptureRecord, from: CaptureInterface, id: number): void {
  record.linkType = from.linkType;
  record.interfaceId = id;
  record.interfaceName = from.name;
  record.flags = 0;
  record.comments = NO_COMMENTS;
}

function readOptions(block: BlockBody, at: number, record: CaptureRecord): void {
  const comments: string[] = [];
  eachOption(block, at, (code, start, length) => {
    if (code === OPTION_COMMENT) comments.push(optionText(block, start, length));
    if (code === EPB_FLAGS && length >= 4) record.flags = readU32(block.bytes, start, block.littleEndian);
  });
  if (comments.length > 0) record.comments = comments;
}

function unknownInterface(id: number, interfaces: Interfaces): string {
  const known = interfaces.length === 1 ? "1 interface" : `${interfaces.length} interfaces`;
  return `a packet names interface ${id}, but the section has described ${known}`;
}
