import { assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { LEFT_OUT, NO_TESTS, pureTests } from "./pure_tests.ts";

const TESTS = fromFileUrl(new URL("../", import.meta.url));

Deno.test("folders that are said to hold no tests hold none", () => {
  for (const folder of NO_TESTS) {
    const names = [...Deno.readDirSync(join(TESTS, folder))].map(({ name }) => name);
    assertEquals(names.filter((name) => name.endsWith("_test.ts")), [], folder);
  }
});

Deno.test("every folder of tests/ is tested on all systems, or it is said what it needs", () => {
  const folders = [...Deno.readDirSync(TESTS)]
    .filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort();
  const known = [...pureTests(folders), ...Object.keys(LEFT_OUT), ...NO_TESTS].sort();
  assertEquals(known, folders);
});
