/** The page's style, of parts that each style one thing. Paper comes last: it overrides the screens. */
import base from "./style/base.css" with { type: "text" };
import charts from "./style/charts.css" with { type: "text" };
import ladder from "./style/ladder.css" with { type: "text" };
import layout from "./style/layout.css" with { type: "text" };
import packets from "./style/packets.css" with { type: "text" };
import tokens from "./style/tokens.css" with { type: "text" };
import time from "./style/time.css" with { type: "text" };
import print from "./style/print.css" with { type: "text" };

/** The parts as one sheet. */
export function pageStyle(): string {
  return [tokens, base, ladder, packets, charts, time, layout, print].join("\n");
}
