import { assert, assertEquals, assertLessOrEqual, assertRejects } from "@std/assert";
import { repeatBytes, writeRepeated } from "../../src/experiment/write_repeated.ts";
import { DeadlineExceeded, Interrupted } from "../../src/net/within.ts";
import { bytesOf } from "./echo_fixture.ts";

/** Takes at most `most(n)` bytes with the n-th write and keeps what it took. */
class SlowSink {
  readonly offered: number[] = [];
  readonly #taken: Uint8Array[] = [];
  readonly #most: (call: number) => number;

  constructor(most: (call: number) => number) {
    this.#most = most;
  }

  write(bytes: Uint8Array): Promise<number> {
    const count = Math.min(bytes.length, this.#most(this.offered.length));
    this.offered.push(bytes.length);
    this.#taken.push(bytes.slice(0, count));
    return Promise.resolve(count);
  }

  get taken(): Uint8Array {
    const whole = new Uint8Array(this.#taken.reduce((sum, part) => sum + part.length, 0));
    let offset = 0;
    for (const part of this.#taken) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole;
  }
}

Deno.test("writeRepeated() writes every byte, however little each write takes", async () => {
  const units = ["a", "HELLO, WORLD!", "x".repeat(65_536), "y".repeat(65_537), "z".repeat(32_768)];
  const takes = [() => Infinity, () => 1000, (call: number) => 1 + (call * 7919) % 4096];
  for (const unit of units) {
    for (const times of [1, 2, 3, 1000]) {
      if (unit.length * times > 300_000) continue;
      for (const most of takes) {
        const sink = new SlowSink(most);
        await writeRepeated(sink, bytesOf(unit), { times });
        assertEquals(sink.taken, repeatBytes(bytesOf(unit), times));
      }
    }
  }
});

Deno.test("writeRepeated() hands over 13000 bytes in one piece, as the experiment needs", async () => {
  const sink = new SlowSink(() => Infinity);
  await writeRepeated(sink, bytesOf("HELLO, WORLD!"), { times: 1000 });
  assertEquals(sink.offered, [13_000]);
});

Deno.test("writeRepeated() keeps one block in memory for a terabyte that nobody takes", async () => {
  const offered: number[] = [];
  const stuck = {
    write: (bytes: Uint8Array) => (offered.push(bytes.buffer.byteLength), new Promise<number>(() => {})),
  };
  const controller = new AbortController();
  const writing = writeRepeated(stuck, new Uint8Array(1000), { times: 1e9, signal: controller.signal });
  controller.abort();
  await assertRejects(() => writing, Interrupted);
  assertEquals(offered.length, 1);
  assertLessOrEqual(offered[0]!, 65_536);
});

Deno.test("writeRepeated() writes nothing for no bytes or no times", async () => {
  const sink = new SlowSink(() => Infinity);
  await writeRepeated(sink, new Uint8Array(0), { times: 5 });
  await writeRepeated(sink, new Uint8Array(5), { times: 0 });
  assertEquals(sink.offered, []);
});

Deno.test("writeRepeated() rejects with DeadlineExceeded when the time for the whole is over", async () => {
  const stuck = { write: () => new Promise<number>(() => {}) };
  const error = await assertRejects(
    () => writeRepeated(stuck, new Uint8Array(9), { times: 1, timeout: 5 }),
    DeadlineExceeded,
  );
  assert(error.message.includes("5 ms"));
});

Deno.test("writeRepeated() rejects as the writer does", async () => {
  const broken = { write: () => Promise.reject(new Deno.errors.BrokenPipe("gone")) };
  await assertRejects(() => writeRepeated(broken, new Uint8Array(9), { times: 2 }), Deno.errors.BrokenPipe);
});
