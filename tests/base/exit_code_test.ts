import { assertEquals } from "@std/assert";
import * as exitCode from "../../src/base/exit_code.ts";
import { sourceText } from "../source_text.ts";

Deno.test("the exit codes are those that README.md promises to scripts", () => {
  assertEquals({ ...exitCode }, { DONE: 0, FAILED: 1, WRONG_USAGE: 2, INTERRUPTED: 130 });
  const readme = Deno.readTextFileSync(new URL("../../README.md", import.meta.url)).replaceAll("\n", " ");
  const promised = `${exitCode.DONE} done, ${exitCode.FAILED} it failed, ${exitCode.WRONG_USAGE} wrong usage, ` +
    `${exitCode.INTERRUPTED} after Ctrl-C`;
  assertEquals(readme.includes(promised), true, promised);
});

Deno.test("who ends with a code after an interruption names it", () => {
  const sources = ["cli", "output", "build"].map((room) => sourceText(new URL(`../../src/${room}/`, import.meta.url)));
  assertEquals([...sources.join("\n").matchAll(/(?<![\w.])130(?!\w).*/g)].map(([line]) => line), []);
});
