/** The first so many diagnoses by some order, kept while others come and go. */
import type { Diagnosis } from "../diagnosis/terms/diagnosis.ts";

/** What a diagnosis is ranked by, the largest first. */
export type Ranking = "lost" | "duration" | "bytes" | "packets" | "number";

const MEASURES: Readonly<Record<Ranking, (diagnosis: Diagnosis) => number>> = {
  "lost": ({ lost }) => lost,
  "duration": ({ duration }) => duration,
  "bytes": ({ bytes }) => bytes,
  "packets": ({ packets }) => packets,
  "number": ({ conversation }) => -conversation,
};

export class Shortlist<Ranked extends Diagnosis> {
  #kept: Ranked[] = [];
  readonly #measure: (diagnosis: Diagnosis) => number;

  readonly #most: number;

  constructor(most: number, ranking: Ranking) {
    this.#most = most;
    this.#measure = MEASURES[ranking];
  }

  add(diagnosis: Ranked): void {
    this.#kept.push(diagnosis);
    if (this.#kept.length >= 2 * this.#most + 64) this.#cut();
  }

  /** Those kept, the first by the order first. */
  sorted(): readonly Ranked[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    const measure = this.#measure;
    this.#kept.sort((a, b) => measure(b) - measure(a) || a.conversation - b.conversation);
    this.#kept.length = Math.min(this.#kept.length, this.#most);
  }
}
