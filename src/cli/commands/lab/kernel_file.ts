/**
 * `tcplab lab --kernel FILE`: what the hosts' kernels said of their connections, one JSON object a line.
 */
import { sampleObject } from "../../../lab/kernel/kernel_sample.ts";
import type { Recording } from "../../../lab/recording.ts";
import { type RunFileOptions, writeRunFile } from "./run/run_file.ts";

/** Writes the samples of a run. Throws `Failure` where that is not possible. */
export async function writeKernelFile(path: string, recording: Recording, waiting: RunFileOptions): Promise<void> {
  const what = `${recording.samples.length} samples`;
  await writeRunFile(path, { parts: sampleLines(recording), what }, waiting);
}

function* sampleLines(recording: Recording): Generator<Uint8Array> {
  for (const sample of recording.samples) {
    const { seconds, nanoseconds } = recording.timeOf(sample.at);
    const object = sampleObject(sample, `${seconds}.${String(nanoseconds).padStart(9, "0")}`);
    yield new TextEncoder().encode(JSON.stringify(object) + "\n");
  }
}
