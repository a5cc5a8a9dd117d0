import { assertEquals } from "@std/assert";
import { zstdCompressSync } from "node:zlib";
import { concatenate } from "../../src/base/concatenate.ts";
import { openCapture } from "../../src/capture-file/capture_input.ts";
import { CompressionDamage } from "../../src/capture-file/compression/compression_damage.ts";
import { compressionOf } from "../../src/capture-file/compression/compression.ts";
import { ZstdSource } from "../../src/capture-file/compression/zstd.ts";
import { mixedCapture, pcapFile } from "../report/sample_capture.ts";
import { ChunkSource } from "./chunk_source.ts";

const CAPTURE = pcapFile(mixedCapture());

/** The bytes in pieces of this size. */
function chunks(bytes: Uint8Array, size: number): ChunkSource {
  return new ChunkSource(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size)),
  );
}

function compressed(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(zstdCompressSync(bytes));
}

/** Everything that a source gives, read in small pieces, and the error at its end. */
async function drained(bytes: Uint8Array, size: number): Promise<{ data: Uint8Array; error: unknown }> {
  const source = new ZstdSource(chunks(bytes, size));
  const parts: Uint8Array[] = [];
  const buffer = new Uint8Array(1000);
  try {
    for (let count = await source.read(buffer); count !== null; count = await source.read(buffer)) {
      parts.push(buffer.slice(0, count));
    }
    return { data: concatenate(parts), error: null };
  } catch (error) {
    return { data: concatenate(parts), error };
  } finally {
    source.close();
  }
}

Deno.test("a Zstandard capture is read whole, byte by byte, and in several frames", async () => {
  for (const size of [1, 7, 1 << 20]) {
    assertEquals((await drained(compressed(CAPTURE), size)).data, CAPTURE);
  }
  const frames = concatenate([compressed(CAPTURE.subarray(0, 100)), compressed(CAPTURE.subarray(100))]);
  assertEquals((await drained(frames, 1 << 20)).data, CAPTURE);
});

Deno.test("a file that ends inside a frame is said to, wherever that is", async () => {
  const whole = concatenate([compressed(CAPTURE.subarray(0, 1000)), compressed(CAPTURE.subarray(1000, 2000))]);
  const first = compressed(CAPTURE.subarray(0, 1000)).length;
  for (let length = 4; length <= whole.length; length++) {
    const { error } = await drained(whole.subarray(0, length), 64);
    const isWhole = length === first || length === whole.length;
    assertEquals(
      (error as Error | null)?.message ?? null,
      isWhole ? null : "the Zstandard data ends too early",
      `${length} bytes`,
    );
  }
});

Deno.test("damage is said so after what came before", async () => {
  const damaged = concatenate([compressed(CAPTURE), compressed(CAPTURE).fill(0xff, 20, 60)]);
  const { data, error } = await drained(damaged, 64);
  assertEquals(error instanceof CompressionDamage, true);
  assertEquals(data.subarray(0, CAPTURE.length), CAPTURE);
});

Deno.test("skippable frames hold nothing", async () => {
  const skippable = Uint8Array.of(0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9);
  const { data, error } = await drained(concatenate([compressed(CAPTURE), skippable, compressed(CAPTURE)]), 5);
  assertEquals([data.length, error], [2 * CAPTURE.length, null]);
});

Deno.test("openCapture() undoes what the first bytes say", async () => {
  assertEquals([compressionOf(compressed(CAPTURE)), compressionOf(CAPTURE)], ["zstd", null]);
  using input = await openCapture(chunks(compressed(CAPTURE), 100));
  let packets = 0;
  do {
    while (input.next() !== null) packets++;
  } while (await input.more());
  assertEquals([packets, input.problem, input.compression], [mixedCapture().length, null, "zstd"]);
});
