/**
 * Plays the labelled transfers of the corpus in the lab and keeps them in a folder: three captures of each, and what is known of it.
 *
 *     deno task why:corpus FOLDER [RUNS [SEED [AT_A_TIME]]]     350 runs, the first of seed 1, three at a time
 *
 * Runs of other seeds than 1 to 9999 were never looked at while the diagnosis was written. What is in the folder is not played again.
 */
import { fromFileUrl } from "@std/path";
import { KINDS } from "./kinds.ts";

const NAMES = Object.keys(KINDS);
const ONE = fromFileUrl(new URL("play_one.ts", import.meta.url));

/** The runs of a corpus: every kind in turn, each with a seed of its own. */
function* runsOf(count: number, seed: number): Generator<{ kind: string; seed: number }> {
  for (let i = 0; i < count; i++) yield { kind: NAMES[i % NAMES.length]!, seed: seed + i };
}

async function playAll(
  folder: string,
  { count, seed, together }: { count: number; seed: number; together: number },
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const runs = runsOf(count, seed);
  let done = 0;
  const worker = async () => {
    for (const run of runs) {
      const failure = await playOne(folder, run);
      await say(`${++done}/${count} ${run.kind}_${run.seed}${failure === null ? "" : `: ${failure}`}\n`);
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
}

/** Null, or why it came to nothing. */
async function playOne(folder: string, { kind, seed }: { kind: string; seed: number }): Promise<string | null> {
  const known = await Deno.stat(`${folder}/${kind}_${seed}_between.pcap.gz`).catch(() => null);
  if (known !== null) return null;
  const args = ["run", "--quiet", "--no-check", "-A", ONE, folder, kind, String(seed)];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "piped" })
    .output();
  return success ? null : new TextDecoder().decode(stderr).split("\n").filter((line) => line !== "")[0] ?? "failed";
}

async function say(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(text));
}

const [folder, count = "350", seed = "1", together = "3"] = Deno.args;
if (folder === undefined) {
  await say("deno task why:corpus FOLDER [RUNS [SEED [AT_A_TIME]]]\n");
  Deno.exit(2);
}
await playAll(folder, { count: Number(count), seed: Number(seed), together: Number(together) });
Deno.exit(0);
