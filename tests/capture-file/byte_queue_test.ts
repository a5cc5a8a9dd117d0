/** Whose bytes are written into: never a caller's. */
import { assertEquals } from "@std/assert";
import { ByteQueue } from "../../src/capture-file/byte_queue.ts";

/** What waits in the queue. */
function waiting(queue: ByteQueue): number[] {
  return [...queue.bytes.subarray(queue.position, queue.limit)];
}

/** A queue that has read into its own room before, and holds nothing now. */
function used(): ByteQueue {
  const queue = new ByteQueue();
  queue.room(3).set([1, 2, 3]);
  queue.filled(3);
  queue.skip(3);
  return queue;
}

Deno.test("ByteQueue writes into no chunk that was pushed, and into no buffer that it adopted", () => {
  const larger = new Uint8Array(1 << 17);
  const cases: { name: string; give: (queue: ByteQueue, chunk: Uint8Array) => void }[] = [
    { name: "pushed", give: (queue, chunk) => queue.push(chunk) },
    { name: "adopted", give: (queue, chunk) => queue.adopt(chunk, 0, 4) },
  ];
  for (const { name, give } of cases) {
    const queue = used();
    const chunk = larger.slice();
    chunk.set([4, 5, 6, 7]);
    give(queue, chunk.subarray(0, 1 << 17));
    queue.skip(2);
    const before = chunk.slice();
    queue.room(2).set([8, 9]);
    queue.filled(2);
    assertEquals(chunk, before, name);
    assertEquals(waiting(queue).slice(0, 2), [6, 7], name);
    assertEquals(waiting(queue).slice(-2), [8, 9], name);
  }
});

Deno.test("ByteQueue counts where in the file its next byte stands, whatever was pushed, read and skipped", () => {
  const queue = new ByteQueue();
  queue.push(Uint8Array.of(0, 1, 2));
  queue.skip(2);
  queue.room(2).set([3, 4]);
  queue.filled(2);
  assertEquals([queue.fileOffset, waiting(queue)], [2, [2, 3, 4]]);
  queue.skip(5);
  assertEquals([queue.fileOffset, queue.skipping, queue.available], [5, 2, 0]);
  queue.push(Uint8Array.of(5, 6, 7));
  assertEquals([queue.fileOffset, queue.skipping, waiting(queue)], [7, 0, [7]]);
});
