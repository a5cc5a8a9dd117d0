/**
 * How an end sends what its program wrote: cut into segments, as far as Nagle, the other's window and the network's allow,
 * and again where it was lost.
 */
import { FIN } from "../../../src/packet/packet.ts";
import { seqDiff } from "../../../src/packet/sequence.ts";
import { Endpoint } from "./endpoint.ts";
import type { Due } from "./event_queue.ts";
import { RoundTrip } from "./round_trip.ts";
import { type Flying, Scoreboard } from "./scoreboard.ts";
import type { Reason, Segment } from "./truth_log.ts";

/** What Linux adds to a tail probe's wait while a single segment is out: the other's delayed ACK (RFC 8985 7.2). */
const LONE = 200e6;

interface Written {
  readonly to: number;
  readonly time: number;
}

export class Sending {
  readonly board: Scoreboard;
  readonly trips: RoundTrip;
  /** The offset after the last byte that the program wrote. */
  written = 1;
  readonly writes: Written[] = [];
  /** The first offset that the other's window has no room for. */
  edge = 0;
  finConfirmed = false;
  /** Its FIN left before the other's had come. */
  finSentFirst = false;
  /** Up to which offset bytes had to wait, and for what. */
  heldByNagle = 0;
  heldByCongestion = 0;
  heldByWindow = 0;
  #finWanted = false;
  #finSent = false;
  #timer: Due | null = null;
  #attempts = 0;
  #persists = 0;
  #probed = false;
  #probeAt = -1;
  #confirmedWindow = -1;

  constructor(readonly endpoint: Endpoint) {
    this.board = new Scoreboard(endpoint.host.stack, endpoint.host.world.random);
    this.trips = new RoundTrip(endpoint.host.stack.shortestTimer);
  }

  get #now(): number {
    return this.endpoint.host.world.queue.now;
  }

  get isQuiet(): boolean {
    return this.board.flying.length === 0 && this.board.next >= this.written;
  }

  get closing(): boolean {
    return this.#finWanted;
  }

  offered(window: number): void {
    this.edge = this.board.unconfirmed + Math.max(window, 0) + (this.board.unconfirmed === 0 ? 1 : 0);
  }

  measureHandshake(): void {
    this.trips.measure(this.#now - this.endpoint.host.startedAt(this.endpoint));
  }

  write(bytes: number): void {
    this.written += bytes;
    this.writes.push({ to: this.written, time: this.#now });
    this.push();
  }

  finish(): void {
    this.#finWanted = true;
    this.push();
  }

  /** When the last byte before this offset was written, -1 where there is none. */
  wroteAt(to: number): number {
    return this.writes.find((written) => written.to >= to)?.time ?? -1;
  }

  takeAck(segment: Segment): void {
    const { board, endpoint } = this;
    const ack = board.unconfirmed + seqDiff(segment.ack, endpoint.rawOf(board.unconfirmed));
    // The byte of a probe was taken.
    if (ack === board.next + 1 && this.#probeAt === board.next) board.next = ack;
    if (ack > board.next || ack < board.unconfirmed) return;
    const window = segment.window << endpoint.peerScale;
    const moved = ack > board.unconfirmed;
    if (endpoint.usesSack) this.#takeBlocks(segment);
    if (moved) this.#confirm(ack);
    else if (
      segment.length === 0 && (segment.flags & FIN) === 0 && board.flying.length > 0 && this.#confirmedWindow === window
    ) {
      board.duplicates++;
    }
    this.#confirmedWindow = window;
    const opened = ack + window > this.edge;
    this.edge = ack + window;
    if (opened) this.#persists = 0;
    const first = board.recoverTo < 0;
    if (board.flying.length > 0) board.notices(this.#now, this.trips);
    this.#resendLost(first && board.recoverTo >= 0);
    this.push();
  }

  #takeBlocks({ sack }: Segment): void {
    const { board, endpoint } = this;
    for (const { left, right } of sack) {
      const base = endpoint.rawOf(board.unconfirmed);
      board.selects(board.unconfirmed + seqDiff(left, base), board.unconfirmed + seqDiff(right, base));
    }
  }

  #confirm(ack: number): void {
    const { board, trips } = this;
    const partial = board.recoverTo >= 0 && ack < board.recoverTo && !this.endpoint.usesSack;
    const trip = board.confirms(ack, this.#now);
    if (trip >= 0) trips.measure(trip);
    else trips.calm();
    this.#attempts = 0;
    this.#probed = false;
    if (this.#finSent && ack === board.next && ack > this.written) this.finConfirmed = true;
    if (partial && board.flying.length > 0 && !board.byTimer) board.flying[0]!.lost = true;
    this.#cancel();
  }

  #resendLost(begins: boolean): void {
    const { board } = this;
    let fast = begins;
    for (let lost = board.firstLost; lost !== undefined; lost = board.firstLost) {
      if (!fast && board.pipe >= Math.floor(board.window)) return;
      this.#resend(lost, fast ? "fast" : board.byTimer ? "after-timeout" : "recovery");
      fast = false;
    }
  }

  #resend(segment: Flying, reason: Reason): void {
    segment.lost = false;
    segment.sends++;
    segment.sentAt = this.#now;
    const length = segment.to - segment.from - (segment.fin ? 1 : 0);
    this.endpoint.emit({
      reason,
      flags: Endpoint.flagsOf({ fin: segment.fin, push: length > 0 }),
      from: segment.from,
      length,
    });
  }

  /** Sends what may go. */
  push(): void {
    const { endpoint, board } = this;
    if (endpoint.state !== "established") return;
    while (board.next < this.written && !this.#finSent) {
      const length = Math.min(endpoint.mss, this.written - board.next);
      const held = this.#holds(length);
      for (const by of held) this[by] = Math.max(this[by], this.written);
      if (held.length > 0) break;
      this.#sendNew(length);
    }
    if (this.#finWanted && !this.#finSent && board.next === this.written) this.#sendNew(0);
    this.#arm();
  }

  /** What keeps the next segment back; more than one thing may. */
  #holds(length: number): ("heldByNagle" | "heldByCongestion" | "heldByWindow")[] {
    const { board } = this;
    const held: ("heldByNagle" | "heldByCongestion" | "heldByWindow")[] = [];
    if (board.next + length > this.edge) held.push("heldByWindow");
    if (board.pipe >= Math.floor(board.window)) held.push("heldByCongestion");
    if (this.#nagles(length)) held.push("heldByNagle");
    return held;
  }

  #nagles(length: number): boolean {
    const { board, endpoint } = this;
    const { nodelay } = endpoint.options.program;
    if (length >= endpoint.mss || nodelay || this.#finWanted) return false;
    return endpoint.host.stack.minshall ? board.flying.some(({ small }) => small) : board.flying.length > 0;
  }

  #sendNew(length: number): void {
    const { endpoint, board } = this;
    const from = board.next;
    const fin = this.#finWanted && from + length === this.written;
    const to = from + length + (fin ? 1 : 0);
    if (fin) {
      this.#finSent = true;
      this.finSentFirst = !endpoint.incoming.ended;
    }
    board.sends({
      from,
      to,
      fin,
      small: length < endpoint.mss,
      sentAt: this.#now,
      sends: 1,
      sacked: false,
      lost: false,
    });
    const push = length > 0 && from + length === this.written;
    endpoint.emit({ reason: length === 0 ? "fin" : "data", flags: Endpoint.flagsOf({ fin, push }), from, length });
  }

  #arm(): void {
    if (this.#timer !== null && !this.#timer.cancelled) return;
    const { board, endpoint, trips } = this;
    if (board.flying.length > 0) {
      const { stack } = endpoint.host;
      const mayProbe = stack.tailProbes && endpoint.usesSack && !this.#probed && board.recoverTo < 0 &&
        trips.smoothed > 0;
      const wait = 2 * trips.smoothed + (board.flying.length === 1 ? LONE : 2e6);
      // Linux sends its probe when the timer would have run out, if that is sooner.
      if (mayProbe) this.#set(Math.min(wait, trips.timeout), () => this.#probeTail());
      else this.#set(trips.timeout, () => this.#timeOut());
    } else if (board.next < this.written) {
      this.#set(Math.min(60e9, Math.max(200e6, trips.timeout) * 2 ** this.#persists), () => this.#persist());
    }
  }

  #set(wait: number, happen: () => void): void {
    this.#timer = this.endpoint.timer(wait, () => {
      this.#timer = null;
      happen();
    });
  }

  #probeTail(): void {
    this.#probed = true;
    const last = this.board.flying.at(-1);
    if (last !== undefined) this.#resend(last, "tail-probe");
    this.#arm();
  }

  #timeOut(): void {
    const { board, endpoint } = this;
    if (this.#attempts++ >= endpoint.host.stack.dataAttempts) return endpoint.giveUp();
    this.trips.double();
    board.timesOut();
    const first = board.firstLost;
    if (first !== undefined) this.#resend(first, "timeout");
    this.#arm();
  }

  /** The window has too little room, or none (RFC 9293 3.8.6.1, 3.8.6.2.1). */
  #persist(): void {
    const room = this.edge - this.board.next;
    this.#persists++;
    if (room > 0) this.#sendNew(Math.min(room, this.written - this.board.next, this.endpoint.mss));
    else this.ask("window-probe");
    this.#arm();
  }

  /** Sends an old number, to be answered. */
  ask(reason: "window-probe" | "keep-alive"): void {
    const { board, endpoint } = this;
    const length = endpoint.host.stack.byteProbes ? 1 : 0;
    const from = reason === "window-probe" && length > 0 ? board.next : board.unconfirmed - 1;
    this.#probeAt = reason === "window-probe" && length > 0 ? from : -1;
    endpoint.emit({ reason, flags: Endpoint.flagsOf({ fin: false, push: false }), from, length });
  }

  #cancel(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  stop(): void {
    this.#cancel();
  }
}
