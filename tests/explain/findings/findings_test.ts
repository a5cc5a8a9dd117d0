/** Every finding of a conversation: scenarios in which it is found, and look-alikes in which it must not be. */
import { assert, assertEquals } from "@std/assert";
import { FINDING_RULES } from "../../../src/explain/findings/find.ts";
import { FINDING_EXAMPLES } from "./all_findings.ts";
import { play } from "../scenario.ts";

const EXAMPLES = Object.entries(FINDING_EXAMPLES).flatMap(([file, table]) =>
  Object.entries(table).map(([code, examples]) => [file, code, examples] as const)
);

for (const [file, code, { found, silent }] of EXAMPLES) {
  Deno.test(`findings() says ${code} where the packets bear it: ${file}`, () => {
    for (const { text, certainty, packets, stream = 0, says = [], never = [], advises, options = {} } of found) {
      const findings = play(text, options).findings[stream]!;
      const finding = findings.find((candidate) => candidate.code === code);
      assert(finding !== undefined, `only ${findings.map(({ code }) => code).join(", ")} in: ${text}`);
      assertEquals([finding.certainty, ...finding.packets], [certainty, ...packets], text);
      for (const words of says) assert(finding.text.includes(words), `no "${words}" in: ${finding.text}`);
      for (const words of never) assert(!finding.text.includes(words), `"${words}" in: ${finding.text}`);
      if (advises === "") assertEquals(finding.advice, "");
      else if (advises !== undefined) assert(finding.advice.includes(advises), finding.advice);
    }
  });

  Deno.test(`findings() does not say ${code} of what only looks like it: ${file}`, () => {
    for (const text of silent) {
      const codes = play(text).findings.flat().map(({ code }) => code);
      assert(!(codes as string[]).includes(code), `${codes.join(", ")} in: ${text}`);
    }
  });
}

Deno.test("every rule has its examples", () => {
  const shown = new Set(EXAMPLES.map(([, code]) => code));
  assertEquals(FINDING_RULES.map(({ code }) => code).filter((code) => !shown.has(code)), []);
});

Deno.test("FINDING_RULES are one for a code", () => {
  const codes = FINDING_RULES.map(({ code }) => code);
  assertEquals(new Set(codes).size, codes.length);
});

Deno.test("findings() gives advice only where it is at least likely", () => {
  for (const [, , { found }] of EXAMPLES) {
    for (const { text } of found) {
      for (const { certainty, advice } of play(text).findings.flat()) {
        assert(certainty !== "possible" || advice === "", advice);
      }
    }
  }
});
