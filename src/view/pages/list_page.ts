/** The page of a list: conversations, or packets. Its rows come when they are in sight (client/list.js). */
import type { Language } from "../../language/language.ts";
import type { ViewWords } from "../../language/kinds/view_words.ts";
import { htmlDocument } from "../../report/html/html_document.ts";
import { pageStyle } from "../../report/html/page_style.ts";
import { type Markup, markup } from "../../report/html/text/markup.ts";
import listScript from "../client/list.js" with { type: "text" };
import { type FramePlace, keysScript, viewBar, viewStyle } from "./frame.ts";

/** A column's head. */
export interface Head {
  readonly text: string;
  /** Key to sort by; null where the list has one order. */
  readonly sort: string | null;
  /** Width as CSS writes it. */
  readonly width: string;
  /** Numbers stand at the right of their column. */
  readonly right: boolean;
}

export interface ListPage {
  readonly frame: FramePlace;
  readonly kind: "conversations" | "packets";
  readonly heads: readonly Head[];
  /** Cells before the bar of a row; null for rows without one. */
  readonly barAt: number | null;
  /** What the list is known by as it is now. */
  readonly version: string;
  readonly language: Language;
  /** The program and its version. */
  readonly generator: string;
}

/** The page as text. */
export async function listPage(page: ListPage): Promise<string> {
  const { frame, kind, heads, barAt, language, generator } = page;
  const { words } = frame;
  const columns = heads.map(({ width }) => width).join(" ");
  const style = `${pageStyle()}${viewStyle()}:root{--columns:${columns};--least:${
    kind === "conversations" ? 116 : 58
  }rem}`;
  const script = `"use strict";\n{\n${keysScript()}}\n{\n${listScript}}\n`;
  const body = markup`
    ${viewBar(frame, controls(page))}
    <main data-list="${kind}" data-bar-at="${barAt}" data-version="${page.version}" role="table" aria-label="${
    words[kind]
  }" tabindex="0">
      <div class="heads" role="row">${heads.map(drawHead)}</div>
      <p id="message" role="status" data-nothing="${words.nothing}" data-loading="${words.loading}">${words.loading}</p>
      <div class="rows"></div>
    </main>
  `;
  const title = `${words[kind]}: ${frame.capture}`;
  return await htmlDocument({ language, title, generator, style, script, connects: true, bodyClass: "list", body });
}

function drawHead({ text, sort, right }: Head): Markup {
  const side = right && markup` class="number"`;
  if (sort === null) return markup`<span role="columnheader"${side}>${text}</span>`;
  return markup`<span role="columnheader"${side} data-sort="${sort}" aria-sort="none"><button>${text}</button></span>`;
}

function controls({ frame: { words }, kind }: ListPage): Markup {
  return markup`
    ${kind === "conversations" && box("search", "q", words)}
    ${box("filter", "filter", words)}
    <span id="count" data-text="${words.rows("{shown}", "{all}")}"></span>
    <span class="hint">? ${words.keys}</span>
  `;
}

function box(id: "search" | "filter", name: string, words: ViewWords): Markup {
  return markup`
    <form role="search"><label for="${id}">${words[id]}</label>
    <input id="${id}" name="${name}" type="search" autocomplete="off" spellcheck="false">
    <button>${words.apply}</button></form>
  `;
}
