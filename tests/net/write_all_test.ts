import { assertEquals, assertRejects } from "@std/assert";
import { writeAll } from "../../src/net/write_all.ts";

const BYTES = Uint8Array.from({ length: 10 }, (_, index) => index);

Deno.test("writeAll() writes every byte in order when the socket takes a few at a time", async () => {
  for (const most of [1, 3, 7, 10, 100]) {
    const taken: number[] = [];
    const writer = {
      write(bytes: Uint8Array): Promise<number> {
        const count = Math.min(most, bytes.length);
        taken.push(...bytes.subarray(0, count));
        return Promise.resolve(count);
      },
    };
    let progress = 0;
    await writeAll(writer, BYTES, (count) => progress += count);
    assertEquals(taken, [...BYTES]);
    assertEquals(progress, BYTES.length);
  }
});

Deno.test("writeAll() rejects when a later write fails", async () => {
  let calls = 0;
  const write = () => calls++ === 0 ? Promise.resolve(4) : Promise.reject(new Deno.errors.ConnectionReset("reset"));
  await assertRejects(() => writeAll({ write }, BYTES), Deno.errors.ConnectionReset);
});
