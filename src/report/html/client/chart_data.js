/** What a chart shows, read from the page: its curves with their points, and the part of it that is in sight. */
import { all, first } from "./dom.js";

/** A point of a curve: the packet's number, its time (ns) and its value.
 * @typedef {readonly [packet: number, time: number, value: number]} CurvePoint
 */

/** A curve. One that leaves may reach beyond the axis.
 * @typedef {{ label: string, leaves: boolean, points: CurvePoint[] }} Curve
 */

/** A chart, with its whole span of time and its highest value.
 * @typedef {{
 *   figure: HTMLElement, plot: HTMLElement, svg: Element, curves: Curve[],
 *   unit: import("./axis.js").Unit, scale: string, from: number, until: number, top: number,
 *   shown: { from: number, until: number, low: number, high: number },
 * }} Chart
 */

/** @type {Map<HTMLElement, Chart>} */
const known = new Map();

/**
 * The chart in a figure; read when it is first asked for.
 * @param {HTMLElement} figure
 * @returns {Chart}
 */
export function chartIn(figure) {
  const before = known.get(figure);
  if (before !== undefined) return before;
  const plot = /** @type {HTMLElement} */ (first(".plot", figure));
  const svg = /** @type {Element} */ (figure.querySelector("svg.axes"));
  const [from, until, top] = [figure.dataset.from, figure.dataset.until, figure.dataset.top].map(Number);
  const chart = {
    figure,
    plot,
    svg,
    curves: all(".curve", figure).map((path) => readCurve(path, from ?? 0)),
    unit: /** @type {import("./axis.js").Unit} */ (figure.dataset.unit),
    scale: figure.dataset.scale ?? "",
    from: from ?? 0,
    until: until ?? 1,
    top: top ?? 1,
    shown: { from: from ?? 0, until: until ?? 1, low: 0, high: top ?? 1 },
  };
  known.set(figure, chart);
  return chart;
}

/**
 * @param {HTMLElement} path
 * @param {number} from
 * @returns {Curve}
 */
function readCurve({ dataset }, from) {
  let time = from;
  const points = (dataset.points ?? "").split(" ").map((point) => {
    const [packet = 0, passed = 0, value = 0] = point.split(",").map(Number);
    time += passed;
    return /** @type {CurvePoint} */ ([packet, time, value]);
  });
  return { label: dataset.label ?? "", leaves: dataset.leaves === "yes", points };
}

/**
 * Where a moment and a value are in the chart as it is shown, shares of its width and height.
 * @param {Chart} chart
 * @param {number} time
 * @param {number} value
 */
export function placeOf({ shown: { from, until, low, high } }, time, value) {
  return { x: (time - from) / (until - from), y: (high - value) / (high - low) };
}

/**
 * The point nearest to the pointer, by what is drawn on the screen.
 * @param {Chart} chart
 * @param {{ clientX: number, clientY: number }} pointer
 */
export function nearestPoint(chart, { clientX, clientY }) {
  const box = chart.svg.getBoundingClientRect();
  /** @type {{ curve: Curve, point: CurvePoint } | null} */
  let best = null;
  let least = Infinity;
  for (const curve of chart.curves) {
    for (const point of curve.points) {
      const { x, y } = placeOf(chart, point[1], point[2]);
      if (x < 0 || x > 1) continue;
      const distance = Math.hypot(box.left + x * box.width - clientX, box.top + y * box.height - clientY);
      if (distance >= least) continue;
      least = distance;
      best = { curve, point };
    }
  }
  return best;
}
