/**
 * A chart as SVG text: segments, points and stepped lines over time, with an axis each way. As in the ladder, widths are
 * percentages, so letters keep their size on a phone and on paper. What is measured is drawn in a stretched inner drawing
 * whose strokes do not stretch: a page that zooms shows another part of it.
 */
import { evenTicks, quantity, tickLabels, type Unit } from "../client/axis.js";
import type { PageWords } from "../../../language/en/page_words.ts";
import { type Markup, markup } from "../text/markup.ts";

/** A value at a time (ns since the first packet), measured on a packet. */
export interface ChartPoint {
  readonly packet: number;
  readonly time: number;
  readonly value: number;
  /** A bar reaches from `value` down to here; absent for a dot. */
  readonly base?: number;
}

export interface ChartSeries {
  /** Names the colour and the shape in the stylesheet: `segments`, `again`, `lost`, `acked`, `flight`, `window`, `rtt` ... */
  readonly style: string;
  readonly label: string;
  readonly shape: "bars" | "dots" | "steps";
  readonly points: readonly ChartPoint[];
  /** It may reach beyond the axis, which the others decide. */
  readonly mayLeave?: boolean;
}

export interface ChartOptions {
  readonly title: string;
  readonly name: string;
  readonly series: readonly ChartSeries[];
  readonly unit: Unit;
  /** Where the axis of values ends; it begins at zero. */
  readonly top: number;
  /** Charts with the same one are drawn to one scale, also when a reader zooms. */
  readonly scale: string;
  /** When the axis of time begins and ends, ns. */
  readonly from: number;
  readonly until: number;
  readonly words: PageWords;
}

/** Pixels, and the units of the inner drawing: fine enough to look into it closely. */
const HEIGHT = 270;
const WIDE = 100_000;
const HIGH = 10_000;
/** Steps of the axes, at most. */
const TIME_STEPS = 6;
const VALUE_STEPS = 5;

interface Scale {
  x(time: number): number;
  y(value: number): number;
}

/** The chart with its legend. Each curve keeps its points (packet, time, value) for pointer and zoom. */
export function drawChart(options: ChartOptions): Markup {
  const { from, until, top, unit, series } = options;
  const wide = Math.max(1, until - from);
  const scale: Scale = {
    x: (time) => ((time - from) / wide) * WIDE,
    y: (value) => HIGH - (value / top) * HIGH,
  };
  return markup`
    <figure class="chart" data-scale="${options.scale}" data-unit="${unit}" data-from="${from}" data-until="${
    from + wide
  }" data-top="${top}">
      <figcaption><span class="name">${options.title}</span>${tools(options)}</figcaption>
      <div class="plot" tabindex="0" role="group" aria-label="${options.title}">
        <svg class="axes" width="100%" height="${HEIGHT}" direction="ltr" role="img" aria-label="${options.name}">
          <g class="ticks">${valueTicks(options)}${timeTicks(options)}</g>
          <svg class="curves" width="100%" height="${HEIGHT}" viewBox="0 0 ${WIDE} ${HIGH}" preserveAspectRatio="none">
            ${series.map((one) => drawSeries(one, scale, options))}
          </svg>
          ${series.filter(({ style }) => style === "lost").map(({ points }) => crosses(points, scale))}
          <line class="cursor" x1="0" x2="0" y1="0" y2="${HEIGHT}" visibility="hidden"/>
          <circle class="spot" r="5" visibility="hidden"/>
        </svg>
        <div class="tip" hidden></div>
      </div>
      ${legend(options)}
    </figure>
  `;
}

function drawSeries(series: ChartSeries, scale: Scale, { from }: ChartOptions): Markup {
  const { style, shape, points, label, mayLeave } = series;
  const path = shape === "bars" ? bars(points, scale) : shape === "dots" ? dots(points, scale) : steps(points, scale);
  return markup`<path class="curve ${shape} ${style}" data-label="${label}"${
    mayLeave && markup` data-leaves="yes"`
  } data-points="${pointList(points, from)}" d="${path}"/>`;
}

/** What the page's script does with a chart; without it there is nothing to press. */
function tools({ words }: ChartOptions): Markup {
  return markup`
    <span class="tools no-print">
      <button type="button" data-zoom="+" title="${words.zoomIn}" aria-label="${words.zoomIn}">+</button>
      <button type="button" data-zoom="-" title="${words.zoomOut}" aria-label="${words.zoomOut}">−</button>
      <button type="button" data-zoom="0">${words.zoomReset}</button>
      <button type="button" data-save="chart" title="${words.savePicture}">SVG</button>
    </span>
  `;
}

/** A bar for each segment; its square ends make even one byte visible. */
function bars(points: readonly ChartPoint[], scale: Scale): string {
  return points.map((p) => `M${whole(scale.x(p.time))} ${whole(scale.y(p.base ?? p.value))}V${whole(scale.y(p.value))}`)
    .join("");
}

/** What was lost is crossed out, for readers who see no colour; a page that zooms moves the crosses. */
function crosses(points: readonly ChartPoint[], scale: Scale): Markup[] {
  return points.map(({ time, value, base = value }) => {
    const middle = (value + base) / 2;
    const y = (scale.y(middle) / HIGH) * HEIGHT;
    return markup`<text class="cross" x="${tenth(scale.x(time) / (WIDE / 100))}%" y="${
      tenth(y + 5)
    }" data-time="${time}" data-value="${middle}">✕</text>`;
  });
}

/** Lines of no length, whose round ends are the dots. */
function dots(points: readonly ChartPoint[], scale: Scale): string {
  return points.map((p) => `M${whole(scale.x(p.time))} ${whole(scale.y(p.value))}h0`).join("");
}

/** A value holds until the next one is known. */
function steps(points: readonly ChartPoint[], scale: Scale): string {
  return points.map((p, i) =>
    i === 0
      ? `M${whole(scale.x(p.time))} ${whole(scale.y(p.value))}`
      : `H${whole(scale.x(p.time))}V${whole(scale.y(p.value))}`
  ).join("") + (points.length > 0 ? `H${WIDE}` : "");
}

function valueTicks({ top, unit }: ChartOptions): Markup[] {
  const ticks = evenTicks(0, top, VALUE_STEPS);
  const labels = tickLabels(ticks, unit);
  return ticks.map((tick, i) => {
    const y = HEIGHT - (tick / top) * HEIGHT;
    return markup`
      <line class="grid" x1="0" x2="100%" y1="${tenth(y)}" y2="${tenth(y)}"/>
      <text class="y" x="0" y="${tenth(y + 4)}">${labels[i]}</text>
    `;
  });
}

function timeTicks({ from, until }: ChartOptions): Markup[] {
  const wide = Math.max(1, until - from);
  const ticks = evenTicks(from, from + wide, TIME_STEPS);
  const labels = tickLabels(ticks, "time");
  return ticks.map((tick, i) => {
    const x = `${tenth(((tick - from) / wide) * 100)}%`;
    return markup`
      <line class="grid" x1="${x}" x2="${x}" y1="0" y2="${HEIGHT}"/>
      <text class="x" x="${x}" y="${HEIGHT + 16}">${labels[i]}</text>
    `;
  });
}

function legend({ series, top, unit, words }: ChartOptions): Markup {
  const items = series.map(({ style, shape, label, points, mayLeave }) => {
    const least = points.reduce((low, { value }) => Math.min(low, value), Infinity);
    const beyond = mayLeave && least > top && markup` <bdi>(${words.beyondChart} ${quantity(least, unit)})</bdi>`;
    return markup`<li><span class="swatch ${style} ${shape}"></span>${label}${beyond}</li>`;
  });
  return markup`<ul class="key">${items}</ul>`;
}

/** Times count from where the axis begins, and each from the one before: most are short then. */
function pointList(points: readonly ChartPoint[], from: number): string {
  let before = from;
  return points.map(({ packet, time, value }) => {
    const passed = Math.round(time - before);
    before += passed;
    return `${packet},${passed},${Math.round(value)}`;
  }).join(" ");
}

function whole(value: number): string {
  return String(Math.round(value));
}

function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}
