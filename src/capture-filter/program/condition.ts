/** Tests joined by and, or, not: what a program decides, before it is one. */
import { AND, type Instruction, JUMP_IF_ANY_BIT, JUMP_IF_EQUAL } from "./instruction.ts";

/** What is compared, and how: instructions that load A (and X), then a jump. */
export interface Test {
  readonly kind: "test";
  readonly steps: readonly Instruction[];
  /** Code of the jump. */
  readonly jump: number;
  readonly k: number;
}

export type Condition =
  | { readonly kind: "always" | "never" }
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "not"; readonly operand: Condition }
  | Test;

export const ALWAYS: Condition = { kind: "always" };
export const NEVER: Condition = { kind: "never" };

export function both(left: Condition, right: Condition): Condition {
  if (left.kind === "never" || right.kind === "always") return left;
  if (left.kind === "always") return right;
  return right.kind === "never" ? NEVER : { kind: "and", left, right };
}

export function either(left: Condition, right: Condition): Condition {
  if (left.kind === "always" || right.kind === "never") return left;
  if (left.kind === "never") return right;
  return right.kind === "always" ? ALWAYS : { kind: "or", left, right };
}

export function opposite(operand: Condition): Condition {
  if (operand.kind === "always") return NEVER;
  if (operand.kind === "never") return ALWAYS;
  return operand.kind === "not" ? operand.operand : { kind: "not", operand };
}

/** All of them; always, where there are none. */
export function allOf(conditions: readonly Condition[]): Condition {
  return conditions.reduce(both, ALWAYS);
}

/** One of them; never, where there are none. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return conditions.reduce(either, NEVER);
}

/** `(a & mask) = 0` is the opposite of one jump, which looks whether any bit of the mask is set. */
export function test(steps: readonly Instruction[], jump: number, k: number): Condition {
  const last = steps.at(-1);
  if (jump === JUMP_IF_EQUAL && k === 0 && last?.code === AND) {
    return opposite(test(steps.slice(0, -1), JUMP_IF_ANY_BIT, last.k));
  }
  return { kind: "test", steps, jump, k: k >>> 0 };
}
