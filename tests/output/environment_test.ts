import { assertEquals } from "@std/assert";
import { inAscii } from "../../src/output/ascii.ts";
import { isAsciiLocale, usesColour } from "../../src/output/environment.ts";
import { pagerWords } from "../../src/output/pager.ts";

function variables(values: Readonly<Record<string, string>>): (name: string) => string | undefined {
  return (name) => values[name];
}

Deno.test("usesColour() asks the user, then the variables, then the terminal", () => {
  const cases = [
    { choice: "auto", terminal: true, env: {}, expected: true },
    { choice: "auto", terminal: false, env: {}, expected: false },
    { choice: "auto", terminal: true, env: { NO_COLOR: "1" }, expected: false },
    { choice: "auto", terminal: true, env: { NO_COLOR: "" }, expected: true },
    { choice: "auto", terminal: true, env: { NO_COLOR: "1", FORCE_COLOR: "1" }, expected: false },
    { choice: "auto", terminal: false, env: { FORCE_COLOR: "1" }, expected: true },
    { choice: "auto", terminal: false, env: { FORCE_COLOR: "0" }, expected: false },
    { choice: "auto", terminal: false, env: { CLICOLOR_FORCE: "1" }, expected: true },
    { choice: "auto", terminal: false, env: { CLICOLOR_FORCE: "" }, expected: false },
    { choice: "auto", terminal: true, env: { CLICOLOR: "0" }, expected: false },
    { choice: "auto", terminal: true, env: { TERM: "dumb" }, expected: false },
    { choice: "always", terminal: false, env: { NO_COLOR: "1" }, expected: true },
    { choice: "never", terminal: true, env: { FORCE_COLOR: "1" }, expected: false },
  ] as const;
  for (const { choice, terminal, env, expected } of cases) {
    assertEquals(usesColour(choice, terminal, variables(env)), expected, JSON.stringify({ choice, terminal, env }));
  }
});

Deno.test("isAsciiLocale() believes a locale that is set, the strongest first", () => {
  const cases = [
    [{}, false],
    [{ LANG: "C" }, true],
    [{ LANG: "C.UTF-8" }, false],
    [{ LANG: "en_US.utf8" }, false],
    [{ LANG: "he_IL.UTF-8", LC_ALL: "POSIX" }, true],
    [{ LANG: "C", LC_CTYPE: "en_US.UTF-8" }, false],
    [{ LANG: "de_DE.ISO-8859-1", LC_ALL: "" }, true],
  ] as const;
  for (const [env, expected] of cases) assertEquals(isAsciiLocale(variables(env)), expected, JSON.stringify(env));
});

Deno.test("inAscii() gives each sign one of one column, and leaves letters", () => {
  assertEquals(inAscii("C ──▶ S │ 20.8 µs … ×2 “a” שלום"), "C --> S | 20.8 us . x2 'a' שלום");
  assertEquals(inAscii("\u2068ack 21\u2069"), "ack 21");
  for (const sign of "─━│┃┌┐└┘├┤┬┴┼→←▶◀▲▼█▓▒░·…‘’“”×µ✓●○") {
    const plain = inAscii(sign);
    assertEquals(plain.length, 1, sign);
    assertEquals(/^[\x20-\x7e]$/.test(plain) && !/["\\]/.test(plain), true, sign);
  }
});

Deno.test("pagerWords() is what PAGER says, less without it, nothing for cat", () => {
  assertEquals(pagerWords(variables({})), ["less"]);
  assertEquals(pagerWords(variables({ PAGER: "more -d" })), ["more", "-d"]);
  assertEquals(pagerWords(variables({ PAGER: "more", TCPLAB_PAGER: "most" })), ["most"]);
  assertEquals(pagerWords(variables({ PAGER: "cat" })), []);
  assertEquals(pagerWords(variables({ PAGER: " " })), []);
});
