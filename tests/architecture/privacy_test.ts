/** One way to say that a member is a class's own: `#name`. */
import { assertEquals } from "@std/assert";
import { sourceText } from "../source_text.ts";

const KEYWORD = /^\s+(?:(?:private|protected) (?!constructor\b)|constructor\(.*\b(?:private|protected) ).*/gm;

function keywordIn(text: string): string[] {
  return [...text.matchAll(KEYWORD)].map(([line]) => line.trim());
}

Deno.test("what is a class's own is called #name, and not private", () => {
  const rooms = [...Deno.readDirSync(new URL("../../src/", import.meta.url))].map(({ name }) => name);
  assertEquals(rooms.flatMap((room) => keywordIn(sourceText(new URL(`../../src/${room}/`, import.meta.url)))), []);
});

Deno.test("keywordIn() finds members and parameters, and lets a constructor be private", () => {
  const text = "class A {\n  private a = 1;\n  private constructor() {}\n  // private of nobody\n  #b = 2;\n" +
    "  constructor(readonly c: string, private d: string) {}\n  protected get e(): number {}\n}\n";
  assertEquals(keywordIn(text), [
    "private a = 1;",
    "constructor(readonly c: string, private d: string) {}",
    "protected get e(): number {}",
  ]);
});
