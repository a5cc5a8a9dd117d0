/** What one end had before it at any moment of a transfer: its own capture, its kernel, its program, the queue that it sent into. */
import { RST, SYN } from "../../src/packet/packet.ts";
import type { End } from "../../src/lab/wire/end.ts";
import type { Known, KnownSample, ProgramState } from "./known.ts";
import { closes, type SeenPacket } from "./seen.ts";
import { Spans, Steps } from "./steps.ts";

/** A timer is not taken for the kernel's short waits for reordered segments: ns, and the part of the round trip. */
const LEAST_TIMER = 6e6;
const TIMER_SHARE = 0.5;
const NOISE = 0.1e6;

export class SenderTrack {
  readonly una = new Steps(0);
  readonly nxt = new Steps(0);
  readonly edge = new Steps(0);
  /** How much of what it sent has reached the other end's machine. */
  readonly arrived = new Steps(0);
  readonly program: Steps<ProgramState>;
  readonly kernel: Steps<KnownSample | null>;
  /** Waits for a timer; the bottleneck's queue in use; the bottleneck busy without a break for a round trip. */
  readonly timers = new Spans();
  readonly queued = new Spans();
  readonly busy = new Spans();
  bytes = 0;
  /** Moment of the last ACK of data, of its own closing, and of when it heard of the other's; Infinity where there is none. */
  delivered = -Infinity;
  closed = Infinity;
  heardClosing = Infinity;
  /** When it can send: its connection is open as far as it knows. */
  opened = Infinity;

  /** `seen` by its own capture, `there` by the other end's. */
  constructor(readonly end: End, readonly known: Known, seen: readonly SeenPacket[], there: readonly SeenPacket[]) {
    this.program = new Steps<ProgramState>("read", known.log[end]);
    this.kernel = new Steps<KnownSample | null>(null, known.samples[end].map((sample) => [sample.at, sample]));
    this.#follow(seen);
    this.#followArrivals(there);
    this.#followLine();
  }

  /** Data that the kernel has not sent yet, bytes: a FIN that waits for its turn counts there as one. */
  unsentAt(moment: number): number {
    return Math.min(this.kernel.at(moment)?.unsent ?? 0, this.nxt.last - this.nxt.at(moment));
  }

  get roundTrip(): number {
    const { delay, rate } = this.known;
    const line = rate[this.end];
    return delay.client + delay.server + (line === null ? 0 : 1500 * 8e9 / line);
  }

  #follow(seen: readonly SeenPacket[]): void {
    const own = this.end === "client";
    let [una, nxt, edge] = [0, 0, 0];
    let [progress, heard, sent] = [0, 0, 0];
    let timer: { from: number; from_seq: number } | null = null;
    for (const packet of seen) {
      const { at, flags } = packet;
      if (packet.fromClient !== own) {
        heard = at;
        if (!own !== ((flags & SYN) !== 0)) this.opened = Math.min(this.opened, at);
        if (closes(packet)) this.heardClosing = Math.min(this.heardClosing, at);
        if (packet.ack < 0) continue;
        if (packet.ack > una) {
          una = packet.ack;
          progress = at;
          this.una.set(at, una);
          if (timer !== null && una > timer.from_seq) {
            this.timers.add(timer.from, at);
            timer = null;
          }
        }
        edge = packet.ack + packet.window;
        this.edge.set(at, edge);
        continue;
      }
      if (closes(packet)) this.closed = Math.min(this.closed, at);
      if (packet.data === 0 || flags & SYN) continue;
      if (packet.end > nxt) {
        nxt = packet.end;
        this.bytes += packet.data;
        this.nxt.set(at, nxt);
        if (timer === null) progress = at;
      } else if (timer === null && packet.data > 1 && this.#byTimer(at, at - Math.max(heard, sent))) {
        timer = { from: progress, from_seq: Math.max(packet.seq, una) };
      }
      sent = at;
    }
    if (timer !== null) this.timers.add(timer.from, Infinity);
    if (una >= nxt) this.delivered = deliveredAt(seen, own, nxt);
    else if (nxt > 0) this.delivered = Infinity;
  }

  #followArrivals(there: readonly SeenPacket[]): void {
    let [arrived, beyond]: [number, SeenPacket[]] = [0, []];
    for (const packet of there) {
      if (packet.fromClient !== (this.end === "client") || packet.data === 0 || packet.flags & SYN) continue;
      beyond.push(packet);
      for (const { seq, end } of beyond.sort((one, other) => one.seq - other.seq)) {
        if (seq <= Math.max(1, arrived)) arrived = Math.max(arrived, end);
      }
      beyond = beyond.filter(({ end }) => end > arrived);
      this.arrived.set(packet.at, arrived);
    }
  }

  /** Something that it sent is on its way, or its connection is not open yet. */
  waitsAt(moment: number): boolean {
    return moment < this.opened || this.nxt.at(moment) > this.arrived.at(moment);
  }

  /**
   * Whether what is sent again at `at`, after so much silence, is a timer's: a kernel in fast recovery waits for none, and one that
   * has just begun to count what is lost waited for one, whatever came meanwhile.
   */
  #byTimer(at: number, silence: number): boolean {
    if (this.kernel.at(at)?.recovery !== "loss" && this.kernel.at(at + LEAST_TIMER)?.recovery === "loss") return true;
    if (silence < Math.max(LEAST_TIMER, TIMER_SHARE * this.roundTrip)) return false;
    return this.kernel.at(at + LEAST_TIMER)?.recovery !== "recovery";
  }

  #followLine(): void {
    const rate = this.known.rate[this.end];
    if (rate === null) return;
    const side = this.end === "client" ? 0 : 1;
    const base = this.known.delay[this.end];
    const line = new Spans();
    for (const [from, at, delay, event, length] of this.known.wire) {
      if (from !== side || event === "dropped" || event === "lost") continue;
      const slot = length * 8e9 / rate;
      const waited = delay - base - slot;
      if (waited > NOISE) this.queued.add(at, at + waited);
      line.add(at + Math.max(0, waited), at + Math.max(0, waited) + slot);
    }
    for (const [from, to] of line.joined(Math.max(NOISE, 1500 * 8e9 / rate))) {
      if (to - from >= this.roundTrip) this.busy.add(from, to);
    }
  }
}

function deliveredAt(seen: readonly SeenPacket[], own: boolean, nxt: number): number {
  if (nxt === 0) return -Infinity;
  const last = seen.find(({ fromClient, ack, flags }) => fromClient !== own && ack >= nxt && !(flags & RST));
  return last?.at ?? Infinity;
}
