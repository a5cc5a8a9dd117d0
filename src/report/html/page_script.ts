/**
 * The page's script. Its parts are modules in `client/`, so that each can be read, linted and type-checked by itself;
 * in the page they are one script in one scope, in the order of their needs, where an import has nothing left to do.
 */
import alone from "./client/alone.js" with { type: "text" };
import axis from "./client/axis.js" with { type: "text" };
import chartAddress from "./client/chart_address.js" with { type: "text" };
import chartData from "./client/chart_data.js" with { type: "text" };
import charts from "./client/charts.js" with { type: "text" };
import chartZoom from "./client/chart_zoom.js" with { type: "text" };
import controls from "./client/controls.js" with { type: "text" };
import copy from "./client/copy.js" with { type: "text" };
import dom from "./client/dom.js" with { type: "text" };
import early from "./client/early.js" with { type: "text" };
import facts from "./client/facts.js" with { type: "text" };
import inflate from "./client/inflate.js" with { type: "text" };
import fields from "./client/fields.js" with { type: "text" };
import narrow from "./client/narrow.js" with { type: "text" };
import picture from "./client/picture.js" with { type: "text" };
import pieces from "./client/pieces.js" with { type: "text" };
import selection from "./client/selection.js" with { type: "text" };
import start from "./client/start.js" with { type: "text" };

const PARTS: readonly string[] = [
  dom,
  facts,
  inflate,
  pieces,
  selection,
  alone,
  narrow,
  copy,
  controls,
  fields,
  axis,
  chartData,
  chartAddress,
  chartZoom,
  charts,
  picture,
  start,
];

/** The parts as one classic script. */
export function pageScript(): string {
  const joined = PARTS.map((part) => part.replace(/^import .*;\n/gm, "").replace(/^export /gm, "")).join("\n");
  return `"use strict";\n{\n${joined}}\n`;
}

/** What runs in the page's head. */
export function earlyScript(): string {
  return early;
}
