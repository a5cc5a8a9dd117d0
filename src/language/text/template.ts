/**
 * Sentences with `{placeholders}`, taken apart once so that filling one in is a few string concatenations. The names of
 * the placeholders are part of a template's type: a rule that forgets a number does not compile.
 */

/** The placeholder names of a template, as a union of literal types. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What may stand in a placeholder: numbers, and texts that are already in the reader's language. */
export type Value = string | number;

/** Values by the names of their placeholders. */
export type Values = Readonly<Record<string, Value>>;

/** A sentence that waits for its values. */
export type Sentence = (values: Values) => string;

const PLACEHOLDER = /\{(\w+)\}/g;

/** The placeholder names of a template, in the order in which they stand. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1]!);
}

/**
 * Takes a template apart. Placeholders named in `fixed` are filled at once: they are the same in every packet of a
 * direction (`{sender}`), so nothing is left to do for them later.
 */
export function compile(text: string, fixed: Readonly<Record<string, string>>): Sentence {
  const filled = text.replace(PLACEHOLDER, (whole, name: string) => fixed[name] ?? whole);
  return joined(filled.split(PLACEHOLDER).filter((_, i) => i % 2 === 0), placeholdersOf(filled));
}

/** Sentences of few placeholders, which are nearly all, have their joining written out: it costs half of a loop. */
function joined(texts: readonly string[], names: readonly string[]): Sentence {
  const [a = "", b = "", c = "", d = "", e = ""] = texts;
  const [first = "", second = "", third = "", fourth = ""] = names;
  switch (names.length) {
    case 0:
      return () => a;
    case 1:
      return (values) => a + values[first]! + b;
    case 2:
      return (values) => a + values[first]! + b + values[second]! + c;
    case 3:
      return (values) => a + values[first]! + b + values[second]! + c + values[third]! + d;
    case 4:
      return (values) => a + values[first]! + b + values[second]! + c + values[third]! + d + values[fourth]! + e;
    default:
      return (values) => names.reduce((told, name, i) => told + values[name]! + texts[i + 1]!, a);
  }
}
