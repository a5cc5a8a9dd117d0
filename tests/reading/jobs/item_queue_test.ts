/** What a job makes waits until it is taken, and a job far ahead stands still. */
import { assertEquals, assertRejects } from "@std/assert";
import { Failure, UsageError } from "../../../src/base/failure.ts";
import { doTasks, type JobScope } from "../../../src/reading/jobs/do_tasks.ts";
import { ItemQueue } from "../../../src/reading/jobs/item_queue.ts";
import { errorOf, failedBy, type FromJob } from "../../../src/reading/jobs/job_message.ts";
import { MergedBlocks } from "../../../src/reading/jobs/merged_blocks.ts";
import { MemoryTerminal } from "../../cli/memory_terminal.ts";

const quiet = (): AbortSignal => new AbortController().signal;

Deno.test("items are taken in their order, and then what the job failed by is thrown", async () => {
  let taken = 0;
  const queue = new ItemQueue<number>(() => taken++, quiet());
  assertEquals(queue.ready, false);
  const waiting = queue.next();
  queue.push(1);
  queue.push(2);
  queue.fail(new Failure("the disk is gone"));
  assertEquals([await waiting, await queue.next(), taken], [1, 2, 2]);
  await assertRejects(() => queue.next(), Failure, "the disk is gone");
});

Deno.test("an interrupt ends the wait for an item", async () => {
  const stop = new AbortController();
  const queue = new ItemQueue<number>(() => {}, stop.signal);
  const waiting = queue.next();
  stop.abort();
  assertEquals(await waiting, null);
});

Deno.test("an error comes over as what it was", () => {
  for (const error of [new Failure("a"), new UsageError("b"), new Error("c")]) {
    const told = errorOf(failedBy(error));
    assertEquals([told.constructor, told.message], [error.constructor, error.message]);
  }
});

Deno.test("a job does not go on far ahead of whoever takes what it makes", async () => {
  const posted: FromJob<number>[] = [];
  const scope: JobScope<number, number> = { onmessage: null, postMessage: (message) => void posted.push(message) };
  doTasks<number, number>(scope, async (count, give) => {
    for (let item = 0; item < count; item++) await give(item);
  });
  const tell = (data: { task: number } | { taken: number }): void =>
    scope.onmessage!(new MessageEvent("message", { data }));
  tell({ task: 100 });
  await settle();
  const ahead = posted.length;
  assertEquals(ahead > 1 && ahead < 50, true, `${ahead} items ahead`);
  tell({ taken: 1 });
  await settle();
  assertEquals(posted.length, ahead + 1);
  for (let taken = 1; taken < 100; taken++) {
    tell({ taken: 1 });
    await settle();
  }
  assertEquals(posted.length, 101);
  assertEquals(posted.at(-1), { done: true });
});

Deno.test("a capture that changes while jobs read it is told", async () => {
  const short = { ready: true, next: () => Promise.resolve(1) };
  const merged = new MergedBlocks(new MemoryTerminal(), [short]);
  await merged.take(new Uint8Array([65]));
  await assertRejects(() => merged.endPass(2), Failure, "The capture changed while jobs were reading it");
});

/** Lets everything go on that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
