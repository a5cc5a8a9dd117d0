/** The keys that the page's script knows, as `?` lists them. */
import type { PageWords, Word } from "../../../language/en/page_words.ts";
import { type Markup, markup } from "../text/markup.ts";

const KEYS: readonly (readonly [string, Word])[] = [
  ["↓ ↑  j k", "keyStep"],
  ["Home End", "keyEnds"],
  ["/", "keyFind"],
  ["Enter", "keyFound"],
  ["Esc", "keyAll"],
  ["[ ]", "keyConversation"],
  ["y", "copyText"],
  ["e", "copyCommand"],
  ["l", "copyLink"],
  ["a", "keyMode"],
  ["+ − 0", "keyZoom"],
  ["Shift ← →", "keyMove"],
  ["?", "keyKeys"],
];

/** A dialog of the page's own; where something stands around the page that has one already, the lines for it. */
export function drawKeys(words: PageWords, framed: boolean): Markup {
  const lines = KEYS.map(([keys, word]) => markup`<dt dir="ltr">${keys}</dt><dd>${words[word]}</dd>`);
  if (framed) return markup`<dl id="report-keys" hidden>${lines}</dl>`;
  return markup`
    <dialog id="keys" class="of-report" aria-label="${words.keys}">
      <form method="dialog"><button>${words.close}</button></form>
      <dl>${lines}</dl>
    </dialog>
  `;
}
