/** A list of conversations for programs and for reports: csv (RFC 4180), ndjson, Markdown. Units: seconds, bytes, bits a second. */
import type { ListedFlow } from "../../flows/flow_list.ts";
import { grouped } from "../words/times.ts";
import type { Column } from "./columns.ts";
import type { ListOptions, ListReport } from "./list_report.ts";
import { groupText } from "./list_text.ts";

/** A head line with the columns' keys, then a line each. The last column counts what the line stands for. */
export function listCsv({ lines }: ListReport, { columns }: ListOptions): string {
  const head = [...columns.map(({ key }) => key), "conversations"];
  const rows = lines.map((line) => [...columns.map(({ value }) => value(line.flow)), countOf(line)]);
  return [head, ...rows].map((cells) => cells.map(csvCell).join(",") + "\r\n").join("");
}

/** One object a line, its keys those of the columns. */
export function listNdjson({ lines }: ListReport, { columns }: ListOptions): string {
  return lines.map((line) => {
    const values = columns.map(({ key, value }) => [key, value(line.flow)] as const);
    return JSON.stringify({
      ...Object.fromEntries(values),
      conversations: countOf(line),
      group: line.group?.kind ?? null,
    }) +
      "\n";
  }).join("");
}

/** A table to paste into a report. */
export function listMarkdown(report: ListReport, { columns, words, why }: ListOptions): string {
  const context = { words, why, first: report.first };
  const head = columns.map(({ key }) => words.columns[key]);
  const rule = columns.map(({ right }) => right ? "---:" : "---");
  const rows = report.lines.map(({ flow }) => columns.map((column) => column.text(flow, context)));
  const table = [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
  const groups = report.lines.flatMap(({ group }) => group === null ? [] : [`- ${groupText(group, words)}\n`]);
  const further = report.further > 0 ? [`${words.further(grouped(report.further))}\n`] : [];
  return [table, groups.join(""), ...further].filter((part) => part !== "").join("\n");
}

function countOf({ group }: ListedFlow): number {
  return group?.count ?? 1;
}

function csvCell(value: ReturnType<Column["value"]>): string {
  if (value === null) return "";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
