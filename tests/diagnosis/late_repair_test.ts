/** A repair that comes late on a busy path is told from a timer by the ACKs that asked for it. */
import { assert, assertEquals } from "@std/assert";
import { packetsOf } from "../analysis/trace.ts";
import { diagnosesOf, sharesOf } from "./diagnosing.ts";

const MSS = "opt=020405b4";
/** Captured at the client, 4 ms from the server. */
const OPENING = `> S 0 0 0 64000 ${MSS}\n< SA 0 1 0 64000 dt=4 ${MSS}\n> A 1 1 0 64000 dt=0.05\n> PA 1 1 100 64000`;

/** The second of the server's segments is lost; so many follow, each acknowledged at once; it comes again after so many ms. */
function lossOf(following: number, again: number): string {
  const first = "< A 1 101 1460 64000 dt=5\n> A 101 1461 0 64000 dt=0.05";
  const behind = Array.from(
    { length: following },
    (_, i) => `< A ${2921 + 1460 * i} 101 1460 64000 dt=0.1\n> A 101 1461 0 64000 dt=0.05`,
  );
  const end = 2921 + 1460 * following;
  const repair = `< A 1461 101 1460 64000 dt=${again}\n> A 101 ${end} 0 64000 dt=0.05`;
  return [OPENING, first, ...behind, repair].join("\n");
}

/** Percent of the time that waits for a timer. */
function timerShare(trace: string): number {
  return sharesOf(diagnosesOf(packetsOf(trace))[0]!)["retransmission-timeout"] ?? 0;
}

Deno.test("three ACKs ask for it, and it comes 20 ms later on a path of 4 ms: no timer ran out", () => {
  assertEquals(timerShare(lossOf(4, 20)), 0);
});

Deno.test("one ACK does not start a repair: a timer did, after 20 ms or 300", () => {
  for (const again of [20, 300]) assert(timerShare(lossOf(1, again)) > 30, `${again}`);
});

Deno.test("where the repair was lost as well, the timer ran out", () => {
  assert(timerShare(lossOf(4, 300)) > 80);
});
