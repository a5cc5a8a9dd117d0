import { assertEquals, assertRejects } from "@std/assert";
import { DeadlineExceeded, Interrupted, pause, within } from "../../src/net/within.ts";

const never = new Promise<never>(() => {});

Deno.test("within() gives the operation's result or its error", async () => {
  const { signal } = new AbortController();
  for (const limits of [{}, { timeout: 60_000 }, { signal }, { signal, timeout: 60_000 }]) {
    assertEquals(await within(Promise.resolve(7), limits), 7);
    await assertRejects(() => within(Promise.reject(new RangeError("no")), limits), RangeError, "no");
  }
});

Deno.test("within() rejects with DeadlineExceeded when the time is over", async () => {
  await assertRejects(() => within(never, { timeout: 1 }), DeadlineExceeded);
});

Deno.test("within() rejects with Interrupted when the signal is aborted before or meanwhile", async () => {
  const controller = new AbortController();
  const waiting = within(never, { signal: controller.signal, timeout: 60_000 });
  controller.abort();
  await assertRejects(() => waiting, Interrupted);
  await assertRejects(() => within(never, { signal: controller.signal }), Interrupted);
});

Deno.test("within() does not let a late error go unhandled", async () => {
  const late = Promise.withResolvers<void>();
  await assertRejects(() => within(late.promise, { timeout: 1 }), DeadlineExceeded);
  late.reject(new Error("late"));
  await Promise.resolve();
});

Deno.test("pause() ends by itself, or at once with Interrupted", async () => {
  await pause(1);
  const controller = new AbortController();
  const pausing = pause(3_600_000, controller.signal);
  controller.abort();
  await assertRejects(() => pausing, Interrupted);
  await assertRejects(() => pause(3_600_000, controller.signal), Interrupted);
});
