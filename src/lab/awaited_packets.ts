/**
 * Packets that somebody waits for: counted by kind and end as the wire sees them. A lesson that waits for what it needs
 * comes true on a busy machine as well.
 */
import type { AwaitedPacket } from "./host/host_voice.ts";
import type { WirePacket } from "./wire/passage.ts";
import { isOfKind, PACKET_KINDS, viewSegment } from "./wire/segment_view.ts";

interface Waiting {
  readonly packet: AwaitedPacket;
  readonly tell: () => void;
}

export class AwaitedPackets {
  readonly #counts = new Map<string, number>();
  #waiting: Waiting[] = [];

  /** Calls `tell` once the packet has been seen, at once where it has. */
  add(packet: AwaitedPacket, tell: () => void): void {
    if (this.#seen(packet)) tell();
    else this.#waiting.push({ packet, tell });
  }

  /** The wire sees a packet. */
  saw({ from, bytes }: WirePacket): void {
    const segment = viewSegment(bytes);
    for (const kind of PACKET_KINDS) {
      if (!isOfKind(segment, kind)) continue;
      const key = `${from} ${kind}`;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
    const due = this.#waiting.filter(({ packet }) => this.#seen(packet));
    if (due.length === 0) return;
    this.#waiting = this.#waiting.filter((waiting) => !due.includes(waiting));
    for (const { tell } of due) tell();
  }

  #seen({ from, kind, nth }: AwaitedPacket): boolean {
    return (this.#counts.get(`${from} ${kind}`) ?? 0) >= nth;
  }
}
