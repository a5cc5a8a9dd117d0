/** Golden texts of tests/golden/: compared, or rewritten when UPDATE_GOLDEN=1. */
import { assertEquals } from "@std/assert";
import { dirname, fromFileUrl, join } from "@std/path";

const GOLDEN = fromFileUrl(new URL("../golden/", import.meta.url));

/** Throws unless the file of tests/golden/ holds exactly this text. */
export async function assertGolden(name: string, actual: string): Promise<void> {
  const path = join(GOLDEN, name);
  if (Deno.env.get("UPDATE_GOLDEN") === "1") {
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(path, actual);
    return;
  }
  assertEquals(actual, await Deno.readTextFile(path), `${name} differs; UPDATE_GOLDEN=1 rewrites it`);
}
