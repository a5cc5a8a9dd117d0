/**
 * One end of a small TCP, without clock or socket: packets and moments go in, packets come out. It does what the fate of packets is
 * decided by: cumulative and selective acknowledgments, D-SACK, delayed ACKs, timestamps with their echo, retransmission by timer
 * and by holes, FIN. Not congestion control: a window of packets that grows.
 */
import { dissect } from "../../../src/packet/dissect.ts";
import { tcpChecksumState } from "../../../src/packet/checksum.ts";
import { sourceAddress } from "../../../src/packet/address.ts";
import { ACK, CWR, ECE, FIN, type Packet, PSH, RST, SYN } from "../../../src/packet/packet.ts";
import { seqAdd, seqDiff } from "../../../src/packet/sequence.ts";
import { type TcpOption, tcpOptions } from "../../../src/packet/tcp_options.ts";
import { emitSegment } from "../../packet/emit.ts";
import { recordOf } from "../../packet/record_of.ts";
import { endOf, lengthOf, payloadOf, setEct } from "./segment_bytes.ts";
import type { Random } from "../../random.ts";

const LINKTYPE_RAW = 101;
const MS = 1e6;
const DELAYED_ACK = 40 * MS;

export interface EndpointOptions {
  readonly address: string;
  readonly port: number;
  readonly peer: string;
  readonly peerPort: number;
  readonly opens: boolean;
  /** Bytes to send; the opener sends first, the other one answers when it has `waitsFor` bytes. */
  readonly bytes: number;
  readonly waitsFor: number;
  readonly timestamps: boolean;
  readonly sack: boolean;
  readonly ecn: boolean;
  readonly mss: number;
  readonly random: Random;
}

interface Segment {
  readonly offset: number;
  readonly length: number;
  readonly flags: number;
  sacked: boolean;
  sentAt: number;
  times: number;
}

export class Endpoint {
  readonly out: Uint8Array<ArrayBuffer>[] = [];
  /** Everything is said and acknowledged, or the connection was reset. */
  done = false;
  readonly #o: EndpointOptions;
  readonly #isn: number;
  #peerIsn = -1;
  #established = false;
  /** Offsets from the first number. */
  #sent = 0;
  #acked = 0;
  #received = 0;
  readonly #ahead: [number, number][] = [];
  #duplicate: [number, number] | null = null;
  #segments: Segment[] = [];
  #window = 10;
  #timer = Infinity;
  #backoff = 1;
  #ackTimer = Infinity;
  #unacked = 0;
  #finReceived = false;
  #tsRecent = 0;
  #lastAckSent = 0;
  readonly #clock: number;
  #ipId: number;
  /** An IPv6 host labels the packets of a flow alike. */
  readonly #label: number;
  #useTimestamps = true;
  #useSack = true;
  #peerMss = 536;
  #advertised = 502;
  /** Who the other end is: who opens the connection says so. */
  #peer: string;
  #peerPort: number;

  constructor(options: EndpointOptions) {
    this.#o = options;
    const { random } = options;
    this.#isn = random.int(0, 0xffffffff);
    this.#clock = random.int(0, 0xffffff);
    this.#ipId = random.int(1, 0xffff);
    this.#label = random.int(1, 0xffff);
    this.#useTimestamps = options.timestamps;
    this.#useSack = options.sack;
    this.#peer = options.peer;
    this.#peerPort = options.peerPort;
  }

  get due(): number {
    return this.done ? Infinity : Math.min(this.#timer, this.#ackTimer);
  }

  open(now: number): void {
    this.#queue({ offset: 0, length: 0, flags: SYN }, now);
  }

  /** A timer may have run out. */
  tick(now: number): void {
    if (this.#ackTimer <= now) this.#ack(now);
    if (this.#timer > now) return;
    const first = this.#segments.find(({ sacked }) => !sacked) ?? this.#segments[0];
    if (first === undefined) return void (this.#timer = Infinity);
    if (first.times > 8) return void (this.done = true);
    this.#backoff *= 2;
    this.#window = Math.max(2, this.#window >> 1);
    this.#send(first, now);
  }

  take(bytes: Uint8Array<ArrayBuffer>, now: number): void {
    if (this.done) return;
    const packet = dissect(recordOf(bytes, LINKTYPE_RAW));
    if (packet.tcpStart < 0 || tcpChecksumState(packet) !== "correct" || packet.dstPort !== this.#o.port) return;
    if ((packet.flags & RST) !== 0) return void (this.done = true);
    const options = tcpOptions(packet);
    if ((packet.flags & SYN) !== 0) return this.#takeSyn(packet, options, now);
    if (this.#peerIsn < 0) return;
    if (!this.#established && (packet.flags & ACK) !== 0) this.#established = true;
    this.#takeTimestamps(packet, options);
    this.#takeAck(packet, options, now);
    this.#takeData(packet, now);
    this.#fill(now);
    const closed = this.#finReceived && this.#segments.length === 0 && this.#finSent;
    if (closed && this.#ackTimer === Infinity && this.#received > 0) this.#finished = now;
  }

  /** When both directions were closed; NaN until then. */
  #finished = NaN;

  get finishedAt(): number {
    return this.#finished;
  }

  #takeSyn(packet: Packet, options: readonly TcpOption[], now: number): void {
    const again = this.#peerIsn >= 0;
    [this.#peer, this.#peerPort] = [sourceAddress(packet), packet.srcPort];
    this.#peerIsn = packet.seq;
    this.#useTimestamps = this.#o.timestamps && options.some(({ kind }) => kind === "timestamps");
    this.#useSack = this.#o.sack && options.some(({ kind }) => kind === "sack_permitted");
    const mss = options.find((option) => option.kind === "mss");
    this.#peerMss = Math.min(this.#o.mss, mss?.value ?? 536);
    const clock = options.find((option) => option.kind === "timestamps");
    if (clock !== undefined) this.#tsRecent = clock.value;
    this.#received = 1;
    if ((packet.flags & ACK) !== 0) {
      this.#takeAck(packet, options, now);
      this.#established = true;
      this.#ack(now);
      return this.#fill(now);
    }
    if (!again) this.#queue({ offset: 0, length: 0, flags: SYN | ACK }, now);
    else if (!this.#established && this.#segments[0] !== undefined) this.#send(this.#segments[0], now);
  }

  #takeTimestamps(packet: Packet, options: readonly TcpOption[]): void {
    const clock = options.find((option) => option.kind === "timestamps");
    const offset = seqDiff(packet.seq, this.#peerIsn);
    if (clock !== undefined && offset <= this.#lastAckSent && seqDiff(clock.value, this.#tsRecent) >= 0) {
      this.#tsRecent = clock.value;
    }
  }

  #takeAck(packet: Packet, options: readonly TcpOption[], now: number): void {
    if ((packet.flags & ACK) === 0) return;
    const acked = seqDiff(packet.ack, this.#isn);
    for (const option of options) {
      if (option.kind !== "sack") continue;
      for (const { left, right } of option.blocks) this.#sacked(seqDiff(left, this.#isn), seqDiff(right, this.#isn));
    }
    if (acked > this.#acked && acked <= this.#sent) {
      this.#acked = acked;
      this.#backoff = 1;
      this.#window++;
      this.#segments = this.#segments.filter((segment) => endOf(segment) > acked);
      this.#timer = this.#segments.length > 0 ? now + this.#timeout() : Infinity;
    }
    this.#repair(now);
  }

  #sacked(left: number, right: number): void {
    for (const segment of this.#segments) {
      if (segment.offset >= left && endOf(segment) <= right) segment.sacked = true;
    }
  }

  /** What three later segments have overtaken is sent again, once a round trip. */
  #repair(now: number): void {
    let behind = 0;
    for (const segment of this.#segments.toReversed()) {
      if (segment.sacked) behind++;
      else if (behind >= 3 && now - segment.sentAt > 150 * MS) this.#send(segment, now);
    }
  }

  #takeData(packet: Packet, now: number): void {
    const fin = (packet.flags & FIN) !== 0 ? 1 : 0;
    const from = seqDiff(packet.seq, this.#peerIsn);
    const until = from + packet.payloadLength + fin;
    if (until === from) {
      // What begins before what is expected is answered at once: a keep-alive.
      if (from < this.#received) this.#ack(now);
      return;
    }
    if (fin !== 0) this.#finAt = until;
    const known = until <= this.#received || this.#ahead.some(([left, right]) => from >= left && until <= right);
    if (known) this.#duplicate = [from, until];
    else this.#ahead.push([from, until]);
    this.#ahead.sort((one, other) => one[0] - other[0]);
    const inOrder = from <= this.#received && !known;
    while (this.#ahead[0] !== undefined && this.#ahead[0][0] <= this.#received) {
      this.#received = Math.max(this.#received, this.#ahead.shift()![1]);
    }
    if (this.#finAt >= 0 && this.#received >= this.#finAt) this.#finReceived = true;
    this.#unacked++;
    if (!inOrder || this.#ahead.length > 0 || this.#unacked >= 2 || fin !== 0) this.#ack(now);
    else this.#ackTimer = Math.min(this.#ackTimer, now + DELAYED_ACK);
  }

  #finAt = -1;
  #finSent = false;

  /** Sends what the window allows. */
  #fill(now: number): void {
    if (!this.#established || this.#peerIsn < 0) return;
    const { bytes, waitsFor, opens } = this.#o;
    if (this.#received - 1 < waitsFor) return;
    const mss = this.#peerMss - (this.#useTimestamps ? 12 : 0);
    while (this.#segments.filter(({ sacked }) => !sacked).length < this.#window && this.#sent - 1 < bytes) {
      const length = Math.min(mss, bytes - (this.#sent - 1), this.#o.random.chance(0.1) ? 100 : mss);
      const last = this.#sent - 1 + length === bytes;
      this.#queue({ offset: this.#sent, length, flags: ACK | (last ? PSH : 0) }, now);
    }
    const mayClose = this.#sent - 1 >= bytes && !this.#finSent && (opens ? this.#finReceived : true);
    if (mayClose) {
      this.#finSent = true;
      this.#queue({ offset: this.#sent, length: 0, flags: ACK | FIN }, now);
    }
  }

  #queue(shape: { offset: number; length: number; flags: number }, now: number): void {
    const segment: Segment = { ...shape, sacked: false, sentAt: now, times: 0 };
    this.#segments.push(segment);
    this.#sent = endOf(segment);
    this.#send(segment, now);
  }

  #send(segment: Segment, now: number): void {
    segment.sentAt = now;
    segment.times++;
    this.#emit(segment, now);
    this.#timer = now + this.#timeout();
  }

  #timeout(): number {
    return (this.#established ? 300 : 1000) * MS * this.#backoff;
  }

  #ack(now: number): void {
    this.#emit({ offset: this.#sent, length: 0, flags: ACK }, now);
  }

  #emit({ offset, length, flags }: { offset: number; length: number; flags: number }, now: number): void {
    const { address, port, ecn, random } = this.#o;
    const syn = (flags & SYN) !== 0;
    const acks = (flags & ACK) !== 0;
    if (acks) {
      this.#ackTimer = Infinity;
      this.#unacked = 0;
      this.#lastAckSent = this.#received;
    }
    if (random.chance(0.05)) this.#advertised = random.int(300, 600);
    const setup = syn && ecn ? (acks ? ECE : ECE | CWR) : 0;
    const bytes = emitSegment({
      src: address,
      dst: this.#peer,
      srcPort: port,
      dstPort: this.#peerPort,
      seq: seqAdd(this.#isn, offset),
      ack: acks ? seqAdd(this.#peerIsn, this.#received) : 0,
      flags: flags | setup,
      window: syn ? 64240 : this.#advertised,
      options: this.#options(syn, now),
      payload: payloadOf(offset, length),
      ipId: syn && acks ? 0 : this.#nextId(),
    });
    if (ecn && length > 0) setEct(bytes);
    if (bytes[0]! >> 4 === 6) bytes.set([this.#label >> 8, this.#label & 255], 2);
    this.out.push(bytes);
  }

  #nextId(): number {
    this.#ipId = (this.#ipId + 1) & 0xffff;
    return this.#ipId;
  }

  #options(syn: boolean, now: number): TcpOption[] {
    const options: TcpOption[] = [];
    if (syn) options.push({ kind: "mss", value: this.#o.mss });
    if (syn && this.#useSack) options.push({ kind: "sack_permitted" });
    if (this.#useTimestamps) {
      if (!syn) options.push({ kind: "nop" }, { kind: "nop" });
      options.push({ kind: "timestamps", value: this.#clock + Math.floor(now / MS), echo: this.#tsRecent });
    }
    if (syn) options.push({ kind: "nop" }, { kind: "window_scale", shift: 7 });
    const blocks = [...(this.#duplicate === null ? [] : [this.#duplicate]), ...this.#merged()].slice(0, 3);
    if (!syn && this.#useSack && blocks.length > 0) {
      options.push({ kind: "nop" }, { kind: "nop" }, {
        kind: "sack",
        blocks: blocks.map(([left, right]) => ({
          left: seqAdd(this.#peerIsn, left),
          right: seqAdd(this.#peerIsn, right),
        })),
      });
    }
    this.#duplicate = null;
    while (options.reduce((sum, option) => sum + lengthOf(option), 0) % 4 !== 0) options.push({ kind: "nop" });
    return options;
  }

  #merged(): [number, number][] {
    const merged: [number, number][] = [];
    for (const [left, right] of this.#ahead) {
      const last = merged[merged.length - 1];
      if (last !== undefined && left <= last[1]) last[1] = Math.max(last[1], right);
      else merged.push([left, right]);
    }
    return merged;
  }
}
