import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { Failure } from "../../src/base/failure.ts";
import { runtimeOf } from "../../src/build/deno_compile.ts";
import { denoVersion, renderDenoVersion } from "../../src/build/deno_version.ts";
import { checkFits, RUNTIME_DENO } from "../../src/build/runtime.ts";
import { isTriedPair, TRIED_PAIRS } from "../../src/build/runtime_pairs.ts";
import { versionText } from "../../src/cli/line/version.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));
/** What is said of other Denos than this one is said here. */
const OF_OTHERS = ["src/build/runtime.ts", "src/build/runtime_pairs.ts", "tests/build/deno_version_test.ts"];

/** Every text of the project that may name a Deno, by its path from the root. */
function texts(folder: string): string[] {
  return [...Deno.readDirSync(join(ROOT, folder))].flatMap(({ name, isDirectory }) => {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (isDirectory) return /^(\.git|dist|node_modules|coverage|golden)$/.test(name) ? [] : texts(path);
    return /\.(ts|md|json|lock)$/.test(name) || path === ".ci/run" ? [path] : [];
  });
}

Deno.test("the Deno to use stands in .deno-version alone; whoever repeats its number repeats it rightly", () => {
  assertMatch(Deno.readTextFileSync(join(ROOT, ".deno-version")), /^\d+\.\d+\.\d+\n$/);
  const wrong = texts("").filter((path) => !OF_OTHERS.includes(path)).flatMap((path) => {
    const named = Deno.readTextFileSync(join(ROOT, path)).matchAll(/\bdeno[@ ](\d+\.\d+\.\d+)/gi);
    return [...named].filter(([, number]) => number !== denoVersion()).map(([whole]) => `${path}: ${whole}`);
  });
  assertEquals(wrong, [], "deno task readme writes the documents anew");
});

Deno.test("the commands to type name this Deno's number, and nothing that runs does", () => {
  assert(Deno.readTextFileSync(join(ROOT, "README.md")).includes(`npx -y deno@${denoVersion()} task serve`));
  const runs = [".ci/run", "deno.json"].filter((path) => /deno[@ ]\d/.test(Deno.readTextFileSync(join(ROOT, path))));
  assertEquals(runs, []);
});

Deno.test("renderDenoVersion() changes numbers of Deno and no others", () => {
  const input = "npx -y deno@1.2.3 task x; npm i deno-std@1.4.0; wasdeno@1.1.1 deno@10.20.30\n";
  assertEquals(
    renderDenoVersion(input, "7.8.9"),
    input.replace("deno@1.2.3", "deno@7.8.9").replace("10.20.30", "7.8.9"),
  );
});

Deno.test("isTriedPair() knows a Deno's own runtime and the pairs that were tried, in their direction", () => {
  const cases: { input: [string, string]; expected: boolean }[] = [
    { input: ["2.9.6", "2.9.6"], expected: true },
    { input: ["3.1.0", "3.1.0"], expected: true },
    { input: ["2.9.6", "2.9.4"], expected: true },
    { input: ["2.9.4", "2.9.6"], expected: false },
    { input: ["2.9.7", "2.9.4"], expected: false },
    { input: ["2.9.6", "2.9.5"], expected: false },
  ];
  for (const { input: [compiler, runtime], expected } of cases) {
    assertEquals(isTriedPair({ compiler, runtime }), expected, `${compiler} on ${runtime}`);
  }
});

Deno.test("the Deno to use was tried with the runtime that stands in where Deno's host cannot be reached", () => {
  assert(isTriedPair({ compiler: denoVersion(), runtime: RUNTIME_DENO }), JSON.stringify(TRIED_PAIRS));
});

Deno.test("checkFits() refuses machines without a runtime and Denos it was not tried with, and says what to use", () => {
  const linux = "x86_64-unknown-linux-gnu";
  const refused: { target: string; deno: string; expected: string }[] = [
    {
      target: "aarch64-apple-darwin",
      deno: denoVersion(),
      expected: "no runtime for aarch64-apple-darwin; set DENORT_BIN",
    },
    { target: linux, deno: "2.9.5", expected: "was never tried with Deno 2.9.5; use npx -y deno@9.9.9" },
    { target: linux, deno: "3.0.0", expected: "was never tried with Deno 3.0.0" },
  ];
  for (const { target, deno, expected } of refused) {
    assertThrows(() => checkFits({ target, deno, wanted: "9.9.9" }), Failure, expected);
  }
  for (const deno of [denoVersion(), RUNTIME_DENO]) checkFits({ target: linux, deno, wanted: "9.9.9" });
});

Deno.test("runtimeOf() reads the runtime from what tcplab --version prints", () => {
  const cases: { input: string; expected: string | undefined }[] = [
    { input: versionText({ deno: "2.9.4", v8: "15.0" }), expected: "2.9.4" },
    { input: versionText({ deno: "3.0.0-rc.1", v8: "15.0" }), expected: "3.0.0-rc.1" },
    { input: "Could not find standalone binary section\n", expected: undefined },
    { input: "tcplab 0.1.0, deno 2.9.4\n", expected: undefined },
    { input: "", expected: undefined },
  ];
  for (const { input, expected } of cases) assertEquals(runtimeOf(input), expected);
});
