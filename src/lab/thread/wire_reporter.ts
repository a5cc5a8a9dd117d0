/**
 * Watches the wire on its own thread: keeps what happens until there is time to tell it, and has the kernels asked.
 */
import type { KernelAnswer } from "../kernel/kernel_answer.ts";
import type { KernelWatch } from "../kernel/kernel_watch.ts";
import type { End } from "../wire/end.ts";
import type { Passage, SeenPacket } from "../wire/passage.ts";
import type { WireWatch } from "../wire/wire.ts";
import type { ChangedPacket, EnteredPacket, WireNews } from "./wire_news.ts";

/** Once so many bytes were told of, later packets are cut to their headers: whoever listens keeps them all. */
const MEMORY = 256 * 1024 * 1024;
const SNAP_LENGTH = 128;

/** Takes news; `buffer` holds the bytes of its packets, and may go along to another thread. */
export type Tell = (news: Omit<WireNews, "empty">, buffer: ArrayBuffer) => void;

export class WireReporter implements WireWatch {
  readonly #kernels: KernelWatch | null;
  /** Whether it is told what a host's interface saw. */
  readonly #tellsOf: Readonly<Record<End, boolean>>;
  readonly #tell: Tell;
  #packets = 0;
  #bytes = 0;
  #entered: Passage[] = [];
  /** Of those that it was told of. */
  readonly #changed = new Set<Passage>();
  #seen: { host: End; packet: SeenPacket }[] = [];
  #answers: KernelAnswer[] = [];

  /**
   * Tells of the packets on the wire, and of what the interfaces of `hosts` saw. `kernels` are asked what they think of the
   * packets' connections; null where nobody is.
   */
  constructor(
    kernels: KernelWatch | null,
    { hosts, tell }: { readonly hosts: readonly End[]; readonly tell: Tell },
  ) {
    this.#kernels = kernels;
    this.#tellsOf = { client: hosts.includes("client"), server: hosts.includes("server") };
    this.#tell = tell;
  }

  packet(passage: Passage): void {
    passage.number = this.#packets++;
    this.#entered.push(passage);
  }

  seen(host: End, packet: SeenPacket, sent: boolean): void {
    this.#kernels?.packet(host, packet.bytes, sent);
    if (this.#tellsOf[host]) this.#seen.push({ host, packet });
  }

  turn(now: number): number {
    this.#kernels?.look(now, (answer) => this.#answers.push(answer));
    this.flush();
    return this.#kernels?.nextLook ?? Infinity;
  }

  /** Tells what there is to tell. */
  flush(): void {
    if (this.#entered.length + this.#changed.size + this.#seen.length + this.#answers.length === 0) return;
    const told = this.#entered;
    const all = [...told, ...this.#seen.map(({ packet }) => packet)];
    const copies = new Copies(all.reduce((sum, { bytes }) => sum + bytes.byteLength, 0));
    this.#tell({
      entered: told.map((passage) => enteredPacket(passage, this.#keep(passage.bytes, copies))),
      changed: [...this.#changed].map(changedPacket),
      seen: this.#seen.map(({ host, packet: { at, bytes } }) => ({
        host,
        packet: { at, ...this.#keep(bytes, copies) },
      })),
      answers: this.#answers,
    }, copies.buffer);
    // Whatever becomes of them from now on is a change of what was told.
    for (const passage of told) passage.listener = (one) => this.#changed.add(one);
    this.#changed.clear();
    this.#entered = [];
    this.#seen = [];
    this.#answers = [];
  }

  /** What is kept of a packet's bytes, and their number where that is not all. */
  #keep(bytes: Uint8Array, copies: Copies): Kept {
    this.#bytes += bytes.byteLength;
    if (this.#bytes <= MEMORY || bytes.byteLength <= SNAP_LENGTH) return { bytes: copies.add(bytes) };
    return { bytes: copies.add(bytes.subarray(0, SNAP_LENGTH)), length: bytes.byteLength };
  }
}

interface Kept {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly length?: number;
}

/** Copies of packets in one buffer, which goes to the other thread as it is. */
class Copies {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #used = 0;

  constructor(room: number) {
    this.#bytes = new Uint8Array(room);
  }

  get buffer(): ArrayBuffer {
    return this.#bytes.buffer;
  }

  add(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const copy = this.#bytes.subarray(this.#used, this.#used += bytes.length);
    copy.set(bytes);
    return copy;
  }
}

function enteredPacket({ number, from, at, event, delay, arrived, pending }: Passage, kept: Kept): EnteredPacket {
  return { number, from, at, event, delay, pending, ...kept, ...(arrived !== undefined && { arrived }) };
}

function changedPacket({ number, event, delay, arrived, pending, bytes }: Passage): ChangedPacket {
  return {
    number,
    event,
    delay,
    pending,
    ...(arrived !== undefined && { arrived }),
    // A mark is in the packet itself.
    ...(event === "marked" && { bytes }),
  };
}
