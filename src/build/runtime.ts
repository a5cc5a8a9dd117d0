/**
 * The runtime that `deno compile` appends the program to, from the npm registry: for Linux x86-64 machines that cannot
 * reach Deno's own download host. The package is a program compiled by a Deno near this one; undoing that gives the
 * runtime.
 */
import { dirname, join } from "@std/path";
import { Failure } from "../base/failure.ts";
import { denoVersion } from "./deno_version.ts";
import { isTriedPair } from "./runtime_pairs.ts";
import { NotCompiled, undoCompile } from "./undo_compile.ts";

/** Pinned: another version is another Deno. */
const PACKAGE = "@chelonia/cli-x64-linux@3.4.0";
const PACKAGE_SHA512 = "ey7BqNiIOY2PkpN/UYxjpmOG1A7HmplyadP80omXTG1DVu1fbz7ro/d4gRPtHaxPRkNJTS24lDejc5/rT/3RMA==";
const PROGRAM_IN_PACKAGE = "package/chel";
const RUNTIME_SHA256 = "723d45cca4f68bd66652da1e0d45562b0700317c1535981035f50f078785a131";
/** The Deno whose runtime it is. */
export const RUNTIME_DENO = "2.9.4";

/** Where a runtime came from, for the line that says so. */
export interface Runtime {
  readonly path: string;
  readonly description: string;
}

async function digest(algorithm: "SHA-256" | "SHA-512", bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(algorithm, bytes));
}

function cacheFolder(): string {
  const home = Deno.env.get("HOME");
  const cache = Deno.env.get("XDG_CACHE_HOME") || (home ? join(home, ".cache") : undefined);
  if (!cache) throw new Failure("Cannot keep the runtime: neither XDG_CACHE_HOME nor HOME is set; set one of them");
  return join(cache, "tcplab");
}

/** Runs a program that must succeed. Throws `Failure` with the last line of what it said. */
async function mustRun(program: string, args: readonly string[]): Promise<void> {
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command(program, { args: [...args], stdout: "null", stderr: "piped" }).output();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Failure(
      `Cannot fetch the runtime: ${program} is not installed; install it, or set DENORT_BIN to a denort`,
    );
  }
  if (output.success) return;
  const said = new TextDecoder().decode(output.stderr).trim().split("\n").at(-1) ?? "";
  throw new Failure(`Cannot fetch the runtime: ${program} ${args[0]} failed: ${said}`);
}

/** Downloads the package through the npm client, with the user's own registry settings, and checks it. */
async function fetchProgram(folder: string): Promise<Uint8Array> {
  await mustRun("npm", ["pack", PACKAGE, "--pack-destination", folder]);
  const archive = join(folder, "chelonia-cli-x64-linux-3.4.0.tgz");
  const sum = (await digest("SHA-512", await Deno.readFile(archive))).toBase64();
  if (sum !== PACKAGE_SHA512) {
    throw new Failure(
      `The package ${PACKAGE} is not the one that was pinned: its sha512 is ${sum}; set DENORT_BIN instead`,
    );
  }
  await mustRun("tar", ["-xzf", archive, "-C", folder, PROGRAM_IN_PACKAGE]);
  return await Deno.readFile(join(folder, PROGRAM_IN_PACKAGE));
}

async function extractRuntime(folder: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return undoCompile(await fetchProgram(folder)) as Uint8Array<ArrayBuffer>;
  } catch (error) {
    if (!(error instanceof NotCompiled)) throw error;
    throw new Failure(`Cannot take the runtime out of ${PACKAGE}: ${error.message}; set DENORT_BIN instead`);
  }
}

/** What compiles: a machine's target triple and its Deno, and the Deno that this project wants. */
export interface Compiler {
  readonly target: string;
  readonly deno: string;
  readonly wanted: string;
}

/** Throws `Failure` unless the pinned runtime runs on this machine and was tried with this Deno. Pure. */
export function checkFits({ target, deno, wanted }: Compiler): void {
  const unreachable = "Deno's download host does not answer, and the npm registry";
  if (target !== "x86_64-unknown-linux-gnu") {
    throw new Failure(`${unreachable} has no runtime for ${target}; set DENORT_BIN`);
  }
  if (!isTriedPair({ compiler: deno, runtime: RUNTIME_DENO })) {
    throw new Failure(
      `${unreachable}'s runtime, of Deno ${RUNTIME_DENO}, was never tried with Deno ${deno}; use npx -y deno@${wanted}`,
    );
  }
}

async function isRuntime(path: string): Promise<boolean> {
  try {
    return (await digest("SHA-256", await Deno.readFile(path))).toHex() === RUNTIME_SHA256;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/**
 * The runtime's path, downloaded at the first use and kept in the user's cache folder.
 *
 * Throws `Failure` when this is another system or Deno, when it cannot be downloaded, or when a checksum differs.
 */
export async function runtimeFromNpm(): Promise<Runtime> {
  checkFits({ target: Deno.build.target, deno: Deno.version.deno, wanted: denoVersion() });
  const path = join(cacheFolder(), `denort-${RUNTIME_DENO}-${RUNTIME_SHA256.slice(0, 12)}`);
  if (await isRuntime(path)) return { path, description: `${PACKAGE}, kept in ${dirname(path)} (sha256 verified)` };
  await Deno.mkdir(dirname(path), { recursive: true });
  const folder = await Deno.makeTempDir({ dir: dirname(path), prefix: "download-" });
  try {
    const runtime = await extractRuntime(folder);
    const sum = (await digest("SHA-256", runtime)).toHex();
    if (sum !== RUNTIME_SHA256) {
      throw new Failure(
        `The runtime in ${PACKAGE} is not the one that was pinned: its sha256 is ${sum}; set DENORT_BIN`,
      );
    }
    const unnamed = join(folder, "denort");
    await Deno.writeFile(unnamed, runtime, { mode: 0o755 });
    await Deno.rename(unnamed, path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return { path, description: `${PACKAGE} (sha512 of the package and sha256 of the runtime verified)` };
}
