import { assertEquals } from "@std/assert";
import { type Judged, judgementOf } from "./judged.ts";

Deno.test("judgementOf() knows a mutation by its file and its line before and after, wherever it stands", () => {
  const judged: Judged[] = [
    { file: "a.ts", before: "x < 1", after: "x <= 1", reason: "whole numbers" },
    { file: "a.ts", before: "y = 0;", after: "*", reason: "filled later" },
  ];
  const cases = [
    { file: "a.ts", before: "x < 1", after: "x <= 1", expected: "whole numbers" },
    { file: "a.ts", before: "x < 1", after: "x >= 1", expected: null },
    { file: "a.ts", before: "y = 0;", after: "y = 1;", expected: "filled later" },
    { file: "b.ts", before: "y = 0;", after: "y = 1;", expected: null },
  ];
  for (const { expected, ...told } of cases) assertEquals(judgementOf({ ...told, line: 7 }, judged), expected);
});
