/**
 * One end of a connection, as a kernel keeps it: what comes is taken in, what is written is cut up and sent, timers run.
 * Offsets count as relative numbers do: the SYN is 0, the first byte 1. Simplified where no capture would show it.
 */
import { ACK, FIN, PSH, RST, SYN } from "../../../src/packet/packet.ts";
import { seqAdd, seqDiff } from "../../../src/packet/sequence.ts";
import { Acknowledging } from "./acknowledging.ts";
import type { Due } from "./event_queue.ts";
import type { Host } from "./host.ts";
import { type Program, Run, type Socket } from "./program.ts";
import { Reassembly } from "./reassembly.ts";
import { Sending } from "./sending.ts";
import type { Deed, Offer, Reason, Segment } from "./truth_log.ts";

export type State = "syn-sent" | "syn-received" | "established" | "time-wait" | "dead";

/** Linux keeps a closed socket whose other end goes on for this long, ns. */
const ORPHAN = 60e9;

export interface EndpointOptions {
  readonly connection: number;
  readonly port: number;
  readonly peerPort: number;
  readonly start: number;
  readonly program: Program;
}

export interface Emitted {
  readonly reason: Reason;
  readonly flags: number;
  readonly from: number;
  /** Bytes of data. */
  readonly length?: number;
  /** A raw number of its own, in place of the one that `from` means, and likewise. */
  readonly raw?: number;
  readonly ackRaw?: number;
}

export class Endpoint implements Socket {
  state: State;
  readonly sending: Sending;
  readonly incoming: Reassembly;
  readonly answering: Acknowledging;
  /** The other's first number, -1 before it is known. */
  peerStart = -1;
  peer: Offer | null = null;
  /** Its program has let the socket go. */
  closed = false;
  broken = false;
  /** The arrival that is being dealt with, -1 without one. */
  cause = -1;
  lastHeard = 0;
  unanswered = 0;
  #synTimer: Due | null = null;
  #synTries = 0;
  #keepAlive: Due | null = null;
  readonly #run: Run;

  constructor(readonly host: Host, readonly options: EndpointOptions, client: boolean) {
    const { stack, world } = host;
    this.state = client ? "syn-sent" : "syn-received";
    this.incoming = new Reassembly(stack.buffer, stack.autotuned, Math.max(stack.buffer, 262144));
    this.sending = new Sending(this);
    this.answering = new Acknowledging(this);
    this.#run = new Run(options.program, this, () => world.random.int(3_000, 250_000));
  }

  get mss(): number {
    const stamps = this.usesStamps ? 12 : 0;
    return Math.max(64, Math.min(this.peer?.mss ?? 536, this.host.stack.mss) - stamps);
  }

  get usesSack(): boolean {
    return this.host.stack.sack && (this.peer?.sack ?? false);
  }

  get usesStamps(): boolean {
    return this.host.stack.stamps && (this.peer?.stamps ?? false);
  }

  /** The shift in the window field that it sends. */
  get ownScale(): number {
    return this.host.stack.scale >= 0 && (this.peer?.scale ?? -1) >= 0 ? this.host.stack.scale : 0;
  }

  get peerScale(): number {
    return this.host.stack.scale >= 0 && (this.peer?.scale ?? -1) >= 0 ? this.peer!.scale : 0;
  }

  connect(): void {
    this.note("connect");
    this.#sendSyn();
  }

  /** Answers the other's SYN, and again where it is asked again. */
  agree(segment: Segment): void {
    this.peerStart = segment.seq;
    this.peer = segment.offer;
    this.incoming.expected = 1;
    this.sending.offered(segment.window);
    this.#sendSyn();
  }

  #sendSyn(): void {
    const client = this.state === "syn-sent";
    const again = this.#synTries > 0;
    const limit = this.host.stack.synAttempts;
    if (this.#synTries++ >= limit) return this.die();
    const reason = again && this.cause < 0 ? "timeout" : client ? "syn" : "syn-ack";
    this.emit({ reason, flags: client ? SYN : SYN | ACK, from: 0 });
    this.sending.board.next = 1;
    this.#synTimer?.cancel();
    this.#synTimer = this.timer(1e9 * 2 ** (this.#synTries - 1), () => this.#sendSyn());
  }

  /** Plans something that does not happen once the connection is over. */
  timer(delay: number, happen: () => void): Due {
    return this.host.world.queue.after(delay, () => {
      if (this.state !== "dead") happen();
    });
  }

  /** The raw number of an offset. */
  rawOf(offset: number): number {
    return seqAdd(this.options.start, offset);
  }

  /** Hands a packet to the road. */
  emit(emitted: Emitted): void {
    this.answering.told(emitted);
    this.host.send(this, emitted);
  }

  receive(segment: Segment, id: number): void {
    this.cause = id;
    this.lastHeard = this.host.world.queue.now;
    this.unanswered = 0;
    this.#take(segment);
    this.cause = -1;
  }

  #take(segment: Segment): void {
    if (this.state === "dead") return this.host.refuse(this, segment, "no-connection");
    if (this.state === "syn-sent") return this.#takeInSynSent(segment);
    if (segment.flags & RST) return this.#takeReset(segment);
    if (segment.flags & SYN) return this.#takeSynAgain(segment);
    if (this.state === "syn-received") {
      if ((segment.flags & ACK) === 0 || seqDiff(segment.ack, this.options.start) !== 1 || this.host.acceptsNot) return;
      this.#stands();
    }
    if (this.state === "time-wait") {
      if (segment.length > 0 || segment.flags & FIN) this.answering.atOnce("time-wait");
      return;
    }
    this.sending.takeAck(segment);
    if (this.state !== "established") return;
    if (this.#bytesForNobody(segment)) return this.#refuseData(segment);
    this.answering.takeData(segment);
    this.#wakeProgram();
    this.#leaveIfDone();
  }

  #takeInSynSent(segment: Segment): void {
    const { start } = this.options;
    const acks = segment.flags & ACK ? seqDiff(segment.ack, start) : 0;
    if (segment.flags & RST) {
      if (acks !== 1) return;
      if (this.host.stack.insists && this.#synTries < 3) {
        this.#synTimer?.cancel();
        this.#synTimer = this.timer(500e6, () => this.#sendSyn());
      } else this.#breaks();
      return;
    }
    if (segment.flags & ACK && acks !== 1) return this.host.refuse(this, segment, "bad-ack");
    if ((segment.flags & SYN) === 0 || (segment.flags & ACK) === 0) return;
    this.peerStart = segment.seq;
    this.peer = segment.offer;
    this.incoming.expected = 1;
    this.sending.board.unconfirmed = 1;
    this.sending.offered(segment.window);
    if (this.#synTries === 1) this.sending.measureHandshake();
    this.#stands();
    this.answering.atOnce("handshake");
  }

  #stands(): void {
    this.state = "established";
    this.#synTimer?.cancel();
    if (this.sending.board.unconfirmed === 0) this.sending.board.unconfirmed = 1;
    this.#run.begin();
    this.#watch();
  }

  #takeSynAgain(segment: Segment): void {
    if (this.state === "syn-received" && segment.seq === this.peerStart) return this.#sendSyn();
    // An ACK of a SYN,ACK that was lost, or a SYN of a later connection: either way, where this one stands (RFC 5961 4).
    this.answering.atOnce(
      segment.flags & ACK ? "repeated-ack" : this.state === "time-wait" ? "time-wait" : "challenge",
    );
  }

  #takeReset(segment: Segment): void {
    const ahead = this.relativeTo(segment.seq) - this.incoming.expected;
    if (ahead === 0) this.#breaks();
    else if (ahead > 0 && ahead < this.incoming.buffer && this.state === "established") {
      this.answering.atOnce("challenge");
    }
  }

  /** A raw number of the other end as an offset. */
  relativeTo(seq: number): number {
    return this.incoming.expected + seqDiff(seq, seqAdd(this.peerStart, this.incoming.expected));
  }

  /** New data for a socket that its program has let go (RFC 9293 3.6.1). */
  #bytesForNobody(segment: Segment): boolean {
    return this.closed && this.relativeTo(segment.seq) + segment.length > this.incoming.expected && segment.length > 0;
  }

  #refuseData(segment: Segment): void {
    this.host.refuse(this, segment, "after-close");
    this.die();
  }

  #wakeProgram(): void {
    if (!this.closed) this.#run.wake();
  }

  #leaveIfDone(): void {
    const { sending, incoming } = this;
    if (!sending.finConfirmed || !incoming.ended) return;
    if (sending.finSentFirst) {
      this.state = "time-wait";
      this.timer(60e9, () => this.die());
    } else this.die();
  }

  /** The other's RST, or no answer for too long. */
  #breaks(): void {
    this.broken = true;
    this.die();
    this.#run.wake();
  }

  /** Too many attempts without an answer. */
  giveUp(): void {
    this.#breaks();
  }

  die(): void {
    this.state = "dead";
    this.#synTimer?.cancel();
    this.#keepAlive?.cancel();
    this.sending.stop();
    this.answering.stop();
  }

  /** Keep-alives, where the program asked for them. */
  #watch(): void {
    const { keepAlive, keepAliveEvery, keepAliveCount } = this.options.program;
    if (keepAlive === 0) return;
    const { queue } = this.host.world;
    const wait = this.unanswered > 0 ? keepAliveEvery : this.lastHeard + keepAlive - queue.now;
    this.#keepAlive = this.timer(Math.max(wait, 1000), () => {
      const idle = queue.now - this.lastHeard >= keepAlive - 1000;
      if (idle && this.state === "established" && this.sending.isQuiet) {
        if (this.unanswered >= keepAliveCount) {
          this.emit({ reason: "gave-up", flags: RST | ACK, from: this.sending.board.next });
          return this.giveUp();
        }
        this.unanswered++;
        this.sending.ask("keep-alive");
      }
      this.#watch();
    });
  }

  // What a program does.

  get unread(): number {
    return this.incoming.unread;
  }

  get atEnd(): boolean {
    return this.incoming.ended && this.incoming.unread === 0;
  }

  write(bytes: number): void {
    if (this.state !== "established") return;
    this.note("write", bytes);
    this.sending.write(bytes);
  }

  read(bytes: number): number {
    const taken = this.incoming.read(bytes);
    this.note("read", taken);
    this.answering.afterRead();
    return taken;
  }

  shutdown(): void {
    this.note("shutdown");
    this.sending.finish();
  }

  close(): void {
    this.note("close");
    this.closed = true;
    if (this.state !== "established") return;
    if (this.incoming.unread > 0) {
      this.emit({ reason: "unread", flags: RST | ACK, from: this.sending.board.next });
      return this.die();
    }
    this.sending.finish();
    this.timer(ORPHAN, () => {
      if (this.state === "established" && this.sending.finConfirmed) this.die();
    });
  }

  abort(): void {
    this.note("abort");
    this.closed = true;
    if (this.state !== "established") return;
    this.emit({ reason: "abort", flags: RST | ACK, from: this.sending.board.next });
    this.die();
  }

  crash(): void {
    this.note("crash");
    this.die();
  }

  note(what: Deed["what"], bytes = 0): void {
    const { queue, log } = this.host.world;
    log.deeds.push({ connection: this.options.connection, end: this.host.end, time: queue.now, what, bytes });
  }

  after(time: number, happen: () => void): void {
    this.host.world.queue.after(time, happen);
  }

  /** PSH where the buffer ends with this segment. */
  static flagsOf({ fin, push }: { fin: boolean; push: boolean }): number {
    return ACK | (fin ? FIN : 0) | (push ? PSH : 0);
  }
}
