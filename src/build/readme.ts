/** `deno task readme`: writes what README.md has from elsewhere anew: the tables of the definitions, the Deno to use. */
import { DONE } from "../base/exit_code.ts";
import { join } from "@std/path";
import { Failure } from "../base/failure.ts";
import { type Command, defineCommand, loadAll } from "../cli/line/command.ts";
import { COMMANDS } from "../cli/commands/registry.ts";
import type { Flag } from "../cli/line/flag.ts";
import { GENERAL_GROUP, withGeneralFlags } from "../cli/line/general_flags.ts";
import { groupsOf, optionLabel, optionText } from "../cli/line/help.ts";
import { positionalUsage } from "../cli/line/parse.ts";
import { ProcessTerminal } from "../output/process_terminal.ts";
import { run } from "../cli/line/run.ts";
import { ROOT } from "./deno_compile.ts";
import { denoVersion, renderDenoVersion } from "./deno_version.ts";

/** A bar would end the cell, an angle bracket would begin a tag. */
function cell(text: string): string {
  return text.replace(/\|/g, "\\|").replace(/</g, "&lt;");
}

function commandTable(commands: readonly Command[]): string {
  const rows = commands.filter(({ hidden }) => !hidden).map((command) => {
    const usage = `tcplab ${command.name} ${positionalUsage(command.positionals)}`.trimEnd();
    return `| \`${usage.replace(/\|/g, "\\|")}\` | ${cell(command.summary)} |`;
  });
  return ["| command | does |", "|---|---|", ...rows].join("\n");
}

function optionRow(key: string, flag: Flag<unknown>): string {
  const short = flag.short ? `\`-${flag.short}\`, ` : "";
  return `| ${short}\`${optionLabel(key, flag).replace(/\|/g, "\\|")}\` | ${cell(optionText(flag))} |`;
}

function optionTable(command: Command): string {
  const groups = [...groupsOf(command.flags)].filter(([group]) => group !== GENERAL_GROUP);
  const rows = groups.flatMap(([group, members]) => [
    ...(groups.length > 1 ? [`| **${cell(group)}** | |`] : []),
    ...members.map(([key, flag]) => optionRow(key, flag)),
  ]);
  return ["| option | does |", "|---|---|", ...rows].join("\n");
}

/**
 * The document with every table between `<!-- commands -->` or `<!-- options of NAME -->` and `<!-- end -->` made anew.
 * Pure. Throws `Failure` for a mark that names no command.
 */
export function renderReadme(document: string, commands: readonly Command[]): string {
  const general = /(<!-- general options -->\n)[\s\S]*?(<!-- end -->)/;
  const rows = Object.entries(withGeneralFlags({})).map(([key, flag]) => optionRow(key, flag));
  const table = ["| option | does |", "|---|---|", ...rows].join("\n");
  document = document.replace(general, (_whole, start: string, end: string) => `${start}\n${table}\n\n${end}`);
  const marks = /(<!-- (?:commands|options of ([\w-]+)) -->\n)[\s\S]*?(<!-- end -->)/g;
  return document.replace(marks, (_whole, start: string, name: string | undefined, end: string) => {
    if (name === undefined) return `${start}\n${commandTable(commands)}\n\n${end}`;
    const command = commands.find((candidate) => candidate.name === name);
    if (!command) throw new Failure(`README.md wants the options of a command that is not there: ${name}`);
    return `${start}\n${optionTable(command)}\n\n${end}`;
  });
}

/** The documents that name commands to type. */
const DOCUMENTS = ["README.md", "CONTRIBUTING.md", "docs/install.md", "www/index.html", "www/he.html"] as const;

const README: Command = {
  name: "readme",
  summary: "Write the README's tables anew",
  ...defineCommand({
    invokedAs: "deno task readme",
    description: "Replaces the tables of commands and options in README.md by what the definitions say now, and the " +
      "number in every deno@NUMBER of the documents by that of .deno-version.",
    positionals: [],
    flags: {},
    examples: [{ line: "deno task readme", does: "After a change of a flag" }],
    async run(_invocation, terminal) {
      const commands = await loadAll(COMMANDS);
      for (const name of DOCUMENTS) {
        const path = join(ROOT, name);
        const before = await Deno.readTextFile(path);
        const after = renderDenoVersion(renderReadme(before, commands), denoVersion());
        if (after !== before) await Deno.writeTextFile(path, after);
        await terminal.err(`readme: ${name}: ${after === before ? "nothing to change" : "written"}\n`);
      }
      return DONE;
    },
  }),
};

if (import.meta.main) {
  Deno.exit(await run(["readme", ...Deno.args], [README], new ProcessTerminal()));
}
