/** The curves of one conversation: what of its packets is drawn, by direction. */
import type { FindingCode } from "../../../explain/words/finding.ts";
import { evenStep } from "../client/axis.js";
import { isLost, type KernelCurve, type KernelPoint, type PacketView, type TcpView } from "../facts/report_data.ts";
import type { PageWords } from "../../../language/en/page_words.ts";
import type { ChartPoint, ChartSeries } from "./chart.ts";

export type TcpPacket = PacketView & { readonly tcp: TcpView };

/** The curves of a conversation are made of these. */
export interface Curves {
  readonly packets: readonly TcpPacket[];
  /** Codes of what was found of it. */
  readonly found: ReadonlySet<FindingCode>;
  readonly kernel: readonly KernelCurve[];
  readonly words: PageWords;
}

/** Steps of a throughput curve, at most. */
const THROUGHPUT_STEPS = 40;
/** Segments with data below which a rate says nothing. */
const RATE_LEAST = 10;

/** How the numbers of a direction grow: its segments, what became of them, and the window's edge. */
export function sequenceSeries(curves: Curves, up: boolean): ChartSeries[] {
  const { packets, words } = curves;
  const segments = packets.filter((p) => p.tcp.fromClient === up && p.tcp.length > 0);
  const lost = lostSegments(curves, segments);
  const bars = (style: string, label: string, chosen: (p: TcpPacket) => boolean): ChartSeries => ({
    style,
    label,
    shape: "bars",
    points: segments.filter(chosen).map(bar),
  });
  const acks = packets.filter((p) => p.tcp.fromClient !== up && isAck(p));
  const acked = acks.map((p) => ({ packet: p.number, time: p.time, value: p.tcp.ack }));
  const edge = acks.map((p) => ({ packet: p.number, time: p.time, value: p.tcp.ack + p.tcp.window }));
  const lostLabel = lost.known ? words.kindLost : words.seriesTakenLost;
  return [
    { style: "window", label: words.seriesEdge, shape: "steps", points: edge, mayLeave: true },
    { style: "acked", label: words.seriesAcked, shape: "steps", points: acked },
    bars("segments", words.seriesSegments, (p) => !isAgain(p) && !lost.numbers.has(p.number)),
    bars("again", words.seriesAgain, (p) => isAgain(p) && !lost.numbers.has(p.number)),
    bars("lost", lostLabel, (p) => lost.numbers.has(p.number)),
  ];
}

function bar({ number, time, tcp: { seq, length } }: TcpPacket): ChartPoint {
  return { packet: number, time, value: seq + length, base: seq };
}

function isAgain({ tcp }: TcpPacket): boolean {
  return tcp.verdicts.includes("retransmission");
}

function isAck({ tcp }: TcpPacket): boolean {
  return tcp.flags.includes("ACK") && !tcp.flags.includes("RST");
}

/**
 * Which segments never arrived: what the wire says where the wire is ours; else, where packets were found to be lost, the
 * last sending of a number before it was sent again for a reason.
 */
function lostSegments(
  { packets, found }: Curves,
  segments: readonly TcpPacket[],
): { readonly known: boolean; readonly numbers: ReadonlySet<number> } {
  const numbers = new Set(segments.filter(({ fate }) => isLost(fate)).map(({ number }) => number));
  const known = packets.some(({ delay }) => delay === "measured");
  if (known || !found.has("loss")) return { known, numbers };
  const latest = new Map<number, TcpPacket>();
  for (const segment of segments) {
    const earlier = latest.get(segment.tcp.seq);
    const needed = isAgain(segment) && !segment.tcp.verdicts.includes("spurious_retransmission");
    if (needed && earlier !== undefined) numbers.add(earlier.number);
    latest.set(segment.tcp.seq, segment);
  }
  return { known, numbers };
}

/** Bytes in flight, and what limits them: the congestion window where a kernel told it, the other end's window. */
export function flightSeries(curves: Curves, up: boolean, { from, until }: TimeSpan): ChartSeries[] {
  const { packets, words } = curves;
  const flight = packets.flatMap((p) =>
    p.tcp.fromClient === up && p.tcp.bytesInFlight !== null
      ? [{ packet: p.number, time: p.time, value: p.tcp.bytesInFlight }]
      : []
  );
  const offered = packets.filter((p) => p.tcp.fromClient !== up && isAck(p))
    .map((p) => ({ packet: p.number, time: p.time, value: p.tcp.window }));
  const kernel = kernelOf(curves, up).filter(({ time }) => time >= from && time <= until);
  const congestion = kernel.map((p) => ({ packet: p.packet, time: p.time, value: p.congestionWindow }));
  const threshold = kernel.flatMap(({ packet, time, slowStartThreshold: value }) =>
    value === null ? [] : [{ packet, time, value }]
  );
  return [
    { style: "window", label: words.seriesWindow, shape: "steps", points: offered, mayLeave: true },
    { style: "threshold", label: words.seriesThreshold, shape: "steps", points: threshold, mayLeave: true },
    { style: "congestion", label: words.seriesCongestion, shape: "steps", points: congestion, mayLeave: true },
    { style: "flight", label: words.seriesFlight, shape: "dots", points: flight },
  ];
}

/** The curve of the sender whose packets these are. */
function kernelOf({ packets, kernel }: Curves, up: boolean): readonly KernelPoint[] {
  const sent = packets.find(({ tcp }) => tcp.fromClient === up)?.tcp;
  const curve = kernel.find((c) => c.localPort === sent?.srcPort && c.remotePort === sent?.dstPort);
  return curve?.points ?? [];
}

/** From when to when, ns. */
export interface TimeSpan {
  readonly from: number;
  readonly until: number;
}

/** Data on the wire and data newly acknowledged, bits per second in even pieces of time; none for a few segments. */
export function throughputSeries({ packets, words }: Curves, up: boolean, { from, until }: TimeSpan): ChartSeries[] {
  const segments = packets.filter((p) => p.tcp.fromClient === up && p.tcp.length > 0);
  if (segments.length < RATE_LEAST || until <= from) return [];
  // Data leaves once in a round trip: in shorter pieces of time there is all of it or nothing.
  const roundTrip = packets.reduce(
    (least, { tcp }) => tcp.fromClient !== up && tcp.rtt !== null && tcp.rtt > 0 ? Math.min(least, tcp.rtt) : least,
    Infinity,
  );
  const finest = (until - from) / THROUGHPUT_STEPS;
  const step = evenStep(roundTrip < 4 * finest ? Math.max(finest, roundTrip) : finest);
  const sent = new Rate(from, step);
  const acked = new Rate(from, step);
  for (const { number, time, tcp } of segments) sent.add(number, time, tcp.length);
  let highest = segments[0]!.tcp.seq;
  for (const { number, time, tcp } of packets.filter((p) => p.tcp.fromClient !== up && isAck(p))) {
    if (tcp.ack <= highest) continue;
    acked.add(number, time, tcp.ack - highest);
    highest = tcp.ack;
  }
  return [
    { style: "flight", label: words.seriesSentRate, shape: "steps", points: sent.points(until) },
    { style: "acked", label: words.seriesAckedRate, shape: "steps", points: acked.points(until) },
  ];
}

/** Bytes counted in pieces of time. */
class Rate {
  readonly #pieces = new Map<number, { packet: number; bytes: number }>();
  readonly #from: number;
  readonly #step: number;

  constructor(from: number, step: number) {
    this.#from = from;
    this.#step = step;
  }

  add(packet: number, time: number, bytes: number): void {
    const index = Math.floor((time - this.#from) / this.#step);
    const piece = this.#pieces.get(index);
    if (piece === undefined) this.#pieces.set(index, { packet, bytes });
    else piece.bytes += bytes;
  }

  /** A point where a piece begins: its first packet, or the latest before it. */
  points(until: number): ChartPoint[] {
    const points: ChartPoint[] = [];
    let packet = Math.min(...[...this.#pieces.values()].map((piece) => piece.packet));
    for (let index = 0; this.#from + index * this.#step <= until; index++) {
      const piece = this.#pieces.get(index);
      packet = piece?.packet ?? packet;
      const value = ((piece?.bytes ?? 0) * 8 * 1e9) / this.#step;
      points.push({ packet, time: this.#from + index * this.#step, value });
    }
    return points;
  }
}

/** How long acknowledgments took, by the end that gave them. */
export function roundTripSeries({ packets, words }: Curves): ChartSeries[] {
  return [true, false].map((fromClient): ChartSeries => ({
    style: fromClient ? "rtt of-client" : "rtt",
    label: fromClient ? words.seriesRttClient : words.seriesRttServer,
    shape: "dots",
    points: packets.flatMap((p) =>
      p.tcp.rtt === null || p.tcp.fromClient !== fromClient
        ? []
        : [{ packet: p.number, time: p.time, value: p.tcp.rtt }]
    ),
  }));
}
