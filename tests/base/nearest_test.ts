import { assertEquals } from "@std/assert";
import { editDistance, nearest } from "../../src/base/nearest.ts";

Deno.test("editDistance() counts insertions, deletions, substitutions and swaps", () => {
  const cases: { input: [string, string]; expected: number }[] = [
    { input: ["", ""], expected: 0 },
    { input: ["", "abc"], expected: 3 },
    { input: ["abc", ""], expected: 3 },
    { input: ["port", "port"], expected: 0 },
    { input: ["prot", "port"], expected: 1 },
    { input: ["explian", "explain"], expected: 1 },
    { input: ["kitten", "sitting"], expected: 3 },
  ];
  for (const { input, expected } of cases) {
    assertEquals(editDistance(...input), expected, input.join(" "));
    assertEquals(editDistance(input[1], input[0]), expected, "it is symmetric");
  }
});

Deno.test("nearest() prefers what the word begins and refuses what does not resemble it", () => {
  const commands = ["echo", "client", "serve-http", "lab", "explain", "capture", "completions"];
  const cases: { input: string; expected: string | undefined }[] = [
    { input: "explian", expected: "explain" },
    { input: "ECHO", expected: "echo" },
    { input: "serve", expected: "serve-http" },
    { input: "server-http", expected: "serve-http" },
    { input: "cap", expected: "capture" },
    { input: "labs", expected: "lab" },
    { input: "zzzzzz", expected: undefined },
    { input: "", expected: undefined },
  ];
  for (const { input, expected } of cases) assertEquals(nearest(input, commands), expected, input);
});
