/** Charts: a cursor at the chosen packet, what is under the pointer, and a click that chooses the nearest packet. */
import { quantity } from "./axis.js";
import { chartIn, nearestPoint, placeOf } from "./chart_data.js";
import { startZoom } from "./chart_zoom.js";
import { all, first, grouped } from "./dom.js";
import { say } from "./facts.js";
import { choose, chosenPacket, onChoice } from "./selection.js";

/** @typedef {import("./chart_data.js").Chart} Chart */

/**
 * Moves the cursor to the chosen packet, where the chart has it and shows its moment.
 * @param {Chart} chart
 */
function showCursor(chart) {
  const cursor = first(".cursor", chart.figure);
  const point = chart.curves.flatMap(({ points }) => points).find(([packet]) => packet === chosenPacket());
  const x = point === undefined ? -1 : placeOf(chart, point[1], 0).x;
  cursor?.setAttribute("visibility", x < 0 || x > 1 ? "hidden" : "visible");
  for (const end of ["x1", "x2"]) cursor?.setAttribute(end, `${x * 100}%`);
}

/**
 * Says what the pointer is nearest to, beside the point.
 * @param {Chart} chart
 * @param {MouseEvent} event
 */
function showTip(chart, event) {
  const near = nearestPoint(chart, event);
  if (near === null) return hideTip(chart);
  const [packet, time, value] = near.point;
  const { x, y } = placeOf(chart, time, value);
  const spot = first(".spot", chart.figure);
  spot?.setAttribute("visibility", y < 0 || y > 1 ? "hidden" : "visible");
  spot?.setAttribute("cx", `${x * 100}%`);
  spot?.setAttribute("cy", `${y * 100}%`);
  const tip = first(".tip", chart.figure);
  if (tip === null) return;
  const amount = chart.unit === "bytes" ? `${grouped(Math.round(value))} B` : quantity(value, chart.unit);
  tip.replaceChildren(
    line(`${near.curve.label}: \u2068${amount}\u2069`),
    line(`${say("packet", String(packet))} \u00b7 \u2068${(time / 1e9).toFixed(6)} s\u2069`),
  );
  tip.hidden = false;
  const box = chart.svg.getBoundingClientRect();
  const outer = chart.plot.getBoundingClientRect();
  const left = box.left - outer.left + x * box.width;
  const rightwards = x < 0.6;
  tip.style.left = `${rightwards ? left + 12 : left - 12 - tip.offsetWidth}px`;
  const top = box.top - outer.top + Math.max(0, Math.min(1, y)) * box.height - tip.offsetHeight - 8;
  tip.style.top = `${Math.max(0, top)}px`;
}

/** @param {string} text */
function line(text) {
  const element = document.createElement("div");
  element.textContent = text;
  return element;
}

/** @param {Chart} chart */
function hideTip(chart) {
  first(".spot", chart.figure)?.setAttribute("visibility", "hidden");
  const tip = first(".tip", chart.figure);
  if (tip !== null) tip.hidden = true;
}

/** Charts in sight: those that are folded away are brought up to date when they are opened. */
function showCursors() {
  for (const figure of all(".chart")) if (figure.checkVisibility()) showCursor(chartIn(figure));
}

export function startCharts() {
  onChoice(showCursors);
  document.addEventListener("toggle", showCursors, true);
  for (const figure of all(".chart")) {
    const plot = first(".plot", figure);
    plot?.addEventListener("pointermove", (event) => showTip(chartIn(figure), event));
    plot?.addEventListener("pointerleave", () => hideTip(chartIn(figure)));
  }
  startZoom({
    moved: showCursors,
    clicked: (chart, event) => {
      const near = nearestPoint(chart, event);
      if (near !== null) choose(near.point[0], "charts");
    },
  });
}
