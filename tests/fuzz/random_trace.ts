/**
 * Random TCP traces: conversations that behave, and conversations in which anything happens that a capture can show. They are
 * made to be compared, packet by packet, with what tshark says of them.
 */
import { emitSegment, type SegmentFields } from "../packet/emit.ts";
import { ACK, FIN, PSH, RST, SYN } from "../../src/packet/packet.ts";
import type { TcpOption } from "../../src/packet/tcp_options.ts";
import type { Random } from "../random.ts";

/** One captured packet of a trace. Times in ns from the trace's start. */
export interface TracePacket {
  readonly time: number;
  readonly bytes: Uint8Array;
}

/** One end: what it has sent and what it has seen. */
class End {
  next: number;
  acked = 0;
  window = 64240;
  scale = -1;
  /** Segments sent, for sending again. */
  sent: { seq: number; length: number; flags: number }[] = [];
  lastAckSent = 0;
  constructor(
    readonly address: string,
    readonly port: number,
    public isn: number,
  ) {
    this.next = isn;
  }
}

/** Gaps between packets, ns: within every limit of the rules and beyond it. */
const GAPS = [5e3, 2e5, 1e6, 2.5e6, 4e6, 9e6, 15e6, 19e6, 21e6, 60e6, 3e8, 2e9];

/** Writes one conversation. */
export class RandomConversation {
  readonly packets: TracePacket[] = [];
  private now: number;
  private readonly ends: [End, End];
  private readonly sack: boolean;
  private readonly mss: number;
  private readonly tidy: number;
  private readonly gaps: readonly number[];

  constructor(private readonly random: Random, index: number, start: number) {
    const six = random.chance(0.15);
    const host = (side: number): string =>
      six
        ? `2001:db8:${(index >> 8).toString(16)}:${(index & 255).toString(16)}::${side}`
        : `10.${side}.${index >> 8}.${index & 255}`;
    const isn = (): number =>
      random.chance(0.25)
        ? (0x1_0000_0000 - random.int(1, 6000)) >>> 0
        : random.chance(0.05)
        ? random.int(0, 2)
        : random.int(1, 0xffffffff);
    this.ends = [
      new End(host(1), random.int(1024, 65000), isn()),
      new End(host(2), random.pick([80, 443, 5050, 50505]), isn()),
    ];
    this.now = start;
    this.sack = random.chance(0.5);
    this.mss = random.pick([100, 536, 1448, 1460]);
    this.tidy = random.pick([0.97, 0.85, 0.6, 0.2]);
    this.gaps = random.chance(0.3) ? GAPS : random.chance(0.5) ? GAPS.slice(0, 5) : GAPS.slice(2, 10);
  }

  /** About `count` packets. */
  run(count: number): void {
    if (this.random.chance(0.85)) this.handshake();
    while (this.packets.length < count) {
      if (this.random.chance(this.tidy)) this.behave();
      else this.misbehave();
    }
    if (this.random.chance(0.5)) this.close();
  }

  private send(side: number, fields: Partial<SegmentFields> & { length?: number }): void {
    const { random } = this;
    const from = this.ends[side]!;
    const to = this.ends[1 - side]!;
    const length = fields.length ?? 0;
    const seq = (fields.seq ?? from.next) >>> 0;
    const flags = fields.flags ?? ACK;
    const ack = (fields.ack ?? (flags & ACK ? to.next : 0)) >>> 0;
    this.now += random.pick(this.gaps) + random.int(0, 999);
    this.packets.push({
      time: this.now,
      bytes: emitSegment({
        src: from.address,
        dst: to.address,
        srcPort: from.port,
        dstPort: to.port,
        flags,
        seq,
        ack,
        window: fields.window ?? from.window,
        options: fields.options ?? [],
        payload: new Uint8Array(length),
      }),
    });
    const end = (seq + length + (flags & (SYN | FIN) ? 1 : 0)) >>> 0;
    if (length > 0 || flags & (SYN | FIN)) from.sent.push({ seq, length, flags });
    if (((end - from.next) | 0) > 0 && ((end - from.next) | 0) < 100000) from.next = end;
    if (flags & ACK) from.lastAckSent = ack;
  }

  private synOptions(side: number): TcpOption[] {
    const { random } = this;
    const options: TcpOption[] = [{ kind: "mss", value: this.mss }];
    if (this.sack) options.push({ kind: "sack_permitted" });
    if (random.chance(0.6)) options.push({ kind: "window_scale", shift: random.pick([0, 1, 7, 14, 15]) });
    if (random.chance(0.05)) {
      options.push({ kind: "fast_open", cookie: "0102030405060708", experimental: random.chance(0.5) });
    }
    if (random.chance(0.03)) options.push({ kind: "fast_open", cookie: "", experimental: random.chance(0.5) });
    this.ends[side]!.window = random.pick([64240, 65535, 8192, 500, 2000]);
    return options;
  }

  private handshake(): void {
    const { random } = this;
    const withData = random.chance(0.1) ? random.int(1, 200) : 0;
    const [client, server] = this.ends;
    if (random.chance(0.95)) {
      const options = this.synOptions(0);
      this.send(0, { flags: SYN, seq: client.isn, options, length: withData });
      while (random.chance(0.1)) this.send(0, { flags: SYN, seq: client.isn, options, length: withData });
    }
    if (random.chance(0.05)) this.send(1, { flags: SYN, seq: server.isn, options: this.synOptions(1) });
    if (random.chance(0.95)) {
      const options = this.synOptions(1);
      const ack = random.chance(0.2) ? client.isn + 1 : client.next;
      this.send(1, { flags: SYN | ACK, seq: server.isn, options, ack });
      while (random.chance(0.08)) this.send(1, { flags: SYN | ACK, seq: server.isn, options });
      if (random.chance(0.02)) this.send(1, { flags: SYN | ACK, seq: server.isn + 77, options });
    }
    if (random.chance(0.95)) this.send(0, {});
    if (random.chance(0.1)) {
      client.window = random.pick([2, 10, 500]);
      this.send(0, {});
    }
  }

  /** What a well-behaved end does next. */
  private behave(): void {
    const { random } = this;
    const side = random.int(0, 1);
    const from = this.ends[side]!;
    const what = random.int(0, 9);
    if (what < 5) {
      const count = random.pick([1, 1, 2, 5]);
      for (let i = 0; i < count; i++) {
        this.send(side, {
          flags: ACK | (random.chance(0.3) ? PSH : 0),
          length: random.pick([1, 20, this.mss, this.mss]),
        });
      }
    } else if (what < 9) {
      this.send(1 - side, {});
    } else {
      from.window = random.pick([0, 1, 100, 500, 1000, 2000, 8192, 64240]);
      this.send(side, { ack: from.lastAckSent });
    }
  }

  private misbehave(): void {
    const { random } = this;
    const side = random.int(0, 1);
    const from = this.ends[side]!;
    const to = this.ends[1 - side]!;
    const data = ACK | (random.chance(0.3) ? PSH : 0);
    const some = random.pick([1, 2, 20, this.mss]);
    random.pick<() => void>([
      () => this.resend(side),
      () => this.resend(side),
      () => this.resend(side),
      () =>
        this.send(side, { flags: data, seq: from.next + random.pick([1, 20, this.mss, 3 * this.mss]), length: some }),
      () => this.send(side, { flags: data, seq: from.next + this.mss, length: random.chance(0.3) ? 0 : some }),
      () => this.send(side, { flags: data, seq: from.next - random.int(1, 3 * this.mss), length: some }),
      () => this.send(side, { flags: data, seq: from.next - 1, length: random.pick([0, 0, 1, 1, 2, 30]) }),
      () => this.send(1 - side, { ack: to.lastAckSent }),
      () => this.duplicateAcks(side),
      () => this.duplicateAcks(side),
      () => this.send(side, { ack: to.next + random.pick([1, 20, this.mss, 2 * this.mss]) }),
      () => this.send(side, { ack: to.next - random.int(1, 2 * this.mss) }),
      () => this.zeroWindow(side),
      () => this.fillWindow(side),
      () => this.keepAlive(side),
      () => this.rare(side),
      () => this.rare(side),
    ])();
  }

  private resend(side: number): void {
    const { random } = this;
    const from = this.ends[side]!;
    if (from.sent.length === 0) return;
    const recent = from.sent.slice(-6);
    const { seq, length, flags } = random.pick(random.chance(0.7) ? recent : from.sent);
    const change = random.chance(0.15) ? random.int(-20, 200) : 0;
    this.send(side, {
      seq,
      length: flags & SYN ? length : Math.max(0, length + change),
      flags: flags === SYN ? SYN : flags | ACK,
    });
    if (random.chance(0.3)) this.resend(side);
  }

  private duplicateAcks(side: number): void {
    const { random } = this;
    const from = this.ends[side]!;
    const to = this.ends[1 - side]!;
    const ack = random.chance(0.5) ? from.lastAckSent : random.pick(to.sent.slice(-8))?.seq ?? to.next;
    const count = random.int(1, 5);
    for (let i = 0; i < count; i++) {
      const left = (ack + random.pick([20, this.mss, 2 * this.mss])) >>> 0;
      const blocks = [{ left, right: (left + random.pick([20, this.mss, 3 * this.mss])) >>> 0 }];
      if (random.chance(0.3)) blocks.push({ left: (left + 5 * this.mss) >>> 0, right: (left + 6 * this.mss) >>> 0 });
      if (random.chance(0.1)) blocks.unshift({ left: (ack - 50) >>> 0, right: ack });
      const options: TcpOption[] = this.sack && random.chance(0.7)
        ? [{ kind: "nop" }, { kind: "nop" }, { kind: "sack", blocks }]
        : [];
      this.send(side, { ack, options });
    }
    const resent = to.sent.find((segment) => segment.seq === ack);
    if (resent !== undefined && random.chance(0.7)) this.send(1 - side, { ...resent, flags: resent.flags });
  }

  private zeroWindow(side: number): void {
    const { random } = this;
    const from = this.ends[side]!;
    const to = this.ends[1 - side]!;
    from.window = 0;
    this.send(side, {});
    const probe = to.next;
    while (random.chance(0.7)) {
      this.send(1 - side, { length: random.chance(0.9) ? 1 : 0, seq: random.chance(0.8) ? probe : probe - 1 });
      if (random.chance(0.6)) to.next = probe;
      if (random.chance(0.9)) this.send(side, { ack: probe + random.pick([0, 0, 0, 1]) });
    }
    if (random.chance(0.8)) from.window = random.pick([500, 2000, 64240]);
    if (random.chance(0.8)) this.send(side, { ack: probe + random.pick([0, 0, 1]) });
  }

  private fillWindow(side: number): void {
    const to = this.ends[1 - side]!;
    to.window = this.random.pick([100, 500]);
    this.send(1 - side, {});
    this.send(side, { length: to.window });
    this.send(1 - side, { window: this.random.pick([0, to.window]) });
  }

  private keepAlive(side: number): void {
    const { random } = this;
    const from = this.ends[side]!;
    const count = random.int(1, 3);
    for (let i = 0; i < count; i++) {
      this.send(side, { seq: from.next - 1, length: random.int(0, 1) });
      if (random.chance(0.8)) this.send(1 - side, {});
    }
  }

  private rare(side: number): void {
    const { random } = this;
    const from = this.ends[side]!;
    const to = this.ends[1 - side]!;
    random.pick<() => void>([
      () => this.send(side, { flags: FIN | ACK, length: random.chance(0.3) ? 20 : 0 }),
      () => this.send(side, { flags: RST }),
      () => this.send(side, { flags: RST | ACK }),
      () => this.send(side, { flags: RST, length: random.int(1, 30), seq: from.next + random.int(0, 100) }),
      () => this.send(side, { flags: SYN, seq: from.isn, options: this.synOptions(side) }),
      () => this.reuse(side),
      () => this.send(side, { flags: SYN | ACK, seq: from.isn, options: this.synOptions(side) }),
      () => this.send(side, { flags: 0, length: random.int(0, 20) }),
      () => this.send(side, { flags: PSH, length: 10, ack: to.next }),
      () => this.send(side, { flags: FIN }),
      () => this.send(side, { flags: FIN | SYN | ACK }),
    ])();
  }

  private reuse(side: number): void {
    const [client, server] = [this.ends[side]!, this.ends[1 - side]!];
    client.isn = client.next = this.random.int(0, 0xffffffff);
    server.isn = server.next = this.random.int(0, 0xffffffff);
    this.send(side, { flags: SYN, seq: client.isn, options: this.synOptions(side) });
    if (this.random.chance(0.9)) {
      this.send(1 - side, { flags: SYN | ACK, seq: server.isn, options: this.synOptions(1 - side) });
    }
    if (this.random.chance(0.9)) this.send(side, {});
  }

  private close(): void {
    const side = this.random.int(0, 1);
    this.send(side, { flags: FIN | ACK });
    if (this.random.chance(0.5)) this.send(1 - side, {});
    this.send(1 - side, { flags: FIN | ACK });
    this.send(side, {});
  }
}

/** A trace of `conversations`, mixed by time, each of about `packets` packets. */
export function randomTrace(random: Random, conversations: number, packets: number): TracePacket[] {
  const all: TracePacket[] = [];
  for (let i = 0; i < conversations; i++) {
    const conversation = new RandomConversation(random, i, random.int(0, 20) * 1e8);
    conversation.run(random.int(3, packets * 2));
    all.push(...conversation.packets);
  }
  return all.sort((a, b) => a.time - b.time);
}
