/**
 * What a judge says of a sentence, and what it is asked with.
 */
import type { Truth } from "../truth.ts";
import type { Statement } from "../explain_marked.ts";
import type { Sentence } from "../marked_words.ts";
import type { Sent } from "../world/truth_log.ts";

export type Judgment = "right" | "undecided" | { readonly wrong: string };

/** A sentence in its place. */
export interface Said {
  readonly sentence: Sentence;
  readonly statement: Statement;
  readonly truth: Truth;
  /** What the packet is that it is said of; of a story, what its `number` (or `reset`, ...) names. */
  readonly sent: Sent;
}

export type Judge = (said: Said) => Judgment;

/** Right where it holds, and else wrong for this reason. */
export function rightIf(holds: boolean, otherwise: string): Judgment {
  return holds ? "right" : { wrong: otherwise };
}

/** Right where the packet was sent for one of these reasons. */
export function sentFor(...reasons: readonly Sent["reason"][]): Judge {
  return ({ sent }) => rightIf(reasons.includes(sent.reason), `it was sent for another reason: ${sent.reason}`);
}

/** What the packet named by a value was. */
export function named({ sentence, truth }: Said, value = "number"): Sent | null {
  const number = Number(sentence.values[value]);
  return number >= 1 && number <= truth.records.length ? truth.sent(number) : null;
}
