import { assert, assertEquals } from "@std/assert";
import { drawBand, drawHosts } from "../../../src/report/html/parts/ladder.ts";
import { layOutLadder } from "../../../src/report/html/parts/ladder_layout.ts";
import { wordsOf } from "../../../src/report/html/text/page_words.ts";
import type { ReportData } from "../../../src/report/html/facts/report_data.ts";
import { type Line, LOSSY, packetOf, reportOf, V2 } from "./fixture.ts";

const GOLDEN = "tests/golden/html";

/** The ladder of a report as one SVG file: what the page draws in bands, below each other. */
function ladderSvg(data: ReportData): string {
  const options = { hosts: data.hosts, words: wordsOf(data.language), severalConversations: false };
  const bands = layOutLadder(data.packets).map((band) => drawBand(band, options).text);
  return [drawHosts(options).text, ...bands].join("\n").replaceAll("><", ">\n<") + "\n";
}

for (const [name, data] of [["v2", reportOf(V2)], ["lossy", reportOf(LOSSY)], ["v2_he", reportOf(V2, "he")]] as const) {
  Deno.test(`drawBand() draws ${name} as tests/golden/html/${name}.svg has it`, async () => {
    const drawn = ladderSvg(data);
    const path = `${GOLDEN}/${name}.svg`;
    if (Deno.env.get("UPDATE_GOLDEN") === "1") await Deno.writeTextFile(path, drawn);
    assertEquals(drawn, await Deno.readTextFile(path));
  });
}

Deno.test("drawHosts() staggers addresses that would meet", () => {
  const rows = (addresses: readonly string[]): string[] => {
    const hosts = addresses.map((address) => ({ name: "", address }));
    const { text } = drawHosts({ hosts, words: wordsOf("en"), severalConversations: false });
    return [...text.matchAll(/y="(\d+)" class="(address[^"]*)"/g)].map((match) => `${match[1]} ${match[2]}`);
  };
  assertEquals(rows(["10.0.2.4", "10.0.2.15"]), ["32 address", "32 address"]);
  assertEquals(rows(["2001:db8:1234:5678:9abc:def0:1:2", "2001:db8::2"]), [
    "32 address from-left",
    "47 address from-right",
  ]);
});

function places(lines: readonly Line[]): { sent: number; arrived: number }[] {
  return layOutLadder(lines.map((line, i) => packetOf(line, i + 1)))
    .flatMap((band) => band.arrows)
    .map(({ sentY, arrivedY }) => ({ sent: sentY, arrived: arrivedY }));
}

Deno.test("layOutLadder() lets packets cross that crossed on the wire", () => {
  const [first, second] = places([
    { from: "C", at: 0, flags: "FIN ACK", seq: 1, ack: 1 },
    { from: "S", at: 0.1, flags: "FIN ACK", seq: 1, ack: 1 },
  ]);
  assert(first!.sent < second!.sent && second!.sent < first!.arrived);
});

Deno.test("layOutLadder() puts an answer below the arrival of what it answers", () => {
  const [question, answer] = places([
    { from: "C", at: 0, flags: "PSH ACK", seq: 1, ack: 1, data: "x" },
    { from: "S", at: 0.6, flags: "ACK", seq: 1, ack: 2 },
  ]);
  assert(question!.arrived < answer!.sent);
});

Deno.test("layOutLadder() breaks the lines where nothing happens for long, and only there", () => {
  const breaks = (at: readonly number[]): number[] =>
    layOutLadder(at.map((ms, i) => packetOf({ from: "C", at: ms, flags: "ACK", seq: 1, ack: 1 }, i + 1)))
      .flatMap((band) => band.breaks.map(({ silence }) => silence / 1e6));
  assertEquals(breaks([0, 1, 2, 5002, 5003]), [4999.5]);
  assertEquals(breaks([0, 3, 6, 9]), []);
  assertEquals(breaks([0, 2000, 4000]), [1999.5, 1999.5]);
});

Deno.test("layOutLadder() cuts bands that fit a printed page, each packet in one of them", () => {
  const packets = Array.from(
    { length: 700 },
    (_, i) => packetOf({ from: i % 2 ? "S" : "C", at: i * 2, flags: "ACK", seq: 1, ack: 1 }, i + 1),
  );
  const bands = layOutLadder(packets);
  assertEquals(bands.flatMap((band) => band.arrows.map(({ packet }) => packet.number)), packets.map((p) => p.number));
  for (const [i, band] of bands.entries()) {
    assert(band.bottom - band.top <= 480 && band.bottom > band.top);
    assertEquals(band.top, bands[i - 1]?.bottom ?? 0);
  }
});

Deno.test("layOutLadder() lays out packets that arrive before they are sent, at one time, and none", () => {
  assertEquals(layOutLadder([]).length, 1);
  const packet = packetOf({ from: "C", at: 5, flags: "ACK", seq: 1, ack: 1 }, 1);
  for (const odd of [{ ...packet, arrived: 0 }, { ...packet, arrived: packet.sent }, { ...packet, sent: -1e18 }]) {
    const [arrow] = layOutLadder([odd, packet])[0]!.arrows;
    assert(arrow!.arrivedY > arrow!.sentY);
  }
});

Deno.test("drawBand() ends a lost packet's arrow in the middle", () => {
  const svg = ladderSvg(reportOf([{ from: "C", at: 0, flags: "PSH ACK", seq: 1, ack: 1, data: "x", fate: "dropped" }]));
  assert(/class="arrow data lost"[\s\S]*?<line x1="0%" [^>]*x2="50%"/.test(svg));
  assert(svg.includes("✕"));
});

Deno.test("drawBand() crosses out a lost packet in the band where its arrow ends", () => {
  const burst = Array.from({ length: 24 }, (_, i): Line => ({
    from: "S",
    at: i * 0.01,
    flags: "ACK",
    seq: 1 + i,
    ack: 1,
    data: "x",
    fate: i % 2 === 0 ? "dropped" : "delivered",
  }));
  const data = reportOf(burst);
  const options = { hosts: data.hosts, words: wordsOf("en"), severalConversations: false };
  const seen = layOutLadder(data.packets).flatMap((band) => {
    const marks = [...drawBand(band, options).text.matchAll(/class="cross" x="[^"]*" y="([^"]*)"/g)];
    const heights = marks.map((mark) => Number(mark[1]) - 6);
    return heights.filter((y) => y >= 0 && y < band.bottom - band.top);
  });
  assertEquals(seen.length, 12);
});
