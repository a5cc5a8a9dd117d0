/** Waits and their ends, on a clock that stands still. */
import { assertEquals } from "@std/assert";
import { ConnectionClock, type Phase } from "../../../src/http/server/connection_clock.ts";
import { DEFAULT_LIMITS } from "../defaults.ts";
import { Deadlines } from "../../../src/net/deadlines.ts";

const LIMITS = { ...DEFAULT_LIMITS, writeTime: 2_000, minimumRate: 500, lingerTime: 300 };

/** Runs a test with `Date.now` under its control. */
function atTimes(test: (clock: ConnectionClock, set: (time: number) => void, expired: Phase[]) => void): void {
  const { now } = Date;
  let time = 1_000_000;
  Date.now = () => time;
  const expired: Phase[] = [];
  const deadlines = new Deadlines();
  const clock = new ConnectionClock(LIMITS, deadlines, (phase) => expired.push(phase));
  try {
    test(clock, (later) => {
      time = 1_000_000 + later;
      deadlines.sweep(time);
    }, expired);
  } finally {
    clock.stop();
    Date.now = now;
  }
}

Deno.test("ConnectionClock cuts off a client that takes less than the minimum rate, once the write time is over", () => {
  const cases: [elapsed: number, taken: number, ends: boolean][] = [
    [2_000, 1, false],
    [2_001, 1_000, true],
    [2_001, 1_001, false],
    [10_000, 4_999, true],
    [10_000, 5_000, false],
  ];
  for (const [elapsed, taken, ends] of cases) {
    atTimes((clock, set, expired) => {
      clock.awaitWrite();
      // Something is taken often enough for the write time alone.
      for (let at = 1_000; at < elapsed; at += 1_000) {
        set(at);
        clock.progress(0);
        clock.deadline = Infinity;
      }
      set(elapsed);
      clock.progress(taken);
      set(elapsed);
      assertEquals(expired, ends ? ["write"] : [], `${taken} bytes in ${elapsed} ms`);
    });
  }
});

Deno.test("ConnectionClock waits the write time anew after each piece that is taken", () => {
  atTimes((clock, set, expired) => {
    clock.awaitWrite();
    set(1_900);
    clock.progress(1e6);
    set(3_899);
    assertEquals(expired, []);
    set(3_900);
    assertEquals(expired, ["write"]);
  });
});

Deno.test("ConnectionClock ends the wait for the client's end of stream, and none while an answer is made", () => {
  atTimes((clock, set, expired) => {
    clock.awaitAnswer();
    set(1e9);
    assertEquals(expired, []);
    clock.awaitEnd();
    set(1e9 + 299);
    assertEquals(expired, []);
    set(1e9 + 300);
    assertEquals(expired, ["linger"]);
  });
});
