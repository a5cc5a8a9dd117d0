/** docs/analysis.md names what is there: every verdict, every link type, and codes that exist. */
import { assertEquals } from "@std/assert";
import { VERDICTS } from "../../src/analysis/analysed_packet.ts";
import { DEFAULT_LIMITS } from "../../src/analysis/conversation_table.ts";
import { Direction } from "../../src/analysis/direction.ts";
import { CODES } from "../../src/explain/words/codes.ts";
import { LAYER_NAMES, NOTHING } from "../../src/packet/layer.ts";
import { LINK_LAYERS, linkTypeName } from "../../src/packet/link_layer.ts";

const CHAPTER = Deno.readTextFileSync(new URL("../../docs/analysis.md", import.meta.url));

/** The rows of the first table below a heading or a line: their cells. */
function rowsAfter(mark: string): string[][] {
  const paragraphs = CHAPTER.slice(CHAPTER.indexOf(mark)).split("\n\n");
  const table = paragraphs.find((paragraph) => paragraph.startsWith("|")) ?? "";
  return table.split("\n").slice(2).map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim()));
}

function codesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

Deno.test("docs/analysis.md states the condition of every verdict, once", () => {
  const named = rowsAfter("## The verdicts").flatMap(([, verdict = ""]) => codesIn(verdict));
  assertEquals(named.sort(), [...VERDICTS].sort());
});

Deno.test("docs/analysis.md names what a direction remembers as the code does", () => {
  const named = rowsAfter("## What is remembered").flatMap(([names = ""]) => codesIn(names));
  const direction = new Direction();
  assertEquals(named.filter((name) => !(name in direction)), []);
});

Deno.test("docs/analysis.md names codes and verdicts that there are where a verdict misleads", () => {
  const rows = rowsAfter("## Where the verdict misleads");
  const verdicts: readonly string[] = VERDICTS;
  const codes: readonly string[] = CODES;
  assertEquals(rows.flatMap(([verdict = ""]) => codesIn(verdict)).filter((name) => !verdicts.includes(name)), []);
  const said = rows.flatMap(([, , what = ""]) => codesIn(what)).filter((name) => name !== "possible");
  assertEquals(said.filter((name) => !codes.includes(name)), []);
  assertEquals(rows.length > 5, true);
});

Deno.test("docs/analysis.md lists the link types that can be read", () => {
  const listed = rowsAfter("| link type |").map(([number, name]) => `${number} ${name}`);
  assertEquals(listed, [...LINK_LAYERS.keys()].map((number) => `${number} ${linkTypeName(number)}`));
});

Deno.test("docs/analysis.md names every layer that is read", () => {
  const section = CHAPTER.slice(CHAPTER.indexOf("## Captures that can be read"));
  const named = (layer: string): boolean =>
    new RegExp(`(?<![\\w/])${layer.replace(".", "\\.")}(?![\\w/])`).test(section);
  assertEquals(LAYER_NAMES.filter((layer, kind) => kind !== NOTHING && !named(layer)), []);
});

Deno.test("docs/analysis.md says how many conversations are kept", () => {
  const numbers = [DEFAULT_LIMITS.closed, DEFAULT_LIMITS.all].map((number) => number.toLocaleString("en"));
  const text = CHAPTER.replaceAll("\n", " ").replace(/ +/g, " ");
  const said = `${numbers[0]} closed conversations are kept for packets that come late, and ${numbers[1]} altogether`;
  assertEquals(text.includes(said), true, said);
});
