/** What is true of a capture file as a whole: when it begins and ends, and how fine its times are. */
import type { ReadonlyPacket } from "../../packet/packet.ts";

export class FileFacts {
  packets = 0;
  /** The whole second that the file's times count from, and its first and last packet's, ns since then. */
  origin = NaN;
  first = Infinity;
  last = -Infinity;
  /** The coarsest unit that fits every time: 1, 1000 or 1,000,000 ns. */
  resolution = 1_000_000;

  /** Takes the next packet; gives its time, ns since the origin. */
  take({ seconds, nanoseconds }: Pick<ReadonlyPacket, "seconds" | "nanoseconds">): number {
    if (this.packets++ === 0) this.origin = seconds;
    const time = (seconds - this.origin) * 1e9 + nanoseconds;
    if (time < this.first) this.first = time;
    if (time > this.last) this.last = time;
    while (nanoseconds % this.resolution !== 0) this.resolution /= 1000;
    return time;
  }
}
