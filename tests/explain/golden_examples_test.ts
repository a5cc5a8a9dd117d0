/**
 * What is said of every example, word for word: of its last packet, and in the stories. A sentence that changes, or is no longer
 * said, shows here, whether or not its example asks for words of it. `UPDATE_GOLDEN=1` writes the texts anew.
 */
import { assertGolden } from "../cli/golden.ts";
import { EXAMPLE_FILES } from "./examples/all_examples.ts";
import { FURTHER_SENTENCES } from "./examples/further_sentences.ts";
import type { RuleExamples } from "./examples/rule_examples.ts";
import { FINDING_EXAMPLES } from "./findings/all_findings.ts";
import { play, type Told } from "./scenario.ts";
import { explanationLines } from "./told_capture.ts";

function toldExample(heading: string, text: string): string[] {
  const { packets, stories, summary } = play(text);
  const { line, explanations } = packets.at(-1)!;
  const paragraphs = [...stories, summary].flatMap((story) => story.paragraphs);
  return [`## ${heading}`, line, ...explanations.flatMap(explanationLines), ...paragraphs, ""];
}

for (const [name, examples] of Object.entries(EXAMPLE_FILES)) {
  Deno.test(`explain() says of the examples in ${name} what it said before`, async () => {
    const told = Object.entries<RuleExamples>(examples).flatMap(([code, { speaks, silent }]) => [
      ...speaks.flatMap(({ text }, i) => toldExample(`${code}, speaks ${i + 1}`, text)),
      ...silent.flatMap((text, i) => toldExample(`${code}, silent ${i + 1}`, text)),
    ]);
    await assertGolden(`explain/examples/${name}.txt`, told.join("\n"));
  });
}

for (const [name, table] of Object.entries(FINDING_EXAMPLES)) {
  Deno.test(`findings() says of the examples in ${name} what it said before`, async () => {
    const told = Object.entries(table).flatMap(([code, { found, silent }]) => [
      ...found.flatMap(({ text, options }, i) => [`## ${code}, ${i + 1}`, ...toldFindings(play(text, options)), ""]),
      ...silent.flatMap((text, i) => [`## ${code}, silent ${i + 1}`, ...toldFindings(play(text)), ""]),
    ]);
    await assertGolden(`explain/findings/${name}.txt`, told.join("\n"));
  });
}

function toldFindings({ findings }: Told): string[] {
  return findings.flatMap((found, stream) =>
    found.flatMap(({ code, title, certainty, packets, text, advice }) => [
      `${stream}: ${title} [${code}; ${certainty}; ${packets.join(", ")}]`,
      `  ${text}`,
      ...(advice === "" ? [] : [`  Advice: ${advice}`]),
    ])
  );
}

Deno.test("explain() says of further scenarios what it said before", async () => {
  const told = Object.entries(FURTHER_SENTENCES).flatMap(([name, text]) => toldExample(name, text));
  await assertGolden("explain/examples/further-sentences.txt", told.join("\n"));
});
