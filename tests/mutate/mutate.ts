/**
 * Makes small mistakes in the sources, one at a time, and shows those that no test of the room notices:
 *
 *     deno task mutate [COUNT] [SEED] [--room NAME] [--file PATTERN] [--at-once 1|2]
 *                      [--again REPORT]
 *
 * 300 mutations and seed 1 if not said; `--again` tries those that survived in an earlier run's output. It works on copies in temporary folders. Exit 0 where at least 85 % were noticed,
 * those judged equivalent (judged.ts) not counted.
 */
import { parseArgs } from "@std/cli/parse-args";
import {
  drawMutants,
  fits,
  type Mutant,
  type Room,
  ROOMS,
  tellMutant,
  type ToldMutant,
  withMutation,
} from "./choose.ts";
import { judgementOf } from "./judged.ts";
import { Failure } from "../../src/base/failure.ts";
import { type Outcome, Workbench } from "./workbench.ts";

const ENOUGH = 0.85;
/** A mutant hangs when its tests reckon so many times as long as they take without it, and this much longer, ms. */
const PATIENCE = 5;
const GRACE = 15_000;
/** What a test file may take without a mistake, ms. */
const LONGEST = 300_000;

/** Progress is told after so many mutations. */
const STEP = 20;

/** A test file: what it reaches, what it takes without a mistake (ms), and how many mistakes it has noticed. */
interface TimedTest {
  readonly name: string;
  readonly folder: string;
  readonly reaches: ReadonlySet<string>;
  readonly takes: number;
  noticed: number;
}

/** All test files; where one fails without a mistake nothing can be judged. */
class TimedTests {
  readonly #tests: TimedTest[] = [];

  /** Runs the tests of a folder that reach any of the files. */
  async measure(bench: Workbench, folder: string, files: readonly string[]): Promise<void> {
    for (const [name, reaches] of await bench.reached(folder)) {
      if (!files.some((file) => reaches.has(file))) continue;
      const start = performance.now();
      const outcome = await bench.run([name], LONGEST);
      if (outcome !== "passed") throw new Failure(`${name} ${outcome} without any mutation`);
      this.#tests.push({ name, folder, reaches, takes: performance.now() - start, noticed: 0 });
    }
  }

  /** Tries the tests that reach the mutant's file, those first that have noticed most for the time they take. */
  async try({ file, room }: Mutant, bench: Workbench): Promise<Outcome> {
    const worth = ({ noticed, takes }: TimedTest): number => (noticed + 1) / takes;
    const reaching = this.#tests.filter(({ reaches, folder }) => reaches.has(file) && room.tests.includes(folder));
    for (const test of reaching.sort((a, b) => worth(b) - worth(a))) {
      const outcome = await bench.run([test.name], GRACE + PATIENCE * test.takes);
      if (outcome === "passed") continue;
      test.noticed++;
      return outcome;
    }
    return "passed";
  }
}

/** Counts by room, and who survived. */
class Tally {
  readonly rooms = new Map<string, { caught: number; hung: number; equivalent: number; survived: number }>();
  readonly survivors: ToldMutant[] = [];
  readonly equivalent: (ToldMutant & { reason: string })[] = [];

  take(mutant: Mutant, told: ToldMutant, outcome: Outcome): void {
    const counts = this.rooms.get(mutant.room.name) ?? { caught: 0, hung: 0, equivalent: 0, survived: 0 };
    this.rooms.set(mutant.room.name, counts);
    if (outcome !== "passed") counts.caught++;
    if (outcome === "hung") counts.hung++;
    if (outcome !== "passed") return;
    const reason = judgementOf(told);
    if (reason === null) {
      counts.survived++;
      this.survivors.push(told);
    } else {
      counts.equivalent++;
      this.equivalent.push({ ...told, reason });
    }
  }

  /** The report's lines. */
  *lines(): Generator<string> {
    for (const told of this.equivalent) yield `equivalent ${lineOf(told)}\n    ${told.reason}`;
    for (const [name, { caught, hung, equivalent, survived }] of [...this.rooms].sort()) {
      yield `${name.padEnd(15)} ${percent(caught, caught + survived)} caught: ${caught} of ${caught + survived}` +
        ` (${hung} by hanging), ${equivalent} judged equivalent`;
    }
    yield `all             ${percent(this.caught, this.decided)} caught: ${this.caught} of ${this.decided}`;
  }

  get caught(): number {
    return [...this.rooms.values()].reduce((sum, { caught }) => sum + caught, 0);
  }

  get tried(): number {
    return this.decided + this.equivalent.length;
  }

  get decided(): number {
    return this.caught + this.survivors.length;
  }
}

function percent(part: number, whole: number): string {
  return `${whole === 0 ? "100.0" : (100 * part / whole).toFixed(1)} %`.padStart(7);
}

function lineOf({ file, line, before, after }: ToldMutant): string {
  return `${file}:${line}\n    ${before}\n    ${after}`;
}

/** Whether an earlier run's output has this mutation among the survivors, on whatever line it stood. */
function survivedIn(report: string, { file, before, after }: ToldMutant): boolean {
  const [start, rest] = [`survived ${file}:`, `\n    ${before}\n    ${after}\n`];
  for (let at = report.indexOf(start); at >= 0; at = report.indexOf(start, at + 1)) {
    if (report.startsWith(rest, report.indexOf("\n", at))) return true;
  }
  return false;
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

async function main(): Promise<number> {
  const flags = parseArgs(Deno.args, { string: ["room", "file", "at-once", "again"] });
  const [count = 300, seed = 1] = flags._.map(Number);
  const rooms = ROOMS.filter(({ name }) => flags.room === undefined || name === flags.room);
  if (rooms.length === 0 || !Number.isInteger(count) || !Number.isInteger(seed)) {
    say(`Usage: deno task mutate [COUNT] [SEED] [--room ${ROOMS.map(({ name }) => name).join("|")}] [--file PATTERN]`);
    return 2;
  }
  await using stack = new AsyncDisposableStack();
  const benches: Workbench[] = [];
  for (let i = 0; i < Math.min(2, Number(flags["at-once"] ?? 2)); i++) benches.push(stack.use(await Workbench.open()));
  using interruption = stopWhenInterrupted(benches);
  const [first] = benches;
  const sources = rooms.flatMap((room) => sourcesOf(first!.folder, room, String(flags.file ?? "*")));
  const textOf = new Map(sources.map(({ file, source }) => [file, source]));
  const report = flags.again === undefined ? null : Deno.readTextFileSync(String(flags.again));
  const drawn = drawMutants(sources, { count: report === null ? count : Infinity, seed });
  const mutants = drawn.filter(({ file, mutation }) =>
    report === null || survivedIn(report, tellMutant(file, textOf.get(file)!, mutation))
  );
  const tests = new TimedTests();
  for (const folder of new Set(mutants.flatMap(({ room }) => room.tests))) {
    const files = mutants.filter(({ room }) => room.tests.includes(folder)).map(({ file }) => file);
    await tests.measure(first!, folder, files);
  }
  say(`${mutants.length} mutations, seed ${seed}`);
  const tally = new Tally();
  const waiting = mutants[Symbol.iterator]();
  await Promise.all(benches.map(async (bench) => {
    for (const mutant of waiting) {
      if (interruption.came) return;
      const source = textOf.get(mutant.file)!;
      const told = tellMutant(mutant.file, source, mutant.mutation);
      const mistaken = withMutation(source, mutant.mutation);
      const outcome = await bench.withText(mutant.file, mistaken, () => tests.try(mutant, bench));
      if (interruption.came) return;
      tally.take(mutant, told, outcome);
      if (tally.tried % STEP === 0) say(`tried ${tally.tried} of ${mutants.length}`);
      if (outcome === "passed" && tally.survivors.at(-1) === told) say(`survived ${lineOf(told)}`);
    }
  }));
  for (const line of tally.lines()) say(line);
  if (interruption.came) return 130;
  return tally.caught >= ENOUGH * tally.decided ? 0 : 1;
}

/** Ctrl-C ends the run after what it has found so far, and leaves nothing behind. */
function stopWhenInterrupted(benches: readonly Workbench[]): Disposable & { readonly came: boolean } {
  let came = false;
  const stop = (): void => {
    came = true;
    for (const bench of benches) bench.stop();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) Deno.addSignalListener(signal, stop);
  return {
    get came() {
      return came;
    },
    [Symbol.dispose]: () => signals.forEach((signal) => Deno.removeSignalListener(signal, stop)),
  };
}

function sourcesOf(folder: string, room: Room, pattern: string): { room: Room; file: string; source: string }[] {
  const found: { room: Room; file: string; source: string }[] = [];
  const visit = (path: string): void => {
    for (
      const { name, isDirectory } of [...Deno.readDirSync(`${folder}/${path}`)].sort((a, b) => a.name < b.name ? -1 : 1)
    ) {
      const file = `${path}/${name}`;
      if (isDirectory) visit(file);
      else if (fits(file, pattern)) found.push({ room, file, source: Deno.readTextFileSync(`${folder}/${file}`) });
    }
  };
  visit(`src/${room.name}`);
  return found;
}

if (import.meta.main) {
  try {
    Deno.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    say(`mutate: ${error.message}`);
    Deno.exitCode = 1;
  }
}
