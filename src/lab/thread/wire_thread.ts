/**
 * The wire as the lab sees it: a thread of its own carries the packets and tells of them a moment later, so no packet waits for
 * whatever else the lab does.
 */
import { Failure } from "../../base/failure.ts";
import { monotonicNow } from "../../linux/clock.ts";
import type { Descriptor } from "../../linux/calls/descriptor.ts";
import { WakeUp } from "../../linux/poll.ts";
import { AnswerReader } from "../kernel/kernel_answer.ts";
import type { KernelSample } from "../kernel/kernel_sample.ts";
import type { End } from "../wire/end.ts";
import type { LinkOptions } from "../wire/link_options.ts";
import type { SeenPacket, WirePacket } from "../wire/passage.ts";
import type { ChangedPacket, EnteredPacket, WireMessage, WireNews, WireOrder } from "./wire_news.ts";

/** What the wire is made of; the thread takes the descriptors over. */
export interface WireParts {
  readonly cables: Readonly<Record<End, Descriptor>>;
  readonly kernels: Readonly<Record<End, Descriptor>>;
}

/** Who hears of what happens. Each is called in the order in which it happened, some time later. */
export interface WireListener {
  /** A packet entered the link; what becomes of it later is written into the same object. */
  packet(packet: WirePacket): void;
  /** A host's interface sent or got a packet; left out where nobody wants to know. */
  readonly seen?: (host: End, packet: SeenPacket) => void;
  readonly seenOf: readonly End[];
  sample(sample: KernelSample): void;
}

export class WireThread implements Disposable {
  readonly #worker = new Worker(new URL("./wire_worker.ts", import.meta.url), { type: "module" });
  readonly #bell = new WakeUp();
  readonly #ready = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<Readonly<Record<End, number>>>();
  readonly #packets: EnteredPacket[] = [];
  readonly #answers = new AnswerReader();
  #listener: WireListener | null = null;
  #empty = true;
  #lastPacket = monotonicNow();

  /** A wire with this link; `frames` says whether its cables carry frames: packet sockets, instead of TUN devices. */
  constructor({ boxes, ...link }: LinkOptions, frames: boolean) {
    this.#tell({ do: "rehearse", link: { ...link, boxes: boxes.map(({ text }) => text) }, frames });
    this.#worker.onmessage = ({ data }: MessageEvent<WireMessage>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      const failure = new Failure(`The wire failed: ${event.message}`);
      this.#ready.reject(failure);
      this.#ended.reject(failure);
    };
    // Whoever waits for them hears of it; if nobody does, the lab has ended already.
    this.#ready.promise.catch(() => {});
    this.#ended.promise.catch(() => {});
  }

  /** Nothing is on its way, as far as is known. */
  get empty(): boolean {
    return this.#empty;
  }

  /** Time since the latest packet entered, ms. */
  get silence(): number {
    return (monotonicNow() - this.#lastPacket) / 1e6;
  }

  /** Resolves when the thread can begin. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Carries packets until `stop`; rejects where that fails. */
  carry({ cables, kernels }: WireParts, listener: WireListener): Promise<unknown> {
    this.#listener = listener;
    const numbers = ({ client, server }: Readonly<Record<End, Descriptor>>) => ({
      client: client.fd,
      server: server.fd,
    });
    const bell = this.#bell.descriptor.fd;
    const parts = { cables: numbers(cables), kernels: numbers(kernels), bell, seen: listener.seenOf };
    this.#tell({ do: "carry", parts });
    return this.#ended.promise;
  }

  /** Ends the wire; gives how many packets of each host found no room before it. */
  stop(): Promise<Readonly<Record<End, number>>> {
    this.#bell.ring();
    return this.#ended.promise;
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
    this.#bell[Symbol.dispose]();
  }

  #tell(order: WireOrder): void {
    this.#worker.postMessage(order);
  }

  #hear(message: WireMessage): void {
    switch (message.say) {
      case "ready":
        return this.#ready.resolve();
      case "rehearsed":
        return;
      case "news":
        return this.#pass(message.news);
      case "ended":
        return this.#ended.resolve(message.overrun);
    }
  }

  #pass({ entered, changed, seen, answers, empty }: WireNews): void {
    const listener = this.#listener;
    for (const packet of entered) {
      this.#packets.push(packet);
      this.#lastPacket = packet.at;
      listener?.packet(packet);
    }
    for (const change of changed) this.#change(change);
    for (const { host, packet } of seen) listener?.seen?.(host, packet);
    for (const answer of answers) {
      const sample = this.#answers.read(answer);
      if (sample !== null) listener?.sample(sample);
    }
    this.#empty = empty;
  }

  #change(change: ChangedPacket): void {
    const known = this.#packets[change.number];
    if (known !== undefined) Object.assign(known, change);
  }
}
