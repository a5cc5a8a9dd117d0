// @ts-check
// deno-lint-ignore-file explicit-module-boundary-types -- Node.js runs it as it is: types stand in comments
/** Which archive a machine needs, and where it keeps what was fetched. Pure. */
import { posix, win32 } from "node:path";

/**
 * @typedef {object} Machine
 * @property {string} platform As `process.platform`.
 * @property {string} arch As `process.arch`.
 * @property {boolean} glibc Whether the C library is glibc; asked of Linux only.
 */

/** @type {Readonly<Record<string, string>>} */
const SYSTEMS = { linux: "linux", darwin: "macos", win32: "windows" };

/**
 * The name of the target, as `linux-x64`; null where no release has one.
 * @param {Machine} machine
 * @param {readonly string[]} targets Names of the targets that the release has.
 */
export function targetOf({ platform, arch, glibc }, targets) {
  if (platform === "linux" && !glibc) return null;
  // Windows on ARM runs programs for x64.
  const processor = platform === "win32" ? "x64" : arch;
  const name = `${SYSTEMS[platform]}-${processor}`;
  return targets.includes(name) ? name : null;
}

/**
 * The machine in words, for who has none of the targets.
 * @param {Machine} machine
 */
export function machineText({ platform, arch, glibc }) {
  return `${platform} ${arch}${platform === "linux" && !glibc ? " without glibc" : ""}`;
}

/** @param {Machine["platform"]} platform */
export function programName(platform) {
  return platform === "win32" ? "tcplab.exe" : "tcplab";
}

/**
 * The user's cache folder: XDG's, ~/Library/Caches, or %LOCALAPPDATA%.
 * @param {Machine["platform"]} platform
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {string} home
 */
export function cacheFolder(platform, env, home) {
  if (platform === "win32") return win32.join(env["LOCALAPPDATA"] || win32.join(home, "AppData", "Local"), "tcplab");
  if (platform === "darwin") return posix.join(home, "Library", "Caches", "tcplab");
  return posix.join(env["XDG_CACHE_HOME"] || posix.join(home, ".cache"), "tcplab");
}
