/**
 * pcapng (draft-ietf-opsawg-pcapng): block types, the frame around every block, and options.
 */
import { readU16 } from "./read_number.ts";

export const SECTION_HEADER = 0x0a0d0d0a;
export const INTERFACE_DESCRIPTION = 1;
export const OLD_PACKET = 2;
export const SIMPLE_PACKET = 3;
export const ENHANCED_PACKET = 6;

/** Bytes of type and length before a block's body, and of the second length after it. */
export const BLOCK_START = 8;
export const BLOCK_END = 4;
export const SMALLEST_BLOCK = BLOCK_START + BLOCK_END;

/** Byte-order magic of a section header, as a reader of the right order reads it. */
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

export const OPTION_END = 0;
export const OPTION_COMMENT = 1;
export const IF_NAME = 2;
export const IF_DESCRIPTION = 3;
export const IF_RESOLUTION = 9;
export const IF_OFFSET = 14;
export const EPB_FLAGS = 2;

/** `length` rounded up to the four bytes that everything in a block is padded to. */
export function padded(length: number): number {
  return (length + 3) & ~3;
}

/** A block within the queue's bytes: its body runs from `start` to `end`. */
export interface BlockBody {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly littleEndian: boolean;
}

/**
 * Calls `visit` for each option from `at` to the block's end. The end-of-options mark may be missing; an option that says it
 * is longer than the block ends the list.
 */
export function eachOption(
  block: BlockBody,
  at: number,
  visit: (code: number, start: number, length: number) => void,
): void {
  while (at + 4 <= block.end) {
    const code = readU16(block.bytes, at, block.littleEndian);
    const length = readU16(block.bytes, at + 2, block.littleEndian);
    if (code === OPTION_END || at + 4 + length > block.end) return;
    visit(code, at + 4, length);
    at += 4 + padded(length);
  }
}

const decoder = new TextDecoder();

/** An option's text, without the zero bytes that some writers end it with. */
export function optionText(block: BlockBody, start: number, length: number): string {
  return decoder.decode(block.bytes.subarray(start, start + length)).replace(/\0+$/, "");
}
