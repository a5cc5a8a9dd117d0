/** `deno task measure`: the size of the executable and the time it takes to start, as the README states them. */
import { DONE } from "../base/exit_code.ts";
import { join } from "@std/path";
import { Failure } from "../base/failure.ts";
import { type Command, defineCommand } from "../cli/line/command.ts";
import { integer } from "../cli/line/flag.ts";
import { ProcessTerminal } from "../output/process_terminal.ts";
import { run } from "../cli/line/run.ts";
import { ROOT } from "./deno_compile.ts";
import { executableName, hostOs } from "./target.ts";

/** Milliseconds from starting the program to its end, with an empty environment. */
async function timeOf(program: string, args: readonly string[]): Promise<number> {
  const command = new Deno.Command(program, { args: [...args], clearEnv: true, stdout: "null", stderr: "null" });
  const start = performance.now();
  await command.output();
  return performance.now() - start;
}

/** The middle of the values. Pure. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

async function startUp(program: string, args: readonly string[], runs: number): Promise<string> {
  const times: number[] = [];
  await timeOf(program, args); // the first run brings the file into memory
  for (let index = 0; index < runs; index++) times.push(await timeOf(program, args));
  const least = Math.min(...times).toFixed(0);
  const name = `tcplab ${args.join(" ")}`.padEnd(20);
  return `${name} ${median(times).toFixed(0)} ms (median of ${runs} runs, least ${least})\n`;
}

const MEASURE: Command = {
  name: "measure",
  summary: "Measure the executable: its size and the time it takes to start",
  ...defineCommand({
    invokedAs: "deno task measure",
    description: "Measures ./tcplab, as deno task compile writes it, with an empty environment.",
    positionals: [],
    flags: { runs: integer({ help: "How often each line is run", default: 20, minimum: 1, maximum: 1000 }) },
    examples: [{ line: "deno task measure", does: "Size, and the medians of 20 runs" }],
    async run({ flags: { runs } }, terminal) {
      const program = join(ROOT, executableName(hostOs()));
      const { size } = await Deno.stat(program).catch(() => {
        throw new Failure(`There is no executable to measure: ${program}; deno task compile writes it`);
      });
      await terminal.out(`size                 ${(size / 1e6).toFixed(1)} MB\n`);
      for (const args of [["--version"], ["echo", "--help"]]) await terminal.out(await startUp(program, args, runs));
      return DONE;
    },
  }),
};

if (import.meta.main) {
  Deno.exit(await run(["measure", ...Deno.args], [MEASURE], new ProcessTerminal()));
}
