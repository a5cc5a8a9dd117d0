#!/usr/bin/env node
// @ts-check
/** `npx tcplab`: runs the released program, which is fetched at the first use and kept in the user's cache folder. */
import { spawn } from "node:child_process";
import { access, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { constants, homedir } from "node:os";
import { dirname, join } from "node:path";
import { fetchArchive, LaunchError } from "./fetch_archive.mjs";
import { cacheFolder, machineText, programName, targetOf } from "./platform.mjs";
import { unpack } from "./unpack.mjs";

/** Exit code where the program could not be started, as shells have it. */
const NOT_STARTED = 127;
/** Asked of this process and meant for the program. A terminal sends Ctrl-C to both, and twice means something else. */
const ON_TERMINAL = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** Whether Linux's C library here is glibc, which the released programs need. */
function hasGlibc() {
  if (process.platform !== "linux") return false;
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return header.glibcVersionRuntime !== undefined;
}

/**
 * Fetches the archive and keeps its program. Two that do so at once each write a file of their own; the last one stays.
 * @param {string} path Of the program, in a folder that is named after the archive's checksum.
 * @param {string} downloads
 * @param {{ readonly file: string, readonly sha256: string }} archive
 */
async function fetchProgram(path, downloads, archive) {
  process.stderr.write(`tcplab: fetching ${archive.file}, this once, to ${dirname(path)}\n`);
  const bytes = await fetchArchive(downloads, archive);
  const folder = archive.file.replace(/\.(zip|tar\.gz)$/, "");
  const program = unpack(bytes, archive.file, `${folder}/${programName(process.platform)}`);
  if (program === null) throw new LaunchError(`${archive.file} holds no program`);
  await mkdir(dirname(path), { recursive: true });
  const unnamed = `${path}.${process.pid}`;
  try {
    await writeFile(unnamed, program, { mode: 0o755 });
    await rename(unnamed, path);
  } finally {
    await rm(unnamed, { force: true });
  }
}

/** The program's path; fetched where it is not there yet. */
async function programPath() {
  const list = JSON.parse(await readFile(new URL("./archives.json", import.meta.url), "utf8"));
  const machine = { platform: process.platform, arch: process.arch, glibc: hasGlibc() };
  const targets = Object.keys(list.archives);
  const target = targetOf(machine, targets);
  if (target === null) {
    throw new LaunchError(
      `No program was released for this machine, ${machineText(machine)} (there are: ${targets.join(", ")}); ` +
        "its sources run with Deno on others as well",
    );
  }
  const archive = list.archives[target];
  const cache = cacheFolder(process.platform, process.env, homedir());
  const path = join(cache, `${list.version}-${archive.sha256.slice(0, 12)}`, programName(process.platform));
  await access(path).catch(() => fetchProgram(path, process.env["TCPLAB_DOWNLOADS"] || list.downloads, archive));
  return path;
}

/**
 * Runs the program in the place of this one; resolves with its exit code.
 * @param {string} path
 * @returns {Promise<number>}
 */
function runProgram(path) {
  return new Promise((resolve, reject) => {
    const program = spawn(path, process.argv.slice(2), { stdio: "inherit" });
    for (const signal of SIGNALS) {
      process.on(signal, () => (signal === "SIGINT" && ON_TERMINAL) || program.kill(signal));
    }
    program.on("error", (error) => reject(new LaunchError(`Cannot start ${path}: ${error.message}`)));
    program.on("exit", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

try {
  process.exitCode = await runProgram(await programPath());
} catch (error) {
  const { message } = /** @type {Error} */ (error);
  process.stderr.write(`tcplab: ${error instanceof LaunchError ? message : `Unexpected error: ${message}`}\n`);
  process.exitCode = NOT_STARTED;
}
