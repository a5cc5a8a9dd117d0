/** What stands around every page of `tcplab view`: the bar, the keys, the policy that lets nothing else in. */
import type { ViewWords } from "../../language/kinds/view_words.ts";
import { type Markup, markup } from "../../report/html/text/markup.ts";
import keys from "../client/keys.js" with { type: "text" };
import style from "./view.css" with { type: "text" };

export type PlaceName = "conversations" | "packets" | "conversation";

/** Where the page stands, and what it is about. */
export interface FramePlace {
  readonly capture: string;
  readonly place: PlaceName;
  /** Steps up to the root of the view: empty, or `../`. */
  readonly up: string;
  readonly words: ViewWords;
  /** What chooses the packets shown, as an address has it: `?stream=3`; empty for all of them. */
  readonly query: string;
}

/** The style that all pages add to the report's. */
export function viewStyle(): string {
  return style;
}

/** The script of every page. */
export function keysScript(): string {
  return keys;
}

/** Forms in which what is shown can be saved. */
const SAVED = ["pcapng", "html", "ndjson"] as const;

/** The bar with the ways to go; `more` stands at its end. */
export function viewBar({ capture, place, up, words, query }: FramePlace, more: Markup | false): Markup {
  const link = (name: PlaceName, href: string, text: string, key: string): Markup =>
    markup`<a href="${up}${href}" data-key="${key}"${place === name && markup` aria-current="page"`}>${text}</a>`;
  return markup`
    <nav class="view-bar" data-alive="${up}alive">
      <strong>${capture}</strong>
      ${link("conversations", ".", words.conversations, "c")}
      ${link("packets", "packets", words.allPackets, "p")}
      ${more}
      <details class="save">
        <summary>${words.download}</summary>
        ${SAVED.map((form) => markup`<a href="${up}export/${form}${query}" download data-export="${form}">${form}</a>`)}
      </details>
      <span id="state" role="status" data-gone="${words.gone}"></span>
    </nav>
    <dialog id="keys" aria-label="${words.keys}">
      <form method="dialog"><button>${words.close}</button></form>
      <dl>${words.keyHelp.map(([key, does]) => markup`<dt>${key}</dt><dd>${does}</dd>`)}</dl>
    </dialog>
  `;
}
