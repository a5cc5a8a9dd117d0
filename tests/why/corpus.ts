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
const ATTEMPTS = 3;
/** `play_one.ts` says so by its exit code. */
const LATE = 3;
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

/** Null, or why it came to nothing: a run in which the machine kept the wire from its work is played again. */
async function playOne(folder: string, { kind, seed }: { kind: string; seed: number }): Promise<string | null> {
  const path = `${folder}/${kind}_${seed}`;
  if (await Deno.stat(`${path}_between.pcap.gz`).catch(() => null) !== null) return null;
  const args = ["run", "--quiet", "--no-check", "-A", ONE, folder, kind, String(seed)];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "piped" })
      .output();
    if (code === 0) return null;
    if (code === LATE) continue;
    await forget(folder, `${kind}_${seed}`);
    return new TextDecoder().decode(stderr).split("\n").filter((line) => line !== "")[0] ?? "failed";
  }
  await forget(folder, `${kind}_${seed}`);
  return "left out: the machine was too busy for the wire to be in time";
}

/** Removes what an attempt that came to nothing, or one before it, has left. */
async function forget(folder: string, run: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (name.startsWith(`${run}.`) || name.startsWith(`${run}_`)) await Deno.remove(`${folder}/${name}`);
  }
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
