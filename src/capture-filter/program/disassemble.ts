/** A filter program in the notation of the assembler of McCanne and Jacobson, as `tcpdump -d` prints it. */
import * as code from "./instruction.ts";
import type { Instruction } from "./instruction.ts";

/** Columns of the name and of the operand. */
const NAME = 8;
const OPERAND = 17;

const ABSOLUTE: Readonly<Record<number, string>> = {
  [code.LOAD_WORD]: "ld",
  [code.LOAD_HALF]: "ldh",
  [code.LOAD_BYTE]: "ldb",
};
const INDEXED: Readonly<Record<number, string>> = {
  [code.LOAD_WORD_INDEXED]: "ld",
  [code.LOAD_HALF_INDEXED]: "ldh",
  [code.LOAD_BYTE_INDEXED]: "ldb",
};
const ARITHMETIC: Readonly<Record<number, string>> = {
  [code.ADD]: "add",
  [code.SUBTRACT]: "sub",
  [code.MULTIPLY]: "mul",
  [code.DIVIDE]: "div",
  [code.REMAINDER]: "mod",
  [code.AND]: "and",
  [code.OR]: "or",
  [code.EXCLUSIVE_OR]: "xor",
  [code.SHIFT_LEFT]: "lsh",
  [code.SHIFT_RIGHT]: "rsh",
};
const JUMPS: Readonly<Record<number, string>> = {
  [code.JUMP_IF_EQUAL]: "jeq",
  [code.JUMP_IF_GREATER]: "jgt",
  [code.JUMP_IF_NOT_LESS]: "jge",
  [code.JUMP_IF_ANY_BIT]: "jset",
};
const ANCILLARY: Readonly<Record<number, string>> = {
  [code.ANCILLARY_PROTOCOL]: "proto",
  [code.ANCILLARY_PACKET_TYPE]: "type",
  [code.ANCILLARY_INTERFACE]: "ifidx",
  [code.ANCILLARY_VLAN_TAG]: "vlan_tci",
  [code.ANCILLARY_VLAN_PRESENT]: "vlanp",
};

/** A line an instruction: its number, its name, what it works on, and where it jumps to. */
export function disassemble(program: readonly Instruction[]): string {
  return program.map((instruction, index) => lineOf(instruction, index) + "\n").join("");
}

function lineOf({ code: operation, jt, jf, k }: Instruction, index: number): string {
  const [name, operand] = wordsOf(operation, k, index);
  const start = `(${String(index).padStart(3, "0")}) ${name.padEnd(NAME)} ${operand}`;
  if (JUMPS[operation & ~code.WITH_X] === undefined) return start.trimEnd();
  const line = `(${String(index).padStart(3, "0")}) ${name.padEnd(NAME)} ${operand.padEnd(OPERAND - 1)}`;
  return `${line} jt ${index + 1 + jt}\tjf ${index + 1 + jf}`;
}

function wordsOf(operation: number, k: number, index: number): readonly [name: string, operand: string] {
  const constant = `#0x${k.toString(16)}`;
  const plain = operation & ~code.WITH_X;
  const operand = (operation & code.WITH_X) !== 0 ? "x" : constant;
  const absolute = ABSOLUTE[operation];
  if (absolute !== undefined) return [absolute, `[${ANCILLARY[k | 0] ?? k}]`];
  const indexed = INDEXED[operation];
  if (indexed !== undefined) return [indexed, `[x + ${k}]`];
  switch (operation) {
    case code.LOAD_IMMEDIATE:
      return ["ld", constant];
    case code.LOAD_MEMORY:
      return ["ld", `M[${k}]`];
    case code.LOAD_LENGTH:
      return ["ld", "#pktlen"];
    case code.LOAD_X_HEADER_LENGTH:
      return ["ldxb", `4*([${k}]&0xf)`];
    case code.STORE:
      return ["st", `M[${k}]`];
    case code.A_TO_X:
      return ["tax", ""];
    case code.NEGATE:
      return ["neg", ""];
    case code.RETURN:
      return ["ret", `#${k}`];
    case code.JUMP:
      return ["ja", String(index + 1 + k)];
  }
  const arithmetic = ARITHMETIC[plain];
  if (arithmetic !== undefined) return [arithmetic, operand];
  const jump = JUMPS[plain];
  if (jump === undefined) throw new Error(`no such instruction: ${operation}`);
  return [jump, operand];
}
