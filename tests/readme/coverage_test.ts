/**
 * No command of the documents is without a test: a block is run, or its syntax is checked and it says why it is not run; and
 * every option that is named in the text, in a table, in a block that is not run, is one that its command has.
 */
import { assert, assertEquals } from "@std/assert";
import { COMMANDS as LISTED } from "../../src/cli/commands/registry.ts";
import { loadAll } from "../../src/cli/line/command.ts";
import { optionsOf } from "../../src/cli/line/completion/options.ts";
import { type CodeBlock, codeBlocks } from "./code_blocks.ts";
import { CHAPTERS, type Document, README } from "./documents.ts";

const COMMANDS = new Map((await loadAll(LISTED)).map((command) => [command.name, command]));
const DOCUMENTS: readonly Document[] = [README, ...CHAPTERS];

/** How the commands of a block are covered; null where nobody covers them, "" where there are none. */
function coverage({ language, kind, rest }: CodeBlock): string | null {
  if (language === "sh" && (kind === "run" || kind === "server")) return "run";
  if (language === "sh" && kind === "only" && rest !== "") return `not run: ${rest}; syntax and options`;
  // No PowerShell here: its tcplab lines are held to the options.
  if (language === "powershell") return "not run: no PowerShell; options";
  // Questions to a table of flows: tests/scale asks each of them where there is a DuckDB.
  if (language === "sql") return "run by tests/scale";
  if (language === "json" || (language === "text" && ["", "output", "like"].includes(kind))) return "";
  return null;
}

Deno.test("every block of commands is run, or says why it is not", () => {
  const blocks = DOCUMENTS.flatMap(({ name, text }) => codeBlocks(text).map((block) => ({ name, block })));
  const uncovered = blocks.filter(({ block }) => coverage(block) === null);
  assertEquals(uncovered.map(({ name, block }) => `${name}:${block.line} ${block.language} ${block.kind}`), []);
  assert(blocks.filter(({ block }) => coverage(block) === "run").length > 90);
});

Deno.test("blocks that are not run are commands that bash can read", async () => {
  for (const { name, text } of DOCUMENTS) {
    for (const block of codeBlocks(text).filter(({ language, kind }) => language === "sh" && kind === "only")) {
      const { code, stderr } = await new Deno.Command("bash", { args: ["-n", "-c", block.text] }).output();
      assertEquals([code, new TextDecoder().decode(stderr)], [0, ""], `${name}:${block.line}`);
    }
  }
});

/** The calls of tcplab in a piece of a shell's language: words up to the end of each; what is quoted is one word. */
function callsIn(text: string): string[][] {
  const calls: string[][] = [];
  for (const line of text.replaceAll(/\\\n\s*/g, " ").split("\n")) {
    const words = line.match(/'[^']*'|"[^"]*"|[|;&]+|#.*|[^\s|;&]+/g) ?? [];
    let call: string[] | null = null;
    for (const word of words) {
      if (word === "tcplab") calls.push(call = []);
      else if (/^[|;&#]/.test(word)) call = null;
      else call?.push(word);
    }
  }
  return calls;
}

/** What of a call is not so: a command, or an option of it, that does not exist. */
function wrongIn([name = "", ...words]: readonly string[]): string[] {
  if (/^(--version|--help|-h|-V|help|[A-Z./…]|$)/.test(name)) return [];
  const command = COMMANDS.get(name);
  if (command === undefined) return [name];
  const known = new Set([...optionsOf(command).flatMap(({ names }) => names), "--help", "-h"]);
  const end = words.indexOf("--");
  return words.slice(0, end < 0 ? undefined : end)
    .filter((word) => /^--?[a-z]/.test(word)).map((word) => word.replace(/=.*$/, "").replace(/[,.:)`]+$/, ""))
    .filter((word) => !known.has(word) && !/^-[a-z]{2,}$/.test(word));
}

Deno.test("every call of tcplab that the documents name has a command and options that exist", () => {
  let calls = 0;
  const wrong: string[] = [];
  for (const { name, text } of DOCUMENTS) {
    const blocks = codeBlocks(text).filter(({ language }) => language === "sh" || language === "powershell");
    const fenced = text.replaceAll(/^```[\s\S]*?^```$/gm, "");
    const inline = [...fenced.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
    for (const piece of [...blocks.map((block) => block.text), ...inline]) {
      for (const call of callsIn(piece.replaceAll("\\|", "|"))) {
        calls++;
        if (wrongIn(call).length > 0) wrong.push(`${name}: tcplab ${call.join(" ")}: ${wrongIn(call)}`);
      }
    }
  }
  assertEquals(wrong, []);
  assert(calls > 250, String(calls));
});

/** Asked of tcplab without a command; said of options in general; what tcplab has not; options of two tasks. */
const NOT_OURS: ReadonlySet<string> = new Set([
  "--help",
  "--version",
  "--flag",
  "--no-color",
  "--sentences",
  "--missing",
  "--steps",
]);

Deno.test("every option that the text names by itself is one of some command", () => {
  const known = new Set([...COMMANDS.values()].flatMap((command) => optionsOf(command).flatMap(({ names }) => names)));
  const wrong: string[] = [];
  // The chapter of design has the stylesheet's names, which look alike.
  for (const { name, text } of DOCUMENTS.filter(({ name }) => name !== "docs/design.md")) {
    const inline = [...text.replaceAll(/^```[\s\S]*?^```$/gm, "").matchAll(/`(--[a-z][^`\n]*)`/g)];
    for (const [, code = ""] of inline) {
      const [option = ""] = code.split(/[ =]/);
      if (!known.has(option) && !NOT_OURS.has(option)) {
        wrong.push(`${name}: ${option}`);
      }
    }
  }
  assertEquals(wrong, []);
});

Deno.test("wrongIn() finds a command and an option that do not exist", () => {
  const cases: { line: string; expected: string[] }[] = [
    { line: "tcplab explain a.pcap --html x | tcplab lap v2", expected: ["lap"] },
    { line: "tcplab explain a.pcap --htlm x # --none", expected: ["--htlm"] },
    { line: "tcplab lab --server 'nc --none' --client=x -q", expected: [] },
    { line: "sudo tcplab capture -w f -Q", expected: [] },
  ];
  for (const { line, expected } of cases) assertEquals(callsIn(line).flatMap(wrongIn), expected, line);
});
