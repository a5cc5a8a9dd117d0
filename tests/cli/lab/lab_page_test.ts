import { assertEquals } from "@std/assert";
import { withPlainTitle } from "../../../src/cli/commands/lab/lab_page.ts";
import { SCENARIOS } from "../../../src/lab/scenarios/registry.ts";

Deno.test("withPlainTitle() leaves out what a scenario of ours teaches, and keeps a teacher's own title", () => {
  const around = { title: "v2: Nagle's algorithm gathers the answers", done: [], command: "", program: "" };
  const [ours] = SCENARIOS.filter(({ name }) => name === "v2");
  assertEquals(withPlainTitle(around, ours!).title, "v2");
  assertEquals(withPlainTitle(around, { ...ours!, name: "question" }).title, around.title);
});
