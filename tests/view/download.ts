/**
 * One download as a capture at the client shows it, for captures of any size: handshake, request, answer in rounds of a congestion
 * window, FINs. It may lose segments on the way, and its client may stop reading for a while.
 */
import { ACK, FIN, PSH, SYN } from "../../src/packet/packet.ts";
import type { TcpOption } from "../../src/packet/tcp_options.ts";
import { emitEthernet, emitSegment } from "../packet/emit.ts";
import type { Random } from "../random.ts";

const MSS = 1460;
const MS = 1e6;
/** Time of a full segment on the client's line, ns: 100 Mbit/s. */
const SEGMENT_TIME = 120_000;
const LEAST_TIMEOUT = 200 * MS;
const SCALE = 7;
const OFFER: TcpOption[] = [{ kind: "mss", value: MSS }, { kind: "sack_permitted" }, {
  kind: "window_scale",
  shift: SCALE,
}];
const PAYLOAD = new Uint8Array(MSS).fill(0x61);
/** Window of the server in its header. */
const SERVER_WINDOW = 502;

export interface DownloadPlan {
  readonly client: { readonly address: string; readonly port: number };
  readonly server: { readonly address: string; readonly port: number };
  /** When it begins, ns. */
  readonly start: number;
  readonly roundTrip: number;
  /** Segments of the answer. */
  readonly segments: number;
  /** Share of the server's segments that are lost. */
  readonly loss: number;
  /** What the client's buffer holds, segments. */
  readonly buffer: number;
  /** How often the client stops reading, and for how long each time, ns. */
  readonly stops: number;
  readonly stopTime: number;
}

/** A frame and when it passes, ns. */
export interface TimedFrame {
  readonly time: number;
  readonly frame: Uint8Array;
}

/** The frames of a download in the order of their times. */
export function* download(plan: DownloadPlan, random: Random): Generator<TimedFrame> {
  const { start, roundTrip, segments, stops } = plan;
  const wire = new Wire(plan, random);
  let time = start;
  yield wire.fromClient(time, { flags: SYN, seq: -1, options: OFFER });
  time += roundTrip;
  yield wire.fromServer(time, { flags: SYN | ACK, seq: -1, options: OFFER });
  time += 20_000;
  yield wire.fromClient(time, { flags: ACK });
  yield wire.fromClient(time + 30_000, { flags: PSH | ACK, payload: PAYLOAD.subarray(0, 200) });
  wire.asked = 200;
  time += 30_000 + roundTrip;
  const sending = new Rounds(plan, random);
  let stopped = 0;
  while (sending.acked < segments) {
    if (wire.edge === Infinity && stopped < stops && sending.acked >= (stopped + 1) * segments / (stops + 2)) {
      stopped++;
      wire.edge = sending.acked + plan.buffer;
    }
    time = yield* sending.round(time, wire);
    if (sending.acked === wire.edge) {
      time = yield* wire.closedWindow(time - roundTrip, sending.acked * MSS);
    }
  }
  const end = segments * MSS;
  time += 10_000;
  yield wire.fromServer(time, { flags: FIN | ACK, seq: end });
  yield wire.fromClient(time + 20_000, { flags: FIN | ACK, ack: end + 1 });
  yield wire.fromServer(time + 20_000 + roundTrip, { flags: ACK, seq: end + 1, ack: wire.asked + 1 });
}

interface Fields {
  readonly flags: number;
  /** Relative: the first byte of data is 0. */
  readonly seq?: number;
  readonly ack?: number;
  readonly options?: readonly TcpOption[];
  /** What has come beyond the acknowledgment: the first segment and the one after the last. */
  readonly beyond?: readonly [left: number, right: number];
  readonly payload?: Uint8Array;
}

/** Makes frames of one connection. */
class Wire {
  /** Bytes that the client has sent. */
  asked = 0;
  /** The segment up to which the client's buffer has room while nothing is read. */
  edge = Infinity;
  readonly #plan: DownloadPlan;
  readonly #clientBase: number;
  readonly #serverBase: number;
  #ipId = 0;

  constructor(plan: DownloadPlan, random: Random) {
    this.#plan = plan;
    this.#clientBase = random.int(1, 0x7fff_ffff);
    this.#serverBase = random.int(1, 0x7fff_ffff);
  }

  fromClient(time: number, { seq = this.asked, ack = 0, beyond, ...rest }: Fields): TimedFrame {
    const { client, server, buffer } = this.#plan;
    const room = Math.min(buffer * MSS, this.edge * MSS - ack) >> SCALE;
    return framed(time, {
      src: client.address,
      dst: server.address,
      srcPort: client.port,
      dstPort: server.port,
      seq: this.#clientBase + seq,
      ack: rest.flags & ACK ? this.#serverBase + ack : 0,
      window: rest.flags & SYN ? 64240 : room,
      ...(beyond === undefined ? {} : { options: this.#sack(beyond) }),
      ...rest,
    });
  }

  #sack([left, right]: readonly [number, number]): TcpOption[] {
    const base = this.#serverBase;
    return [{ kind: "nop" }, { kind: "nop" }, {
      kind: "sack",
      blocks: [{ left: base + left * MSS, right: base + right * MSS }],
    }];
  }

  fromServer(time: number, { seq = 0, ack = this.asked, ...rest }: Fields): TimedFrame {
    const { client, server } = this.#plan;
    return framed(time, {
      src: server.address,
      dst: client.address,
      srcPort: server.port,
      dstPort: client.port,
      seq: this.#serverBase + seq,
      ack: this.#clientBase + ack,
      window: rest.flags & SYN ? 65160 : SERVER_WINDOW,
      ipId: ++this.#ipId & 0xffff,
      ...rest,
    });
  }

  /** The client still reads nothing: its window is closed, and the server asks now and then; gives when it goes on. */
  *closedWindow(from: number, acked: number): Generator<TimedFrame, number> {
    const { roundTrip, stopTime } = this.#plan;
    const opens = from + stopTime;
    let wait = LEAST_TIMEOUT + roundTrip;
    for (let at = from + roundTrip + wait; at < opens; at += wait) {
      yield this.fromServer(at, { flags: ACK, seq: acked - 1 });
      yield this.fromClient(at + 15_000, { flags: ACK, ack: acked });
      wait *= 2;
    }
    this.edge = Infinity;
    yield this.fromClient(opens, { flags: ACK, ack: acked });
    return opens + roundTrip;
  }
}

function framed(time: number, fields: Parameters<typeof emitSegment>[0]): TimedFrame {
  return { time, frame: emitEthernet(emitSegment(fields)) };
}

/** What the server sends round trip by round trip, and what of it has come. */
class Rounds {
  /** Segments that the client has in order. */
  acked = 0;
  #sent = 0;
  #window = 10;
  #threshold = Infinity;
  /** Segments beyond `acked` that have come. */
  readonly #beyond = new Set<number>();
  #resend = false;
  readonly #plan: DownloadPlan;
  readonly #random: Random;

  constructor(plan: DownloadPlan, random: Random) {
    this.#plan = plan;
    this.#random = random;
  }

  /** One flight and its acknowledgments; gives the time of the next one. */
  *round(from: number, wire: Wire): Generator<TimedFrame, number> {
    const { segments, roundTrip, loss } = this.#plan;
    const flight = this.#flight(Math.min(segments, wire.edge, this.acked + this.#plan.buffer));
    let time = from;
    let arrived = 0;
    let waiting = 0;
    for (const segment of flight) {
      time += SEGMENT_TIME;
      if (this.#random.chance(loss)) continue;
      const last = segment === segments - 1;
      yield wire.fromServer(time, { flags: last ? PSH | ACK : ACK, seq: segment * MSS, payload: PAYLOAD });
      const filled = this.#arrive(segment);
      arrived++;
      if (this.#beyond.size > 0) {
        yield wire.fromClient(time + 8_000, { flags: ACK, ack: this.acked * MSS, beyond: this.#newest() });
      } else if (++waiting % 2 === 0 || last || filled || segment === flight.at(-1)) {
        yield wire.fromClient(time + 8_000, { flags: ACK, ack: this.acked * MSS });
      }
    }
    const missing = this.acked < this.#sent;
    this.#adapt(missing, arrived);
    // Whatever arrives is acknowledged and keeps recovery going; only a flight that was lost whole waits for the timer.
    if (missing && arrived === 0) return time + roundTrip + LEAST_TIMEOUT;
    return Math.max(from + roundTrip, time);
  }

  /** Holes first, after a loss; then what is new before segment `edge`, as much as the congestion window lets. */
  #flight(edge: number): number[] {
    const flight: number[] = [];
    if (this.#resend) {
      for (let at = this.acked; at < this.#sent && flight.length < this.#window; at++) {
        if (!this.#beyond.has(at)) flight.push(at);
      }
    }
    while (this.#sent < edge && flight.length < this.#window) {
      flight.push(this.#sent++);
    }
    return flight;
  }

  /** Takes a segment in; true where it filled a hole. */
  #arrive(segment: number): boolean {
    if (segment < this.acked) return false;
    this.#beyond.add(segment);
    const before = this.acked;
    while (this.#beyond.delete(this.acked)) this.acked++;
    return this.acked > before + 1;
  }

  #adapt(missing: boolean, arrived: number): void {
    // One loss episode halves the window once.
    if (missing && !this.#resend) this.#threshold = Math.max(2, this.#window >> 1);
    if (missing) this.#window = arrived === 0 ? 1 : this.#threshold;
    this.#resend = missing;
    if (missing) return;
    this.#window = this.#window < this.#threshold ? this.#window * 2 : this.#window + 1;
  }

  /** The run beyond the hole that reaches farthest. */
  #newest(): readonly [number, number] {
    const right = Math.max(...this.#beyond) + 1;
    let left = right;
    while (this.#beyond.has(left - 1)) left--;
    return [left, right];
  }
}
