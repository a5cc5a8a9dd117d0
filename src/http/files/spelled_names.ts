/**
 * Names as they are written in their folders. Where the file system takes `Private` for `private`, or `PRIVAT~1` for
 * `private files`, a rule for `/private/*` would not hold for everything that leads there: so a name is only what it is called.
 */
import { join } from "@std/path";

/** Whether file systems of this kind of machine find a name that is written otherwise. */
export function findsOtherSpellings(os: typeof Deno.build.os): boolean {
  return os === "windows" || os === "darwin";
}

/**
 * Whether each name stands, letter for letter, in the folder that the names before it lead to. Rejects as `Deno.readDir`
 * does. @param root Resolved path of the folder that the first name is in.
 */
export async function areSpelledSo(root: string, names: readonly string[]): Promise<boolean> {
  let folder = root;
  for (const name of names) {
    if (!(await holds(folder, name))) return false;
    folder = join(folder, name);
  }
  return true;
}

async function holds(folder: string, wanted: string): Promise<boolean> {
  for await (const { name } of Deno.readDir(folder)) if (name === wanted) return true;
  return false;
}
