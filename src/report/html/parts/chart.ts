/**
 * A chart as SVG text: points, bars and stepped lines over time, with an axis each way. As in the ladder, widths are
 * percentages, so letters and dots keep their size on a phone and on paper. Curves are drawn in a stretched inner
 * drawing whose strokes do not stretch.
 */
import { Markup, markup } from "../text/markup.ts";
import { duration } from "../../words/times.ts";

/** A value at a time (ns since the first packet), measured on a packet. */
export interface ChartPoint {
  readonly packet: number;
  readonly time: number;
  readonly value: number;
  /** A bar reaches from `value` down to here; absent for a dot. */
  readonly base?: number;
}

export interface ChartSeries {
  /** Names the colour and the shape in the stylesheet: `segments`, `again`, `acked`, `flight`, `window`, `rtt`. */
  readonly style: string;
  readonly label: string;
  readonly shape: "bars" | "dots" | "steps";
  readonly points: readonly ChartPoint[];
}

export interface ChartOptions {
  readonly title: string;
  readonly name: string;
  readonly series: readonly ChartSeries[];
  /** The axis counts bytes, or nanoseconds. */
  readonly unit: "bytes" | "time";
  /** Values on a logarithmic axis, for series of which one dwarfs the other. */
  readonly logarithmic?: boolean;
  readonly timeLabel: string;
  /** When the axis of time begins and ends, ns. */
  readonly from: number;
  readonly until: number;
}

const HEIGHT = 190;
/** Inner drawings count in thousandths of the width. */
const WIDE = 1000;

interface Scale {
  x(time: number): number;
  y(value: number): number;
}

/** The chart with its legend; `data-points` lists packet, x and y (thousandths) for choosing by pointer. */
export function drawChart(options: ChartOptions): Markup {
  const wide = Math.max(1, options.until - options.from);
  const { share, ticks } = valueAxis(options);
  const scale: Scale = {
    x: (time) => ((time - options.from) / wide) * WIDE,
    y: (value) => HEIGHT - share(value) * HEIGHT,
  };
  return markup`
    <figure class="chart">
      <figcaption>${options.title}</figcaption>
      <div class="plot">
        <svg width="100%" height="${HEIGHT}" direction="ltr" role="img" aria-label="${options.name}"
          data-points="${pointList(options.series, scale)}">
          ${grid(ticks, scale, options)}
          <line class="cursor" x1="0" x2="0" y1="0" y2="${HEIGHT}" visibility="hidden"/>
          ${options.series.map((series) => drawSeries(series, scale))}
          ${timeAxis(options)}
        </svg>
      </div>
      ${legend(options)}
    </figure>
  `;
}

function drawSeries(series: ChartSeries, scale: Scale): Markup {
  if (series.shape === "dots") {
    const dots = series.points.map((p) =>
      markup`<circle cx="${fixed(scale.x(p.time) / 10)}%" cy="${fixed(scale.y(p.value))}" r="3"/>`
    );
    return markup`<g class="${series.style}">${dots}</g>`;
  }
  const path = series.shape === "bars" ? bars(series.points, scale) : steps(series.points, scale);
  return markup`
    <svg class="curve ${series.style}" width="100%" height="${HEIGHT}" viewBox="0 0 ${WIDE} ${HEIGHT}"
      preserveAspectRatio="none">
      <path d="${path}"/>
    </svg>
  `;
}

/** A bar for each segment, at least three pixels tall so that one byte can be seen. */
function bars(points: readonly ChartPoint[], scale: Scale): string {
  return points.map((p) => {
    const top = scale.y(p.value);
    const bottom = Math.max(scale.y(p.base ?? p.value), top + 3);
    return `M${fixed(scale.x(p.time))} ${fixed(bottom)}V${fixed(top)}`;
  }).join("");
}

/** A value holds until the next one is known. */
function steps(points: readonly ChartPoint[], scale: Scale): string {
  return points.map((p, i) =>
    i === 0
      ? `M${fixed(scale.x(p.time))} ${fixed(scale.y(p.value))}`
      : `H${fixed(scale.x(p.time))}V${fixed(scale.y(p.value))}`
  ).join("") + (points.length > 0 ? `H${WIDE}` : "");
}

function grid(ticks: readonly number[], scale: Scale, { unit }: ChartOptions): Markup[] {
  return ticks.map((tick) => {
    const y = fixed(scale.y(tick));
    const label = scale.y(tick) + 4;
    return markup`
      <line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/>
      <text class="y" x="0" y="${fixed(label)}">${quantity(tick, unit)}</text>
    `;
  });
}

/** How high a value stands, as a share of the height, and where the lines of the grid are. */
function valueAxis(options: ChartOptions): { share(value: number): number; ticks: readonly number[] } {
  let most = 1;
  for (const { points } of options.series) for (const { value } of points) most = Math.max(most, value);
  if (!options.logarithmic) {
    const top = niceCeiling(most, options.unit);
    return { share: (value) => value / top, ticks: [0, 0.25, 0.5, 0.75, 1].map((part) => part * top) };
  }
  // Zero has no logarithm: it lies a step below one.
  const powers = Math.max(1, Math.ceil(Math.log10(most)));
  return {
    share: (value) => value < 1 ? 0 : (1 + Math.log10(value)) / (1 + powers),
    ticks: [0, ...Array.from({ length: powers + 1 }, (_, power) => 10 ** power)],
  };
}

function timeAxis(options: ChartOptions): Markup[] {
  const wide = options.until - options.from;
  return [0, 0.5, 1].map((part) =>
    markup`<text class="x at${part * 100}" x="${part * 100}%" y="${HEIGHT + 16}">${
      timeText(options.from + wide * part)
    }</text>`
  );
}

function legend({ series, timeLabel }: ChartOptions): Markup {
  return markup`<ul class="key">${
    series.map(({ style, shape, label }) => markup`<li><span class="swatch ${style} ${shape}"></span>${label}</li>`)
  }<li class="axis">${timeLabel}</li></ul>`;
}

function timeText(nanoseconds: number): string {
  return nanoseconds === 0 ? "0" : duration(nanoseconds);
}

function quantity(value: number, unit: ChartOptions["unit"]): string {
  if (unit === "time") return timeText(value);
  if (value >= 1e7) return `${+(value / 1e6).toPrecision(3)}M`;
  return value >= 1e4 ? `${+(value / 1e3).toPrecision(3)}k` : String(+value.toPrecision(4));
}

/** The next of 1, 1.2, 1.6, 2, 4, 6, 8 times a power of ten: fourths of it are round. */
function niceCeiling(value: number, unit: ChartOptions["unit"]): number {
  const least = unit === "bytes" ? Math.max(value, 4) : value;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10].find((s) => s * power >= least) ?? 10;
  return step * power;
}

function pointList(series: readonly ChartSeries[], scale: Scale): string {
  return series.flatMap((s) =>
    s.points.map((p) => `${p.packet},${Math.round(scale.x(p.time))},${Math.round((scale.y(p.value) / HEIGHT) * 1000)}`)
  ).join(" ");
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
