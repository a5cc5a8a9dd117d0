/**
 * HTML and SVG as values. A text becomes markup only through the `markup` tag, which escapes every value put into it; so
 * a payload of `</script><img onerror=...>` can be shown anywhere on the page and is nowhere part of it.
 */

/** Text that is markup already: made by `markup`, or by `trusted` from a constant of this program. */
export class Markup {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

export type MarkupValue = Markup | string | number | null | undefined | false | readonly MarkupValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Makes a text safe between tags and inside quoted attributes. Control characters that HTML forbids, and the ones that
 * reorder a line, are shown as the Unicode pictures or code points they are: a capture must not rearrange the page.
 */
export function escapeText(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c).replace(HIDDEN, showHidden);
}

/** Most texts hold nothing to escape, and a page has a hundred thousand of them. */
// deno-lint-ignore no-control-regex
const SUSPECT = /[&<>"'\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufeff\ufffe\uffff]/;

// deno-lint-ignore no-control-regex
const HIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufeff\ufffe\uffff]|[\ud800-\udfff]/gu;

function showHidden(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `\u2039${code.toString(16).toUpperCase().padStart(4, "0")}\u203a`;
}

/**
 * Markup from a template: values are escaped, lists joined, `null` and `false` left out. A line break and the
 * indentation after it are layout of the source: beside a tag or a value they are nothing, inside a tag one space.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  const literals = literalsOf(parts);
  let text = literals[0] ?? "";
  for (let i = 0; i < values.length; i++) text += render(values[i]) + (literals[i + 1] ?? "");
  return new Markup(text);
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>();

/** The literal parts without their layout in the source. */
function literalsOf(parts: TemplateStringsArray): readonly string[] {
  let literals = known.get(parts);
  if (literals === undefined) {
    literals = parts.map((part) => part.replace(/^\n\s*|\n\s*$|(?<=>)\n\s*|\n\s*(?=<)/g, "").replace(/\n\s*/g, " "));
    known.set(parts, literals);
  }
  return literals;
}

/** Takes a constant of this program for markup; never a text that came from a capture. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function render(value: MarkupValue): string {
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "string") return escapeText(value);
  if (typeof value === "number") return String(value);
  if (value instanceof Markup) return value.text;
  return value.map(render).join("");
}
