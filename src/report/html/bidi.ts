/**
 * Runs of text that keep their own direction. In a line that goes right to left, `ack 21 = 1 + 20` would be laid out
 * from its wrong end: numbers, flags, addresses and code are set apart as left-to-right runs.
 */
import { escapeText, Markup } from "./markup.ts";

/**
 * A left-to-right run: begins and ends with a Latin letter, a digit or a closing sign, and may hold spaces and
 * operators between, so that a sum stays in one piece. Text in back quotes is code.
 */
const RUN =
  /`([^`\n]+)`|[A-Za-zµ0-9#(\[+'"-]*[A-Za-zµ0-9](?:[\wµ%'"\])!]|[ .,:;=+\-*/×^<>→#&|(\['"]+(?=[A-Za-zµ0-9]))*/g;

/** Text as markup: code in back quotes as `code`, and in right-to-left text every left-to-right run isolated. */
export function prose(text: string, direction: "ltr" | "rtl"): Markup {
  let markup = "";
  let at = 0;
  for (const match of text.matchAll(RUN)) {
    const code = match[1];
    if (code === undefined && direction === "ltr") continue;
    markup += escapeText(text.slice(at, match.index));
    markup += code === undefined
      ? `<bdi dir="ltr">${escapeText(match[0])}</bdi>`
      : `<code dir="ltr">${escapeText(code)}</code>`;
    at = match.index + match[0].length;
  }
  return new Markup(markup + escapeText(text.slice(at)));
}
