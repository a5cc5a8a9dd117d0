/**
 * What a reader should notice in a report, and what to try next, from the codes of its explanations.
 */
import { ruleOf } from "../../../explain/rules/all_rules.ts";
import type { Code } from "../../../explain/words/codes.ts";
import type { Explanation } from "../../../explain/words/explanation.ts";
import type { Remark, Suggestion } from "./report_data.ts";
import type { PageWords } from "../../../language/en/page_words.ts";

/** Suggestions made at most. */
const SUGGESTIONS = 3;

export class Remarks {
  readonly #found = new Map<string, { title: string; packets: number[] }>();
  readonly #codes: Code[] = [];

  /** Takes in what was said of a packet. */
  add(number: number, explanations: readonly Explanation[]): void {
    for (const { code, title } of explanations) {
      if (ruleOf(code).ordinary) continue;
      const known = this.#found.get(title);
      if (known === undefined) this.#found.set(title, { title, packets: [number] });
      else known.packets.push(number);
      if (!this.#codes.includes(code)) this.#codes.push(code);
    }
  }

  /** One remark for each kind of unusual thing, in the order in which they first happened. */
  remarks(): Remark[] {
    return [...this.#found.values()].map(({ title, packets }) => ({ text: title, packets }));
  }

  /** Scenarios of the lab that show what was found here, or the first of them where nothing was. */
  suggestions(words: PageWords): Suggestion[] {
    const names = new Set(this.#codes.flatMap((code) => ruleOf(code).scenario ?? []));
    const chosen = names.size === 0 ? ["v0"] : [...names].slice(0, SUGGESTIONS);
    const text = names.size === 0 ? words.tryLab : words.trySame;
    return chosen.map((name) => ({ text, command: `tcplab lab ${name} --html ${name}.html` }));
  }
}

/** How to see what a page has left out of a capture, which is named as a command line names it. */
export function beyondThePage(capture: string, conversations: number, words: PageWords): Suggestion[] {
  const all = { text: words.tryView, command: `tcplab view ${capture} --open` };
  const named = { text: words.tryOverview, command: `tcplab explain ${capture}` };
  return conversations > 1 ? [named, all] : [all];
}
