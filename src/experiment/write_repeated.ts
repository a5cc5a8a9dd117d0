/**
 * Sending the same bytes many times over. The whole need not exist in memory: a peer that stops reading holds the
 * sender up (backpressure), and then only one block waits, however often the bytes are to be repeated.
 */
import { type Limits, within } from "../net/within.ts";
import { type ByteWriter, writeAll } from "../net/write_all.ts";

/** Repetitions are put together up to this many bytes, so that what fits is handed to the kernel in one piece. */
const BLOCK_BYTES = 65_536;

/**
 * Writes `unit` `times` times, completely. `limits.timeout` bounds the whole, as Python's `sendall` does; the limits'
 * errors and the socket's come out as rejections, with an unknown part written.
 */
export async function writeRepeated(
  writer: ByteWriter,
  unit: Uint8Array,
  options: Limits & { times: number },
): Promise<void> {
  if (unit.length === 0 || options.times === 0) return;
  await within(writeBlocks(writer, unit, options), options);
}

async function writeBlocks(
  writer: ByteWriter,
  unit: Uint8Array,
  { times, signal }: Limits & { times: number },
): Promise<void> {
  const perBlock = Math.max(1, Math.min(times, Math.floor(BLOCK_BYTES / unit.length)));
  const block = repeatBytes(unit, perBlock);
  for (let left = times; left > 0 && !signal?.aborted; left -= perBlock) {
    const bytes = left < perBlock ? block.subarray(0, left * unit.length) : block;
    await writeAll(writer, bytes);
  }
}

/** `unit` `times` times over, in one array. */
export function repeatBytes(unit: Uint8Array, times: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(unit.length * times);
  for (let index = 0; index < times; index++) whole.set(unit, index * unit.length);
  return whole;
}
