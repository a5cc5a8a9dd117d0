/** The flows of many captures in DuckDB: what docs/scale.md shows, run, and held against one process that looks at every flow. */
import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { flowLine } from "../../src/flows/flow_json.ts";
import { Progress } from "../../src/reading/progress.ts";
import { captureFiles } from "../../src/reading/feeds/capture_files.ts";
import { FileFeed } from "../../src/reading/feeds/file_feed.ts";
import { readFlows } from "../../src/reading/read_flows.ts";
import { inFolder } from "../cli/in_folder.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { documented } from "./documented.ts";
import { type Answer, type FlowRecord, QUESTIONS } from "./questions.ts";

const CAPTURES = fromFileUrl(new URL("../captures", import.meta.url));
const ASK = fromFileUrl(new URL("./ask_duckdb.ts", import.meta.url));

async function asked(statements: readonly string[]): Promise<Answer[] | null> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--no-lock", "--no-config", "--quiet", ASK],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(statements))).catch(() => {});
  await writer.close().catch(() => {});
  const { success, stdout } = await process.output();
  return success ? JSON.parse(new TextDecoder().decode(stdout)) : null;
}

/** Flows of the own corpus, a file for each capture, some of them twice as if captured at two places. */
async function writeFlows(folder: string): Promise<FlowRecord[]> {
  const terminal = new MemoryTerminal();
  const records: FlowRecord[] = [];
  for (const [index, path] of (await captureFiles([CAPTURES])).entries()) {
    const lines: string[] = [];
    using feed = await FileFeed.open(path, { reread: false, interrupted: terminal.interrupted });
    await readFlows(feed!, { take: (flow) => lines.push(flowLine(flow)) }, {
      terminal,
      progress: new Progress(terminal, 1),
    });
    const copies = index % 3 === 0
      ? [lines, lines.map((line) => line.replace('"capture":"', '"capture":"second '))]
      : [lines];
    for (const [copy, all] of copies.entries()) {
      await Deno.writeTextFile(`${folder}/${index}-${copy}.ndjson`, all.map((line) => line + "\n").join(""));
      records.push(...all.map((line) => JSON.parse(line)));
    }
  }
  return records;
}

Deno.test({
  name: "DuckDB answers the ten questions of docs/scale.md as one process does",
  ignore: await asked(["SELECT 1"]) === null,
  fn: async () => {
    const { table, questions } = await documented("DuckDB");
    assertEquals([...questions.keys()], QUESTIONS.map(({ key }) => key));
    await inFolder(async (folder) => {
      const flows = await writeFlows(folder);
      const statements = [table.replace("flows/*.ndjson", `${folder}/*.ndjson`), ...questions.values()];
      const answers = await asked(statements);
      for (const [index, { key, answer }] of QUESTIONS.entries()) {
        const expected = answer(flows);
        assertEquals(answers![index + 1], expected, key);
        if (key !== "servers that send most again, of those with a hundred packets") {
          assertEquals(expected.length > 0, true, key);
        }
      }
    });
  },
});
