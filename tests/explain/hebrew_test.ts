/** Hebrew: counts, prefixes, and left-to-right runs set apart in every sentence the rules can say. */
import { assert, assertEquals } from "@std/assert";
import { assertGolden } from "../cli/golden.ts";
import { CODES } from "../../src/explain/words/codes.ts";
import { HEBREW_GRAMMAR } from "../../src/language/he/grammar.ts";
import { tablesOf } from "../../src/language/all_tables.ts";
import type { Tables } from "../../src/language/en/tables.ts";
import { isolateRuns } from "../../src/language/text/isolate.ts";
import { EXAMPLES } from "./examples/all_examples.ts";
import { LOSSES } from "./examples/losses.ts";
import { play, type Told } from "./scenario.ts";
import { toldText } from "./told_text.ts";

const visible = (text: string): string => text.replace(/\u2066/g, "<").replace(/\u2068/g, "<?").replace(/\u2069/g, ">");

Deno.test("isolateRuns() sets numbers, code and Latin words apart, and leaves Hebrew and its words alone", () => {
  const cases: [string, string][] = [
    ["ack {ack} = {from} + {length} מאשר", "<ack {ack} = {from} + {length}> מאשר"],
    ["ה{sender} שלח {bytes} ב־ACK", "ה{sender} שלח {bytes} ב־<ACK>"],
    ["חבילה {number}: {line}", "חבילה <?{number}>: {line}"],
    ["(חבילות {syn}, {synAck} ו־{ack})", "(חבילות <?{syn}>, <?{synAck}> ו־<?{ack}>)"],
    ["`Connection: close`: סוף", "<`Connection: close`>: סוף"],
    ["{time} אחרי accept()", "{time} אחרי <accept()>"],
    ["(RFC 9293 3.8.6, SO_LINGER עם זמן 0).", "(<RFC 9293 3.8.6>, <SO_LINGER> עם זמן <0>)."],
    ["{length} = {count} x {piece}: לפי", "<{length} = {count} x {piece}>: לפי"],
    ["CUBIC ב־30%, Reno בחצי", "<CUBIC> ב־<30%>, <Reno> בחצי"],
    ["{share}% מן הזמן", "<{share}%> מן הזמן"],
    ["(editcap -d) או --top N", "(<editcap -d>) או <--top N>"],
    ["אין כאן דבר.", "אין כאן דבר."],
  ];
  for (const [text, expected] of cases) assertEquals(visible(isolateRuns(text)), expected);
});

Deno.test("HEBREW_GRAMMAR counts one, two and many, each noun in its gender", () => {
  const { bytes, segments, packets, conversations } = HEBREW_GRAMMAR;
  const forms = (count: (n: number) => string): string[] => [1, 2, 3, 20, 0].map((n) => visible(count(n)));
  assertEquals(forms(bytes), ["בית אחד", "שני בתים", "<3> בתים", "<20> בתים", "<0> בתים"]);
  assertEquals(forms(segments), ["סגמנט אחד", "שני סגמנטים", "<3> סגמנטים", "<20> סגמנטים", "<0> סגמנטים"]);
  assertEquals(forms(packets), ["חבילה אחת", "שתי חבילות", "<3> חבילות", "<20> חבילות", "<0> חבילות"]);
  assertEquals(forms(conversations), ["חיבור אחד", "שני חיבורים", "<3> חיבורים", "<20> חיבורים", "<0> חיבורים"]);
});

Deno.test("HEBREW_GRAMMAR writes durations, and lists with the letter that joins the last item", () => {
  const { duration, list } = HEBREW_GRAMMAR;
  assertEquals([8_000, 40_000_000, 5e9, 150e9, 907 * 86_400e9].map(duration).map(visible), [
    "<8.00 µs>",
    "<40.0 ms>",
    "<5.00 s>",
    "<2 min 30 s>",
    "<907> ימים",
  ]);
  assertEquals(list([]), "");
  assertEquals(list(["חותמות זמן"]), "חותמות זמן");
  assertEquals(list(["סגמנטים", "חלון", "אישור"]), "סגמנטים, חלון ואישור");
  assertEquals(list(["5", "15"]), "5 ו־15");
});

function saidIn({ packets, stories, summary }: Told): string[] {
  const told = packets.flatMap(({ explanations }) => explanations.flatMap(({ title, text }) => [title, text]));
  return [...told, ...[...stories, summary].flatMap(({ title, paragraphs }) => [title, ...paragraphs])];
}

/** Every text that Hebrew says of the examples of all rules. */
const EVERYTHING_SAID: ReadonlySet<string> = new Set(
  CODES.flatMap((code) => EXAMPLES[code].speaks).flatMap(({ text }) => saidIn(play(text, { language: "he" }))),
);

const HEBREW_LETTER = /[\u05d0-\u05ea]/;
const INNERMOST = /([\u2066\u2068])([^\u2066\u2068\u2069]*)\u2069/;

/** What is wrong with a line's directions, or null: Latin letters, sums and percent signs stand in isolates, Hebrew never in a left-to-right one. */
function misplaced(text: string): string | null {
  let rest = text;
  for (let match = INNERMOST.exec(rest); match !== null; match = INNERMOST.exec(rest)) {
    const [whole, kind, inner = ""] = match;
    const hebrew = HEBREW_LETTER.test(inner);
    if (hebrew && (kind === "\u2066" || /[A-Za-z0-9]/.test(inner))) return `Hebrew and Latin in one run: ${inner}`;
    rest = rest.replace(whole, "\ufffc");
  }
  if (/[\u2066\u2068\u2069]/.test(rest)) return "an isolate without its end";
  const bare = rest.replace(/\(\d+(, \d+)*(, \.\.\.| ו־\d+)?\)/g, "").match(/[A-Za-z]+|\d+|%/);
  return bare === null ? null : `${bare[0]} stands bare`;
}

Deno.test("explain() in Hebrew sets every number, flag and piece of code apart", () => {
  for (const text of EVERYTHING_SAID) {
    const fault = misplaced(text);
    assert(fault === null, `${fault}, in: ${visible(text)}`);
  }
});

Deno.test("why and what the kernels say set every number, share and piece of code apart in Hebrew", () => {
  const { why, kernel } = tablesOf("he");
  const figures = { share: "54%", time: "2 min 12 s", total: "15 days", bytes: "64.2 KB", rate: "9.65 Mbit/s" };
  const outcomes = [null, "refused", "unanswered", "half-open", "unacknowledged", "unused", "corked"];
  const verdicts = ["", why.ends.client].flatMap((end) =>
    outcomes.flatMap((outcome) =>
      [true, false].flatMap((lossSeen) =>
        Object.values(why.verdicts).map((say) => say({ ...figures, end, lossSeen, outcome }))
      )
    )
  );
  const remedies = Object.values(why.remedies).map((say) => say({ ...figures, end: why.ends.server, outcome: null }));
  const { named } = why;
  const waits = [
    named.setUp([named.name("example.org", "35.0 ms", "1-2"), named.opening("20.0 ms")].join("; ")),
    named.tls("40.0 ms", 2, "4-9"),
    named.answers(named.answer("GET /", "1.20 s", "200 OK", "6")),
    named.pauses(named.pause("GET /", "2.00 s", "7-8")),
  ];
  const parts = Object.values(why.causes).map((cause) => why.part(cause, "<1%"));
  const windows = (["loss", "timeout", "mark"] as const).map((why) =>
    kernel.fell({ from: 20, to: 10, packet: 7, threshold: 10, why })
  );
  const grown = [true, false].map((slowStart) => kernel.grew({ from: 10, to: 20, packet: 0, slowStart }));
  const spent = kernel.spent({ busy: 1500, receiver: 300, buffer: 30, again: 2 });
  const lines = [
    why.went(parts.join(", ")),
    why.besideKernel("1", parts.join(", ")),
    why.noTcp,
    why.further("4"),
    spent,
  ];
  for (const text of [...verdicts, ...remedies, ...waits, ...windows, ...grown, ...lines]) {
    assertEquals(misplaced(text), null, visible(text));
  }
});

Deno.test("one more conversation that is not shown is one, in both languages", () => {
  const left = ({ why, pair, conversations, report }: Tables, count: string): string[] => [
    ...[why, pair, conversations].map((words) => words.further(count)),
    report.summary.beyond(count),
    report.summary.further(count),
  ];
  for (const text of left(tablesOf("en"), "1")) assert(/\b1\b.*\bconversation\b/.test(text), text);
  for (const text of left(tablesOf("en"), "2")) assert(/\b2\b.*\bconversations\b/.test(text), text);
  for (const text of left(tablesOf("he"), "1")) assert(/(?:שיחה אחת|חיבור אחד)/.test(text), visible(text));
  for (const text of ["1", "2"].flatMap((count) => left(tablesOf("he"), count))) {
    assertEquals(misplaced(text), null, visible(text));
  }
});

/** Every text of a table by its path; of a text that is put together, what it is put together of. */
function textsOf(table: unknown, path = ""): [path: string, text: string][] {
  if (typeof table === "string" || typeof table === "function") return [[path, String(table)]];
  if (typeof table !== "object" || table === null) return [];
  return Object.entries(table).flatMap(([key, value]) => textsOf(value, `${path}/${key}`));
}

Deno.test("Hebrew says timer for a timer and clock for a clock, and has one word for likely and for a block", () => {
  const english = new Map(textsOf(tablesOf("en")));
  const told = textsOf(tablesOf("he"));
  assert(told.length > 1000, String(told.length));
  for (const [path, hebrew] of told) {
    const said = english.get(path) ?? "";
    if (hebrew.includes("שעון")) assert(/clock|UTC/i.test(said), `${path}: ${hebrew}`);
    if (/\btimer/i.test(said)) assert(hebrew.includes("טיימר"), `${path}: ${hebrew}`);
    assert(!/(?<![\u05d0-\u05ea])סביר|כנראה/.test(hebrew), `${path}: ${hebrew}`);
    assert(!/(?<![\u05d0-\u05ea])[הבלמשו]*גושי?(?![\u05d0-\u05ea])/.test(hebrew), `${path}: ${hebrew}`);
    if (!path.startsWith("/scenarios") && /most likely/i.test(said)) {
      assert(/קרוב לוודאי/.test(hebrew), `${path}: ${hebrew}`);
    }
  }
});

Deno.test("explain() in Hebrew leaves no placeholder, no undefined, and no prefix apart from its word", () => {
  for (const text of EVERYTHING_SAID) {
    assert(!/undefined|NaN|Infinity|[{}]/.test(text), text);
    // A maqaf ties a letter to a number or to Latin; before Hebrew the letter joins its word.
    assert(!/(?<![\u05d0-\u05ea])[בהולמשכ]\u05be(?=[\u05d0-\u05ea])/.test(text), visible(text));
    assert(!/ {2}| [.,:;]/.test(text), visible(text));
  }
});

Deno.test("explain() tells the same numbers in Hebrew as in English", () => {
  const numbers = (text: string): string[] => [...text.matchAll(/\d{3,}/g)].map(([number]) => number).toSorted();
  for (const code of CODES) {
    for (const { text } of EXAMPLES[code].speaks) {
      const english = saidIn(play(text));
      const hebrew = saidIn(play(text, { language: "he" }));
      // The host numbers its packets anew each time a scenario is played.
      english.forEach((said, i) => said.includes(" IP ") || assertEquals(numbers(hebrew[i]!), numbers(said), said));
    }
  }
});

Deno.test("explain() tells a lost segment and its repetition in Hebrew as the golden text does", () => {
  const [example] = LOSSES["fast-retransmission"].speaks;
  return assertGolden("explain/fast_retransmission.he.txt", toldText(play(example!.text, { language: "he" })));
});
