/** `deno task release`: one archive for each system, the package managers' files, and SHA256SUMS, in dist/. */
import { DONE } from "../base/exit_code.ts";
import { join } from "@std/path";
import { Failure, UsageError } from "../base/failure.ts";
import { type Command, defineCommand } from "../cli/line/command.ts";
import { text, toggle } from "../cli/line/flag.ts";
import { ProcessTerminal } from "../output/process_terminal.ts";
import { run } from "../cli/line/run.ts";
import type { Terminal } from "../output/terminal.ts";
import { VERSION } from "../cli/line/version.ts";
import { type ArchiveFile, tarGz, zip } from "./archive.ts";
import { compileArguments, type CompileOptions } from "./compile_arguments.ts";
import { checkProgram, denoCompile, failCompile, ROOT, workerModules } from "./deno_compile.ts";
import { folderIn, type MadeArchive, type MadeRelease } from "./packages/made_release.ts";
import { homebrewFormula } from "./packages/homebrew.ts";
import { npxPackage, npxPackageName } from "./packages/npx_package.ts";
import { scoopManifest } from "./packages/scoop.ts";
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

/** The program of a target packed with the documents. */
async function pack(target: Target, program: string, modified: Date): Promise<Uint8Array<ArrayBuffer>> {
  const folder = folderIn(archiveName(target, VERSION));
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

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** Compiles and packs every target into a folder; `scratch` is for the programs themselves. */
async function makeArchives(made: string, scratch: string, terminal: Terminal): Promise<MadeArchive[]> {
  const workers = await workerModules();
  const archives: MadeArchive[] = [];
  for (const target of TARGETS) {
    const name = archiveName(target, VERSION);
    await terminal.err(`release: ${name}\n`);
    const output = join(scratch, executableName(target.os));
    const archive = await build(target, { os: target.os, triple: target.triple, output, workers }, terminal);
    await Deno.writeFile(join(made, name), archive);
    archives.push({ target, name, sha256: await sha256(archive) });
  }
  return archives;
}

/** Writes what the package managers ask for into a folder; gives the files' names. */
export async function writePackages(made: string, release: MadeRelease, modified: Date): Promise<string[]> {
  const npx = npxPackageName(release.version);
  const license = await Deno.readFile(join(ROOT, "LICENSE"));
  await Deno.writeTextFile(join(made, "tcplab.rb"), homebrewFormula(release));
  await Deno.writeTextFile(join(made, "tcplab.json"), scoopManifest(release));
  await Deno.writeFile(join(made, npx), await tarGz(await npxPackage(release, license), modified));
  return ["tcplab.rb", "tcplab.json", npx];
}

async function release(repository: string | undefined, terminal: Terminal): Promise<void> {
  refuseOtherRuntimes();
  // Everything is made beside dist/ and moved there at the end: a release is whole or not there.
  const folder = await Deno.makeTempDir({ dir: ROOT, prefix: "dist-" });
  try {
    const made = join(folder, "made");
    await Deno.mkdir(made);
    const archives = await makeArchives(made, folder, terminal);
    if (repository !== undefined) {
      await writePackages(made, { version: VERSION, repository, archives }, await releaseTime());
    }
    const names = [...Deno.readDirSync(made)].map(({ name }) => name).sort();
    const sums = await Promise.all(
      names.map(async (name) => sumLine(await sha256(await Deno.readFile(join(made, name))), name)),
    );
    await Deno.writeTextFile(join(made, "SHA256SUMS"), sums.join(""));
    await Deno.remove(join(ROOT, "dist"), { recursive: true }).catch(ignoreNotFound);
    await Deno.rename(made, join(ROOT, "dist"));
    await terminal.out(`dist/SHA256SUMS and ${names.length} files\n`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

/** What a release would run and write. */
async function plan(repository: string | undefined, terminal: Terminal): Promise<void> {
  const workers = await workerModules();
  for (const target of TARGETS) {
    const output = executableName(target.os);
    const args = compileArguments({ os: target.os, triple: target.triple, output, workers });
    await terminal.out(`deno ${args.join(" ")}\n`);
    await terminal.out(`  -> dist/${archiveName(target, VERSION)} (${output}, ${DOCUMENTS.join(", ")})\n`);
  }
  const packages = repository === undefined ? [] : ["tcplab.rb", "tcplab.json", npxPackageName(VERSION)];
  for (const name of [...packages, "SHA256SUMS"]) await terminal.out(`dist/${name}\n`);
}

/** Throws `UsageError` unless the text is `OWNER/NAME`. */
function checkRepository(repository: string | undefined): void {
  if (repository === undefined || /^[\w.-]+\/[\w.-]+$/.test(repository)) return;
  throw new UsageError(`Option --repository is OWNER/NAME, as it stands in the repository's address: ${repository}`);
}

export const RELEASE: Command = {
  name: "release",
  summary: "Make one archive for each system, what package managers ask for, and SHA256SUMS",
  ...defineCommand({
    invokedAs: "deno task release",
    description: "Compiles tcplab for Linux, macOS and Windows with the runtimes from Deno's own download host, and " +
      "packs each with the documents into dist/. Where the repository is named whose releases will have the archives, " +
      "a Homebrew formula, a Scoop manifest and the npx package are made for them.",
    positionals: [],
    flags: {
      repository: text({
        help:
          "Repository on GitHub whose release will have the archives; without it nothing is made for package managers",
        placeholder: "OWNER/NAME",
        variable: "GITHUB_REPOSITORY",
      }),
      dryRun: toggle({ help: "Print what would be run and written, and do nothing" }),
    },
    examples: [{ line: "deno task release --dry-run", does: "Shows the commands and the archives" }],
    async run({ flags }, terminal) {
      checkRepository(flags.repository);
      await (flags.dryRun ? plan(flags.repository, terminal) : release(flags.repository, terminal));
      return DONE;
    },
  }),
};

if (import.meta.main) {
  Deno.exit(await run(["release", ...Deno.args], [RELEASE], new ProcessTerminal()));
}
