/** The documents whose words are tested: README.md, and every chapter of docs/. */
import { fromFileUrl, join } from "@std/path";

export const ROOT = fromFileUrl(new URL("../../", import.meta.url));

export interface Document {
  /** Path from the root. */
  readonly name: string;
  readonly text: string;
}

function read(name: string): Document {
  return { name, text: Deno.readTextFileSync(join(ROOT, name)) };
}

export const README: Document = read("README.md");

export const CHAPTERS: readonly Document[] = [...Deno.readDirSync(join(ROOT, "docs"))]
  .filter(({ isFile, name }) => isFile && name.endsWith(".md"))
  .map(({ name }) => read(`docs/${name}`))
  .sort((a, b) => a.name < b.name ? -1 : 1);
