import { assertEquals } from "@std/assert";
import { COMMANDS } from "../../src/cli/commands/registry.ts";
import { lab } from "../../src/cli/commands/lab/lab_command.ts";
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
  const commands = COMMANDS.filter(({ hidden }) => !hidden).map(({ name }) => name);
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

Deno.test("nearest() offers only what a slip of the fingers explains", () => {
  const options = Object.keys(lab.flags).map((key) =>
    `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  );
  const flags = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"];
  const cases: { input: string; among: readonly string[]; expected: string | undefined }[] = [
    { input: "--color", among: ["--filter", "--format", "--packets"], expected: undefined },
    { input: "--server", among: ["--reorder", "--seed", "--delay"], expected: undefined },
    { input: "rtt", among: flags, expected: undefined },
    { input: "SYM", among: flags, expected: "SYN" },
    { input: "FNI", among: flags, expected: "FIN" },
    { input: "ARK", among: flags, expected: undefined },
    { input: "xy", among: ["v1", "v2"], expected: undefined },
    { input: "v7", among: ["v1", "v2"], expected: undefined },
    // Dashes are not letters: one of three is wrong here, not one of five.
    { input: "--lag", among: ["--log"], expected: undefined },
    { input: "-port", among: ["--post", "--port"], expected: "--port" },
    { input: "port", among: ["--port"], expected: "--port" },
    { input: "--", among: ["--port"], expected: undefined },
    // Just within a third of the letters, and just beyond it.
    { input: "abcxyf", among: ["abcdef"], expected: "abcdef" },
    { input: "abcxyz", among: ["abcdef"], expected: undefined },
    { input: "abxy", among: ["abcd"], expected: undefined },
    { input: "abcx", among: ["abcd"], expected: "abcd" },
    // Typed too far: as long again at most.
    { input: "labels", among: ["lab"], expected: "lab" },
    { input: "labours", among: ["lab"], expected: undefined },
    { input: "--color", among: options, expected: undefined },
    { input: "--scenarios", among: options, expected: undefined },
    { input: "--formatt", among: options, expected: "--format" },
    { input: "--losss", among: options, expected: "--loss" },
    { input: "--reoder", among: options, expected: "--reorder" },
  ];
  for (const { input, among, expected } of cases) assertEquals(nearest(input, among), expected, input);
});
