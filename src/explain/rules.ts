/**
 * The rules, in the order in which they are tried and their explanations are given: first what a packet is, then what is
 * special about it. To add one, write it in the file of its subject in rules/, add its sentences to each language of
 * words/, and its code to codes.ts.
 */
import type { Rule } from "./rule.ts";
import { HANDSHAKE_RULES } from "./rules/handshake.ts";

export const RULES: readonly Rule[] = [...HANDSHAKE_RULES];

/** For each sum of kind bits, the rules that look at such packets. */
export const RULES_BY_KIND: readonly (readonly Rule[])[] = Array.from(
  { length: 256 },
  (_, kind) => RULES.filter((rule) => (rule.kinds & kind) !== 0),
);
