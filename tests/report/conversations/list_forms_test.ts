import { assert, assertEquals } from "@std/assert";
import { FlowList } from "../../../src/flows/flow_list.ts";
import { tablesOf } from "../../../src/language/all_tables.ts";
import type { Language } from "../../../src/language/language.ts";
import { textWidth } from "../../../src/output/layout.ts";
import { plainPalette } from "../../../src/output/palette.ts";
import { LIST_FORMS } from "../../../src/report/conversations/all_list_forms.ts";
import { type Column, columnOf, COLUMNS, orderBy } from "../../../src/report/conversations/columns.ts";
import { flowsOf } from "../../flows/flows_of.ts";

const TRACE = `> S 100 0 port=9
  < SA 500 101 dt=10 port=9
  > A 101 501 port=9
  > A 101 501 1000 port=9
  > A 101 501 1000 dt=2000 port=9
  < A 501 1101 dt=10 port=9
` + Array.from({ length: 12 }, (_, i) => `> S 100 0 port=${2000 + i}\n< RA 0 101 port=${2000 + i}\n`).join("");

interface Wishes {
  readonly form?: keyof typeof LIST_FORMS;
  readonly columns?: readonly Column[];
  readonly width?: number;
  readonly most?: number;
  readonly language?: Language;
}

function written({ form = "text", columns, width = 80, most = 100, language = "en" }: Wishes = {}): string {
  const list = new FlowList({ most, order: orderBy(columnOf("lost")!, false), grouped: true });
  for (const flow of flowsOf(TRACE)) list.add(flow);
  const { conversations: words, why } = tablesOf(language);
  return LIST_FORMS[form]({ ...list.lines(), first: { seconds: 1, nanoseconds: 0 } }, {
    columns: columns ?? COLUMNS.filter(({ key }) => key !== "capture"),
    fits: columns === undefined,
    words,
    why,
    palette: plainPalette,
    width,
  });
}

Deno.test("the list fits every width, says what it left out, and keeps what matters", () => {
  for (const language of ["en", "he"] as const) {
    for (const width of [40, 60, 80, 100, 132, 200]) {
      const lines = written({ width, language }).trimEnd().split("\n");
      for (const line of lines) assert(textWidth(line) <= width, `${width}: ${line}`);
    }
  }
  assert(written({ width: 80 }).includes("timer after loss"));
  assert(written({ width: 80 }).includes("Columns that did not fit: "));
  assertEquals(written({ width: 200 }).includes("did not fit"), false);
});

Deno.test("a group's line says what it stands for, and further conversations are counted", () => {
  assert(written().includes("12 tries of 10.0.0.1 at 10.0.0.2:80, which came to nothing"), written());
  assert(written({ most: 1 }).includes("And 12 more conversations"), written({ most: 1 }));
});

Deno.test("csv has the keys as head, base units, quotes where they are needed", () => {
  const columns = ["stream", "server", "lost", "cause"].map((key) => columnOf(key)!);
  const [head, first, second] = written({ form: "csv", columns }).split("\r\n");
  assertEquals(head, "stream,server,lost,cause,conversations");
  assertEquals(first!.split(",").map((cell) => cell.replace(/\.\d+$/, "")), [
    "0",
    "10.0.0.2:80",
    first!.split(",")[2]!.replace(/\.\d+$/, ""),
    "retransmission-timeout",
    "1",
  ]);
  assertEquals(second!.split(",").at(-1), "12");
});

Deno.test("ndjson has an object a line with the columns' keys", () => {
  const lines = written({ form: "ndjson" }).trimEnd().split("\n").map((line) => JSON.parse(line));
  assertEquals(lines.length, 2);
  assertEquals([lines[0].again, lines[0].toServer, lines[0].state, lines[0].group], [1, lines[0].toServer, "S1", null]);
  assertEquals([lines[1].state, lines[1].group, lines[1].conversations], ["REJ", "scan", 12]);
});

Deno.test("Markdown is a table with as many cells in every row", () => {
  const rows = written({ form: "md" }).split("\n").filter((line) => line.startsWith("|"));
  assertEquals(new Set(rows.map((row) => row.split(" | ").length)).size, 1);
  assertEquals(rows.length, 4);
});

Deno.test("every column sorts worst first, and the other way round on demand", () => {
  const flows = flowsOf(TRACE);
  for (const column of COLUMNS) {
    const there = flows.toSorted(orderBy(column, false)).map(column.value);
    const back = flows.toSorted(orderBy(column, true)).map(column.value);
    assertEquals([...back].sort(), [...there].sort(), column.key);
    const sign = Math.sign(orderBy(column, false)(flows[0]!, flows[1]!));
    assertEquals(Math.sign(orderBy(column, true)(flows[0]!, flows[1]!)) + sign, 0, column.key);
  }
});
