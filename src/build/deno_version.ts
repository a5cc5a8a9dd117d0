/** The Deno that tcplab is built and tested with: one file names it, and everything else is made from that file. */
import { join } from "@std/path";
import { ROOT } from "./deno_compile.ts";

/** Its number and a line end, nothing else: `.ci/run` reads it before there is a Deno. */
const FILE = join(ROOT, ".deno-version");

/** As in `2.9.6`. */
export function denoVersion(): string {
  return Deno.readTextFileSync(FILE).trim();
}

/** The document with this Deno's number wherever it says `deno@NUMBER`. Pure. */
export function renderDenoVersion(document: string, version: string): string {
  return document.replace(/\bdeno@\d+\.\d+\.\d+/g, `deno@${version}`);
}
