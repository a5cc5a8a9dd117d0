import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { runConversations } from "../../src/cli/commands/explain/run_conversations.ts";
import { runExplain } from "../../src/cli/commands/explain/run_explain.ts";
import { captureFiles } from "../../src/reading/feeds/capture_files.ts";
import { JSON_SCHEMA } from "../../src/report/data/json_schema.ts";
import { explainFlags } from "../cli/explain_flags.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { violations } from "./json_schema.ts";

const CAPTURES = await captureFiles([fromFileUrl(new URL("../captures", import.meta.url))]);
const definitions = JSON_SCHEMA["$defs"] as Record<string, Record<string, unknown>>;

Deno.test("json, ndjson and flows of the whole corpus are as the schema says", async () => {
  for (const path of CAPTURES) {
    const printed = async (format: "json" | "ndjson"): Promise<string> => {
      const terminal = new MemoryTerminal();
      await runExplain(path, explainFlags({ format }), terminal);
      return terminal.printed;
    };
    assertEquals(violations(JSON.parse(await printed("json")), JSON_SCHEMA), [], path);
    for (const line of (await printed("ndjson")).trimEnd().split("\n")) {
      assertEquals(violations(JSON.parse(line), definitions["packet"]!, JSON_SCHEMA), [], path);
    }
  }
  const terminal = new MemoryTerminal();
  await runConversations(CAPTURES, { ...explainFlags(), format: "flows" }, terminal);
  for (const line of terminal.printed.trimEnd().split("\n")) {
    assertEquals(violations(JSON.parse(line), definitions["flow"]!, JSON_SCHEMA), [], line);
  }
});

Deno.test("violations() finds what is missing, too much, of another type, out of its range", () => {
  const schema = {
    type: "object",
    properties: {
      a: { type: "integer", minimum: 0 },
      b: { enum: ["x", null] },
      c: { type: "array", items: { type: "string" } },
    },
    required: ["a"],
    additionalProperties: false,
  };
  assertEquals(violations({ a: 1, b: null, c: ["t"] }, schema), []);
  for (
    const wrong of [{}, { a: -1 }, { a: "1" }, { a: 1.5 }, { a: 1, b: "y" }, { a: 1, c: [2] }, { a: 1, d: 0 }, [], null]
  ) {
    assertEquals(violations(wrong, schema).length, 1, JSON.stringify(wrong));
  }
});
