/** Whatever a capture holds, the parts of a conversation's time add up to the whole, and none of them is negative. */
import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import type { Diagnosis } from "../../src/diagnosis/terms/diagnosis.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { Random } from "../random.ts";
import { randomTrace } from "../fuzz/random_trace.ts";
import { recordOf } from "../packet/record_of.ts";
import { diagnosesOf, diagnosesOfFile } from "./diagnosing.ts";

const MICROSECOND = 1000;
const SHARED = fromFileUrl(new URL("../../../shared/", import.meta.url));

function assertAddsUp({ budget, duration, conversation }: Diagnosis, where: string): void {
  const sum = budget.reduce((total, { nanoseconds }) => total + nanoseconds, 0);
  assert(Math.abs(sum - duration) <= MICROSECOND, `${where} conversation ${conversation}: ${sum} of ${duration} ns`);
  for (const { nanoseconds, share, longest } of budget) {
    assert(nanoseconds > 0 && share >= 0 && share <= 1 + 1e-9, where);
    assert(
      longest.length >= 1 && longest.length <= 5 && longest.every(({ from, to }) => from >= 1 && to >= from),
      where,
    );
  }
}

Deno.test("the budget of a random trace adds up to its duration", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = new Random(seed);
    const packets = randomTrace(random, 6, 400).map(({ time, bytes }, index) =>
      dissect({
        ...recordOf(bytes, 101),
        number: index + 1,
        seconds: 1_700_000_000 + Math.floor(time / 1e9),
        nanoseconds: time % 1e9,
      })
    );
    const diagnoses = diagnosesOf(packets);
    assert(diagnoses.length > 0);
    for (const diagnosis of diagnoses) assertAddsUp(diagnosis, `seed ${seed}`);
  }
});

Deno.test("a capture without packets has no budget", () => assertEquals(diagnosesOf([]), []));

function capturesBelow(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
      isDirectory ? capturesBelow(`${folder}${name}/`) : /\.pcap(ng)?$/.test(name) ? [folder + name] : []
    );
  } catch {
    return [];
  }
}

const captures = capturesBelow(SHARED);
const name = "the budget of every capture of ../shared adds up to its duration";
Deno.test({
  name: captures.length > 0 ? name : `${name} (skipped: ../shared is not here)`,
  ignore: captures.length === 0,
  fn: async () => {
    for (const path of captures) {
      for (const diagnosis of await diagnosesOfFile(path)) assertAddsUp(diagnosis, path);
    }
  },
});
