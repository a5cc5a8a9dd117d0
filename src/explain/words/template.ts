/**
 * Sentences with `{placeholders}`, taken apart once so that filling one is a few string concatenations. The names of
 * the placeholders are part of a template's type: a rule that forgets a number does not compile.
 */

/** The placeholder names of a template, as a union of literal types. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What may stand in a placeholder: numbers, and texts that are already in the reader's language. */
export type Value = string | number;

/** A template taken apart: text, name, text, name, ... text. */
export interface Template {
  readonly texts: readonly string[];
  readonly names: readonly string[];
}

const PLACEHOLDER = /\{(\w+)\}/g;

/** The placeholder names of a template, in the order in which they stand. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1]!);
}

/**
 * Takes a template apart. Placeholders named in `fixed` are filled at once: they are the same in every packet of a
 * direction (`{sender}`), so nothing is left to do for them later.
 */
export function compile(text: string, fixed: Readonly<Record<string, string>>): Template {
  const filled = text.replace(PLACEHOLDER, (whole, name: string) => fixed[name] ?? whole);
  return { texts: filled.split(PLACEHOLDER).filter((_, i) => i % 2 === 0), names: placeholdersOf(filled) };
}

/** Fills a template. */
export function fill(template: Template, values: Readonly<Record<string, Value>>): string {
  const { texts, names } = template;
  let out = texts[0]!;
  for (let i = 0; i < names.length; i++) out += values[names[i]!]! + texts[i + 1]!;
  return out;
}
