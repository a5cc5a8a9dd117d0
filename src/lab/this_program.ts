/**
 * How this program starts itself again.
 */
import { fromFileUrl } from "@std/path";

/**
 * The words that run tcplab: the executable itself where it was compiled, else Deno with the program's source. More
 * words follow them.
 */
export function thisProgram(): readonly string[] {
  if (Deno.build.standalone) return [Deno.execPath()];
  const main = fromFileUrl(new URL("../../main.ts", import.meta.url));
  return [Deno.execPath(), "run", "--quiet", "--allow-all", main];
}
