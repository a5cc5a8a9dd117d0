/** `deno task compile`: writes ./tcplab, a program that needs neither Deno nor this folder. */
import { DONE } from "../base/exit_code.ts";
import { join, resolve } from "@std/path";
import { type Command, defineCommand } from "../cli/line/command.ts";
import { text } from "../cli/line/flag.ts";
import { ProcessTerminal } from "../output/process_terminal.ts";
import { run } from "../cli/line/run.ts";
import type { Terminal } from "../output/terminal.ts";
import type { CompileOptions } from "./compile_arguments.ts";
import { checkProgram, denoCompile, failCompile, ROOT, workerModules } from "./deno_compile.ts";
import { runtimeFromNpm } from "./runtime.ts";
import { executableName, hostOs } from "./target.ts";

/**
 * Compiles with, in this order: the runtime that DENORT_BIN names; the one that Deno downloads from its own host; the
 * pinned one from the npm registry.
 */
async function compileWithSomeRuntime(options: CompileOptions, terminal: Terminal): Promise<string> {
  const chosen = Deno.env.get("DENORT_BIN");
  const first = await denoCompile(options);
  if (first.success) return chosen ? `DENORT_BIN=${chosen}` : "Deno's own download";
  if (chosen || !first.runtimeMissing) return await failCompile(first, terminal);
  await terminal.err("compile: Deno's download host does not answer; taking the runtime from the npm registry\n");
  const runtime = await runtimeFromNpm();
  const second = await denoCompile(options, runtime.path);
  if (!second.success) return await failCompile(second, terminal);
  return runtime.description;
}

export const COMPILE: Command = {
  name: "compile",
  summary: "Write the standalone program",
  ...defineCommand({
    invokedAs: "deno task compile",
    description: "Writes a program that holds the runtime, tcplab and the built-in site, and runs it once.",
    positionals: [],
    flags: {
      output: text({
        help: "The file to write (default: tcplab in the project's folder)",
        placeholder: "FILE",
        short: "o",
      }),
    },
    examples: [{ line: "deno task compile", does: "Writes ./tcplab" }],
    async run({ flags }, terminal) {
      const os = hostOs();
      const output = flags.output === undefined ? join(ROOT, executableName(os)) : resolve(flags.output);
      const runtime = await compileWithSomeRuntime({ os, output, workers: await workerModules() }, terminal);
      const { bytes, version } = await checkProgram(output).catch(async (error) => {
        await Deno.remove(output);
        throw error;
      });
      await terminal.err(`compile: runtime: ${runtime}\n`);
      await terminal.err(`compile: wrote ${output}: ${(bytes / 1e6).toFixed(1)} MB, ${version}\n`);
      return DONE;
    },
  }),
};

if (import.meta.main) {
  Deno.exit(await run(["compile", ...Deno.args], [COMPILE], new ProcessTerminal()));
}
