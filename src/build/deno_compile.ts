/** Runs `deno compile` and checks what it made. */
import { fromFileUrl, join, relative } from "@std/path";
import { Failure } from "../base/failure.ts";
import type { Terminal } from "../output/terminal.ts";
import { isTriedPair } from "./runtime_pairs.ts";
import { compileArguments, type CompileOptions } from "./compile_arguments.ts";

/** The project's root folder. */
export const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** How one run of `deno compile` ended. */
export interface CompileResult {
  readonly success: boolean;
  /** True when it failed because the runtime could not be downloaded. */
  readonly runtimeMissing: boolean;
  /** What it said, in its own lines, without its stack trace. */
  readonly said: string;
}

/** Modules that are started as workers: by the house's rule their names end in `_worker.ts`. */
export async function workerModules(folder = join(ROOT, "src")): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) found.push(...await workerModules(path));
    else if (entry.name.endsWith("_worker.ts")) found.push(relative(ROOT, path));
  }
  return found.sort();
}

/** Runs `deno compile`, with this Deno. `runtime` is the path of a denort to use in place of Deno's download. */
export async function denoCompile(options: CompileOptions, runtime?: string): Promise<CompileResult> {
  const env: Record<string, string> = { NO_COLOR: "1" };
  if (runtime !== undefined) env["DENORT_BIN"] = runtime;
  const command = new Deno.Command(Deno.execPath(), {
    args: compileArguments(options),
    cwd: ROOT,
    env,
    stdout: "null",
    stderr: "piped",
  });
  const { success, stderr } = await command.output();
  const said = new TextDecoder().decode(stderr).replace(/\n+Stack backtrace:[\s\S]*$/, "").trim();
  return { success, runtimeMissing: !success && /Setting up base binary|denort/.test(said), said };
}

/** Shows what Deno said, and ends the script. */
export async function failCompile({ said }: CompileResult, terminal: Terminal): Promise<never> {
  await terminal.err(`${said}\n`);
  throw new Failure("deno compile failed; what it said stands above");
}

/** What the finished program says of itself. */
export interface Checked {
  readonly bytes: number;
  readonly version: string;
}

/** The Deno of a program's runtime, from what `tcplab --version` printed; nothing where it printed something else. Pure. */
export function runtimeOf(version: string): string | undefined {
  return /^deno (\d+\.\d+\.\d+\S*)$/m.exec(version)?.[1];
}

/**
 * Runs the finished program once: `deno compile` itself does not check that runtime and program fit.
 *
 * Throws `Failure` when it does not run, or when its runtime is of a Deno that was never tried with this one.
 */
export async function checkProgram(path: string): Promise<Checked> {
  const { success, stdout, stderr } = await new Deno.Command(path, { args: ["--version"] }).output();
  const printed = new TextDecoder().decode(stdout).trim();
  const runtime = runtimeOf(printed);
  if (!success || runtime === undefined) {
    const said = printed || new TextDecoder().decode(stderr).trim();
    throw new Failure(`The program that was made does not run: ${said.split("\n")[0] ?? ""}`);
  }
  if (!isTriedPair({ compiler: Deno.version.deno, runtime })) {
    throw new Failure(
      `The runtime is of Deno ${runtime}, which was never tried with Deno ${Deno.version.deno}; take a runtime of ` +
        `Deno ${Deno.version.deno}, or unset DENORT_BIN`,
    );
  }
  return { bytes: (await Deno.stat(path)).size, version: printed.split("\n").join(", ") };
}
