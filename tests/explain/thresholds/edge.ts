/** What a row of the tables of thresholds is. */
import type { ScenarioOptions } from "../scenario.ts";

/**
 * A threshold with the two nearest amounts on its sides: with one of them something is said, with the other it is not. A
 * threshold that moves by one nanosecond, byte or packet fails.
 */
export interface Edge {
  /** File and constant, or what is compared where the number has no name. */
  readonly threshold: string;
  /** The scenario with that amount in it. */
  readonly at: (amount: number) => string;
  readonly silent: number;
  readonly speaks: number;
  /** Words of the last packet's explanations (each is `code: title: text`), or of the story where `story` says so. */
  readonly says: string;
  readonly story?: boolean;
  /** The words are those of a finding (each is `code: text`). */
  readonly found?: boolean;
  readonly options?: ScenarioOptions;
}

export const MICROSECOND = 1e3;
export const MILLISECOND = 1e6;
export const SECOND = 1e9;

/** Nanoseconds as the seconds of a scenario's line. */
export function seconds(nanoseconds: number): string {
  return (nanoseconds / SECOND).toFixed(9);
}

/** `count` lines, each made from its number, counted from 1. */
export function lines(count: number, line: (number: number) => string): string {
  return Array.from({ length: count }, (_, i) => `\n${line(i + 1)}`).join("");
}

/** Packets of one end that carry these texts one behind the other, from relative number 1 on, 1 ms apart. */
export function stream(
  sender: "C" | "S",
  texts: readonly string[],
  { from, ack }: { from: number; ack: number },
): string {
  let seq = 1;
  return texts.map((text, i) => {
    const line = `\n${seconds(from + i * MILLISECOND)} ${sender} A ${seq} ${JSON.stringify(text)} ack ${ack}`;
    seq += text.length;
    return line;
  }).join("");
}
