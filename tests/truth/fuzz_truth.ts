/**
 * Plays worlds whose truth is known, and judges every sentence that states a cause:
 *
 *     deno task fuzz:truth [RUNS] [SEED] [--sentences] [--show KEY] [--write FOLDER]
 *     deno task fuzz:truth --lab [RUNS] [SEED] [--sentences] [--write FOLDER]
 *
 * With `--lab` two kernels talk over the lab's wire, with random faults, and what is said of losses and repetitions is held
 * against what the wire knows.
 *
 * Prints how often each code was right, by certainty; `--sentences` counts by sentence. Of each wrong one at `certain` or
 * `likely` it prints the seed, the packet, the sentence and what truly happened (`--show` takes a code or a sentence's key, and
 * then prints those at `possible` too); `--write` writes their captures. Exit 1 if anything certain is wrong, or too much of
 * what is likely.
 */
import { certaintyOf } from "./certainty_of.ts";
import type { Judged } from "./judge_capture.ts";
import { type JudgedWorld, judgeWorld } from "./judge_world.ts";
import { fuzzLab } from "./lab/fuzz_lab.ts";
import { TruthTable } from "./truth_table.ts";
import { LINK_TYPE } from "./world/written_capture.ts";
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { parseArgs } from "@std/cli/parse-args";

const RUNS = 2000;
/** Of one sentence so many wrong ones are shown. */
const SHOWN = 5;

/** Of the lab, which takes seconds for each. */
const LAB_RUNS = 50;

if (import.meta.main) Deno.exit(await run(Deno.args) ? 0 : 1);

interface Options {
  readonly _: (string | number)[];
  readonly lab?: boolean;
  readonly sentences?: boolean;
  readonly show?: string;
  readonly write?: string;
}

async function run(words: string[]): Promise<boolean> {
  const options: Options = parseArgs(words, { boolean: ["lab", "sentences"], string: ["show", "write"] });
  const [runs = options.lab ? LAB_RUNS : RUNS, seed = 1] = options._.map(Number);
  if (options.lab) {
    const table = new TruthTable(options.sentences ? "sentence" : "code");
    await fuzzLab({ runs, seed, table, say, folder: options.write });
    return conclude(table, table, runs);
  }

  const table = new TruthTable("code");
  const sentences = new TruthTable("sentence");
  const shown = new Map<string, number>();
  for (let at = seed; at < seed + runs; at++) {
    const world = judgeWorld(at);
    let wrong = 0;
    for (const judged of world.judged) {
      table.add(judged);
      sentences.add(judged);
      if (!isWanted(judged, options.show)) continue;
      wrong++;
      const count = shown.get(judged.sentence.key) ?? 0;
      shown.set(judged.sentence.key, count + 1);
      if (count < SHOWN) say(inWords(judged, at, world));
    }
    if (wrong > 0 && options.write !== undefined) write(world, `${options.write}/world-${at}.pcap`);
  }
  return conclude(table, options.sentences ? sentences : table, runs);
}

function conclude(table: TruthTable, shown: TruthTable, runs: number): boolean {
  say(shown.toString());
  say(table.holds ? `${runs} runs: within the marks` : `${runs} runs: above the marks (certain 0, likely 2 %)`);
  return table.holds;
}

function isWanted(judged: Judged, wanted: string | undefined): boolean {
  if (typeof judged.judgment === "string") return false;
  if (wanted !== undefined) return wanted === judged.statement.code || wanted === judged.sentence.key;
  return certaintyOf(judged) !== "possible";
}

function inWords({ statement, sentence, sent, judgment }: Judged, seed: number, { truth }: JudgedWorld): string {
  const { packets, conversation } = statement;
  const place = statement.number > 0
    ? `packet ${statement.number}`
    : packets.length > 0
    ? `packets ${packets.join(", ")}`
    : `story of connection ${conversation}`;
  const because = typeof judgment === "string" ? "" : judgment.wrong;
  return [
    `seed ${seed}, ${place}, ${statement.code}, ${sentence.key}: ${because}`,
    `  said:  ${sentence.text}`,
    `  truth: ${truth.describe(sent)}; captured at: ${truth.options.capture.at}`,
  ].join("\n");
}

function say(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}

function write({ packets }: JudgedWorld, path: string): void {
  using file = Deno.openSync(path, { write: true, create: true, truncate: true });
  file.writeSync(pcapHeader(LINK_TYPE));
  for (const packet of packets) file.writeSync(pcapRecord(packet));
}
