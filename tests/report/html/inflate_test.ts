import { assertEquals, assertThrows } from "@std/assert";
import { inflate } from "../../../src/report/html/client/inflate.js";
import { Random } from "../../random.ts";

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Bytes as they come: noise, letters of few kinds, and stretches that return. */
function sample(random: Random, length: number): Uint8Array<ArrayBuffer> {
  const kind = random.int(0, 2);
  return Uint8Array.from(
    { length },
    (_, i) =>
      kind === 0 ? random.int(0, 255) : kind === 1 ? random.int(97, 100) : (i % 37) * 7 + (random.chance(.05) ? 1 : 0),
  );
}

Deno.test("inflate() gives back what the browser's gzip took, of any kind and length", async () => {
  const random = new Random(1);
  const lengths = [0, 1, 2, 65_535, 65_536, 400_000, ...Array.from({ length: 150 }, () => random.int(1, 3000))];
  for (const length of lengths) {
    for (let kind = 0; kind < 2; kind++) {
      const bytes = sample(random, length);
      assertEquals(inflate(await gzip(bytes)), bytes, `${length} bytes`);
    }
  }
});

Deno.test("inflate() ends with an error where the packed bytes end", async () => {
  const packed = await gzip(sample(new Random(2), 2000));
  for (let cut = 11; cut < packed.length - 8; cut += 7) {
    const short = new Uint8Array([...packed.subarray(0, cut), ...packed.subarray(-4)]);
    assertThrows(() => inflate(short), Error, "not gzip");
  }
});
