/** Charts: a cursor at the chosen packet, and a click that chooses the nearest one. */
import { choose, onChoice } from "./selection.js";

function pointsOf(plot) {
  plot.points ??= plot.dataset.points.split(" ").map((point) => point.split(",").map(Number));
  return plot.points;
}

function showCursor(plot, number) {
  const point = pointsOf(plot).find(([packet]) => packet === number);
  const cursor = plot.querySelector(".cursor");
  cursor.setAttribute("visibility", point ? "visible" : "hidden");
  if (!point) return;
  for (const end of ["x1", "x2"]) cursor.setAttribute(end, `${point[1] / 10}%`);
}

function nearest(plot, event) {
  const box = plot.getBoundingClientRect();
  const x = event.clientX - box.left;
  const y = event.clientY - box.top;
  let best = null;
  let least = Infinity;
  for (const [packet, px, py] of pointsOf(plot)) {
    const distance = Math.hypot((px / 1000) * box.width - x, (py / 1000) * box.height - y);
    if (distance < least) [best, least] = [packet, distance];
  }
  return best;
}

export function startCharts() {
  const plots = [...document.querySelectorAll("svg[data-points]")];
  onChoice((number) => plots.forEach((plot) => showCursor(plot, number)));
  for (const plot of plots) {
    plot.addEventListener("click", (event) => choose(nearest(plot, event), "charts"));
  }
}
