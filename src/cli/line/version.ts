/** `tcplab --version`: the number in deno.json, and what it runs on. */
import config from "../../../deno.json" with { type: "json" };

/** tcplab's own version, as deno.json has it. */
export const VERSION: string = config.version;

/** One line each for tcplab, Deno and V8. */
export function versionText(runtime: { readonly deno: string; readonly v8: string }): string {
  return `tcplab ${VERSION}\ndeno ${runtime.deno}\nv8 ${runtime.v8}\n`;
}

/** Where faults of the program are reported; OWNER is whose repository this is, as in the README. */
export const BUGS = "https://github.com/OWNER/tcplab/issues";
