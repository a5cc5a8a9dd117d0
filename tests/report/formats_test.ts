import { assert, assertEquals } from "@std/assert";
import { assertGolden } from "../cli/golden.ts";
import { FORMATS, type OutputFormatName } from "../../src/report/all_formats.ts";
import { colourPalette } from "../../src/output/palette.ts";
import { textWidth } from "../../src/output/layout.ts";
import { mixedCapture, smallExchange } from "./sample_capture.ts";
import { render } from "./sample_report.ts";

const NAMES = Object.keys(FORMATS) as OutputFormatName[];

for (const name of NAMES) {
  Deno.test(`--format ${name} prints a small exchange`, async () => {
    await assertGolden(`report/small_exchange.${name}`, render(smallExchange(), name));
  });

  Deno.test(`--format ${name} prints several conversations, other protocols and a packet cut short`, async () => {
    await assertGolden(`report/mixed.${name}`, render(mixedCapture(), name));
  });
}

Deno.test("--raw and --utc print the header's numbers and the time of day", async () => {
  await assertGolden(
    "report/small_exchange.raw.text",
    render(smallExchange(), "text", { raw: true, utc: true, width: 120 }),
  );
});

Deno.test("--format text colours what it prints without changing it", () => {
  // deno-lint-ignore no-control-regex -- the escape sequences of colours are what is looked for
  const colours = /\x1b\[[\d;]*m/g;
  for (const name of NAMES) {
    const coloured = render(mixedCapture(), name, { palette: colourPalette });
    assertEquals(coloured.replace(colours, ""), render(mixedCapture(), name), name);
  }
  assert(colours.test(render(mixedCapture(), "text", { palette: colourPalette })));
});

Deno.test("text, table and ladder show resets and losses in the colour of trouble", () => {
  for (const name of ["text", "table", "ladder"] as const) {
    const coloured = render(mixedCapture(), name, { palette: colourPalette });
    // deno-lint-ignore no-control-regex -- the escape sequences of colours are what is looked for
    const trouble = [...coloured.matchAll(/\x1b\[31m([^\x1b]*)/g)].map(([, text = ""]) => text).join(" ");
    assert(/RST/.test(trouble) && /retransmission/i.test(trouble), `${name}: ${trouble}`);
  }
});

Deno.test("no line of text, ladder or summary is wider than the terminal", () => {
  for (const name of ["text", "ladder", "summary"] as const) {
    for (const width of [60, 72, 80, 100, 200]) {
      for (const capture of [smallExchange(), mixedCapture()]) {
        const wide = render(capture, name, { width }).split("\n").filter((line) => textWidth(line) > width);
        assertEquals(wide, [], `${name} at ${width}`);
      }
    }
  }
});

Deno.test("--format table fills every cell, so that columns can be counted", () => {
  const [, ...lines] = render(mixedCapture(), "table").trimEnd().split("\n");
  assertEquals(lines.map((line) => line.trim().split(/ +/).length), lines.map(() => 15));
});

Deno.test("no format prints a file's name so that it steers the terminal or breaks the line", () => {
  const file = "\x1b[31mred\n<b>\x9b\u202e.pcapng";
  const table: { input: OutputFormatName; expected: string }[] = [
    { input: "text", expected: "\\x1b[31mred\\n<b>\\x9b\\u202e.pcapng" },
    { input: "ladder", expected: "\\x1b[31mred\\n<b>\\x9b\\u202e.pcapng" },
    { input: "summary", expected: "\\x1b[31mred\\n<b>\\x9b\\u202e.pcapng" },
    { input: "md", expected: "# \\\\x1b\\[31mred\\\\n\\<b\\>\\\\x9b\\\\u202e.pcapng" },
  ];
  for (const { input, expected } of table) {
    assertEquals(render(smallExchange(), input, { file }).split("\n", 1), [expected], input);
  }
});
