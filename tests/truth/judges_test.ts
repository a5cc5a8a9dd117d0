/** What is judged, and that the judges know what they are asked. */
import { assertEquals } from "@std/assert";
import { CODES } from "../../src/explain/words/codes.ts";
import { tablesOf } from "../../src/language/all_tables.ts";
import { certaintyOf } from "./certainty_of.ts";
import { CAUSAL, UNJUDGED } from "./judge/codes.ts";
import { FINDING_JUDGES, UNJUDGED_FINDINGS } from "./judge/finding.ts";
import type { FindingCode } from "../../src/explain/words/finding.ts";
import { JUDGES } from "./judge/judges.ts";
import { markedWords, sentencesIn, unmarked } from "./marked_words.ts";
import { TruthTable } from "./truth_table.ts";
import { Voice } from "../../src/explain/words/voice.ts";
import type { Statement } from "./explain_marked.ts";
import type { Judged } from "./judge_capture.ts";

const { sentences, titles, findingTitles } = tablesOf("en").explanations;
const JUDGED = Object.keys(JUDGES);

Deno.test("every code is judged, or stands among those that claim no cause", () => {
  const missing = CODES.filter((code) => (CAUSAL[code] === undefined) === (UNJUDGED[code] === undefined));
  assertEquals(missing, []);
  for (const [code, keys] of Object.entries(CAUSAL)) {
    for (const key of keys) assertEquals(JUDGED.some((judged) => judged.startsWith(key)), true, `${code}: ${key}`);
  }
});

Deno.test("every finding is judged, or stands among those that claim no cause", () => {
  const codes = Object.keys(findingTitles) as FindingCode[];
  const unclear = codes.filter((code) =>
    (FINDING_JUDGES[code] === undefined) === (UNJUDGED_FINDINGS[code] === undefined)
  );
  assertEquals(unclear, []);
});

Deno.test("every judge has a sentence or a title to judge", () => {
  const known = new Set([
    ...Object.keys(sentences),
    ...Object.keys(titles).map((key) => `title:${key}`),
    ...Object.keys(findingTitles).map((code) => `finding:${code}`),
  ]);
  assertEquals(JUDGED.filter((key) => !known.has(key)), []);
});

Deno.test("sentencesIn() gives keys and values of marked words, and unmarked() what a user reads", () => {
  const voice = new Voice(markedWords());
  voice.begin(true);
  const block = voice.phrase("duplicate.block", { from: 5, to: 9 });
  voice.say("duplicate.sacks", { blocks: block });
  voice.say("fin.other-way");
  const told = sentencesIn(voice.toldText);
  assertEquals(told.map(({ key }) => key), ["duplicate.block", "duplicate.sacks", "fin.other-way"]);
  assertEquals(told[0]!.values, { from: "5", to: "9" });
  assertEquals(told[1]!.values, { blocks: "numbers 5 to 9" });
  assertEquals(unmarked(voice.toldText).startsWith("Selective ACK: it holds numbers 5 to 9 already. "), true);
});

function judged(certainty: Statement["certainty"], text: string, judgment: Judged["judgment"] = "right"): Judged {
  const statement = { code: "data", certainty, number: 1, conversation: 0, packets: [], sentences: [] };
  return { statement, sentence: { key: "data.push", text, values: {} }, judgment } as unknown as Judged;
}

Deno.test("certaintyOf() takes the lower of what the explanation and what the words say", () => {
  assertEquals(certaintyOf(judged("certain", "It was lost.")), "certain");
  assertEquals(certaintyOf(judged("certain", "Most likely it was lost.")), "likely");
  assertEquals(certaintyOf(judged("possible", "Most likely it was lost.")), "possible");
  assertEquals(certaintyOf(judged("likely", "Either it was lost or it was late.")), "possible");
  assertEquals(certaintyOf(judged("story", "It was lost.")), "certain");
});

Deno.test("TruthTable holds until something certain is wrong, or 2 % of what is likely", () => {
  const table = (likely: number, wrong: number, certain = 0): TruthTable => {
    const made = new TruthTable("code");
    for (let i = 0; i < likely; i++) made.add(judged("likely", "", i < wrong ? { wrong: "no" } : "right"));
    for (let i = 0; i < certain; i++) made.add(judged("certain", "", { wrong: "no" }));
    return made;
  };
  assertEquals([table(100, 1).holds, table(100, 2).holds, table(101, 2).holds], [true, false, true]);
  assertEquals(table(100, 0, 1).holds, false);
  assertEquals(table(3, 1).rows(), [{
    name: "data",
    certainty: "likely",
    stated: 3,
    right: 2,
    wrong: 1,
    undecided: 0,
  }]);
});
