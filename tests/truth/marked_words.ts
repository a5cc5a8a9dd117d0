/**
 * English in which every sentence carries its key and every value its name: so a judge knows which sentences were said, and of
 * what, without reading prose.
 */
import type { ExplanationWords, SentenceKey, TitleKey } from "../../src/language/en/explanation_words.ts";
import type { FindingCode } from "../../src/explain/words/finding.ts";
import { tablesOf } from "../../src/language/all_tables.ts";

// Control characters, which no sentence holds: key, text, end; name, value, end.
const [KEY, TEXT, END, NAME, VALUE, VALUE_END] = ["\x01", "\x02", "\x03", "\x04", "\x05", "\x06"] as const;

/** One sentence that was said: its key, its words, and its values by name. */
export interface Sentence {
  readonly key: SentenceKey | `title:${TitleKey}` | `finding:${FindingCode}`;
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The words to explain with. */
export function markedWords(): ExplanationWords {
  const { sentences, titles, findingTitles, alerts, grammar } = tablesOf("en").explanations;
  return { sentences: marked(sentences), titles: marked(titles), findingTitles, alerts, grammar };
}

function marked<Key extends string>(table: Readonly<Record<Key, string>>): Record<Key, string> {
  const entries = Object.entries<string>(table).map(([key, text]) => {
    const values = text.replace(/\{(\w+)\}/g, (whole, name) => NAME + name + VALUE + whole + VALUE_END);
    return [key, KEY + key + TEXT + values + END];
  });
  return Object.fromEntries(entries) as Record<Key, string>;
}

/** The sentences in a marked text, phrases inside of others among them. */
export function sentencesIn(text: string): Sentence[] {
  const found: Sentence[] = [];
  const open: { key: string; from: number; values: Record<string, string> }[] = [];
  const named: { name: string; from: number }[] = [];
  for (let at = 0; at < text.length; at++) {
    const mark = text[at];
    if (mark === KEY) {
      const end = text.indexOf(TEXT, at);
      open.push({ key: text.slice(at + 1, end), from: end + 1, values: {} });
      at = end;
    } else if (mark === NAME) {
      const end = text.indexOf(VALUE, at);
      named.push({ name: text.slice(at + 1, end), from: end + 1 });
      at = end;
    } else if (mark === VALUE_END) {
      const { name, from } = named.pop()!;
      open.at(-1)!.values[name] = unmarked(text.slice(from, at));
    } else if (mark === END) {
      const { key, from, values } = open.pop()!;
      found.push({ key: key as SentenceKey, text: unmarked(text.slice(from, at)), values });
    }
  }
  return found;
}

// deno-lint-ignore no-control-regex
const MARKS = /\x01[^\x02]*\x02|\x04[^\x05]*\x05|[\x03\x06]/g;

/** A marked text as a user reads it. */
export function unmarked(text: string): string {
  return text.replace(MARKS, "");
}
