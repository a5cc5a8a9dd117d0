/** The scenario files of docs/scenarios/ are valid, and play as they promise. */
import { assert, assertEquals } from "@std/assert";
import { readScenarioFile } from "../../src/lab/scenario-file/scenario_file.ts";
import { tcplab } from "../cli/tcplab.ts";
import { CANNOT_PLAY, playing } from "./can_play.ts";

const FOLDER = new URL("../../docs/scenarios/", import.meta.url).pathname;
const EXAMPLES = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).sort();
/** What a machine that is very busy may need. */
const TRIES = 3;

Deno.test("docs/scenarios.md tells every example, and every example says what it teaches", async () => {
  const chapter = await Deno.readTextFile(new URL("../../docs/scenarios.md", import.meta.url));
  assert(EXAMPLES.length >= 10);
  for (const name of EXAMPLES) {
    const { title, teaches, expect } = await readScenarioFile(`${FOLDER}${name}`);
    assert(title.length > 20 && teaches.length > 80 && expect !== null, name);
    assert(chapter.includes(`](scenarios/${name})`), name);
  }
});

for (const name of EXAMPLES) {
  const python = (await Deno.readTextFile(`${FOLDER}${name}`)).includes("python3");
  const lacks = python &&
    !await new Deno.Command("python3", { args: ["-c", ""] }).output().then(() => true, () => false);
  Deno.test({
    name: playing(`docs/scenarios/${name} plays as it promises${lacks ? " (skipped: no python3)" : ""}`),
    ignore: CANNOT_PLAY || lacks,
    async fn() {
      const play = () => tcplab(["lab", `${FOLDER}${name}`, "--quiet", "--format", "summary", "--timeout", "60"]);
      let outcome = await play();
      for (let tried = 1; tried < TRIES && outcome.code !== 0; tried++) outcome = await play();
      assertEquals(outcome.code, 0, outcome.err);
    },
  });
}
