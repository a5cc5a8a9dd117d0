/** Runs `deno compile` and checks what it made. */
import { fromFileUrl, join, relative } from "@std/path";
import { Failure } from "../base/failure.ts";
import type { Terminal } from "../output/terminal.ts";
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

/** Runs the finished program once: `deno compile` itself does not check that runtime and program fit. */
export async function checkProgram(path: string): Promise<Checked> {
  const { success, stdout, stderr } = await new Deno.Command(path, { args: ["--version"] }).output();
  const version = new TextDecoder().decode(stdout).trim().split("\n").join(", ");
  if (!success || !version.includes(`deno ${Deno.version.deno}`)) {
    const said = new TextDecoder().decode(stderr).trim().split("\n")[0] ?? "";
    throw new Failure(`The program that was made does not run with Deno ${Deno.version.deno}: ${version || said}`);
  }
  return { bytes: (await Deno.stat(path)).size, version };
}
