/**
 * Watches the wire on its own thread: keeps what happens until there is time to tell it, and has the kernels asked.
 */
import type { KernelSample } from "../kernel/kernel_sample.ts";
import type { KernelWatch } from "../kernel/kernel_watch.ts";
import type { End } from "../wire/end.ts";
import type { Passage, SeenPacket } from "../wire/passage.ts";
import type { WireWatch } from "../wire/wire.ts";
import type { ChangedPacket, EnteredPacket, WireNews } from "./wire_news.ts";

/** Once so many bytes were told of, later packets are cut to their headers: whoever listens keeps them all. */
const MEMORY = 256 * 1024 * 1024;
const SNAP_LENGTH = 128;

type Bytes = Uint8Array<ArrayBuffer>;

export class WireReporter implements WireWatch {
  readonly #kernels: KernelWatch | null;
  readonly #hosts: readonly End[];
  readonly #tell: (news: Omit<WireNews, "empty">) => void;
  #packets = 0;
  #bytes = 0;
  #entered: Passage[] = [];
  /** Of those that it was told of. */
  readonly #changed = new Set<Passage>();
  #seen: { host: End; packet: SeenPacket }[] = [];
  #samples: KernelSample[] = [];

  /**
   * Tells of the packets on the wire, and of what the interfaces of `hosts` saw. `kernels` are asked what they think of the
   * packets' connections; null where nobody is.
   */
  constructor(
    kernels: KernelWatch | null,
    { hosts, tell }: { readonly hosts: readonly End[]; readonly tell: (news: Omit<WireNews, "empty">) => void },
  ) {
    this.#kernels = kernels;
    this.#hosts = hosts;
    this.#tell = tell;
  }

  packet(passage: Passage): void {
    passage.number = this.#packets++;
    this.#entered.push(passage);
  }

  seen(host: End, packet: SeenPacket, sent: boolean): void {
    this.#kernels?.packet(host, packet.bytes, sent);
    if (this.#hosts.includes(host)) this.#seen.push({ host, packet });
  }

  turn(now: number): number {
    this.#kernels?.look(now, (sample) => this.#samples.push(sample));
    this.flush();
    return this.#kernels?.nextLook ?? Infinity;
  }

  /** Tells what there is to tell. */
  flush(): void {
    if (this.#entered.length + this.#changed.size + this.#seen.length + this.#samples.length === 0) return;
    const told = this.#entered;
    const changed = [...this.#changed].map(changedPacket);
    this.#tell({
      entered: told.map((passage) => this.#enteredPacket(passage)),
      changed,
      seen: this.#seen.map(({ host, packet }) => ({ host, packet: { at: packet.at, ...this.#kept(packet.bytes) } })),
      samples: this.#samples,
    });
    // Whatever becomes of them from now on is a change of what was told.
    for (const passage of told) passage.listener = (one) => this.#changed.add(one);
    this.#changed.clear();
    this.#entered = [];
    this.#seen = [];
    this.#samples = [];
  }

  #enteredPacket({ number, from, at, event, delay, arrived, pending, bytes }: Passage): EnteredPacket {
    const packet = { number, from, at, event, delay, pending, ...this.#kept(bytes) };
    return arrived === undefined ? packet : { ...packet, arrived };
  }

  /** What is kept of a packet's bytes, and their number where that is not all. */
  #kept(bytes: Bytes): { bytes: Bytes; length?: number } {
    this.#bytes += bytes.byteLength;
    if (this.#bytes <= MEMORY || bytes.byteLength <= SNAP_LENGTH) return { bytes };
    return { bytes: bytes.slice(0, SNAP_LENGTH), length: bytes.byteLength };
  }
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
