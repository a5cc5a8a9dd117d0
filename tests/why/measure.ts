/**
 * How often `tcplab why` is right on a corpus, and how often a rule of thumb is. Exits 1 under the marks.
 *
 *     deno task why:measure FOLDER [--each] [--again]
 *
 * `--each` tells each capture that was judged wrongly, or whose shares are off by 10 points; `--again` makes the truths anew
 */
import type { Diagnosis } from "../../src/diagnosis/terms/diagnosis.ts";
import { diagnosesOfFile, named } from "../diagnosis/diagnosing.ts";
import type { Known } from "./known.ts";
import { ruleOfThumb } from "./rule_of_thumb.ts";
import {
  confusionTable,
  distanceOf,
  isRight,
  type Judged,
  meanDistance,
  type Said,
  type Score,
  scoreOf,
} from "./score.ts";
import { readSeen } from "./seen.ts";
import { PLACES, type Truth, truthAt, TruthTrack } from "./truth.ts";

/** Marks: macro F1, error of the shares at the sender and elsewhere in points. */
const MARKS = { f1: 0.9, sender: 5, elsewhere: 10 };
const OFF = 10;

async function readKnown(path: string): Promise<Known> {
  const stream = (await Deno.open(path)).readable.pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).json();
}

/** A capture's truth, and what the rule of thumb says of it. */
interface Labelled {
  readonly truth: Truth;
  readonly rule: Said;
}

/** The truths of a run's captures: as they were written down, else (or with `--again`) from what is known of the run. */
async function truthsOf(path: string): Promise<readonly Labelled[]> {
  const written = await Deno.readTextFile(`${path}.truth.json`).catch(() => null);
  if (written !== null && !options.includes("--again")) return JSON.parse(written);
  const known = await readKnown(`${path}.json.gz`);
  const whole = async (place: string) =>
    await readSeen(`${path}_${place}.${known.gap === null ? "pcap" : "whole"}.gz`, known);
  const track = new TruthTrack(known, { client: await whole("client"), server: await whole("server") });
  const truths: Labelled[] = [];
  for (const place of PLACES) {
    const capture = await readSeen(`${path}_${place}.pcap.gz`, known);
    if (capture.length >= 2) truths.push({ truth: truthAt(place, track, capture), rule: ruleOfThumb(capture) });
  }
  await Deno.writeTextFile(`${path}.truth.json`, JSON.stringify(truths));
  return truths;
}

/** Truth and diagnosis of the three captures of a run. */
async function* judgeRun(path: string): AsyncGenerator<{ judged: Judged; truth: Truth; diagnosis: Diagnosis }> {
  for (const { truth, rule } of await truthsOf(path)) {
    const file = `${path}_${truth.place}.pcap.gz`;
    const [diagnosis] = await diagnosesOfFile(file);
    const [largest] = truth.budget;
    if (largest === undefined || diagnosis === undefined) continue;
    const name = file.slice(file.lastIndexOf("/") + 1, -".pcap.gz".length);
    const { verdict, budget } = diagnosis;
    const distance = distanceOf(truth.budget, budget);
    const judged = {
      name,
      seat: truth.seat,
      truth: largest,
      said: verdict,
      certainty: verdict.certainty,
      distance,
      rule,
    };
    yield { judged, truth, diagnosis };
  }
}

function lineOf({ judged, truth, diagnosis }: { judged: Judged; truth: Truth; diagnosis: Diagnosis }): string {
  const shares = (items: readonly { cause: string; end: string | null; share: number }[]) =>
    items.filter(({ share }) => share >= 0.03).map((item) => `${named(item)} ${Math.round(100 * item.share)}`).join(
      ", ",
    );
  const mark = isRight(judged.truth, judged.said) ? " " : judged.certainty === "certain" ? "!" : "x";
  return `${mark} ${judged.name} ${judged.seat} ${judged.distance.toFixed(0)}: ${shares(truth.budget)} | ${
    shares(diagnosis.budget)
  }\n`;
}

function report(judged: readonly Judged[], score: Score, rule: Score): string {
  const seats = ["sender", "receiver", "between"] as const;
  const f1 = [...score.f1].map(([cause, { count, precision, recall, f1 }]) =>
    `${cause.padEnd(22)} ${String(count).padStart(5)} ${precision.toFixed(2).padStart(9)} ${
      recall.toFixed(2).padStart(7)
    } ` +
    `${f1.toFixed(2).padStart(6)} ${(rule.f1.get(cause)?.f1 ?? 0).toFixed(2).padStart(8)}`
  );
  return [
    confusionTable(judged, (one) => one.said),
    `${"cause".padEnd(22)} ${"runs".padStart(5)} ${"precision".padStart(9)} ${"recall".padStart(7)} ${
      "F1".padStart(6)
    } ${"rule".padStart(8)}`,
    ...f1,
    "",
    `verdicts right      ${score.right} of ${score.runs} (rule of thumb ${rule.right})`,
    ...seats.map((seat) => {
      const some = judged.filter((one) => one.seat === seat);
      const right = some.filter((one) => isRight(one.truth, one.said)).length;
      return `  at the ${seat.padEnd(11)} ${right} of ${some.length}, shares off by ${
        meanDistance(some).toFixed(1)
      } points`;
    }),
    `macro F1            ${score.macroF1.toFixed(3)} (rule of thumb ${rule.macroF1.toFixed(3)})`,
    `certain and wrong   ${score.certainAndWrong.length}`,
    "",
  ].join("\n");
}

const [folder, ...options] = Deno.args;
const runs = [...Deno.readDirSync(folder ?? ".")].map(({ name }) => name).filter((name) => name.endsWith(".json.gz"))
  .sort();
const all: Judged[] = [];
let text = "";
for (const run of runs) {
  for await (const one of judgeRun(`${folder}/${run.slice(0, -".json.gz".length)}`)) {
    all.push(one.judged);
    if (options.includes("--each") && (!isRight(one.judged.truth, one.judged.said) || one.judged.distance > OFF)) {
      text += lineOf(one);
    }
  }
}
const score = scoreOf(all, (one) => one.said);
text += report(all, score, scoreOf(all, (one) => one.rule));
await Deno.stdout.write(new TextEncoder().encode(text));
const off = (seat: Judged["seat"]) => meanDistance(all.filter((one) => one.seat === seat));
const reached = score.macroF1 >= MARKS.f1 && score.certainAndWrong.length === 0 && off("sender") <= MARKS.sender &&
  off("receiver") <= MARKS.elsewhere && off("between") <= MARKS.elsewhere;
Deno.exit(reached ? 0 : 1);
