/** Golden texts of tests/golden/: compared, or rewritten when UPDATE_GOLDEN=1. */
import { AssertionError } from "@std/assert";
import { dirname, fromFileUrl, join } from "@std/path";

/** The folder of all golden texts. */
export const GOLDEN: string = fromFileUrl(new URL("../golden/", import.meta.url));

/** Throws unless the file of tests/golden/ holds exactly this text. */
export async function assertGolden(name: string, actual: string): Promise<void> {
  const path = join(GOLDEN, name);
  if (Deno.env.get("UPDATE_GOLDEN") === "1") {
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(path, actual);
    return;
  }
  const expected = await Deno.readTextFile(path);
  if (actual !== expected) throw new AssertionError(firstDifference(name, actual, expected));
}

/** The first line that differs: a whole comparison of long texts takes longer than the tests. */
function firstDifference(name: string, actual: string, expected: string): string {
  const [is, was] = [actual.split("\n"), expected.split("\n")];
  const at = is.findIndex((line, i) => line !== was[i]);
  const [now, before] = at < 0 ? ["(ends)", was[is.length]] : [is[at], was[at] ?? "(ends)"];
  return `${name} differs in line ${
    (at < 0 ? is.length : at) + 1
  }; UPDATE_GOLDEN=1 rewrites it\n  was: ${before}\n  is:  ${now}`;
}
