/**
 * Real transfers of a Linux kernel whose limit was set, with what the kernel, the programs and the wire knew of each: a part of what
 * `deno task why:corpus` plays. Three places of capture; headers only.
 */
import { assert } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { diagnosesOfFile, named } from "./diagnosing.ts";

interface Truth {
  readonly file: string;
  readonly place: "sender" | "receiver" | "between";
  readonly budget: readonly { readonly cause: string; readonly end: string | null; readonly share: number }[];
}

const CORPUS = fromFileUrl(new URL("corpus/", import.meta.url));
const TRUTHS = JSON.parse(Deno.readTextFileSync(CORPUS + "truth.json")) as readonly Truth[];

/** Difference of two budgets in percent: what would have to be moved from one cause to another. */
function distance(truth: Truth["budget"], said: Truth["budget"]): number {
  const shares = new Map<string, number>();
  for (const item of truth) shares.set(named(item), item.share);
  for (const item of said) shares.set(named(item), (shares.get(named(item)) ?? 0) - item.share);
  return 50 * [...shares.values()].reduce((sum, share) => sum + Math.abs(share), 0);
}

async function judged(places: readonly Truth["place"][]): Promise<{ count: number; wrong: string[]; mean: number }> {
  const wrong: string[] = [];
  const distances: number[] = [];
  for (const { file, budget, place } of TRUTHS) {
    if (!places.includes(place)) continue;
    const [diagnosis] = await diagnosesOfFile(CORPUS + file);
    distances.push(distance(budget, diagnosis!.budget));
    if (named(diagnosis!.verdict) === named(budget[0]!)) continue;
    wrong.push(`${file}: ${named(diagnosis!.verdict)}, not ${named(budget[0]!)}`);
    assert(diagnosis!.verdict.certainty !== "certain", file);
  }
  const mean = distances.reduce((sum, value) => sum + value, 0) / distances.length;
  return { count: distances.length, wrong, mean };
}

Deno.test("at the sender 95 in 100 verdicts of the corpus are right, shares within 6 points, none certain and wrong", async () => {
  const { count, wrong, mean } = await judged(["sender"]);
  assert(count >= 50);
  assert(wrong.length <= 0.05 * count, wrong.join("\n"));
  assert(mean < 6, `${mean}`);
});

Deno.test("elsewhere 93 in 100 verdicts of the corpus are right, shares within 9 points, none certain and wrong", async () => {
  const { count, wrong, mean } = await judged(["receiver", "between"]);
  assert(count >= 100);
  assert(wrong.length <= 0.07 * count, wrong.join("\n"));
  assert(mean < 9, `${mean}`);
});
