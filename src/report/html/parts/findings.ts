/**
 * What was found, under the story that it belongs to.
 */
import type { Finding } from "../../../explain/words/finding.ts";
import type { PageWords } from "../../../language/en/page_words.ts";
import { prose } from "../text/bidi.ts";
import { type Markup, markup } from "../text/markup.ts";
import { packetLink } from "./packet_article.ts";

export interface FindingsOptions {
  readonly words: PageWords;
  readonly direction: "ltr" | "rtl";
  /** Advice given so far: what was said already is not said again. */
  readonly advised: Set<string>;
}

/** A list of findings, null where there are none. */
export function drawFindings(
  findings: readonly Finding[],
  { words, direction, advised }: FindingsOptions,
): Markup | null {
  if (findings.length === 0) return null;
  const items = findings.map(({ code, title, certainty, packets, text, advice }) => {
    const advises = advice !== "" && !advised.has(advice);
    advised.add(advice);
    const links = packets.map((number, i) => markup`${i > 0 && ", "}${packetLink(number, words)}`);
    return markup`
      <li>
        <strong>${prose(title, direction)}</strong>
        <span class="certainty ${certainty}">${words[certainty]}</span> <code dir="ltr">${code}</code>
        <p>${prose(text, direction)} <span class="refs">(${
      packets.length === 1 ? words.packetShows : words.packetsShow
    } ${links})</span></p>
        ${advises && markup`<p><em>${words.advice}</em> ${prose(advice, direction)}</p>`}
      </li>
    `;
  });
  return markup`<h4>${words.findings}</h4><ul class="findings">${items}</ul>`;
}
