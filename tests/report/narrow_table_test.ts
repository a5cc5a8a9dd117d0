import { assert, assertEquals } from "@std/assert";
import { HEBREW_REPORT } from "../../src/language/he/report.ts";
import { textWidth } from "../../src/output/layout.ts";
import { mixedCapture } from "./sample_capture.ts";
import { render } from "./sample_report.ts";

/** The heads of the table's columns at a width. */
function heads(width: number, cuts: boolean): string[] {
  return render(mixedCapture(), "table", { width, cuts }).split("\n")[0]!.trim().split(/\s\s+/);
}

Deno.test("--format table keeps the columns that matter on a narrow terminal, and says which it left out", () => {
  for (const width of [60, 80, 100, 200]) {
    const lines = render(mixedCapture(), "table", { width, cuts: true }).trimEnd().split("\n");
    for (const line of lines) assert(textWidth(line) <= width, `${width}: ${line}`);
    const at = lines.findIndex((line) => line.startsWith("Left out"));
    const note = at < 0 ? "" : lines.slice(at).join(" ");
    const whole = heads(1000, false);
    const missing = whole.filter((head) => !heads(width, true).includes(head));
    assertEquals(
      note,
      missing.length === 0 ? "" : `Left out for lack of room: ${missing.join(", ")}. A pipe or a file gets them all.`,
    );
  }
  for (const head of ["No.", "Seconds", "Flags", "Len", "Window", "Analysis"]) {
    assert(heads(80, true).includes(head), head);
  }
});

Deno.test("--format table gives a pipe all its columns, however long they are", () => {
  assertEquals(heads(40, false), heads(1000, false));
});

Deno.test("--stream keeps the other conversations out of md and json", () => {
  const all = JSON.parse(render(mixedCapture(), "json")).conversations.length;
  assert(all > 1);
  const { conversations } = JSON.parse(render(mixedCapture(), "json", { stream: 1 }));
  assertEquals(conversations.map(({ stream }: { stream: number }) => stream), [1]);
  const rows = (options: object) => render(mixedCapture(), "md", options).match(/^\| \d+ \| `/gm)?.length;
  assertEquals([rows({}), rows({ stream: 1 }), rows({ stream: 1, words: HEBREW_REPORT })], [all, 1, 1]);
});
