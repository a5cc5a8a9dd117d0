/** What `deno compile` is told: above all, which permissions the program carries. Pure. */
import { openersOf } from "../cli/line/open_browser.ts";
import { pagerPlaces } from "../output/pager.ts";
import type { TargetOs } from "./target.ts";

/** Programs that show long results. */
const PAGERS = ["less", "more", "most"];

/** What makes the lab's hosts. */
const UNSHARE = ["/usr/bin/unshare", "/bin/unshare", "/run/current-system/sw/bin/unshare"];

/**
 * Programs that tcplab starts: those that show long results or open a browser, and on Linux what makes the lab's hosts. Full
 * paths, because a bare name is looked up when the program starts, and fails it where PATH is empty.
 */
function programs(os: TargetOs): string[] {
  const openers = openersOf(os).map(([program]) => program);
  return [...(os === "linux" ? UNSHARE : []), ...openers, ...PAGERS.flatMap((name) => pagerPlaces(name, os))];
}

/** Variables that tcplab reads; a program that cannot read the others cannot give them away. */
const VARIABLES = [
  ...["NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "PAGER", "LESS"],
  ...["LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG", "SUDO_USER"],
  ...["TCPLAB_DEBUG", "TCPLAB_LANG", "TCPLAB_COLOR", "TCPLAB_ASCII", "TCPLAB_WIDTH", "TCPLAB_PAGER"],
] as const;

/**
 * The permissions of the compiled program, the narrowest that serve:
 * any file may be served, read as a capture, or named as output; any address may be listened on or connected to;
 * only Linux has TUN and AF_PACKET, for which libc is called (a library's bare name cannot be allowed on its own).
 */
export function permissionFlags(os: TargetOs): string[] {
  return [
    "--no-prompt",
    "--allow-net",
    "--allow-read",
    "--allow-write",
    `--allow-env=${VARIABLES.join(",")}`,
    "--allow-sys=uid,gid,networkInterfaces,hostname",
    `--allow-run=${programs(os).join(",")}`,
    ...(os === "linux" ? ["--allow-ffi"] : []),
  ];
}

/**
 * What is remembered of many open conversations lives long, and the engine would keep as much garbage beside it: it looks for garbage
 * when the heap has grown by half, not to its double, and keeps less room for what is young. `deno task bench:memory` shows what it
 * is worth: ndjson of a flood of 300,000 conversations takes 490 MB, and 800 without; neither a summary nor the server is slower by
 * more than two runs of either differ. What is young each thread clears away by itself: with helpers it would wait for them to get a
 * core, a millisecond and more of the lab's wire, and gain nothing.
 */
export const ENGINE_FLAGS = "--v8-flags=--max-semi-space-size=4,--heap-growing-percent=50,--no-parallel-scavenge";

/** What goes into one run of `deno compile`. */
export interface CompileOptions {
  readonly os: TargetOs;
  /** The file to write. */
  readonly output: string;
  /** Modules that the program starts as workers: `deno compile` does not find them by itself. */
  readonly workers: readonly string[];
  /** Another system than this one, as `--target` wants it. */
  readonly triple?: string;
}

/** The arguments after `deno`. */
export function compileArguments(options: CompileOptions): string[] {
  return [
    "compile",
    ...permissionFlags(options.os),
    // Without it every run leaves a code cache in the temporary folder.
    "--no-code-cache",
    ENGINE_FLAGS,
    "--frozen",
    ...["www", ...options.workers].map((path) => `--include=${path}`),
    ...(options.triple === undefined ? [] : [`--target=${options.triple}`]),
    `--output=${options.output}`,
    "main.ts",
  ];
}
