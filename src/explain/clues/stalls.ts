/**
 * Small writes that waited for the other end's delayed ACK: Nagle's algorithm keeps the second of two small segments until the
 * first is confirmed, and the other end delays that ACK because its program has nothing to answer yet (RFC 896, RFC 1122 4.2.3.2).
 */
import { Occurrences } from "./occurrences.ts";

export class Stalls extends Occurrences {
  /** All waits together, and the longest, ns. */
  total = 0;
  longest = 0;
  /** Those that a program which only writes at regular times does not make: of another length, or with answers between them. */
  telling = 0;
  /** The latest segment that waited. */
  latest = 0;
  /** The delayed ACKs. */
  readonly acks: Occurrences = new Occurrences();

  /** The segment in packet `number` left when the ACK in packet `ack` came, which had been delayed by `wait`. */
  take(number: number, ack: number, { wait, telling }: { wait: number; telling: boolean }): void {
    if (telling) this.telling++;
    this.add(number);
    this.latest = number;
    this.acks.add(ack);
    this.total += wait;
    if (wait > this.longest) this.longest = wait;
  }
}
