/**
 * The time that the charts of a conversation show, kept in the page's address: `?look=STREAM,FROM,UNTIL`, in seconds. So a link has it,
 * and the way back leads to it. The page's fragment is the packet's.
 */
import { chartIn } from "./chart_data.js";
import { first } from "./dom.js";

/** @typedef {import("./chart_data.js").Chart} Chart */
/** @typedef {{ from: number, until: number }} Span */

const LOOK = "look";

/** @param {Chart} chart */
function streamOfCharts({ figure }) {
  return /** @type {HTMLElement | null} */ (figure.closest("[data-charts]"))?.dataset.charts ?? "";
}

/** @param {number} nanoseconds */
function inSeconds(nanoseconds) {
  return String(Number((nanoseconds / 1e9).toFixed(9)));
}

/**
 * Keeps what a chart shows; nothing where it shows all it has.
 * @param {Chart} chart
 */
export function keepLook(chart) {
  const { from, until } = chart.shown;
  const asked = new URLSearchParams(location.search);
  asked.delete(LOOK);
  const rest = asked.toString();
  const whole = until - from >= chart.until - chart.from;
  const look = whole ? "" : `${LOOK}=${streamOfCharts(chart)},${inSeconds(from)},${inSeconds(until)}`;
  const query = [rest, look].filter((part) => part !== "").join("&");
  history.replaceState(history.state, "", (query === "" ? location.pathname : `?${query}`) + location.hash);
}

/**
 * The chart that the address asks to look into, and where; null where it asks for none that is here.
 * @returns {{ chart: Chart, span: Span } | null}
 */
export function lookAsked() {
  const match = /^(\d+),(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(new URLSearchParams(location.search).get(LOOK) ?? "");
  if (match === null) return null;
  const [, stream = "", from, until] = match;
  const figure = first(`[data-charts="${stream}"] .chart`);
  if (figure === null) return null;
  const span = { from: Number(from) * 1e9, until: Number(until) * 1e9 };
  const chart = chartIn(figure);
  const isHere = span.from < span.until && span.from < chart.until && span.until > chart.from;
  return isHere ? { chart, span } : null;
}
