import { assertEquals, assertStringIncludes } from "@std/assert";
import { completionScript, type Shell } from "../../../src/cli/line/completion_script.ts";
import { COMMANDS as LISTED } from "../../../src/cli/commands/registry.ts";
import { loadAll } from "../../../src/cli/line/command.ts";
import { SCENARIO_NAMES } from "../../../src/cli/commands/lab/scenario_names.ts";
import { SCENARIOS } from "../../../src/lab/scenarios/registry.ts";
import { assertGolden } from "../golden.ts";
import { SAMPLE } from "./sample_command.ts";

const HIDDEN = { ...SAMPLE, name: "lab-host", hidden: true };
const COMMANDS = [SAMPLE, HIDDEN];

for (const shell of ["bash", "zsh", "fish"] as const) {
  Deno.test(`completionScript() writes the same ${shell} script as before`, async () => {
    const script = completionScript(shell, COMMANDS);
    await assertGolden(`cli/completions.${shell}`, script);
    assertEquals(/lab-host|secret/.test(script), false, "hidden things stay hidden");
  });

  Deno.test({
    name: `completionScript() is a script ${shell} can read${hasShell(shell) ? "" : `: skipped, no ${shell} here`}`,
    ignore: !hasShell(shell),
    async fn() {
      const path = await Deno.makeTempFile();
      try {
        await Deno.writeTextFile(path, completionScript(shell, COMMANDS));
        const { success, stderr } = await new Deno.Command(shell, { args: ["-n", path] }).output();
        assertEquals([success, new TextDecoder().decode(stderr)], [true, ""]);
      } finally {
        await Deno.remove(path);
      }
    },
  });
}

function hasShell(shell: Shell): boolean {
  try {
    return new Deno.Command(shell, { args: ["-c", "true"], stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

/** What bash offers after these words; the last one is being typed. */
async function completeInBash(words: readonly string[]): Promise<string[]> {
  const list = words.map((word) => `'${word}'`).join(" ");
  const script = `${completionScript("bash", COMMANDS)}
compopt() { :; }
COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _tcplab; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await new Deno.Command("bash", { args: ["-c", script] }).output();
  return new TextDecoder().decode(stdout).split("\n").filter(Boolean);
}

Deno.test({
  name: `bash completes commands, options and values${hasShell("bash") ? "" : ": skipped, no bash here"}`,
  ignore: !hasShell("bash"),
  async fn() {
    const cases: { input: string[]; expected: string[] }[] = [
      { input: ["tcplab", "sa"], expected: ["sample"] },
      { input: ["tcplab", "--v"], expected: ["--version"] },
      { input: ["tcplab", "help", ""], expected: ["sample"] },
      { input: ["tcplab", "sample", "--no-"], expected: ["--no-delay", "--no-offload"] },
      { input: ["tcplab", "sample", "--variant", "v"], expected: ["v0", "v1", "v2"] },
      { input: ["tcplab", "sample", "--port", ""], expected: [] },
      { input: ["tcplab", "sample", "h"], expected: ["http-root"] },
      { input: ["tcplab", "nix", "h"], expected: [] },
    ];
    for (const { input, expected } of cases) assertEquals(await completeInBash(input), expected, input.join(" "));
  },
});

Deno.test("completionScript() offers files where a flag or an argument takes one", () => {
  assertStringIncludes(completionScript("fish", COMMANDS), "-l html -r -F");
  assertStringIncludes(completionScript("zsh", COMMANDS), ":FILE:_files");
});

Deno.test("completion offers the scenarios that the lab has", async () => {
  assertEquals(SCENARIO_NAMES, SCENARIOS.map(({ name }) => name));
  const commands = await loadAll(LISTED.filter(({ name }) => name === "lab" || name === "explain"));
  const names = SCENARIO_NAMES.join(" ");
  assertStringIncludes(completionScript("bash", commands), `compgen -W "${names}" -f --`);
  assertStringIncludes(completionScript("zsh", commands), `"names:name:(${names})" "files:file:_files"`);
  assertStringIncludes(completionScript("fish", commands), `__fish_seen_subcommand_from lab' -F -a '${names}'`);
  assertStringIncludes(completionScript("bash", commands), "--pcapng) compopt -o filenames");
});
