import { assertEquals, assertStringIncludes } from "@std/assert";
import { completionScript, type Shell } from "../../../src/cli/line/completion/completion_script.ts";
import { COMMANDS as LISTED } from "../../../src/cli/commands/registry.ts";
import { loadAll } from "../../../src/cli/line/command.ts";
import { COLUMN_NAMES } from "../../../src/cli/commands/explain/explain_flags.ts";
import { SCENARIO_NAMES } from "../../../src/cli/commands/lab/scenario_names.ts";
import { SCENARIOS } from "../../../src/lab/scenarios/registry.ts";
import { COLUMNS } from "../../../src/report/conversations/columns.ts";
import { assertGolden } from "../golden.ts";
import { inFolder } from "../in_folder.ts";
import { SAMPLE } from "./sample_command.ts";

const HIDDEN = { ...SAMPLE, name: "lab-host", hidden: true };
const COMMANDS = [SAMPLE, HIDDEN];

for (const shell of ["bash", "zsh", "fish", "powershell"] as const) {
  Deno.test(`completionScript() writes the same ${shell} script as before`, async () => {
    const script = completionScript(shell, COMMANDS);
    await assertGolden(`cli/completions.${shell}`, script);
    assertEquals(/lab-host|secret/.test(script), false, "hidden things stay hidden");
  });

  Deno.test({
    name: `completionScript() is a script ${shell} can read${hasShell(shell) ? "" : `: skipped, no ${shell} here`}`,
    ignore: !hasShell(shell) || shell === "powershell",
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
    return new Deno.Command(shell === "powershell" ? "pwsh" : shell, {
      args: ["-c", "true"],
      stdout: "null",
      stderr: "null",
    }).outputSync().success;
  } catch {
    return false;
  }
}

/** What bash offers after these words; the last one is being typed. */
async function completeInBash(words: readonly string[], commands = COMMANDS, cwd = "."): Promise<string[]> {
  const list = words.map((word) => `'${word}'`).join(" ");
  const script = `${completionScript("bash", commands)}
compopt() { :; }
COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _tcplab; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await new Deno.Command("bash", { args: ["-c", script], cwd }).output();
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
      { input: ["tcplab", "sample", "--variant", "=", "v"], expected: ["v0", "v1", "v2"] },
      { input: ["tcplab", "sample", "--variant", "="], expected: ["v0", "v1", "v2"] },
      { input: ["tcplab", "sample", "--variant=v1"], expected: ["v1"] },
    ];
    for (const { input, expected } of cases) assertEquals(await completeInBash(input), expected, input.join(" "));
  },
});

Deno.test("completionScript() offers files where a flag or an argument takes one", () => {
  assertStringIncludes(completionScript("fish", COMMANDS), "-l html -r -F");
  assertStringIncludes(completionScript("zsh", COMMANDS), ":FILE:_files");
});

Deno.test("completion offers the columns that lists have", () => {
  assertEquals(COLUMN_NAMES, COLUMNS.map(({ key }) => key));
});

Deno.test("completion offers the scenarios that the lab has", async () => {
  assertEquals(SCENARIO_NAMES, SCENARIOS.map(({ name }) => name));
  const commands = await loadAll(LISTED.filter(({ name }) => name === "lab" || name === "explain"));
  const names = SCENARIO_NAMES.join(" ");
  assertStringIncludes(completionScript("bash", commands), `_tcplab_words "${names}"; _tcplab_files`);
  assertStringIncludes(completionScript("zsh", commands), `"names:name:(${names})" "files:file:_files"`);
  assertStringIncludes(completionScript("fish", commands), `__fish_seen_subcommand_from lab' -F -a '${names}'`);
  assertStringIncludes(completionScript("bash", commands), "--pcapng) _tcplab_files; return ;;");
  assertStringIncludes(completionScript("bash", commands), "else _tcplab_captures; fi ;;");
});

Deno.test({
  name: `bash offers captures before other files, with spaces in their names${hasShell("bash") ? "" : ": skipped"}`,
  ignore: !hasShell("bash"),
  async fn() {
    await inFolder(async (folder) => {
      const explain = await loadAll(LISTED.filter(({ name }) => name === "explain"));
      const offered = async (word: string) =>
        (await completeInBash(["tcplab", "explain", word], explain, folder)).sort();
      await Deno.writeTextFile(`${folder}/notes.txt`, "");
      assertEquals(await offered(""), ["notes.txt"], "other files, where there is no capture");
      for (const name of ["a b.pcapng", "c.pcap.gz"]) await Deno.writeTextFile(`${folder}/${name}`, "");
      await Deno.mkdir(`${folder}/more`);
      assertEquals(await offered(""), ["a b.pcapng", "c.pcap.gz", "more"]);
      assertEquals(await offered("a"), ["a b.pcapng"]);
      const filter = await completeInBash(["tcplab", "explain", "--filter", "ho"], explain, folder);
      assertEquals(filter, ["host"]);
    });
  },
});
