/**
 * `tcplab lab --kernel FILE`: what the hosts' kernels said of their connections, one JSON object a line.
 */
import { sampleObject } from "../../../lab/kernel/kernel_sample.ts";
import type { Recording } from "../../../lab/recording.ts";
import { AtomicFile } from "../../../output/atomic_file.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { quote } from "../../../base/quote.ts";

/** Lines joined before they go to standard output. */
const BATCH = 500;

/** Writes the samples of a run; to standard output for `-`. Throws `Failure` where that is not possible. */
export async function writeKernelFile(path: string, recording: Recording, terminal: Terminal): Promise<void> {
  const { samples } = recording;
  const lineOf = (index: number) => {
    const sample = samples[index];
    if (sample === undefined) return "";
    const { seconds, nanoseconds } = recording.timeOf(sample.at);
    return JSON.stringify(sampleObject(sample, `${seconds}.${String(nanoseconds).padStart(9, "0")}`)) + "\n";
  };
  if (path === "-") {
    for (let from = 0; from < samples.length && !terminal.closed; from += BATCH) {
      await terminal.out(Array.from({ length: BATCH }, (_, index) => lineOf(from + index)).join(""));
    }
    return;
  }
  await using file = await AtomicFile.create(path);
  for (const index of samples.keys()) {
    file.add(new TextEncoder().encode(lineOf(index)));
    if (file.full) await file.flush();
  }
  await file.finish();
  await terminal.err(`Wrote ${quote(path)}: ${samples.length} samples\n`);
}
