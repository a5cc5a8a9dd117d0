/**
 * Instructions of the classic BSD packet filter (McCanne and Jacobson, 1993; linux/filter.h): two registers, A and X, sixteen words
 * of memory, and jumps that only go forward.
 */

/** One instruction. `jt` and `jf` count instructions from the next one. */
export interface Instruction {
  readonly code: number;
  readonly jt: number;
  readonly jf: number;
  readonly k: number;
}

// Loads into A: class | size | mode. An indexed load adds X to the offset.
export const LOAD_IMMEDIATE = 0x00;
export const LOAD_WORD = 0x20;
export const LOAD_HALF = 0x28;
export const LOAD_BYTE = 0x30;
export const LOAD_WORD_INDEXED = 0x40;
export const LOAD_HALF_INDEXED = 0x48;
export const LOAD_BYTE_INDEXED = 0x50;
export const LOAD_MEMORY = 0x60;
/** The packet's length on the wire. */
export const LOAD_LENGTH = 0x80;
/** X becomes four times the lower half of a byte: the length of an IPv4 header. */
export const LOAD_X_HEADER_LENGTH = 0xb1;
export const STORE = 0x02;
export const A_TO_X = 0x07;
export const RETURN = 0x06;
export const NEGATE = 0x84;

/** Arithmetic with A and the constant; `WITH_X` takes X instead. */
export const ADD = 0x04;
export const SUBTRACT = 0x14;
export const MULTIPLY = 0x24;
export const DIVIDE = 0x34;
export const OR = 0x44;
export const AND = 0x54;
export const SHIFT_LEFT = 0x64;
export const SHIFT_RIGHT = 0x74;
export const REMAINDER = 0x94;
export const EXCLUSIVE_OR = 0xa4;
export const WITH_X = 0x08;

/** Jumps; the comparisons are of numbers without a sign, with the constant or, `WITH_X`, with X. */
export const JUMP = 0x05;
export const JUMP_IF_EQUAL = 0x15;
export const JUMP_IF_GREATER = 0x25;
export const JUMP_IF_NOT_LESS = 0x35;
export const JUMP_IF_ANY_BIT = 0x45;

/** Words of memory. */
export const MEMORY_WORDS = 16;
/** A jump's distance has eight bits. */
export const FARTHEST_JUMP = 255;
/** The kernel takes no longer programs (BPF_MAXINSNS). */
export const LONGEST_PROGRAM = 4096;

/** What Linux knows of a packet beside its bytes is loaded from offsets from here on (SKF_AD_OFF). */
export const ANCILLARY = -0x1000;
export const ANCILLARY_PROTOCOL = ANCILLARY;
export const ANCILLARY_PACKET_TYPE = ANCILLARY + 4;
export const ANCILLARY_INTERFACE = ANCILLARY + 8;
export const ANCILLARY_VLAN_TAG = ANCILLARY + 44;
export const ANCILLARY_VLAN_PRESENT = ANCILLARY + 48;

/** An instruction that jumps nowhere. */
export function instruction(code: number, k = 0): Instruction {
  return { code, jt: 0, jf: 0, k: k >>> 0 };
}
