/** `--format conversations` for a terminal: one line a conversation, as many columns as fit. */
import type { ListedFlow } from "../../flows/flow_list.ts";
import type { Group } from "../../flows/groups.ts";
import type { ConversationWords } from "../../language/kinds/conversation_words.ts";
import { clip, padLeft, padRight, textWidth, wrap } from "../../output/layout.ts";
import { endpointText } from "../../packet/address.ts";
import { grouped } from "../words/times.ts";
import type { Column, ColumnContext } from "./columns.ts";
import type { ListOptions, ListReport } from "./list_report.ts";

const GAP = "  ";

/** The list. */
export function listText(report: ListReport, options: ListOptions): string {
  const { words, why, palette, width } = options;
  const context: ColumnContext = { words, why, first: report.first };
  const texts = new Map(options.columns.map((column) => [
    column,
    report.lines.map((line) => cellText(column, line, context)),
  ]));
  const widths = new Map([...texts].map(([column, cells]) => [
    column,
    Math.max(textWidth(words.columns[column.key]), ...cells.map(textWidth)),
  ]));
  // A column in which nothing stands takes no room, and is not missed.
  const told = options.columns.filter((column) => texts.get(column)!.some((text) => text !== words.none));
  const shown = options.fits ? fitting(told, widths, width) : options.columns;
  const row = (textOf: (column: Column) => string): string =>
    clip(shown.map((column) => aligned(column, textOf(column), widths.get(column)!)).join(GAP).trimEnd(), width);
  const lines = [palette("title", row(({ key }) => words.columns[key]))];
  report.lines.forEach(({ flow, group }, index) => {
    const text = row((column) => texts.get(column)![index]!);
    lines.push(flow.lost > flow.duration / 2 && group === null ? palette("warning", text) : text);
    if (group !== null) {
      lines.push(...wrap(groupText(group, words), width - 4).map((part) => palette("faint", "    " + part)));
    }
  });
  return [...lines, ...remarks(report, { ...options, columns: told, shown })].map((line) => line + "\n").join("");
}

/** In words, what a line stands for. */
export function groupText({ kind, sample, onePort, count }: Group, { groups }: ConversationWords): string {
  const { client, server } = sample;
  const many = grouped(count);
  const endpoint = endpointText(server.address, server.port);
  if (kind === "scan") {
    return onePort ? groups.tries(many, client.address, endpoint) : groups.scan(many, client.address, server.address);
  }
  return kind === "flood" ? groups.flood(many, endpoint) : groups.repeated(many, client.address, endpoint);
}

function cellText(column: Column, { flow }: ListedFlow, context: ColumnContext): string {
  return column.text(flow, context);
}

function aligned({ right }: Column, text: string, width: number): string {
  return right ? padLeft(text, width) : padRight(text, width);
}

/** The columns that have room together, the weightiest first. */
function fitting(columns: readonly Column[], widths: ReadonlyMap<Column, number>, width: number): readonly Column[] {
  const chosen = new Set<Column>();
  let used = -GAP.length;
  for (const column of columns.toSorted((a, b) => b.weight - a.weight)) {
    const needed = GAP.length + widths.get(column)!;
    if (used + needed > width) continue;
    used += needed;
    chosen.add(column);
  }
  return columns.filter((column) => chosen.has(column));
}

function remarks(
  { further }: ListReport,
  { columns, shown, words, palette, width }: ListOptions & { readonly shown: readonly Column[] },
): string[] {
  const leftOut = columns.filter((column) => !shown.includes(column)).map(({ key }) => words.columns[key]);
  const texts = [
    further > 0 ? words.further(grouped(further)) : "",
    leftOut.length > 0 ? words.leftOut(leftOut.join(", ")) : "",
  ];
  return texts.filter((text) => text !== "").flatMap((text) => wrap(text, width)).map((line) => palette("faint", line));
}
