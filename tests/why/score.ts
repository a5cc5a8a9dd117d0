/** How often verdicts are right: confusion matrix, F1 of each cause, error of the shares, what was certain and wrong. */
import { type Cause, CAUSES, type Certainty, type End } from "../../src/diagnosis/terms/cause.ts";

export interface Said {
  readonly cause: Cause;
  readonly end: End;
}

export interface Judged {
  readonly name: string;
  readonly seat: "sender" | "receiver" | "between";
  readonly truth: Said;
  readonly said: Said;
  readonly certainty: Certainty;
  /** Percent of the time that would have to be moved from one cause to another. */
  readonly distance: number;
  readonly rule: Said;
}

export interface Score {
  readonly runs: number;
  readonly right: number;
  readonly f1: ReadonlyMap<
    Cause,
    { readonly count: number; readonly precision: number; readonly recall: number; readonly f1: number }
  >;
  readonly macroF1: number;
  readonly certainAndWrong: readonly Judged[];
}

export function isRight(truth: Said, said: Said): boolean {
  return truth.cause === said.cause && truth.end === said.end;
}

/** The score of what `said` picks: the diagnosis, or the rule of thumb. */
export function scoreOf(judged: readonly Judged[], pick: (one: Judged) => Said): Score {
  const f1 = new Map<Cause, { count: number; precision: number; recall: number; f1: number }>();
  for (const cause of CAUSES) {
    const count = judged.filter(({ truth }) => truth.cause === cause).length;
    if (count === 0) continue;
    const named = judged.filter((one) => pick(one).cause === cause).length;
    const right = judged.filter((one) => one.truth.cause === cause && isRight(one.truth, pick(one))).length;
    const [precision, recall] = [named === 0 ? 0 : right / named, right / count];
    f1.set(cause, { count, precision, recall, f1: 2 * right / (count + named) });
  }
  const values = [...f1.values()].map((one) => one.f1);
  return {
    runs: judged.length,
    right: judged.filter((one) => isRight(one.truth, pick(one))).length,
    f1,
    macroF1: values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length),
    certainAndWrong: judged.filter((one) => one.certainty === "certain" && !isRight(one.truth, pick(one))),
  };
}

/** Half of what two budgets differ in, percent. */
export function distanceOf(
  truth: readonly (Said & { readonly share: number })[],
  said: readonly (Said & { readonly share: number })[],
): number {
  const shares = new Map<string, number>();
  const add = ({ cause, end }: Said, share: number) => {
    const key = `${cause}/${end}`;
    shares.set(key, (shares.get(key) ?? 0) + share);
  };
  for (const item of truth) add(item, item.share);
  for (const item of said) add(item, -item.share);
  return 50 * [...shares.values()].reduce((sum, share) => sum + Math.abs(share), 0);
}

export function meanDistance(judged: readonly Judged[]): number {
  return judged.reduce((sum, { distance }) => sum + distance, 0) / Math.max(1, judged.length);
}

/** Truth in rows, what was said in columns; only causes that occur. */
export function confusionTable(judged: readonly Judged[], pick: (one: Judged) => Said): string {
  const used = CAUSES.filter((cause) => judged.some((one) => one.truth.cause === cause || pick(one).cause === cause));
  const short = (cause: Cause) => cause.split("-").map((word) => word.slice(0, 4)).join("-").slice(0, 9);
  const rows = used.filter((cause) => judged.some(({ truth }) => truth.cause === cause)).map((cause) => {
    const cells = used.map((said) =>
      judged.filter((one) => one.truth.cause === cause && pick(one).cause === said).length
    );
    return cause.padEnd(22) + cells.map((count) => (count === 0 ? "." : String(count)).padStart(10)).join("");
  });
  return [" ".repeat(22) + used.map((cause) => short(cause).padStart(10)).join(""), ...rows].join("\n") + "\n";
}
