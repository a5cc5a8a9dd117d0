/**
 * One conversation while it is being diagnosed: packets in, in the order of the capture; its budget out when it ends. Events are put
 * on one clock on which each happens where it mattered: a segment when it left its sender, an ACK when it reached the other one.
 */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import type { QuotingError, RelatedPacket } from "../analysis/related_packet.ts";
import { KEEP_ALIVE, ZERO_WINDOW_PROBE } from "../analysis/verdict_bits.ts";
import { isUndelivered } from "../packet/icmp_error.ts";
import { u16, u32 } from "../packet/bytes.ts";
import { ACK, FIN, PSH, type ReadonlyPacket, RST, SYN } from "../packet/packet.ts";
import { findOption, OPTION_MSS, OPTION_TIMESTAMPS } from "../packet/tcp_options.ts";
import { AT_SENDER, Distances } from "./distances.ts";
import { Budget } from "./terms/budget.ts";
import { comesAfterHole, LEAST_HOLE } from "./capture_hole.ts";
import { spendEnd } from "./ending.ts";
import { mayPart } from "./measure/farewell.ts";
import { echoOf, stampOf } from "./measure/stamps.ts";
import { copyBefore, heldBehindHole } from "./measure/sack_blocks.ts";
import { Host, isIdle } from "./host.ts";
import { Opening } from "./opening.ts";
import { Timeline } from "./timeline.ts";
import { Trips } from "./measure/trips.ts";
import { blankArrival } from "./sender/arrivals.ts";
import { unwrap } from "./measure/unwrap.ts";

const PROBES = ZERO_WINDOW_PROBE | KEEP_ALIVE;
/** Packets between two looks at what can be decided. */
const LOOK = 32;
const TIMESTAMPS_BYTES = 12;
/** Segments that leave without an ACK (RFC 6928). */
const INITIAL_WINDOW = 10;
/** Kernels delay ACKs by 40 ms at least, ns. */
const LEAST_DELAYED = 35e6;
/** A SYN,ACK that comes later than this after the opening is no copy made on the way, ns. */
const LATEST_COPY = 500e6;

/** Nobody waits for longer than this, ns, between its last words and its FIN. */
const AT_ONCE = 2e6;

/** The last words of an end, perhaps, while it has not closed: `ackedAt` and `dataEnd` of what it had said before. */
interface Parting {
  readonly side: 0 | 1;
  readonly at: number;
  readonly ackedAt: number;
  readonly dataEnd: number;
}

export class ConversationDiagnosis {
  readonly trips = new Trips();
  readonly opening = new Opening();
  readonly budget = new Budget();
  readonly hosts: readonly [Host, Host] = [new Host(), new Host()];
  readonly #distances = new Distances(this.hosts, this.trips);
  readonly #timeline = new Timeline([this.hosts[0].flow, this.hosts[1].flow], this.budget);
  #firstSeconds = 0;
  #firstNanoseconds = 0;
  #firstPacket = 0;
  #lastPacket = 0;
  #scaled = false;
  /** What the SYNs agree on. */
  #segment = Infinity;
  #packets = 0;
  /** ICMP says that packets of it are too large, or cannot be delivered. */
  tooLarge = false;
  barred = false;
  /** Time of the latest packet since the first, ns; never goes back. */
  now = 0;
  readonly #sending = { time: 0, seq: 0, end: 0, missed: false, pushed: false, stamp: -1, packet: 0 };
  readonly #arrival = blankArrival();
  /** What `#sending` holds waits for the FIN that shows it to be a farewell; null where nothing waits. */
  #parting: Parting | null = null;

  /** Takes what is no segment of its own but belongs to the conversation. */
  takeRelated(related: RelatedPacket): void {
    if (related.kind === "icmp-error") {
      if (related.error.failure === "too-big") this.#takeTooLarge(related);
      this.barred ||= related.expected && isUndelivered(related.error.failure);
    } else if (related.piece.fate === "kept") this.hosts[related.fromClient ? 0 : 1].pieces++;
  }

  #takeTooLarge({ expected, fromClient, seq, sentBytes }: QuotingError): void {
    this.tooLarge = true;
    const { flow: { timer }, high } = this.hosts[fromClient ? 0 : 1];
    if (expected) timer.toldTo = Math.max(timer.toldTo, unwrap(seq, high) + sentBytes);
  }

  /** Takes the conversation's next packet. */
  take(analysed: AnalysedPacket): void {
    const { packet } = analysed;
    const before = this.now;
    this.#tick(packet);
    // What was captured twice happened once.
    if (analysed.copyOf !== 0 || analysed.stray) return;
    const side = analysed.fromClient ? 0 : 1;
    this.#settleParting(side, (packet.flags & FIN) !== 0);
    if (this.now - before > LEAST_HOLE && this.#afterHole(analysed, side)) this.#skipHole(before, packet.number);
    const { flags, piece } = packet;
    const { identities, flow } = this.hosts[side];
    if (piece !== null) this.hosts[side].pieces -= piece.numbers.length - 1;
    const onWire = Math.max(1, Math.ceil(packet.payloadLength / flow.rounds.segment));
    this.hosts[side === 0 ? 1 : 0].flow.timer.heard = true;
    if (flags & SYN) {
      // A SYN,ACK is sent before there is a socket that counts.
      if (!(flags & ACK)) identities.missedBefore(packet.ipId, 1);
      return this.#takeSyn(packet, side);
    }
    const most = 2 * Math.max(INITIAL_WINDOW, flow.rounds.most / flow.rounds.segment);
    const isNew = packet.payloadLength > 0 && analysed.newBytes === packet.payloadLength;
    const missed = identities.missedBefore(packet.ipId, onWire, most, isNew) && this.trips.to(side) >= AT_SENDER;
    const { opening } = this;
    // A client that resets what was never answered has given up.
    if (side === 0 && !opening.over && (opening.answered || !(flags & RST))) this.#endOpening(packet);
    this.#distances.readStamps(analysed, side, { now: this.now, opened: opening.begun });
    this.#distances.measure(analysed, side);
    const isProbe = (analysed.verdicts & PROBES) !== 0 && packet.payloadLength <= 1;
    if (flags & ACK) this.#takeAck(analysed, side, packet.payloadLength > 0 && !isProbe);
    if (isProbe) {
      const left = Math.floor(this.now - this.trips.to(side) / 2);
      this.#drain(this.hosts[side], left);
      flow.window.ask(left, flow.nxt, (analysed.verdicts & ZERO_WINDOW_PROBE) !== 0);
    } else if (packet.payloadLength > 0) this.#takeData(analysed, side, missed);
    else this.hosts[side].stand(unwrap(analysed.seq, this.hosts[side].high));
    if (side === 1 && flags & RST && flags & ACK && analysed.ack > 0) this.opening.refuse();
    if (flags & FIN) this.#settleParting(side, true);
    if (flags & (FIN | RST)) {
      const left = Math.max(0, Math.floor(this.now - this.trips.to(side) / 2));
      this.hosts[side].close(analysed, left, this.hosts[side === 0 ? 1 : 0].closedAt >= 0);
    } else this.hosts[side].ttl = packet.ttl;
    if (++this.#packets % LOOK === 0) this.#look();
  }

  /** The conversation is over. */
  finish(): void {
    const lastPacket = this.#lastPacket;
    const { hosts, now } = this;
    this.#settleParting(0, false);
    this.opening.finish(now, lastPacket, this.budget);
    this.#timeline.done = Math.max(this.#timeline.done, this.opening.end);
    for (const { flow, arrivals } of hosts) {
      while (arrivals.length > 0) flow.receive(arrivals.shift());
      flow.finish(now, lastPacket);
    }
    this.#timeline.final = true;
    this.#timeline.merge(now, now, now);
    const first = this.#timeline.lastPacket || this.#firstPacket;
    const { done } = this.#timeline;
    spendEnd({ hosts, done, now, roundTrip: this.trips.whole, packets: { first, last: lastPacket } }, this.budget);
    hosts.forEach(({ flow }, side) => {
      if (!flow.rounds.flatHolds) {
        this.budget.rename("send-buffer", side === 0 ? "client" : "server", "congestion-window");
      }
    });
  }

  #tick(packet: ReadonlyPacket): void {
    if (this.#firstPacket === 0) {
      this.#firstPacket = packet.number;
      for (const { flow } of this.hosts) flow.cuts.packet = packet.number;
      this.#firstSeconds = packet.seconds;
      this.#firstNanoseconds = packet.nanoseconds;
    }
    this.#lastPacket = packet.number;
    if (!packet.hasTime) return;
    const time = (packet.seconds - this.#firstSeconds) * 1e9 + (packet.nanoseconds - this.#firstNanoseconds);
    if (time > this.now) this.now = time;
  }

  #afterHole(analysed: AnalysedPacket, side: 0 | 1): boolean {
    const { hosts: [client, server] } = this;
    return side === 0 ? comesAfterHole(analysed, client, server) : comesAfterHole(analysed, server, client);
  }

  #skipHole(from: number, packet: number): void {
    this.hosts.forEach((host, side) => {
      const way = Math.floor(this.trips.to(side as 0 | 1) / 2);
      this.#drain(host, Infinity);
      host.flow.unseen(from - way, this.now - way, packet);
    });
  }

  #takeSyn(packet: ReadonlyPacket, side: 0 | 1): void {
    const { opening, now, hosts } = this;
    if (packet.flags & ACK) {
      if (opening.over && now - opening.end > LATEST_COPY) hosts[side === 0 ? 1 : 0].flow.timer.refused = true;
      opening.answer(now, packet, this.trips);
    } else opening.syn(now, packet);
    this.#scaled = true;
    const peer = hosts[side === 0 ? 1 : 0].flow;
    if (packet.flags & ACK && !peer.begun) peer.window.begin(now, 1 + packet.window);
    const mss = findOption(packet, OPTION_MSS);
    if (mss < 0) return;
    const stamps = findOption(packet, OPTION_TIMESTAMPS) >= 0 ? TIMESTAMPS_BYTES : 0;
    this.#segment = Math.min(this.#segment, Math.max(64, u16(packet.bytes, packet.start + mss + 2) - stamps));
    for (const { flow } of hosts) flow.rounds.segment = this.#segment;
  }

  #endOpening(packet: ReadonlyPacket): void {
    const { opening, now } = this;
    opening.conclude(now, packet, this.trips, this.budget);
    if (!opening.over) return;
    this.#timeline.done = opening.end;
    for (const { flow } of this.hosts) flow.cuts.packet = packet.number;
  }

  #takeAck(analysed: AnalysedPacket, side: 0 | 1, carriesData: boolean): void {
    const { packet } = analysed;
    const to: 0 | 1 = side === 0 ? 1 : 0;
    const host = this.hosts[to];
    const trip = this.trips.to(to);
    const arrival = this.#arrival;
    const ack = unwrap(analysed.ack, host.high);
    arrival.time = Math.max(host.latestArrival, this.now + Math.floor(trip / 2));
    arrival.ack = ack;
    arrival.window = analysed.window;
    arrival.scaled = this.#scaled;
    arrival.plain = this.#scaled && analysed.window === packet.window;
    arrival.data = carriesData;
    arrival.packet = packet.number;
    const doubtful = host.flow.timer.open || host.flow.timer.inDoubt;
    arrival.echo = doubtful ? echoOf(packet) : -1;
    const copied = doubtful ? copyBefore(packet) : 0;
    arrival.copy = copied > 0 ? ack - copied : -1;
    arrival.held = ack <= host.acknowledged || host.flow.recovery.open ? heldBehindHole(packet) : 0;
    host.latestArrival = arrival.time;
    if (ack > host.acknowledged) host.acknowledged = ack;
    if (host.dataEnd > 0 && host.ackedAt < 0 && ack >= host.dataEnd) host.ackedAt = arrival.time;
    if (!this.opening.begun && !host.flow.begun) this.#openHole(host, ack, heldBehindHole(packet));
    if (this.trips.to(side) >= AT_SENDER || trip >= AT_SENDER) this.#notePrompt(packet, side, carriesData);
    arrival.whole = trip >= AT_SENDER ? Math.floor(this.hosts[side].lineFree + trip / 2) : 0;
    if (trip < AT_SENDER) return this.#receiveHere(host);
    host.flow.rounds.atSender = false;
    host.flow.slack = Math.min(10e6, Math.max(1.5e6, 0.05 * trip));
    host.arrivals.push(arrival);
    this.#drain(host, host.arrivals.full ? Infinity : this.now - trip / 2 - host.queue);
  }

  /** A capture that begins amid a repair: a hole before so many bytes beyond `ack` was open already. */
  #openHole({ flow }: Host, ack: number, held: number): void {
    if (held === 0) return;
    flow.recovery.begin(this.now, ack + held, false);
    flow.rounds.lost(0, false);
  }

  /** The capture is the sender's own, though the first packets may have told otherwise. */
  #receiveHere(host: Host): void {
    const { flow } = host;
    this.#drain(host, Infinity);
    flow.slack = 0;
    flow.rounds.atSender = true;
    flow.receive(this.#arrival);
  }

  /**
   * When the program of `side` had the other end's message whole, where that cannot be seen: not before its last segment was through
   * the bottleneck, nor before `side` sent the ACK of all of it.
   */
  #notePrompt(packet: ReadonlyPacket, side: 0 | 1, carriesData: boolean): void {
    const host = this.hosts[side];
    const other = this.hosts[side === 0 ? 1 : 0];
    if (carriesData) {
      host.lineFree = Math.max(host.lineFree, this.now) + packet.payloadLength * host.byteTime(other);
    } else if (other.ackedAt >= 0 && host.flow.prompt >= 0) {
      // An ACK that was delayed on purpose tells nothing of when the message was whole.
      const sent = Math.floor(this.now - this.trips.to(side) / 2);
      if (sent - host.flow.prompt < LEAST_DELAYED) host.flow.prompt = Math.max(host.flow.prompt, sent);
    }
  }

  #takeData(analysed: AnalysedPacket, side: 0 | 1, missed: boolean): void {
    const { packet } = analysed;
    const { opening } = this;
    const host = this.hosts[side];
    const trip = this.trips.to(side);
    const sending = this.#sending;
    const seq = unwrap(analysed.seq, host.high);
    const end = seq + packet.payloadLength;
    if (end > host.high) host.high = end;
    if (end <= host.parted || host.isFarewell(this.hosts[side === 0 ? 1 : 0], this.now, this.trips.whole)) return;
    const { ackedAt, dataEnd } = host;
    if (end > host.dataEnd) {
      host.dataEnd = end;
      host.ackedAt = -1;
    }
    if (side === 1 && !this.hosts.some(({ flow }) => flow.begun)) this.#timeline.done = opening.reopen(this.budget);
    sending.time = trip < AT_SENDER ? this.now : Math.floor(this.now - trip / 2 - this.#delayOf(packet, side));
    sending.seq = seq;
    sending.end = end;
    sending.missed = missed;
    sending.pushed = (packet.flags & PSH) !== 0;
    const { rounds } = host.flow;
    rounds.segment = host.sizes.take(packet.payloadLength, rounds.segment, this.#segment < Infinity);
    sending.stamp = end <= host.flow.nxt ? stampOf(packet) : -1;
    sending.packet = packet.number;
    this.#drain(host, sending.time + host.flow.slack / 2);
    host.flow.shortestTrip = this.trips.whole;
    // What was only overtaken on its way had left before: nothing was waited for.
    if (host.identities.late && end <= host.flow.nxt) return;
    if (trip >= AT_SENDER && !missed) host.noteSkipped(sending.time);
    if (isIdle(this.hosts, sending.time) && mayPart(packet)) this.#parting = { side, at: this.now, ackedAt, dataEnd };
    else host.flow.send(sending);
  }

  /** The next packet tells what the last words were: followed by their sender's FIN, nobody had waited for them. */
  #settleParting(side: 0 | 1, closes: boolean): void {
    const parting = this.#parting;
    if (parting === null) return;
    this.#parting = null;
    const host = this.hosts[parting.side];
    if (!closes || side !== parting.side || this.now - parting.at > AT_ONCE) return host.flow.send(this.#sending);
    host.parted = host.dataEnd;
    host.ackedAt = parting.ackedAt;
    host.dataEnd = parting.dataEnd;
  }

  /** What a segment needed beyond the shortest way, ns. */
  #delayOf(packet: ReadonlyPacket, side: 0 | 1): number {
    const { now, trips: { whole } } = this;
    const { stampsAt } = this.#distances;
    const stamp = stampsAt < 0 ? null : u32(packet.bytes, stampsAt);
    const byteTime = this.hosts[side].byteTime(this.hosts[side === 0 ? 1 : 0]);
    return this.hosts[side].delayOf(packet.payloadLength, { now, whole, stamp, byteTime });
  }

  #drain({ arrivals, flow }: Host, until: number): void {
    while (arrivals.length > 0 && arrivals.first.time <= until) flow.receive(arrivals.shift());
  }

  #look(): void {
    if (!this.opening.over && this.opening.begun) return;
    this.#timeline.merge(this.#horizon(0), this.#horizon(1), this.now);
  }

  #horizon(side: 0 | 1): number {
    return this.now - this.trips.to(side) / 2 - this.hosts[side].queue;
  }
}
