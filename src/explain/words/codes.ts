/**
 * The codes of the rules: what a program may rely on in an explanation. They stand once, as the keys of the English titles
 * (those without a dot: a dot marks a variant), in the order in which a reader of the documentation meets them. The order
 * in which rules are tried is that of `RULES`.
 */
import { TITLES } from "../../language/en/explanations/titles.ts";

export type Code = Exclude<keyof typeof TITLES, `${string}.${string}`>;

export const CODES: readonly Code[] = Object.keys(TITLES).filter((key): key is Code => !key.includes("."));

const INDEX: ReadonlyMap<string, number> = new Map(CODES.map((code, i) => [code, i]));

/** Position of a code in `CODES`. */
export function codeIndex(code: Code): number {
  return INDEX.get(code)!;
}
