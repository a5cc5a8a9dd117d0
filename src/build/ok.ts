/**
 * `deno task ok`: everything that is asked of a change, in the order in which it fails fastest; the tests' own summary
 * comes last.
 */
import { DONE } from "../base/exit_code.ts";
import { Failure } from "../base/failure.ts";
import { type Command, defineCommand } from "../cli/line/command.ts";
import { ProcessTerminal } from "../output/process_terminal.ts";
import { run } from "../cli/line/run.ts";
import { ROOT } from "./deno_compile.ts";

/** One step: what it is called, and the arguments of deno. */
interface Step {
  readonly name: string;
  readonly args: readonly string[];
}

const STEPS: readonly Step[] = [
  { name: "format", args: ["fmt", "--check"] },
  { name: "lint", args: ["lint"] },
  { name: "types", args: ["task", "check"] },
  { name: "architecture", args: ["test", "-A", "tests/architecture_test.ts", "tests/architecture"] },
  { name: "documentation examples", args: ["test", "--doc", "-A", "src"] },
  { name: "compiled program", args: ["task", "smoke"] },
  { name: "tests", args: ["task", "test"] },
];

/** The command, without a program to run it in. */
const OK: Command = {
  name: "ok",
  summary: "Do everything that continuous integration does",
  ...defineCommand({
    invokedAs: "deno task ok",
    description:
      "Checks format, lint, types, the architecture and the documentation's examples, compiles the program and " +
      "tries it, and runs the tests with leaks reported. Stops at the first step that fails.",
    positionals: [],
    flags: {},
    examples: [{ line: "deno task ok", does: "All of it" }],
    async run(_invocation, terminal) {
      for (const { name, args } of STEPS) {
        await terminal.err(`ok: ${name}: deno ${args.join(" ")}\n`);
        const { success } = await new Deno.Command(Deno.execPath(), { args: [...args], cwd: ROOT }).spawn().status;
        if (!success) throw new Failure(`deno task ok stopped: ${name} failed: deno ${args.join(" ")}`);
      }
      return DONE;
    },
  }),
};

if (import.meta.main) {
  Deno.exit(await run(["ok", ...Deno.args], [OK], new ProcessTerminal()));
}
