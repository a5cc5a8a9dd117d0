/** A budget as a bar: as many columns as its share, each item with its own sign and colour, the largest first. */
import type { BudgetItem, Cause } from "../../diagnosis/terms/cause.ts";
import type { Ink, Palette } from "../../output/palette.ts";

const GLYPHS = ["█", "▓", "▒", "░", "=", "-", ":", "."];

/** The sign of the item at this place in the budget. */
export function glyphOf(index: number): string {
  return GLYPHS[Math.min(index, GLYPHS.length - 1)]!;
}

const INKS: Partial<Record<Cause, Ink>> = {
  "bandwidth": "good",
  "round-trip": "faint",
  "handshake": "faint",
  "client-application": "client",
  "server-application": "server",
  "retransmission-timeout": "trouble",
  "syn-retransmission": "trouble",
  "path-mtu": "trouble",
  "unknown": "faint",
};

/** The bar, exactly `width` columns where there is any time. */
export function drawBar(budget: readonly BudgetItem[], width: number, palette: Palette): string {
  let from = 0;
  let sum = 0;
  return budget.map(({ share, cause }, index) => {
    sum += share;
    const to = index === budget.length - 1 ? width : Math.round(sum * width);
    const columns = Math.max(0, to - from);
    from = Math.max(from, to);
    return palette(INKS[cause] ?? "warning", glyphOf(index).repeat(columns));
  }).join("");
}
