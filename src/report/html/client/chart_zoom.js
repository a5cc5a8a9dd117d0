/**
 * Looking into charts: a stretch of time drawn over with the pointer, Ctrl and the wheel, or keys. All charts of a conversation show
 * the same time; those that share a scale go on sharing it.
 */
import { evenTicks, tickLabels } from "./axis.js";
import { keepLook, lookAsked } from "./chart_address.js";
import { chartIn, placeOf } from "./chart_data.js";
import { all, drawn, first } from "./dom.js";

/** @typedef {import("./chart_data.js").Chart} Chart */
/** @typedef {{ from: number, until: number }} Span */

/** Pixels that a pointer moves before it draws a stretch. */
const DRAWN = 6;
/** The closest look, ns. */
const CLOSEST = 100;
/** What one step of wheel or key leaves of the time in sight. */
const STEP = 0.7;

/**
 * The charts that are looked into together.
 * @param {Chart} chart
 */
function together({ figure }) {
  const group = /** @type {HTMLElement | null} */ (figure.closest("[data-charts]"));
  return all(".chart", group ?? figure).map(chartIn);
}

/**
 * Shows a stretch of time in all charts of the conversation, within what they have.
 * @param {Chart} chart
 * @param {Span} span
 */
function show(chart, { from, until }) {
  const length = Math.min(Math.max(until - from, CLOSEST), chart.until - chart.from);
  const begin = Math.max(chart.from, Math.min(from, chart.until - length));
  const group = together(chart);
  const whole = length >= chart.until - chart.from;
  for (const one of group) {
    const alike = group.filter(({ scale }) => scale === one.scale);
    const span = { from: begin, until: begin + length };
    one.shown = { ...span, ...(whole ? { low: 0, high: one.top } : valuesIn(alike, span)) };
  }
  for (const one of group) draw(one);
}

/**
 * The values that charts have in a stretch of time, with a little room; from zero unless all are far above it.
 * @param {Chart[]} charts
 * @param {Span} span
 */
function valuesIn(charts, { from, until }) {
  const seen = (/** @type {boolean} */ leaving) =>
    charts.flatMap(({ curves }) => curves.filter(({ leaves }) => leaves === leaving))
      .flatMap(({ points }) => points.filter(([, time]) => time >= from && time <= until).map(([, , value]) => value));
  const needed = seen(false);
  const values = needed.length > 0 ? needed : seen(true);
  if (values.length === 0) return { low: 0, high: charts[0]?.top ?? 1 };
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const room = Math.max(1, (most - least) * 0.08);
  return { low: least > most / 2 ? Math.max(0, least - room) : 0, high: most + room };
}

/** @param {Chart} chart */
function draw(chart) {
  const { shown, svg, from, until, top } = chart;
  const curves = svg.querySelector(".curves");
  const [, , width = 1, height = 1] = (curves?.getAttribute("data-box") ?? curves?.getAttribute("viewBox") ?? "")
    .split(" ").map(Number);
  curves?.setAttribute("data-box", `0 0 ${width} ${height}`);
  const x = (/** @type {number} */ time) => ((time - from) / (until - from)) * width;
  const y = (/** @type {number} */ value) => height - (value / top) * height;
  curves?.setAttribute(
    "viewBox",
    [x(shown.from), y(shown.high), x(shown.until) - x(shown.from), y(shown.low) - y(shown.high)].join(" "),
  );
  drawTicks(chart);
  for (const cross of svg.querySelectorAll(".cross")) {
    const place = placeOf(chart, Number(cross.getAttribute("data-time")), Number(cross.getAttribute("data-value")));
    const inside = place.x >= 0 && place.x <= 1 && place.y >= 0 && place.y <= 1;
    cross.setAttribute("visibility", inside ? "visible" : "hidden");
    cross.setAttribute("x", `${place.x * 100}%`);
    cross.setAttribute("y", String(place.y * svg.clientHeight + 5));
  }
  chart.figure.classList.toggle("zoomed", shown.until - shown.from < until - from);
}

/** @param {Chart} chart */
function drawTicks(chart) {
  const { shown: { from, until, low, high }, svg, unit } = chart;
  const height = svg.clientHeight;
  const times = evenTicks(from, until, 6);
  const values = evenTicks(low, high, 5);
  const timeLabels = tickLabels(times, "time");
  const valueLabels = tickLabels(values, unit);
  svg.querySelector(".ticks")?.replaceChildren(
    ...values.flatMap((value, i) => {
      const y = placeOf(chart, from, value).y * height;
      return [
        make("line", { class: "grid", x1: "0", x2: "100%", y1: y, y2: y }),
        make("text", { class: "y", x: "0", y: y + 4 }, valueLabels[i]),
      ];
    }),
    ...times.flatMap((time, i) => {
      const x = `${placeOf(chart, time, low).x * 100}%`;
      return [
        make("line", { class: "grid", x1: x, x2: x, y1: "0", y2: height }),
        make("text", { class: "x", x, y: height + 16 }, timeLabels[i]),
      ];
    }),
  );
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} text
 */
function make(name, attributes, text = "") {
  const element = drawn(name, attributes);
  element.textContent = text;
  return element;
}

/**
 * A look `by` times as long, around a moment that keeps its place.
 * @param {Chart} chart
 * @param {number} by
 * @param {number} around share of the width
 */
function scale(chart, by, around = 0.5) {
  const { from, until } = chart.shown;
  const length = (until - from) * by;
  const moment = from + (until - from) * around;
  show(chart, { from: moment - length * around, until: moment + length * (1 - around) });
}

/**
 * @param {Chart} chart
 * @param {number} by share of the width
 */
function move(chart, by) {
  const { from, until } = chart.shown;
  const way = (until - from) * by;
  show(chart, { from: from + way, until: until + way });
}

/** @type {Readonly<Record<string, (chart: Chart) => void>>} */
const ZOOM_KEYS = {
  "+": (chart) => scale(chart, STEP),
  "=": (chart) => scale(chart, STEP),
  "-": (chart) => scale(chart, 1 / STEP),
  "0": (chart) => show(chart, chart),
};

/**
 * @param {Chart} chart
 * @param {number} clientX
 */
function shareAt({ svg }, clientX) {
  const { left, width } = svg.getBoundingClientRect();
  return Math.max(0, Math.min(1, (clientX - left) / width));
}

/**
 * The pointer draws a stretch, or clicks.
 * @param {Chart} chart
 * @param {PointerEvent} event
 * @param {Zooming} zooming
 */
function draws(chart, event, { moved, clicked }) {
  const { plot, svg } = chart;
  const begin = event.clientX;
  const range = document.createElement("div");
  range.className = "range";
  const follow = (/** @type {PointerEvent} */ { clientX }) => {
    if (Math.abs(clientX - begin) < DRAWN) return;
    if (range.parentElement === null) plot.append(range);
    const [a, b] = [shareAt(chart, begin), shareAt(chart, clientX)].sort((one, other) => one - other);
    const box = svg.getBoundingClientRect();
    range.style.left = `${box.left - plot.getBoundingClientRect().left + (a ?? 0) * box.width}px`;
    range.style.width = `${((b ?? 0) - (a ?? 0)) * box.width}px`;
  };
  const end = (/** @type {PointerEvent} */ last) => {
    plot.removeEventListener("pointermove", follow);
    range.remove();
    if (last.type === "pointercancel") return;
    if (Math.abs(last.clientX - begin) < DRAWN) return clicked(chart, last);
    const [a, b] = [shareAt(chart, begin), shareAt(chart, last.clientX)].sort((one, other) => one - other);
    const { from, until } = chart.shown;
    show(chart, { from: from + (a ?? 0) * (until - from), until: from + (b ?? 1) * (until - from) });
    keepLook(chart);
    moved();
  };
  plot.setPointerCapture(event.pointerId);
  plot.addEventListener("pointermove", follow);
  plot.addEventListener("pointerup", end, { once: true });
  plot.addEventListener("pointercancel", end, { once: true });
}

/** What the page does after a look has changed, and when a point is clicked.
 * @typedef {{ moved: () => void, clicked: (chart: Chart, event: PointerEvent) => void }} Zooming
 */

/** Shows what the address asks for, in the conversation it names; all of it elsewhere. */
function showAsked() {
  for (const figure of all(".chart.zoomed")) show(chartIn(figure), chartIn(figure));
  const asked = lookAsked();
  if (asked === null) return;
  const folded = asked.chart.figure.closest("details");
  if (folded instanceof HTMLDetailsElement) folded.open = true;
  show(asked.chart, asked.span);
}

/** @param {Zooming} zooming */
export function startZoom(zooming) {
  showAsked();
  addEventListener("popstate", showAsked);
  for (const figure of all(".chart")) {
    const plot = first(".plot", figure);
    const then = (/** @type {(chart: Chart) => void} */ act) => {
      act(chartIn(figure));
      keepLook(chartIn(figure));
      zooming.moved();
    };
    plot?.addEventListener("pointerdown", (event) => {
      if (event.button === 0) draws(chartIn(figure), event, zooming);
    });
    plot?.addEventListener("dblclick", () => then((chart) => show(chart, chart)));
    plot?.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      then((chart) => scale(chart, event.deltaY < 0 ? STEP : 1 / STEP, shareAt(chart, event.clientX)));
    }, { passive: false });
    plot?.addEventListener("keydown", (event) => {
      const sideways = event.shiftKey ? { ArrowLeft: -0.25, ArrowRight: 0.25 }[event.key] : undefined;
      const act = ZOOM_KEYS[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey || (act === undefined && sideways === undefined)) return;
      event.preventDefault();
      then((chart) => sideways === undefined ? act?.(chart) : move(chart, sideways));
    });
    for (const button of all("[data-zoom]", figure)) {
      button.addEventListener("click", () => then((chart) => ZOOM_KEYS[button.dataset.zoom ?? ""]?.(chart)));
    }
  }
}
