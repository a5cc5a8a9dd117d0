/** Every threshold of the rules, held between the two nearest amounts on its sides. */
import { assert, assertEquals } from "@std/assert";
import type { Conversation } from "../../src/analysis/conversation.ts";
import { HttpExchange } from "../../src/explain/http/http_exchange.ts";
import { LoosePieces } from "../../src/explain/clues/loose_pieces.ts";
import { Holes } from "../../src/explain/memory/holes.ts";
import { otherNames } from "../../src/explain/story/tell_application.ts";
import { SentRanges } from "../../src/explain/memory/sent_ranges.ts";
import { Tally } from "../../src/explain/memory/tally.ts";
import { KnownServers } from "../../src/explain/memory/known_servers.ts";
import { Summary } from "../../src/explain/story/capture_summary.ts";
import { codeIndex, CODES } from "../../src/explain/words/codes.ts";
import { Voice } from "../../src/explain/words/voice.ts";
import { tablesOf } from "../../src/language/all_tables.ts";
import { Packet } from "../../src/packet/packet.ts";
import { notesOf } from "./notes_of.ts";
import { analysedPackets, play } from "./scenario.ts";
import { CLOCKS } from "./thresholds/clocks.ts";
import { COUNTS } from "./thresholds/counts.ts";
import { type Edge, lines, seconds } from "./thresholds/edge.ts";
import { FINDING_EDGES } from "./thresholds/findings.ts";
import { HTTP_EDGES } from "./thresholds/http.ts";
import { RESETS } from "./thresholds/resets.ts";
import { DATA_SIZES, NUMBERS, SEGMENT_SIZES } from "./thresholds/sizes.ts";
import { REPETITION_TIMES } from "./thresholds/repetition_times.ts";
import { DISTANCES, IDLE_TIMES, REACTION_TIMES } from "./thresholds/times.ts";

const EDGES: readonly Edge[] = [
  ...IDLE_TIMES,
  ...REPETITION_TIMES,
  ...REACTION_TIMES,
  ...DISTANCES,
  ...RESETS,
  ...DATA_SIZES,
  ...NUMBERS,
  ...SEGMENT_SIZES,
  ...COUNTS,
  ...HTTP_EDGES,
  ...FINDING_EDGES,
  ...CLOCKS,
];

/** What is said with that amount: of the last packet, or in the stories. */
function told({ at, story = false, found = false, options = {} }: Edge, amount: number): string {
  const { packets, stories, findings } = play(at(amount), options);
  if (found) return findings.flat().map(({ code, text }) => `${code}: ${text}`).join("\n");
  if (story) return stories.flatMap(({ paragraphs }) => paragraphs).join("\n");
  return packets.at(-1)!.explanations.map(({ code, title, text }) => `${code}: ${title}: ${text}`).join("\n");
}

for (const edge of EDGES) {
  const { threshold, speaks, silent, says } = edge;
  Deno.test(`explain() draws the line exactly: ${threshold}, ${speaks} and not ${silent}`, () => {
    assert(told(edge, speaks).includes(says), `${speaks}: no "${says}" in: ${told(edge, speaks)}`);
    assert(!told(edge, silent).includes(says), `${silent}: "${says}" in: ${told(edge, silent)}`);
  });
}

/** Limits of what is remembered, asked of the memory itself. */
const LIMITS: Readonly<Record<string, () => void>> = {
  "http_exchange.ts KEPT_EXCHANGES"() {
    const exchange = new HttpExchange();
    const answer = "HTTP/1.1 204 No Content\\r\\n\\r\\n";
    const text = lines(20, (n) => `${n} S A ${1 + (n - 1) * 27} "${answer}" ack 1`);
    analysedPackets(text, {}, (analysed) => exchange.take(analysed, 0));
    assertEquals([exchange.responses, exchange.kept.length], [20, 16]);
  },
  "sent_ranges.ts KEPT"() {
    const sent = new SentRanges();
    for (let n = 1; n <= 49; n++) sent.keep(n * 10, n * 10 + 10, { number: n, ipId: 0, time: 0 });
    assertEquals([sent.packetsOf(10, 30), sent.packetsOf(20, 40)], [[], [2, 3]]);
  },
  "tell_application.ts MOST_NAMES"() {
    const names = ["a", "b", "c", "d", "e"].map((name) => ({
      name,
      asker: "",
      asked: null,
      answered: { number: 1, seconds: 0, nanoseconds: 0 },
    }));
    assertEquals(otherNames(names), ["b", "c", "d"]);
  },
  "holes.ts KEPT"() {
    const holes = new Holes();
    for (let i = 0; i < 65; i++) {
      holes.open({ from: i * 10, to: i * 10 + 1, number: 1, ipId: 0, stamp: -1, idBefore: 0, time: 0 });
    }
    assertEquals([holes.fill(0, 10), holes.fill(10, 20)], [0, 1]);
  },
  "loose_pieces.ts KEPT"() {
    const pieces = new LoosePieces();
    for (let i = 1; i <= 65; i++) pieces.take({ from: "a", to: "b", id: i, number: i });
    assertEquals(pieces.behind(65535, 4, ["a", "b"]), [2, 3]);
  },
  "known_servers.ts KEPT"() {
    const closes = new KnownServers();
    const packet = new Packet();
    const at = (port: number, index: number): Conversation =>
      ({ server: { address: "10.0.0.1", port }, index }) as Conversation;
    for (let port = 1; port <= 257; port++) {
      packet.number = port;
      closes.closed(at(port, 0), packet);
    }
    assertEquals(closes.latestClose(at(1, 9), packet), null);
    packet.seconds = 2;
    packet.nanoseconds = 5;
    assertEquals(closes.latestClose(at(2, 9), packet), { number: 2, ago: 2_000_000_005 });
  },
  "known_servers.ts KEPT_HOSTS"() {
    const servers = new KnownServers();
    for (let host = 1; host <= 1025; host++) servers.hear(`10.0.0.${host}`, host);
    assertEquals([servers.heardOf("10.0.0.1"), servers.heardOf("10.0.0.2")], [0, 2]);
  },
  "known_servers.ts MEASURED"() {
    const server = { address: "10.0.0.1", port: 1 };
    const memory = (index: number, trips: number): { conversation: Conversation; server: { trips: number } } => ({
      conversation: { client: server, server, index } as Conversation,
      server: { trips },
    });
    const told = [1, 2].map((trips) => {
      const servers = new KnownServers();
      for (const index of [1, 2]) servers.answers(memory(index, trips), new Packet());
      return servers.answeredIn({ server, index: 3 } as Conversation)?.conversation.index;
    });
    assertEquals(told, [2, 1]);
  },
  "icmp_notes.ts KEPT"() {
    const { errors, further } = notesOf(`0 C S 0` + lines(5, (n) => `0.1 I 3/${n} C S 0 from 10.1.1.1`))!;
    assertEquals([errors.length, further], [4, 1]);
  },
  "tally.ts PLACES"() {
    // More codes than have places of their own are counted like these.
    const tally = new Tally();
    for (const round of [1, 2, 3]) {
      for (let index = 0; index < 9; index++) {
        if (index % 3 < round) tally.add(index, 10 * round + index, index % 2 === 0);
      }
    }
    assertEquals(CODES.slice(0, 10).map((code) => tally.count(code)), [3, 2, 1, 3, 2, 1, 3, 2, 1, 0]);
    assertEquals(CODES.slice(0, 10).map((code) => tally.firstOf(code)), [10, 21, 32, 13, 24, 35, 16, 27, 38, 0]);
    assertEquals(
      CODES.slice(0, 10).map((code) => tally.firstByClient(code)),
      [true, false, true, false, true, false, true, false, true, false],
    );
  },
  "capture_summary.ts SHOWN"() {
    const voice = new Voice(tablesOf("en").explanations);
    const shown = [8, 9].map((count) => {
      const summary = new Summary();
      summary.packets = 1;
      for (const code of CODES.filter((code) => code.startsWith("rst-")).concat(["keep-alive", "zero-window"])) {
        if (--count >= 0) summary.tally(codeIndex(code), 1);
      }
      for (const code of ["odd-flags", "window-full", "idle-closed"] as const) {
        if (--count >= 0) summary.tally(codeIndex(code), 1);
      }
      return summary.tell(voice).paragraphs.join("\n").split("first packet").length - 1;
    });
    assertEquals(shown, [8, 8]);
  },
};

for (const [name, holds] of Object.entries(LIMITS)) Deno.test(`memory keeps as much as it says: ${name}`, holds);

Deno.test("summary() tells how long a capture lasts", () => {
  const { paragraphs } = play(`0.9 C S 0\n${seconds(3_400_000_000)} C S 0`).summary;
  assert(paragraphs[0]!.includes("in 2.50 s,"), paragraphs[0]);
});

/** Units, and what a standard fixes, are no thresholds. */
const UNITS: ReadonlySet<string> = new Set([
  "recovery.ts MARKED",
  "evidence.ts TLS_ALERT",
  "evidence.ts TLS_HEADER",
  "sent_ranges.ts FIELDS",
  "tally.ts FIELDS",
  "note_options.ts NOP",
  "evidence.ts SHORTEST_SACK",
  "evidence.ts TIMESTAMPS_ALONE",
  "idle.ts SECOND",
  "timestamp_of.ts TICK",
  "conversation_memory.ts SECOND",
]);

Deno.test("every number with a name in src/explain stands in a table of thresholds", () => {
  const held = [...EDGES.map(({ threshold }) => threshold), ...Object.keys(LIMITS)];
  const missing: string[] = [];
  for (const folder of ["http", "memory", "rules", "rules/resets", "story"]) {
    const place = new URL(`../../src/explain/${folder}/`, import.meta.url);
    for (const { name, isFile } of Deno.readDirSync(place)) {
      if (!isFile) continue;
      const text = Deno.readTextFileSync(new URL(name, place));
      for (const [, constant] of text.matchAll(/^(?:export )?const ([A-Z_]+) = [\d_.e]+(?: \* SECOND)?;/gm)) {
        const threshold = `${name} ${constant}`;
        if (name === "packet_kind.ts" || UNITS.has(threshold)) continue;
        if (!held.some((row) => row === threshold || row.startsWith(`${threshold},`))) missing.push(threshold);
      }
    }
  }
  assertEquals(missing, []);
});
