/**
 * What is said of random traces, as sums: how often each thing is said, of which packets (the sum of their numbers), and in how many
 * characters. In them nearly every rule meets what its author did not think of; a change that no example shows moves a sum.
 * `UPDATE_GOLDEN=1` writes them anew.
 */
import { assertGolden } from "../cli/golden.ts";
import { Analyser } from "../../src/analysis/analyser.ts";
import type { Conversation } from "../../src/analysis/conversation.ts";
import { Explainer } from "../../src/explain/explainer.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { randomTrace } from "../fuzz/random_trace.ts";
import { recordOf } from "../packet/record_of.ts";
import { Random } from "../random.ts";

const SEEDS = 12;
const CONVERSATIONS = 10;
const PACKETS = 120;

class Sums {
  readonly #of = new Map<string, { times: number; numbers: number; characters: number }>();

  add(name: string, numbers: readonly number[], text: string): void {
    const sums = this.#of.get(name) ?? { times: 0, numbers: 0, characters: 0 };
    this.#of.set(name, sums);
    sums.times++;
    for (const number of numbers) sums.numbers += number;
    sums.characters += text.length;
  }

  lines(): string[] {
    return [...this.#of].toSorted(([a], [b]) => a < b ? -1 : 1).map(([name, { times, numbers, characters }]) =>
      `  ${name}: ${times} times, packets ${numbers}, ${characters} characters`
    );
  }
}

function saidOf(seed: number): string[] {
  const [analyser, explainer, sums] = [new Analyser(), new Explainer(), new Sums()];
  const conversations = new Set<Conversation>();
  randomTrace(new Random(seed), CONVERSATIONS, PACKETS).forEach(({ time, bytes }, at) => {
    const number = at + 1;
    const packet = dissect({
      ...recordOf(bytes, 101),
      number,
      seconds: 1_600_000_000 + Math.floor(time / 1e9),
      nanoseconds: time % 1e9,
    });
    const analysed = analyser.analyse(packet);
    if (analysed === null) return;
    conversations.add(analysed.conversation);
    for (const { code, certainty, title, text } of explainer.explain(analysed)) {
      sums.add(`${code} (${certainty}) ${title}`, [number], text);
    }
  });
  for (const conversation of conversations) {
    for (const { code, certainty, packets, text, advice } of explainer.findings(conversation)) {
      sums.add(`finding ${code} (${certainty})`, packets, text + advice);
    }
    sums.add("stories", [], explainer.story(conversation).paragraphs.join("\n"));
  }
  sums.add("summary", [], explainer.summary().paragraphs.join("\n"));
  return [`seed ${seed}`, ...sums.lines()];
}

Deno.test("explain() says of random traces what it said before", async () => {
  const seeds = Array.from({ length: SEEDS }, (_, i) => i + 1);
  await assertGolden("explain/random.txt", `${seeds.flatMap(saidOf).join("\n")}\n`);
});
