/**
 * What the kernel counts of a network interface (/proc/net/dev).
 */
import { readSystemFile } from "../system_file.ts";

/** Place of "drop" in the second group, that of what is sent, of a line of the table, counted behind the name. */
const SENT_DROPPED = 11;

/**
 * How many packets that an interface of this network namespace should have sent it dropped: it could take no more. 0 for
 * an interface that is not there. Throws `SystemCallError`.
 */
export function countDropped(name: string): number {
  return sentDropped(readSystemFile("/proc/self/net/dev"), name);
}

/** The same, of the table's text. */
export function sentDropped(table: string, name: string): number {
  for (const line of table.split("\n")) {
    const [before = "", behind] = line.split(":");
    if (before.trim() === name && behind !== undefined) return Number(behind.trim().split(/\s+/)[SENT_DROPPED] ?? 0);
  }
  return 0;
}
