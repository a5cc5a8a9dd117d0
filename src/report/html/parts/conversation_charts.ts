/**
 * The charts of one conversation: how the sequence numbers grow, how much is in flight against the window that the
 * other end offers, and how long acknowledgments took.
 */
import { type ChartOptions, type ChartPoint, type ChartSeries, drawChart } from "./chart.ts";
import { type Markup, markup } from "../text/markup.ts";
import type { KernelCurve, KernelPoint, PacketView, TcpView } from "../facts/report_data.ts";
import { duration } from "../../words/times.ts";
import type { PageWords } from "../../../language/en/page_words.ts";
import { fill } from "../text/page_words.ts";

type TcpPacket = PacketView & { readonly tcp: TcpView };

/** Dots and bars drawn at most in one chart: beyond it every n-th is drawn. */
const MOST_POINTS = 800;

/** The charts of the packets of one conversation; none for a direction that carried no data. */
export function drawConversationCharts(
  packets: readonly PacketView[],
  words: PageWords,
  kernel: readonly KernelCurve[] = [],
): Markup {
  const tcp = packets.filter((packet): packet is TcpPacket => packet.tcp !== null);
  const from = tcp[0]?.time ?? 0;
  const until = tcp.at(-1)?.time ?? from;
  const draw = (title: string, unit: ChartOptions["unit"], series: readonly ChartSeries[]) => {
    const drawn = series.map(thinned).filter((s) => s.points.length > 0);
    const points = drawn.reduce((sum, s) => sum + s.points.length, 0);
    if (points === 0) return null;
    const logarithmic = dwarfs(drawn);
    const axis = logarithmic ? `${words.axisTime}; ${words.axisLogarithmic}` : words.axisTime;
    const name = fill(words.chartName, { title, points, time: duration(until - from) });
    return drawChart({ title, name, unit, series: drawn, timeLabel: axis, logarithmic, from, until });
  };
  // A picture of its own: beside an offered window of megabytes, the teeth of a congestion window would be flat.
  const drawKernel = (up: boolean) => {
    const curve = kernelSeries(curveOf(tcp, up, kernel), words, { from, until });
    if (curve.every(({ points }) => points.length === 0)) return null;
    const title = up ? words.chartCongestionUp : words.chartCongestionDown;
    return draw(title, "bytes", [...curve, flightSeries(tcp, up, words)]);
  };
  return markup`<div class="charts">${
    [true, false].map((up) =>
      tcp.some((p) => p.tcp.fromClient === up && p.tcp.length > 0) && [
        draw(up ? words.chartSeqUp : words.chartSeqDown, "bytes", sequenceSeries(tcp, up, words)),
        draw(up ? words.chartWindowUp : words.chartWindowDown, "bytes", windowSeries(tcp, up, words)),
        drawKernel(up),
      ]
    )
  }${draw(words.chartRtt, "time", [rttSeries(tcp, words)])}</div>`;
}

function sequenceSeries(packets: readonly TcpPacket[], up: boolean, words: PageWords): ChartSeries[] {
  const segments = packets.filter((p) => p.tcp.fromClient === up && p.tcp.length > 0);
  const bar = (p: TcpPacket): ChartPoint => ({
    packet: p.number,
    time: p.time,
    value: p.tcp.seq + p.tcp.length,
    base: p.tcp.seq,
  });
  const again = (p: TcpPacket) => p.tcp.verdicts.includes("retransmission");
  const acked = packets.filter((p) => p.tcp.fromClient !== up && isAck(p))
    .map((p) => ({ packet: p.number, time: p.time, value: p.tcp.ack }));
  return [
    { style: "acked", label: words.seriesAcked, shape: "steps", points: acked },
    {
      style: "segments",
      label: words.seriesSegments,
      shape: "bars",
      points: segments.filter((p) => !again(p)).map(bar),
    },
    { style: "again", label: words.seriesAgain, shape: "bars", points: segments.filter(again).map(bar) },
  ];
}

function flightSeries(packets: readonly TcpPacket[], up: boolean, words: PageWords): ChartSeries {
  const points = packets.flatMap((p) =>
    p.tcp.fromClient === up && p.tcp.bytesInFlight !== null
      ? [{ packet: p.number, time: p.time, value: p.tcp.bytesInFlight }]
      : []
  );
  return { style: "flight", label: words.seriesFlight, shape: "dots", points };
}

function windowSeries(packets: readonly TcpPacket[], up: boolean, words: PageWords): ChartSeries[] {
  const offered = packets.filter((p) => p.tcp.fromClient !== up && isAck(p))
    .map((p) => ({ packet: p.number, time: p.time, value: p.tcp.window }));
  return [
    { style: "window", label: words.seriesWindow, shape: "steps", points: offered },
    flightSeries(packets, up, words),
  ];
}

/** The curve of the sender whose packets these are. */
function curveOf(packets: readonly TcpPacket[], up: boolean, kernel: readonly KernelCurve[]): readonly KernelPoint[] {
  const sent = packets.find(({ tcp }) => tcp.fromClient === up)?.tcp;
  const curve = kernel.find((c) => c.localPort === sent?.srcPort && c.remotePort === sent?.dstPort);
  return curve?.points ?? [];
}

/** The congestion window and its threshold as the sender's kernel has them, while there are packets. */
function kernelSeries(
  points: readonly KernelPoint[],
  words: PageWords,
  { from, until }: { from: number; until: number },
): ChartSeries[] {
  const shown = points.filter(({ time }) => time >= from && time <= until);
  const window = shown.map((p) => ({ packet: p.packet, time: p.time, value: p.congestionWindow }));
  const threshold = shown.flatMap(({ packet, time, slowStartThreshold: value }) =>
    value === null ? [] : [{ packet, time, value }]
  );
  return [
    { style: "congestion", label: words.seriesCongestion, shape: "steps", points: window },
    { style: "threshold", label: words.seriesThreshold, shape: "steps", points: threshold },
  ];
}

/** Whether the largest value of one series is more than twenty times that of another. */
function dwarfs(series: readonly ChartSeries[]): boolean {
  const largest = series.map(({ points }) => points.reduce((most, { value }) => Math.max(most, value), 1));
  return Math.max(...largest) > 20 * Math.min(...largest);
}

function rttSeries(packets: readonly TcpPacket[], words: PageWords): ChartSeries {
  const points = packets.flatMap((p) =>
    p.tcp.rtt === null ? [] : [{ packet: p.number, time: p.time, value: p.tcp.rtt }]
  );
  return { style: "rtt", label: words.seriesRtt, shape: "dots", points };
}

function isAck({ tcp }: TcpPacket): boolean {
  return tcp.flags.includes("ACK") && !tcp.flags.includes("RST");
}

function thinned(series: ChartSeries): ChartSeries {
  const every = Math.ceil(series.points.length / MOST_POINTS);
  return every <= 1 ? series : { ...series, points: series.points.filter((_, i) => i % every === 0) };
}
