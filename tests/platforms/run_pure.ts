// deno-lint-ignore-file no-console
/**
 * Runs the tests that are the same on every system, a folder at a time, and says what was left out.
 *
 *     deno task test:pure [ROOM...]
 *     deno task test:arm64 [ROOM...]
 */
import { fromFileUrl, join } from "@std/path";
import { denoOnArm } from "./emulated_deno.ts";
import { LEFT_OUT, NO_TESTS, pureTests } from "./pure_tests.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** What the last line of `deno test` counts; `null` where it did not come so far. */
function counts(printed: string): { passed: number; failed: number } | null {
  const found = /(\d+) passed.*\| (\d+) failed/.exec(printed);
  return found && { passed: Number(found[1]), failed: Number(found[2]) };
}

/** Tests a folder; true where all of it is well. */
async function testFolder(deno: readonly string[], folder: string): Promise<boolean> {
  const [program = "", ...words] = deno;
  const started = performance.now();
  const command = new Deno.Command(program, {
    args: [...words, "test", "-A", "--no-check", "--parallel", `tests/${folder}`],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });
  const { success, stdout, stderr } = await command.output();
  const printed = new TextDecoder().decode(stdout);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const found = counts(printed);
  if (!success || found === null) console.log(printed + new TextDecoder().decode(stderr));
  const outcome = found === null ? "ended early" : `${found.passed} passed, ${found.failed} failed`;
  console.log(`${folder.padEnd(16)} ${outcome}, ${seconds} s`);
  return success;
}

const asked = Deno.args.filter((word) => word !== "--arm64");
const all = [...Deno.readDirSync(join(ROOT, "tests"))].filter((entry) => entry.isDirectory).map(({ name }) => name)
  .sort();
const folders = pureTests(all);
const unknown = asked.filter((name) => !folders.includes(name));
if (unknown.length > 0) {
  console.error(`No room that is the same everywhere: ${unknown.join(", ")}; there are ${folders.join(", ")}`);
  Deno.exit(2);
}
const deno = Deno.args.includes("--arm64") ? await denoOnArm() : [Deno.execPath()];
let well = true;
for (const folder of asked.length > 0 ? asked : folders) well = await testFolder(deno, folder) && well;
console.log("\nLeft out, for what they need:");
for (const folder of all.filter((name) => !folders.includes(name) && !NO_TESTS.includes(name))) {
  console.log(`${folder.padEnd(16)} ${LEFT_OUT[folder] ?? "not tried elsewhere yet"}`);
}
Deno.exit(well ? 0 : 1);
