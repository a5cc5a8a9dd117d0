/**
 * Measures `tcplab pair` against the truth: the lab plays connections between two kernels with random boxes and faults, writes down
 * what each end's capture would hold and what became of every packet; captures are spoiled as real ones are; and what the pairing
 * says is counted as right, wrong or undecided.
 *
 *     deno task pair:measure 200            so many runs
 *     deno task pair:measure 200 --seed 7   others
 *     deno task pair:measure 200 --clean    a wire without boxes and faults
 *     deno task pair:measure 200 --missing  one record in a hundred taken out of both files
 *     deno task pair:measure 200 --missing-one  the same, out of one of them
 *     deno task pair:measure 200 --steps    one of the clocks set while its capture runs
 *     deno task pair:measure 2000 --model   a small TCP of the tests' own instead of kernels: seconds instead of minutes
 */
import { pairRecords } from "./play/pair_records.ts";
import { LONGEST, playLab } from "./play/play_lab.ts";
import { finishRun, type RandomRun, randomRun, randomWishes, type RunKind } from "./play/random_run.ts";
import { scoreLosses } from "./play/score.ts";
import { isSegment } from "./play/segment_bytes.ts";
import type { Pairing } from "../../src/pairing/terms/pairing.ts";

interface Row {
  right: number;
  wrong: number;
  undecided: number;
}

const rows: Record<"segments" | "datagrams" | "changes" | "offset" | "skew" | "steps" | "runs", Row> = {
  segments: { right: 0, wrong: 0, undecided: 0 },
  datagrams: { right: 0, wrong: 0, undecided: 0 },
  changes: { right: 0, wrong: 0, undecided: 0 },
  offset: { right: 0, wrong: 0, undecided: 0 },
  skew: { right: 0, wrong: 0, undecided: 0 },
  steps: { right: 0, wrong: 0, undecided: 0 },
  runs: { right: 0, wrong: 0, undecided: 0 },
};
let [packets, lost, acknowledgedCalledLost] = [0, 0, 0];

function count(name: keyof typeof rows, verdict: keyof Row, by = 1): void {
  rows[name][verdict] += by;
}

/** What a step's size may be off by: what the path scatters, and what the clocks drift, ns. */
const [STEP_OFF, STEP_DRIFT] = [50e6, 200e-6];

/** Counts one run; gives what was wrong with it, or "". */
function judge(run: RandomRun, pairing: Pairing, { missing = 0 }: RunKind): string {
  const wrong: string[] = [];
  for (const row of ["segments", "datagrams"] as const) {
    const score = scoreLosses(pairing, run, (bytes) => isSegment(bytes) === (row === "segments"));
    const mistakes = score.falselyLost.length + score.notTold.length;
    packets += score.sent;
    lost += score.lost;
    acknowledgedCalledLost += score.falselyLost.length - score.bare.length;
    count(row, "wrong", mistakes);
    count(row, "undecided", score.undecided.length);
    count(row, "right", score.sent - mistakes - score.undecided.length);
    if (score.falselyLost.length > 0) wrong.push(`called lost: ${score.falselyLost.join(", ")}`);
    if (score.notTold.length > 0) wrong.push(`lost, not told: ${score.notTold.join(", ")}`);
    if (missing === 0 && score.undecided.length > 0) wrong.push(`undecided: ${score.undecided.join(", ")}`);
  }
  const said = pairing.changes.map(({ code }) => code).join(" ");
  const changesRight = said === run.changes.join(" ");
  // A change that shows in one packet only may be among the records that are missing.
  if (missing === 0 || changesRight) count("changes", changesRight ? "right" : "wrong");
  else count("changes", "undecided");
  if (!changesRight && missing === 0) {
    wrong.push(`changes ${said || "none"} instead of ${run.changes.join(" ") || "none"}`);
  }
  const clock = judgeClock(run, pairing);
  if (clock !== "") wrong.push(clock);
  const step = judgeSteps(run, pairing);
  if (step !== "") wrong.push(step);
  count("runs", wrong.length === 0 ? "right" : "wrong");
  return wrong.join("; ");
}

/** A step that is not told is undecided. */
function judgeSteps({ stepped }: RandomRun, { steps }: Pairing): string {
  const by = stepped * 1e9;
  const right = stepped === 0 ? steps.length === 0 : steps.length === 1 &&
    Math.abs(steps[0]!.by - by) <= STEP_OFF + STEP_DRIFT * Math.abs(by);
  count("steps", right ? "right" : steps.length === 0 ? "undecided" : "wrong");
  return right ? "" : `steps ${steps.map((step) => step.by / 1e9).join(" ") || "none"} instead of ${stepped} s`;
}

function judgeClock({ client, offset, skewPpm, stepped }: RandomRun, { clock, steps }: Pairing): string {
  const [first, last] = [client.packets[0], client.packets[client.packets.length - 1]];
  const isStepMissed = stepped !== 0 && steps.length === 0;
  if (clock === null || clock.error === Infinity || first === undefined || last === undefined || isStepMissed) {
    count("offset", "undecided");
    count("skew", "undecided");
    return "";
  }
  const off = [first, last].some(({ time }) =>
    // A moment of this century in nanoseconds is a number to within 256 of them.
    Math.abs(offset * 1e9 + time * skewPpm * 1e-6 - clock.offset) > clock.error + 256
  );
  count("offset", off ? "wrong" : "right");
  const skewOff = clock.skewPpm !== null && Math.abs(clock.skewPpm - skewPpm) > Math.max(3, 0.2 * Math.abs(skewPpm));
  count("skew", clock.skewPpm === null ? "undecided" : skewOff ? "wrong" : "right");
  return (off ? `offset ${clock.offset} within ${clock.error} is ${offset * 1e9}` : "") +
    (skewOff ? ` skew ${clock.skewPpm} is ${skewPpm}` : "");
}

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text + "\n"));
}

const [runs = "20", ...rest] = Deno.args;
const seed = rest.includes("--seed") ? Number(rest[rest.indexOf("--seed") + 1]) : 1;
const ofOne = rest.includes("--missing-one");
const kind: RunKind = {
  clean: rest.includes("--clean"),
  missing: ofOne || rest.includes("--missing") ? 0.01 : 0,
  ofOne,
  steps: rest.includes("--steps"),
};
const model = rest.includes("--model");

for (let at = 0; at < Number(runs); at++) {
  const run = model ? randomRun(seed + at, kind) : await play(seed + at);
  if (run.client.records.length === 0 || run.server.records.length === 0) continue;
  if (!model && hasStalled(run)) {
    print(`${run.description}\n    not counted: the machine stood still`);
    continue;
  }
  const complaint = judge(run, await pairRecords(run.client.records, run.server.records), kind);
  if (complaint !== "") print(`${run.description}\n    ${complaint}`);
}

/** Everything stood still, wire and hosts alike, if a run took longer than runs may: what was on its way then says nothing. */
function hasStalled({ client, server, stepped }: RandomRun): boolean {
  return [client, server].some(({ packets }) =>
    packets[packets.length - 1]!.time - packets[0]!.time > LONGEST * 1.1e6 + Math.abs(stepped) * 1e9
  );
}

async function play(number: number): Promise<RandomRun> {
  const wishes = randomWishes(number, kind);
  return finishRun(wishes, await playLab(wishes.options));
}

print(`${runs} runs, ${packets} packets, ${lost} lost; acknowledged packets called lost: ${acknowledgedCalledLost}`);
print("             right    wrong  undecided");
for (const [name, { right, wrong, undecided }] of Object.entries(rows)) {
  print(
    `${name.padEnd(10)}${String(right).padStart(8)} ${String(wrong).padStart(8)} ${String(undecided).padStart(10)}`,
  );
}
