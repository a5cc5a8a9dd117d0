/** Charts: a cursor at the chosen packet, and a click that chooses the nearest one. */
import { all, first } from "./dom.js";
import { choose, onChoice } from "./selection.js";

/** A point of a chart: the packet's number, and its place in thousandths of the width and of the height.
 * @typedef {readonly [packet: number, x: number, y: number]} PlotPoint
 */

/**
 * @param {HTMLElement} plot
 * @returns {PlotPoint[]}
 */
function readPoints({ dataset }) {
  return (dataset.points ?? "").split(" ").map((point) => {
    const [packet = 0, x = 0, y = 0] = point.split(",").map(Number);
    return [packet, x, y];
  });
}

/**
 * @param {HTMLElement} plot
 * @param {PlotPoint | undefined} point
 */
function showCursor(plot, point) {
  const cursor = first(".cursor", plot);
  cursor?.setAttribute("visibility", point === undefined ? "hidden" : "visible");
  if (point === undefined) return;
  for (const end of ["x1", "x2"]) cursor?.setAttribute(end, `${point[1] / 10}%`);
}

/**
 * @param {PlotPoint[]} points
 * @param {HTMLElement} plot
 * @param {MouseEvent} event
 */
function nearest(points, plot, { clientX, clientY }) {
  const { left, top, width, height } = plot.getBoundingClientRect();
  const distance = (/** @type {PlotPoint} */ [, x, y]) =>
    Math.hypot((x / 1000) * width + left - clientX, (y / 1000) * height + top - clientY);
  return points.reduce((best, point) => distance(point) < distance(best) ? point : best);
}

export function startCharts() {
  for (const plot of all("svg[data-points]")) {
    const points = readPoints(plot);
    onChoice((number) => showCursor(plot, points.find(([packet]) => packet === number)));
    plot.addEventListener("click", (event) => choose(nearest(points, plot, event)[0], "charts"));
  }
}
