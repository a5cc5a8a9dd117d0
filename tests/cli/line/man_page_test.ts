import { assertEquals } from "@std/assert";
import { COMMANDS } from "../../../src/cli/commands/registry.ts";
import { loadAll } from "../../../src/cli/line/command.ts";
import { PURPOSE } from "../../../src/cli/line/help.ts";
import { commandPage, programPage } from "../../../src/cli/line/man_page.ts";
import { assertGolden } from "../golden.ts";
import { SAMPLE } from "./sample_command.ts";

const DATE = "November 26, 2026";

Deno.test("commandPage() writes the same manual page as before", async () => {
  await assertGolden("cli/sample.1", commandPage(SAMPLE, DATE));
});

function hasMandoc(): boolean {
  try {
    return new Deno.Command("mandoc", { args: ["-h"], stdout: "null", stderr: "null" }).outputSync().code >= 0;
  } catch {
    return false;
  }
}

/** What mandoc finds fault with, but for pages that are not installed here. */
async function faultsOf(page: string): Promise<string[]> {
  const process = new Deno.Command("mandoc", { args: ["-Tlint"], stdin: "piped", stdout: "piped" }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(page));
  await writer.close();
  const { stdout } = await process.output();
  const lines = new TextDecoder().decode(stdout).split("\n").filter((line) => line !== "");
  return lines.filter((line) => !/referenced manual not found/.test(line));
}

Deno.test({
  name: `mandoc finds no fault with the manual pages${hasMandoc() ? "" : ": skipped, no mandoc here"}`,
  ignore: !hasMandoc(),
  async fn() {
    for (const command of [SAMPLE, ...await loadAll(COMMANDS)]) {
      assertEquals(await faultsOf(commandPage(command, DATE)), [], command.name);
    }
    assertEquals(await faultsOf(programPage(COMMANDS, PURPOSE, DATE)), [], "tcplab");
  },
});
