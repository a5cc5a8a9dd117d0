/**
 * Whether the kernel still works on a connection after its program has gone: data or a FIN to be acknowledged.
 */
import { readSystemFile } from "../../linux/system_file.ts";

/** States of /proc/net/tcp that need nothing more from anybody: TIME-WAIT (06), CLOSE (07), LISTEN (0A). */
const SETTLED = new Set(["06", "07", "0A"]);

/** Counts the sockets of a /proc/net/tcp table that are neither settled nor listening. */
export function countOpenSockets(table: string): number {
  return table.split("\n").slice(1).filter((line) => {
    const state = line.trim().split(/\s+/)[3];
    return state !== undefined && !SETTLED.has(state);
  }).length;
}

/** Waits until no connection of this network namespace needs the kernel's work any more. */
export async function waitForQuiet(signal: AbortSignal): Promise<void> {
  while (!signal.aborted && countOpenSockets(readSystemFile("/proc/self/net/tcp")) > 0) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
