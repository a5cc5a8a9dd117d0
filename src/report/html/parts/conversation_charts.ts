/**
 * The charts of one conversation: how its sequence numbers grow, how much is in flight and what limits it, how much gets
 * through, and how long acknowledgments take. Both directions stand side by side and are drawn to one scale; where one of
 * them carried next to nothing, its charts are folded and have their own.
 */
import type { Finding } from "../../../explain/words/finding.ts";
import type { PageWords, Word } from "../../../language/en/page_words.ts";
import { duration } from "../../words/times.ts";
import { evenCeiling } from "../client/axis.js";
import type { KernelCurve, PacketView } from "../facts/report_data.ts";
import { type Markup, markup } from "../text/markup.ts";
import { fill, fillMarkup } from "../text/page_words.ts";
import { type ChartSeries, drawChart } from "./chart.ts";
import {
  type Curves,
  flightSeries,
  roundTripSeries,
  sequenceSeries,
  type TcpPacket,
  throughputSeries,
  type TimeSpan,
} from "./chart_series.ts";

/** Points drawn at most in one curve: beyond it every n-th is drawn. */
const MOST_POINTS = 2500;
/** A direction with less than this share of the other's bytes would be a flat line beside it. */
const DWARFED = 1 / 50;
/** A curve that may leave the chart is wholly in it where it is at most so much higher than the others. */
const REACHES = 3;
/** Steps of the axis of values. */
const STEPS = 5;
/** How far the axes reach beyond what they show, so that no point is cut in two at the edge. */
const HEADROOM = 1.03;
const SIDE_ROOM = 0.015;

/** A kind of chart that each direction has. */
interface Kind {
  readonly name: string;
  readonly unit: "bytes" | "rate";
  readonly up: Word;
  readonly down: Word;
  series(curves: Curves, up: boolean, span: TimeSpan): ChartSeries[];
}

const KINDS: readonly Kind[] = [
  { name: "seq", unit: "bytes", up: "chartSeqUp", down: "chartSeqDown", series: sequenceSeries },
  { name: "flight", unit: "bytes", up: "chartWindowUp", down: "chartWindowDown", series: flightSeries },
  { name: "rate", unit: "rate", up: "chartRateUp", down: "chartRateDown", series: throughputSeries },
];

export interface ChartsOptions {
  readonly words: PageWords;
  readonly findings?: readonly Finding[];
  readonly kernel?: readonly KernelCurve[];
}

/** The charts of the packets of one conversation; none for a direction that carried no data. */
export function drawConversationCharts(
  packets: readonly PacketView[],
  { words, findings = [], kernel = [] }: ChartsOptions,
): Markup {
  const tcp = packets.filter((packet): packet is TcpPacket => packet.tcp !== null);
  const from = tcp[0]?.time ?? 0;
  const span: TimeSpan = { from, until: tcp.reduce((latest, { time }) => Math.max(latest, time), from) };
  const curves: Curves = { packets: tcp, found: new Set(findings.map(({ code }) => code)), kernel, words };
  const bytes = (up: boolean) => tcp.reduce((sum, p) => p.tcp.fromClient === up ? sum + p.tcp.length : sum, 0);
  const [up, down] = [bytes(true), bytes(false)];
  const dwarfed = Math.min(up, down) > 0 && Math.min(up, down) < Math.max(up, down) * DWARFED;
  const row = (kind: Kind, directions: readonly boolean[]) => drawRow(kind, directions, { curves, span });
  const sending = [true, false].filter((direction) => (direction ? up : down) > 0);
  const roundTrips = drawTogether([{ title: words.chartRtt, series: roundTripSeries(curves) }], "rtt", "time", {
    curves,
    span,
  });
  if (!dwarfed) {
    return markup`<div class="charts">${KINDS.map((kind) => row(kind, sending))}${roundTrips}</div>`;
  }
  const greater = up > down;
  const small = fillMarkup(greater ? words.chartsOfServer : words.chartsOfClient, { bytes: Math.min(up, down) });
  return markup`
    <div class="charts">${KINDS.map((kind) => row(kind, [greater]))}${roundTrips}</div>
    <details class="small"><summary>${small}</summary>
      <div class="charts">${KINDS.map((kind) => row(kind, [!greater]))}</div>
    </details>
  `;
}

interface Around {
  readonly curves: Curves;
  readonly span: TimeSpan;
}

function drawRow(kind: Kind, directions: readonly boolean[], { curves, span }: Around): Markup[] {
  const { words } = curves;
  const charts = directions.map((up) => ({
    title: words[up ? kind.up : kind.down],
    series: kind.series(curves, up, span),
  }));
  return drawTogether(charts, `${kind.name}${directions.join()}`, kind.unit, { curves, span });
}

/** Charts that share their axes. */
function drawTogether(
  charts: readonly { readonly title: string; readonly series: readonly ChartSeries[] }[],
  scale: string,
  unit: "bytes" | "rate" | "time",
  { curves: { words }, span }: Around,
): Markup[] {
  const drawn = charts.map(({ title, series }) => ({
    title,
    series: series.filter(({ points }) => points.length > 0).map(thinned),
  }));
  const top = topOf(drawn.flatMap(({ series }) => series));
  return drawn.filter(({ series }) => series.length > 0).map(({ title, series }) => {
    const points = series.reduce((sum, s) => sum + s.points.length, 0);
    const name = fill(words.chartName, { title, points, time: duration(span.until - span.from) });
    const until = span.until + (span.until - span.from) * SIDE_ROOM;
    return drawChart({ title, name, unit, series, top, scale, words, from: span.from, until });
  });
}

/** Where the axis ends: above all that must be seen, and above what may leave where that is not far. */
function topOf(series: readonly ChartSeries[]): number {
  const most = (some: readonly ChartSeries[]) =>
    some.reduce((highest, { points }) => points.reduce((most, { value }) => Math.max(most, value), highest), 0);
  const needed = Math.max(1, most(series.filter(({ mayLeave }) => !mayLeave)));
  const leaving = series.filter(({ mayLeave }) => mayLeave).map((one) => most([one]));
  return evenCeiling(HEADROOM * Math.max(needed, ...leaving.filter((value) => value <= needed * REACHES)), STEPS);
}

function thinned(series: ChartSeries): ChartSeries {
  const every = Math.ceil(series.points.length / MOST_POINTS);
  return every <= 1 ? series : { ...series, points: series.points.filter((_, i) => i % every === 0) };
}
