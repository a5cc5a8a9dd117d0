/**
 * How often each code was right: counted by code and certainty.
 */
import type { Certainty } from "../../src/explain/words/explanation.ts";
import type { Judged } from "./judge_capture.ts";
import { certaintyOf } from "./certainty_of.ts";

export interface Row {
  readonly name: string;
  readonly certainty: Certainty;
  stated: number;
  right: number;
  wrong: number;
  undecided: number;
}

/** Of what is said as likely, this part may be wrong; of what is said as certain, nothing. */
export const LIKELY_WRONG = 0.02;

const ORDER: readonly Certainty[] = ["certain", "likely", "possible"];

export class TruthTable {
  readonly #rows = new Map<string, Row>();

  /** Names a row by what it counts: the code, or the sentence's key. */
  constructor(readonly by: "code" | "sentence") {}

  add(judged: Omit<Judged, "sent">): void {
    const name = this.by === "code" ? judged.statement.code : judged.sentence.key;
    const certainty = certaintyOf(judged);
    const key = `${name} ${certainty}`;
    let row = this.#rows.get(key);
    if (row === undefined) this.#rows.set(key, row = { name, certainty, stated: 0, right: 0, wrong: 0, undecided: 0 });
    row.stated++;
    const { judgment } = judged;
    row[typeof judgment === "string" ? judgment : "wrong"]++;
  }

  /** All rows by name, and of one name from certain to possible. */
  rows(): Row[] {
    const rank = ({ certainty }: Row) => ORDER.indexOf(certainty);
    return [...this.#rows.values()].sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : rank(a) - rank(b));
  }

  /** What was said with this certainty, in all. */
  total(certainty: Certainty): Row {
    const sum: Row = { name: "all", certainty, stated: 0, right: 0, wrong: 0, undecided: 0 };
    for (const row of this.#rows.values()) {
      if (row.certainty !== certainty) continue;
      for (const count of ["stated", "right", "wrong", "undecided"] as const) sum[count] += row[count];
    }
    return sum;
  }

  /** Nothing certain is wrong, and hardly anything likely. */
  get holds(): boolean {
    const { stated, wrong } = this.total("likely");
    return this.total("certain").wrong === 0 && wrong < Math.max(1, stated * LIKELY_WRONG);
  }

  toString(): string {
    const rows = [...this.rows(), ...ORDER.map((certainty) => this.total(certainty))];
    const head = [this.by, "certainty", "stated", "right", "wrong", "undecided"];
    const cells = [
      head,
      ...rows.map((row) => [row.name, row.certainty, row.stated, row.right, row.wrong, row.undecided].map(String)),
    ];
    const widths = head.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
    return cells.map((line) =>
      line.map((cell, column) => column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)).join("  ")
    ).join("\n");
  }
}
