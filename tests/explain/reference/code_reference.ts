/**
 * docs/codes.md, made of the rules and of what golden texts hold of them: a title, where it is written, the scenario of the lab
 * that makes it happen, and one example, of a capture of the lab where there is one.
 */
import { join } from "@std/path";
import { ruleOf } from "../../../src/explain/rules/all_rules.ts";
import { type Code, CODES } from "../../../src/explain/words/codes.ts";
import { TITLES } from "../../../src/language/en/explanations/titles.ts";
import { citation } from "../../../src/report/html/text/citation.ts";
import { wordsOf } from "../../../src/report/html/text/page_words.ts";
import { GOLDEN } from "../../cli/golden.ts";
import { allCaptures, isFormatTwin } from "../../captures/captures.ts";

interface Sighting {
  readonly code: string;
  readonly certainty: string;
  readonly text: string;
  /** The packet's number, where it is one of a capture. */
  readonly packet: string | null;
}

/** What a golden text of explanations holds: a line with the code, below it the sentences. Pure. */
function sightings(golden: string): Sighting[] {
  const found: Sighting[] = [];
  let packet: string | null = null;
  const lines = golden.split("\n");
  lines.forEach((line, index) => {
    packet = /^(\d+)\. /.exec(line)?.[1] ?? (line.startsWith("## ") ? null : packet);
    const [, code, certainty] = /^ {3}([a-z][a-z0-9-]*) \((certain|likely|possible)\b/.exec(line) ?? [];
    const text = lines[index + 1]?.trim() ?? "";
    if (code !== undefined && certainty !== undefined) found.push({ code, certainty, text, packet });
  });
  return found;
}

/** An example, and where it is from. */
interface Example extends Sighting {
  readonly from: string;
}

/** The first example of each code: of captures of the lab, then of those made by hand, then of the tests. */
async function examples(): Promise<Map<string, Example>> {
  const found = new Map<string, Example>();
  const take = async (file: string, from: (sighting: Sighting) => string) => {
    for (const sighting of sightings(await Deno.readTextFile(join(GOLDEN, "explain", file)))) {
      if (!found.has(sighting.code)) found.set(sighting.code, { ...sighting, from: from(sighting) });
    }
  };
  const captures = allCaptures().filter((capture) => !isFormatTwin(capture));
  const ofExperiments = (capture: string) => /^lab\/v\d/.test(capture) ? 0 : 1;
  const lab = captures.filter((capture) => capture.startsWith("lab/")).sort((a, b) =>
    ofExperiments(a) - ofExperiments(b)
  );
  for (const capture of [...lab, ...captures.filter((name) => !lab.includes(name))]) {
    const [kind, name = ""] = capture.split("/");
    const scenario = name.replace(/\.\w+$/, "");
    const source = kind === "lab" ? `the lab's \`${scenario}\`` : "a capture made for the tests";
    await take(`captures/${name}.txt`, ({ packet }) => `${source}, packet ${packet}`);
  }
  const folder = join(GOLDEN, "explain", "examples");
  for (const { name } of [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1)) {
    await take(`examples/${name}`, () => "a trace made for the tests");
  }
  return found;
}

/** Text in a paragraph of Markdown. */
function escaped(text: string): string {
  return text.replace(/[<*_|]/g, (sign) => sign === "<" ? "&lt;" : `\\${sign}`);
}

function variants(code: Code): string[] {
  return Object.entries(TITLES).filter(([key]) => key.startsWith(`${code}.`)).map(([, title]) => title);
}

function section(code: Code, example: Example): string {
  const { rfc, scenario } = ruleOf(code);
  const facts = [
    rfc === "" ? "written nowhere" : citation(rfc, wordsOf("en")),
    ...(scenario === null ? ["no scenario makes it happen"] : [`\`tcplab lab ${scenario}\``]),
  ];
  const others = variants(code);
  return [
    `### ${code}`,
    "",
    `**${escaped(TITLES[code])}**${others.length === 0 ? "" : `, or: ${others.map(escaped).join("; ")}`}.`,
    `${facts.join("; ")}.`,
    "",
    `> ${escaped(example.text)}`,
    "",
    `(${example.certainty}; ${example.from})`,
    "",
  ].join("\n");
}

const INTRODUCTION = `# The codes of explanations

What \`tcplab explain\` says of a packet has a code, which stays: \`explanations[i].code\` in \`--format ndjson\` and \`json\`, the words in
brackets in text, \`--filter 'code nagle-coalesced'\`, \`--expect 'no code zero-window'\`. Here is each, with its titles, the documents
that say so, the scenario of the lab that makes it happen, and what was said once. This chapter is made of the rules and of the
tests' texts by \`UPDATE_GOLDEN=1 deno test -A tests/explain\`.

What is said of many packets together has codes of its own: [findings](findings.md). So have Wireshark's verdicts
([the analysis](analysis.md)), what a transfer waited for ([why](why.md)), and what differs between two captures ([pair](pair.md)).

`;

/** The whole chapter. Throws where a code has no example. */
export async function codeReference(): Promise<string> {
  const found = await examples();
  const without = CODES.filter((code) => !found.has(code));
  if (without.length > 0) throw new Error(`No golden text shows ${without.join(", ")}: give it an example`);
  const list = CODES.map((code) => `[\`${code}\`](#${code})`).join(" · ");
  return `${INTRODUCTION}${list}\n\n${CODES.map((code) => section(code, found.get(code)!)).join("\n")}`;
}
