/** Runs filter programs over bytes, as the kernel does: for capture files, and for tests. */
import * as code from "./instruction.ts";
import type { Instruction } from "./instruction.ts";

/** What the kernel knows of a packet beside its bytes, by the offset that programs load it from. */
export type Ancillary = (offset: number) => number | null;

export class FilterMachine {
  readonly #program: readonly Instruction[];
  readonly #memory = new Uint32Array(code.MEMORY_WORDS);

  constructor(program: readonly Instruction[]) {
    this.#program = program;
  }

  /**
   * How many bytes of the packet the program keeps: 0 for a packet that it drops, as it does where a load goes beyond the
   * captured bytes. `length` is that on the wire.
   */
  run(bytes: DataView, length: number, ancillary: Ancillary = nothingKnown): number {
    const memory = this.#memory.fill(0);
    const loaded = (offset: number, size: number) => load({ bytes, ancillary }, offset, size);
    let [a, x] = [0, 0];
    for (let at = 0; at < this.#program.length; at++) {
      const { code: operation, jt, jf, k } = this.#program[at]!;
      const operand = (operation & code.WITH_X) !== 0 ? x : k;
      switch (operation) {
        case code.RETURN:
          return k;
        case code.LOAD_IMMEDIATE:
          a = k;
          break;
        case code.LOAD_LENGTH:
          a = length;
          break;
        case code.LOAD_MEMORY:
          a = memory[k]!;
          break;
        case code.STORE:
          memory[k] = a;
          break;
        case code.A_TO_X:
          x = a;
          break;
        case code.NEGATE:
          a = -a >>> 0;
          break;
        case code.JUMP:
          at += k;
          break;
        case code.LOAD_X_HEADER_LENGTH: {
          const byte = loaded(k, 1);
          if (byte === null) return 0;
          x = (byte & 0x0f) * 4;
          break;
        }
        default:
          if ((operation & CLASS) === CLASS_JUMP) at += compares(operation, a, operand) ? jt : jf;
          else {
            const result = (operation & CLASS) === CLASS_LOAD
              ? loaded((operation & INDEXED) !== 0 ? x + k : k | 0, SIZES[operation & SIZE_BITS]!)
              : calculate(operation, a, operand);
            if (result === null) return 0;
            a = result;
          }
      }
    }
    throw new Error("a filter program has no end");
  }
}

const CLASS = 0x07;
const CLASS_LOAD = 0x00;
const CLASS_JUMP = 0x05;
const INDEXED = 0x40;
const SIZE_BITS = 0x18;
const SIZES: Readonly<Record<number, number>> = { 0x00: 4, 0x08: 2, 0x10: 1 };

function nothingKnown(): null {
  return null;
}

interface Packet {
  readonly bytes: DataView;
  readonly ancillary: Ancillary;
}

function load({ bytes, ancillary }: Packet, offset: number, size: number): number | null {
  if (offset < 0) return ancillary(offset);
  if (offset + size > bytes.byteLength) return null;
  return size === 4 ? bytes.getUint32(offset) : size === 2 ? bytes.getUint16(offset) : bytes.getUint8(offset);
}

function compares(operation: number, a: number, operand: number): boolean {
  switch (operation & ~code.WITH_X) {
    case code.JUMP_IF_EQUAL:
      return a === operand;
    case code.JUMP_IF_GREATER:
      return a > operand;
    case code.JUMP_IF_NOT_LESS:
      return a >= operand;
    case code.JUMP_IF_ANY_BIT:
      return (a & operand) !== 0;
    default:
      throw new Error(`no such instruction: ${operation}`);
  }
}

/** The result in 32 bits without a sign; null for a division by zero. */
export function calculate(operation: number, a: number, operand: number): number | null {
  switch (operation & ~code.WITH_X) {
    case code.ADD:
      return (a + operand) >>> 0;
    case code.SUBTRACT:
      return (a - operand) >>> 0;
    case code.MULTIPLY:
      return Math.imul(a, operand) >>> 0;
    case code.DIVIDE:
      return operand === 0 ? null : Math.floor(a / operand);
    case code.REMAINDER:
      return operand === 0 ? null : a % operand;
    case code.AND:
      return (a & operand) >>> 0;
    case code.OR:
      return (a | operand) >>> 0;
    case code.EXCLUSIVE_OR:
      return (a ^ operand) >>> 0;
    case code.SHIFT_LEFT:
      return operand > 31 ? 0 : (a << operand) >>> 0;
    case code.SHIFT_RIGHT:
      return operand > 31 ? 0 : a >>> operand;
    default:
      throw new Error(`no such instruction: ${operation}`);
  }
}
