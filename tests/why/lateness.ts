/**
 * How late the wire was: on a busy machine the program that carries the packets stands still now and then, and what it then brings in
 * one go looks like a path that nobody set. Such a run is played again.
 */
import type { Known } from "./known.ts";
import type { SeenPacket } from "./seen.ts";

/** A packet that comes so much after its time is late, ns; so many of all may be. */
const LATE = 4e6;
const LATE_SHARE = 0.02;

/** Whether too many packets came late; `seen` are the captures at both ends. */
export function wasLate({ wire }: Known, seen: Readonly<Record<"client" | "server", readonly SeenPacket[]>>): boolean {
  let [late, all] = [0, 0];
  for (const end of ["client", "server"] as const) {
    const from = end === "client" ? 1 : 0;
    const due = wire.filter(([side, , , event]) => side === from && !NEVER.has(event ?? "")).map(([, at, delay]) =>
      at + delay
    )
      .sort((a, b) => a - b);
    const came = seen[end].filter(({ fromClient }) => fromClient === (from === 0));
    all += came.length;
    came.forEach(({ at }, index) => {
      if (at - (due[index] ?? at) > LATE) late++;
    });
  }
  return late > LATE_SHARE * all;
}

const NEVER: ReadonlySet<string> = new Set(["lost", "dropped", "blocked"]);
