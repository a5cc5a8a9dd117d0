import { assertEquals } from "@std/assert";
import { awaitEnding, type EndingOptions } from "../../../src/lab/ending.ts";

const now = { promise: Promise.resolve() };
const never = { promise: new Promise<void>(() => {}) };

/** A run in which no packet has come for a long time. */
function silent(given: Pick<EndingOptions, "own" | "signs">, stopped: string[] = []): EndingOptions {
  return {
    wire: { empty: true, silence: 60_000 },
    delay: 5,
    settle: () => {},
    stop: (end) => void stopped.push(end),
    signal: new AbortController().signal,
    ...given,
  };
}

Deno.test("awaitEnding() says whether the server's script still waits for a client that has gone", async () => {
  const done = { client: now, server: now };
  const waiting = { client: now, server: never };
  const table = [
    { own: { client: false, server: false }, server: done, over: true },
    { own: { client: true, server: false }, server: done, over: true },
    { own: { client: true, server: false }, server: waiting, over: false },
  ];
  for (const { own, server, over } of table) {
    const signs = { finished: server, quiet: server, settled: done };
    assertEquals(await awaitEnding(silent({ own, signs })), over, JSON.stringify(own));
  }
});

Deno.test("awaitEnding() ends a server of the user's own that never ends, and calls the run over", async () => {
  const stopped: string[] = [];
  const server = Promise.withResolvers<void>();
  const options = silent({
    own: { client: true, server: true },
    signs: {
      finished: { client: now, server },
      quiet: { client: now, server },
      settled: { client: now, server: now },
    },
  });
  const ended = new AbortController();
  const over = await awaitEnding({
    ...options,
    signal: ended.signal,
    stop: (end) => [stopped.push(end), server.resolve()],
  });
  assertEquals([over, stopped], [true, ["server"]]);
  // Nobody waits any more for the time that the server would have had.
  ended.abort();
});
