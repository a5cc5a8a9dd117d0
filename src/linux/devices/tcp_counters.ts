/** What the kernel counts of TCP in this network namespace (/proc/net/snmp; RFC 4022). */
import { readSystemFile } from "../system_file.ts";

/** How many connections that programs here asked for came to nothing: refused, or not answered. Throws `SystemCallError`. */
export function countFailedOpenings(): number {
  return tcpCounter(readSystemFile("/proc/self/net/snmp"), "AttemptFails");
}

/** A counter of TCP's, from the table's text: a line of names, and one of numbers. 0 where there is none of that name. */
export function tcpCounter(table: string, name: string): number {
  const [names = [], values = []] = table.split("\n").filter((line) => line.startsWith("Tcp:")).map((line) =>
    line.split(" ")
  );
  return Number(values[names.indexOf(name)] ?? 0);
}
