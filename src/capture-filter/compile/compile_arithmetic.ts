/** Sums and their comparisons as instructions: values are made in A, and wait in the memory while others are made. */
import { FilterSyntaxError } from "../language/filter_syntax_error.ts";
import type { Arithmetic, ArithmeticOperator, RelationOperator } from "../language/syntax_tree.ts";
import { ETHER_TYPES, LINK_WORDS } from "../language/words.ts";
import { ALWAYS, both, type Condition, NEVER, opposite, test } from "../program/condition.ts";
import * as code from "../program/instruction.ts";
import { type Instruction, instruction } from "../program/instruction.ts";
import { calculate } from "../program/run_program.ts";
import { carries, protocolNumber, transportOverIpv4, transportOverIpv6 } from "./compile_network.ts";
import type { Place } from "./place.ts";
import type { AddressLayer } from "../language/syntax_tree.ts";

const IPV6_LENGTH = 40;

const OPERATIONS: Readonly<Record<ArithmeticOperator, number>> = {
  "+": code.ADD,
  "-": code.SUBTRACT,
  "*": code.MULTIPLY,
  "/": code.DIVIDE,
  "%": code.REMAINDER,
  "&": code.AND,
  "|": code.OR,
  "^": code.EXCLUSIVE_OR,
  "<<": code.SHIFT_LEFT,
  ">>": code.SHIFT_RIGHT,
};

/** The jump that holds, and whether its opposite is meant. */
const RELATIONS: Readonly<Record<RelationOperator, readonly [jump: number, reversed: boolean]>> = {
  "=": [code.JUMP_IF_EQUAL, false],
  "!=": [code.JUMP_IF_EQUAL, true],
  ">": [code.JUMP_IF_GREATER, false],
  "<=": [code.JUMP_IF_GREATER, true],
  ">=": [code.JUMP_IF_NOT_LESS, false],
  "<": [code.JUMP_IF_NOT_LESS, true],
};

/** Instructions that leave a value in A, and what must hold for the value to be there. */
interface Value {
  readonly steps: readonly Instruction[];
  readonly needs: Condition;
  /** The value, where it is known beforehand. */
  readonly constant: number | null;
}

/** `left operator right`, where the protocols whose bytes are compared are there. */
export function relationTest(
  { operator, left, right }: {
    readonly operator: RelationOperator;
    readonly left: Arithmetic;
    readonly right: Arithmetic;
  },
  place: Place,
): Condition {
  const [jump, reversed] = RELATIONS[operator];
  const [first, second] = [valueOf(left, place, 0), valueOf(right, place, 1)];
  const holds = compare(jump, first, second);
  return both(both(first.needs, second.needs), reversed ? opposite(holds) : holds);
}

function compare(jump: number, left: Value, right: Value): Condition {
  if (right.constant === null) {
    const steps = [...left.steps, store(0), ...right.steps, instruction(code.A_TO_X), fetch(0)];
    return test(steps, jump | code.WITH_X, 0);
  }
  if (left.constant === null) return test(left.steps, jump, right.constant);
  const [a, b] = [left.constant, right.constant];
  const holds = jump === code.JUMP_IF_EQUAL ? a === b : jump === code.JUMP_IF_GREATER ? a > b : a >= b;
  return holds ? ALWAYS : NEVER;
}

/** `depth` is the first word of memory that is free. */
function valueOf(arithmetic: Arithmetic, place: Place, depth: number): Value {
  switch (arithmetic.kind) {
    case "constant":
      return constant(arithmetic.value);
    case "length":
      return { steps: [instruction(code.LOAD_LENGTH)], needs: ALWAYS, constant: null };
    case "negative": {
      const operand = valueOf(arithmetic.operand, place, depth);
      if (operand.constant !== null) return constant(-operand.constant >>> 0);
      return { ...operand, steps: [...operand.steps, instruction(code.NEGATE)] };
    }
    case "binary":
      return binary(arithmetic, place, depth);
    case "load":
      return load(arithmetic, place, depth);
  }
}

function constant(value: number): Value {
  return { steps: [instruction(code.LOAD_IMMEDIATE, value)], needs: ALWAYS, constant: value >>> 0 };
}

function binary(sum: Arithmetic & { kind: "binary" }, place: Place, depth: number): Value {
  if (depth >= code.MEMORY_WORDS) throw new FilterSyntaxError(sum.column, "the sum is too deep: use fewer brackets");
  const operation = OPERATIONS[sum.operator];
  const left = valueOf(sum.left, place, depth);
  const right = valueOf(sum.right, place, depth + 1);
  const shifts = sum.operator === "<<" || sum.operator === ">>";
  if (shifts && (right.constant ?? 0) > 31) throw new FilterSyntaxError(sum.column, "a shift by more than 31 bits");
  const needs = both(left.needs, right.needs);
  if (right.constant === null) {
    const steps = [...left.steps, store(depth), ...right.steps, instruction(code.A_TO_X), fetch(depth)];
    return { steps: [...steps, instruction(operation | code.WITH_X)], needs, constant: null };
  }
  if (left.constant === null) {
    return { steps: [...left.steps, instruction(operation, right.constant)], needs, constant: null };
  }
  const known = calculate(operation, left.constant, right.constant);
  if (known === null) throw new FilterSyntaxError(sum.column, "division by zero");
  return constant(known);
}

const LOADS = {
  1: { absolute: code.LOAD_BYTE, indexed: code.LOAD_BYTE_INDEXED },
  2: { absolute: code.LOAD_HALF, indexed: code.LOAD_HALF_INDEXED },
  4: { absolute: code.LOAD_WORD, indexed: code.LOAD_WORD_INDEXED },
} as const;

/** Bytes of a header: at a known offset, or at one that is computed first. */
function load(asked: Arithmetic & { kind: "load" }, place: Place, depth: number): Value {
  if (depth >= code.MEMORY_WORDS) throw new FilterSyntaxError(asked.column, "the sum is too deep: use fewer brackets");
  const { absolute, indexed } = LOADS[asked.size];
  const { start, behindIpv4, needs } = header(asked, place);
  const offset = valueOf(asked.offset, place, depth);
  const allNeeds = both(offset.needs, needs);
  const headerLength = instruction(code.LOAD_X_HEADER_LENGTH, place.link.network(place.tags));
  if (offset.constant !== null) {
    const at = start + offset.constant;
    const steps = behindIpv4 ? [headerLength, instruction(indexed, at)] : [instruction(absolute, at)];
    return { steps, needs: allNeeds, constant: null };
  }
  const adding = behindIpv4 ? [headerLength, instruction(code.ADD | code.WITH_X)] : [];
  const steps = [...offset.steps, ...adding, instruction(code.A_TO_X), instruction(indexed, start)];
  return { steps, needs: allNeeds, constant: null };
}

/** Where a protocol's header begins: at a fixed place, or behind IPv4's, whose length is in the packet. */
function header(
  { protocol, column }: Arithmetic & { kind: "load" },
  place: Place,
): { readonly start: number; readonly behindIpv4: boolean; readonly needs: Condition } {
  const network = place.link.network(place.tags);
  if (LINK_WORDS.includes(protocol)) {
    if (place.link.hasHeader) return { start: 0, behindIpv4: false, needs: ALWAYS };
    throw new FilterSyntaxError(column, `"${protocol}" bytes are not there: capture on one Ethernet interface (-i)`);
  }
  if (ETHER_TYPES.has(protocol)) {
    return { start: network, behindIpv4: false, needs: carries(protocol as AddressLayer, place) };
  }
  if (protocol === "icmp6") {
    return {
      start: network + IPV6_LENGTH,
      behindIpv4: false,
      needs: transportOverIpv6(protocolNumber(protocol), place),
    };
  }
  return { start: network, behindIpv4: true, needs: transportOverIpv4(protocolNumber(protocol), place) };
}

function store(word: number): Instruction {
  return instruction(code.STORE, word);
}

function fetch(word: number): Instruction {
  return instruction(code.LOAD_MEMORY, word);
}
