/** `deno task release`: one archive for each system, with SHA256SUMS, in dist/. */
import { DONE } from "../base/exit_code.ts";
import { join } from "@std/path";
import { Failure } from "../base/failure.ts";
import { type Command, defineCommand } from "../cli/line/command.ts";
import { toggle } from "../cli/line/flag.ts";
import { ProcessTerminal } from "../output/process_terminal.ts";
import { run } from "../cli/line/run.ts";
import type { Terminal } from "../output/terminal.ts";
import { VERSION } from "../cli/line/version.ts";
import { type ArchiveFile, tarGz, zip } from "./archive.ts";
import { compileArguments, type CompileOptions } from "./compile_arguments.ts";
import { checkProgram, denoCompile, failCompile, ROOT, workerModules } from "./deno_compile.ts";
import { executableName, type Target, TARGETS } from "./target.ts";

/** Goes into every archive beside the program. */
const DOCUMENTS = ["README.md", "LICENSE", "CHANGELOG.md"] as const;

/** `tcplab-0.1.0-linux-x64.tar.gz`; Windows users expect a zip. */
export function archiveName(target: Target, version: string): string {
  return `tcplab-${version}-${target.name}.${target.os === "windows" ? "zip" : "tar.gz"}`;
}

/** One line of SHA256SUMS, as `sha256sum --check` reads it. */
export function sumLine(sum: string, name: string): string {
  return `${sum}  ${name}\n`;
}

/** Throws unless the release will be made of Deno's own runtime. */
function refuseOtherRuntimes(): void {
  if (Deno.env.get("DENORT_BIN")) {
    throw new Failure(
      "A release is made with Deno's own runtime only: unset DENORT_BIN (deno task compile may use it)",
    );
  }
}

/** The time all files of a release bear: that of the last commit, so that the same commit gives the same archives. */
async function releaseTime(): Promise<Date> {
  const git = new Deno.Command("git", { args: ["log", "-1", "--format=%ct"], cwd: ROOT, stderr: "null" });
  try {
    const seconds = Number(new TextDecoder().decode((await git.output()).stdout).trim());
    if (seconds > 0) return new Date(seconds * 1000);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return new Date(Date.UTC(2000, 0, 1));
}

async function pack(target: Target, program: string, modified: Date): Promise<Uint8Array<ArrayBuffer>> {
  const folder = archiveName(target, VERSION).replace(/\.(zip|tar\.gz)$/, "");
  const file = async (path: string, name: string, executable: boolean): Promise<ArchiveFile> => ({
    name: `${folder}/${name}`,
    bytes: await Deno.readFile(path),
    executable,
  });
  const files = [
    await file(program, executableName(target.os), true),
    ...await Promise.all(DOCUMENTS.map((name) => file(join(ROOT, name), name, false))),
  ];
  return await (target.os === "windows" ? zip(files, modified) : tarGz(files, modified));
}

/** Compiles one target and gives its program packed. */
async function build(target: Target, options: CompileOptions, terminal: Terminal): Promise<Uint8Array<ArrayBuffer>> {
  const result = await denoCompile(options);
  if (result.runtimeMissing) {
    throw new Failure(
      `Deno's download host does not answer, and a release is made with Deno's own runtime only: ${target.name}; ` +
        "run it where that host can be reached",
    );
  }
  if (!result.success) await failCompile(result, terminal);
  if (target.triple === Deno.build.target) await checkProgram(options.output);
  return await pack(target, options.output, await releaseTime());
}

async function release(terminal: Terminal): Promise<void> {
  refuseOtherRuntimes();
  const workers = await workerModules();
  // Everything is made beside dist/ and moved there at the end: a release is whole or not there.
  const folder = await Deno.makeTempDir({ dir: ROOT, prefix: "dist-" });
  try {
    const made = join(folder, "made");
    await Deno.mkdir(made);
    let sums = "";
    for (const target of TARGETS) {
      const name = archiveName(target, VERSION);
      await terminal.err(`release: ${name}\n`);
      const output = join(folder, executableName(target.os));
      const archive = await build(target, { os: target.os, triple: target.triple, output, workers }, terminal);
      await Deno.writeFile(join(made, name), archive);
      sums += sumLine(new Uint8Array(await crypto.subtle.digest("SHA-256", archive)).toHex(), name);
    }
    await Deno.writeTextFile(join(made, "SHA256SUMS"), sums);
    await Deno.remove(join(ROOT, "dist"), { recursive: true }).catch(ignoreNotFound);
    await Deno.rename(made, join(ROOT, "dist"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  await terminal.out(`dist/SHA256SUMS and ${TARGETS.length} archives\n`);
}

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

/** What a release would run and write. */
async function plan(terminal: Terminal): Promise<void> {
  const workers = await workerModules();
  for (const target of TARGETS) {
    const output = executableName(target.os);
    const args = compileArguments({ os: target.os, triple: target.triple, output, workers });
    await terminal.out(`deno ${args.join(" ")}\n`);
    await terminal.out(`  -> dist/${archiveName(target, VERSION)} (${output}, ${DOCUMENTS.join(", ")})\n`);
  }
  await terminal.out(`dist/SHA256SUMS\n`);
}

export const RELEASE: Command = {
  name: "release",
  summary: "Make one archive for each system, with SHA256SUMS",
  ...defineCommand({
    invokedAs: "deno task release",
    description: "Compiles tcplab for Linux, macOS and Windows with the runtimes from Deno's own download host, and " +
      "packs each with the documents into dist/.",
    positionals: [],
    flags: { dryRun: toggle({ help: "Print what would be run and written, and do nothing" }) },
    examples: [{ line: "deno task release --dry-run", does: "Shows the commands and the archives" }],
    async run({ flags }, terminal) {
      await (flags.dryRun ? plan(terminal) : release(terminal));
      return DONE;
    },
  }),
};

if (import.meta.main) {
  Deno.exit(await run(["release", ...Deno.args], [RELEASE], new ProcessTerminal()));
}
