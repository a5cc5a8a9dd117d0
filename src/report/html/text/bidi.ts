/**
 * Runs of text that keep their own direction. In a line that goes right to left, `ack 21 = 1 + 20` would be laid out
 * from its wrong end: numbers, flags, addresses and code are set apart as left-to-right runs.
 */
import { escapeText, Markup } from "./markup.ts";
import { directionIn } from "./page_words.ts";

/**
 * A left-to-right run: begins and ends with a Latin letter or a digit and may hold spaces and operators between, so that
 * a sum stays in one piece; a bracket belongs to it only with its other half. A comma before a space ends it: the items of
 * a list go the way of the line. Text in back quotes is code.
 */
const WORD = "[\\wµ]";
const JOINT = "(?:[\\wµ%.:=+\\-*/×^<>→#&|'\" ]|[,;](?! ))*";
const RUN = new RegExp(
  `\`([^\`\\n]+)\`|[#+\\-]?${WORD}(?:${JOINT}[\\wµ%])?(?: ?\\((?:${JOINT}[\\wµ%])?\\)(?:${JOINT}[\\wµ%])?)*`,
  "g",
);

/** Whoever wrote isolates into a text has seen to its directions. */
const ISOLATES = /[\u2066-\u2069]/;

/** Text as markup: code in back quotes as `code`, and in right-to-left text every left-to-right run isolated. */
export function prose(text: string, direction: "ltr" | "rtl"): Markup {
  if (direction === "rtl" && directionIn(text) === "ltr") {
    return new Markup(`<bdi dir="ltr">${runs(text, false)}</bdi>`);
  }
  return new Markup(runs(text, direction === "rtl" && !ISOLATES.test(text)));
}

/**
 * What a line must not be broken in: a sum with what it is about, `ack 21 = 1 + 20`, a number with its unit, the name of
 * a state. A very long sum may break, or a phone could not show it.
 */
const UNBROKEN =
  /\b(?:(?:seq|ack|raw) )?\d[\d,.]*(?: [=+\u2212×\-] [\d^.,]*\d)+|\b\d[\d,.]* (?:(?:min|h)(?: \d+ (?:s|min))?|ns|µs|ms|s|days)\b|\b(?:SYN-(?:SENT|RECEIVED)|FIN-WAIT-[12]|CLOSE-WAIT|LAST-ACK|TIME-WAIT)\b/g;
const UNBROKEN_MOST = 42;

/** Text as markup, its sums and names of states in one piece. */
export function unbroken(text: string): Markup {
  return new Markup(kept(text));
}

function kept(text: string): string {
  let markup = "";
  let at = 0;
  for (const match of text.matchAll(UNBROKEN)) {
    if (match[0].length > UNBROKEN_MOST) continue;
    markup += `${escapeText(text.slice(at, match.index))}<span class="unbroken">${escapeText(match[0])}</span>`;
    at = match.index + match[0].length;
  }
  return markup + escapeText(text.slice(at));
}

function runs(text: string, isolating: boolean): string {
  let markup = "";
  let at = 0;
  for (const match of text.matchAll(RUN)) {
    const code = match[1];
    if (code === undefined && !isolating) continue;
    markup += kept(text.slice(at, match.index));
    markup += code === undefined
      ? `<bdi dir="ltr">${kept(match[0])}</bdi>`
      : `<code dir="ltr">${escapeText(code)}</code>`;
    at = match.index + match[0].length;
  }
  return markup + kept(text.slice(at));
}
