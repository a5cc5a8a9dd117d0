/** TypeScript with blanks where its types stood, so that a position in it is the position in the source. */
import { stripTypeScriptTypes } from "node:module";
import { tokenize } from "./tokenize.ts";

const MODIFIERS = new Set(["private", "protected", "public", "readonly", "override"]);

/** A text of the same length, every type in it blank; what is no code (comments) stays. */
export function withoutTypes(source: string): string {
  // A modifier turns a constructor's parameter into a field, which is more than a type, and is refused.
  const plain = tokenize(source).map(({ kind, text }) =>
    kind === "word" && MODIFIERS.has(text) ? " ".repeat(text.length) : text
  ).join("");
  const stripped = stripTypeScriptTypes(plain);
  if (stripped.length !== source.length) throw new Error("Types were not replaced by blanks of the same length");
  return stripped;
}
