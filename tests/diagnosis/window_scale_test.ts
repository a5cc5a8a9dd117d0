/** Captures that begin in the middle: what tells the scale of a window there, and what does not. */
import { assert, assertEquals } from "@std/assert";
import { packetsOf } from "../analysis/trace.ts";
import { WindowScale } from "../../src/diagnosis/sender/window_scale.ts";
import { diagnosesOf, sharesOf } from "./diagnosing.ts";

/** ACKs of so many bytes each, their windows as they stand in the header. */
function shiftOf(first: number, steps: readonly (readonly [bytes: number, window: number])[]): number {
  const scale = new WindowScale();
  let ack = 1;
  scale.take(ack, first);
  for (const [bytes, window] of steps) scale.take(ack += bytes, window);
  return scale.shift;
}

Deno.test("what comes while nobody reads takes as many bytes from the window", () => {
  assertEquals(shiftOf(500, [[2896, 478], [2896, 455], [2896, 432]]), 7);
  assertEquals(shiftOf(35_303, [[2896, 33_855], [2896, 32_407], [2896, 30_959]]), 1);
});

Deno.test("a program that reads now and then makes it look larger: the least shift counts", () => {
  const reads = [[2896, 489], [2896, 478], [2896, 467]] as const;
  assertEquals(shiftOf(500, reads), 8);
  assertEquals(shiftOf(500, [...reads, [2896, 445], [2896, 422], [2896, 399]]), 7);
});

Deno.test("a window that stands still, or moves by chance, tells nothing", () => {
  assertEquals(shiftOf(500, [[2896, 500], [2896, 499], [2896, 500]]), -1);
  assertEquals(shiftOf(500, [[2896, 470], [1448, 430], [5792, 425]]), -1);
});

const SHIFT = 7;

/** Flights up to `spare` bytes before the edge of windows in turn, each with the ACK of all of it a round trip later. */
function flights(windows: readonly number[], spare: number): string {
  const lines = [`< A 1 1 0 ${windows[0]}`];
  let seq = 1;
  windows.forEach((window, turn) => {
    const end = seq + window * 2 ** SHIFT - spare;
    while (seq < end) {
      const length = Math.min(1448, end - seq);
      lines.push(`> A ${seq} 1 ${length} 500 dt=${seq + length === end ? 0.02 : 0.01}`);
      seq += length;
    }
    lines.push(`< A 1 ${seq} 0 ${windows[turn + 1] ?? window} dt=40`);
  });
  return lines.join("\n");
}

function told(trace: string): Record<string, number> {
  return sharesOf(diagnosesOf(packetsOf(trace))[0]!);
}

const WINDOWS = Array.from({ length: 12 }, (_, turn) => turn % 2 === 0 ? 528 : 539);

Deno.test("a sender that stops at the last byte of two unlike windows was held by them", () => {
  const shares = told(flights(WINDOWS, 0));
  assert(shares["receive-window/server"]! > 70, JSON.stringify(shares));
});

Deno.test("one that stops well before their edge was not", () => {
  assertEquals(told(flights(WINDOWS, 4000))["receive-window/server"], undefined);
});
