/** The charts of a conversation: their axes, their scales, what is marked as lost. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { evenCeiling, evenTicks, quantity, tickLabels, type Unit } from "../../../src/report/html/client/axis.js";
import { drawConversationCharts } from "../../../src/report/html/parts/conversation_charts.ts";
import { wordsOf } from "../../../src/report/html/text/page_words.ts";
import type { Finding } from "../../../src/explain/words/finding.ts";
import { type Line, LOSSY, packetOf } from "./fixture.ts";

Deno.test("evenTicks() goes by steps of 1, 2 or 5", () => {
  const table = [
    { from: 0, to: 1.86e9, most: 6, ticks: [0, 5e8, 1e9, 1.5e9] },
    { from: 0, to: 1, most: 5, ticks: [0, 1] },
    { from: 0, to: 24, most: 5, ticks: [0, 5, 10, 15, 20] },
    { from: 103, to: 118, most: 5, ticks: [105, 110, 115] },
    { from: 0, to: 250_000, most: 5, ticks: [0, 50_000, 100_000, 150_000, 200_000, 250_000] },
  ];
  for (const { from, to, most, ticks } of table) assertEquals(evenTicks(from, to, most), ticks);
});

Deno.test("evenCeiling() is the end of an axis: an even value, never below what it must hold", () => {
  const table = [[0, 1], [1, 1], [4, 4], [6, 6], [11, 15], [21, 25], [99, 100], [100, 100], [101, 150], [
    64_240,
    80_000,
  ], [1e9, 1e9]];
  for (const [value, top] of table) assertEquals(evenCeiling(value!, 5), top, String(value));
});

Deno.test("tickLabels() writes an axis in one unit, with the decimals that its steps need", () => {
  const table: readonly { ticks: number[]; unit: Unit; labels: string[] }[] = [
    { ticks: [0, 5e8, 1e9], unit: "time", labels: ["0", "0.5 s", "1.0 s"] },
    { ticks: [0, 200e6, 400e6], unit: "time", labels: ["0", "200 ms", "400 ms"] },
    { ticks: [1.2e9, 1.2002e9], unit: "time", labels: ["1.2000 s", "1.2002 s"] },
    { ticks: [0, 500, 1000, 1500], unit: "bytes", labels: ["0", "0.5 kB", "1.0 kB", "1.5 kB"] },
    { ticks: [0, 2e6], unit: "rate", labels: ["0", "2 Mbit/s"] },
    { ticks: [0], unit: "bytes", labels: ["0"] },
  ];
  for (const { ticks, unit, labels } of table) assertEquals(tickLabels(ticks, unit), labels);
});

Deno.test("quantity() keeps small counts of bytes whole", () => {
  assertEquals([quantity(1448, "bytes"), quantity(57_512, "bytes"), quantity(520_000, "time"), quantity(0, "rate")], [
    "1448 B",
    "57.5 kB",
    "520 µs",
    "0 bit/s",
  ]);
});

function draw(lines: readonly Line[], findings: readonly Finding[] = []): string {
  const packets = lines.map((line, i) => packetOf(line, i + 1));
  return drawConversationCharts(packets, { words: wordsOf("en"), findings }).text;
}

/** Titles of the charts with the end of their axes, in order. */
function axes(text: string): string[] {
  return [...text.matchAll(/data-top="(\d+)"><figcaption><span class="name">([^<]*)</g)].map(([, top, title]) =>
    `${title}: ${top}`
  );
}

/** A conversation in which each end sends segments of a length. */
function talk(client: number, server: number): Line[] {
  return Array.from({ length: 12 }, (_, i) => ({
    from: i % 2 ? "S" : "C",
    at: i,
    flags: "PSH ACK",
    seq: 1 + (i >> 1) * (i % 2 ? server : client),
    ack: 1 + ((i + 1) >> 1) * (i % 2 ? client : server),
    length: i % 2 ? server : client,
    inFlight: i % 2 ? server : client,
  }));
}

Deno.test("both directions stand side by side and are drawn to one scale", () => {
  const charts = axes(draw(talk(1000, 300)));
  assertEquals(charts.filter((chart) => chart.startsWith("Sequence")), [
    "Sequence numbers, client to server: 8000",
    "Sequence numbers, server to client: 8000",
  ]);
});

Deno.test("a direction that would be a flat line beside the other has a scale of its own", () => {
  const text = draw(talk(1000, 3));
  const [shown = "", folded = ""] = text.split('<details class="small">');
  assertEquals(axes(shown).filter((chart) => chart.startsWith("Sequence")), [
    "Sequence numbers, client to server: 8000",
  ]);
  assertEquals(axes(folded)[0], "Sequence numbers, server to client: 20");
  assertStringIncludes(folded, "From the server came <bdi>18</bdi> bytes only");
});

Deno.test("what the wire lost is crossed out, and what findings call lost", () => {
  assertStringIncludes(draw(LOSSY), 'data-label="lost on the way"');
  assertEquals(draw(LOSSY).split('class="cross"').length - 1, 1);
  const sent = { from: "C", flags: "PSH ACK", seq: 1, ack: 1, data: "x" } as const;
  const lines: Line[] = [{ ...sent, at: 0 }, { ...sent, at: 300, verdicts: ["retransmission"] }];
  const captured = (findings: readonly Finding[]) =>
    drawConversationCharts(
      lines.map((line, i) => ({ ...packetOf(line, i + 1), delay: "estimated" as const })),
      { words: wordsOf("en"), findings },
    ).text;
  const loss: Finding = { code: "loss", title: "", certainty: "likely", packets: [2], text: "", advice: "" };
  assert(captured([loss]).includes("taken for lost"));
  assert(!captured([]).includes("taken for lost"));
});

Deno.test("a window far above the data is named and does not flatten it", () => {
  const text = draw(talk(1000, 300));
  assertStringIncludes(text, "above the chart:");
  assertStringIncludes(text, 'data-label="end of the window" data-leaves="yes"');
});
