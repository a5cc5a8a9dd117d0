import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { LEFT_OUT, NO_TESTS, pureTests } from "./pure_tests.ts";

const TESTS = fromFileUrl(new URL("../", import.meta.url));

Deno.test("folders that are said to hold no tests hold none", () => {
  for (const folder of NO_TESTS) {
    const names = [...Deno.readDirSync(join(TESTS, folder))].map(({ name }) => name);
    assertEquals(names.filter((name) => name.endsWith("_test.ts")), [], folder);
  }
});

Deno.test("what is left out, and why, are folders of tests that are not of pure rooms", () => {
  const folders = [...Deno.readDirSync(TESTS)].filter(({ isDirectory }) => isDirectory).map(({ name }) => name);
  for (const folder of [...Object.keys(LEFT_OUT), ...NO_TESTS]) assert(folders.includes(folder), folder);
  assertEquals(pureTests(folders).filter((folder) => folder in LEFT_OUT || NO_TESTS.includes(folder)), []);
  // Each folder is in one of the three lists: a new one is tested everywhere, or it says what it needs.
  const run = pureTests(folders);
  const told = (folder: string) => [run.includes(folder), folder in LEFT_OUT, NO_TESTS.includes(folder)];
  assertEquals(folders.filter((folder) => told(folder).filter(Boolean).length !== 1), []);
  assert(["packet", "analysis", "explain", "platforms"].every((folder) => pureTests(folders).includes(folder)));
});
