/** `tcplab pair --html`: what was found, and for each conversation its table, its ladder with both clocks and its delays, in one file. */
import type { PairWords } from "../../language/kinds/pair_words.ts";
import type { Language } from "../../language/language.ts";
import type { PairedConversation, Pairing } from "../../pairing/terms/pairing.ts";
import { endText } from "../../pairing/terms/talk.ts";
import { changeText } from "../pair/change_text.ts";
import { findingsOf } from "../pair/findings.ts";
import { directionRows, numberSentences } from "../pair/direction_rows.ts";
import { inOrder } from "../pair/in_order.ts";
import { protocolName } from "../pair/protocol_name.ts";
import { htmlDocument } from "./html_document.ts";
import { drawDelays } from "./pair/delay_chart.ts";
import { drawLadder } from "./pair/ladder.ts";
import tokens from "./style/tokens.css" with { type: "text" };
import base from "./style/base.css" with { type: "text" };
import pair from "./style/pair.css" with { type: "text" };
import { type Markup, markup } from "./text/markup.ts";

/** What the page shows. */
export interface PairPage {
  readonly names: { readonly a: string; readonly b: string };
  readonly pairing: Pairing;
  readonly language: Language;
  readonly words: PairWords;
  /** The program and its version. */
  readonly program: string;
  /** Conversations drawn, at most. */
  readonly top: number;
}

export async function renderPairPage(page: PairPage): Promise<string> {
  const { names, pairing, language, words, program, top } = page;
  const body = markup`
    <main class="pair">
    <h1>${words.page.title}</h1>
    <p>A: <bdi>${names.a}</bdi><br>B: <bdi>${names.b}</bdi></p>
    ${drawFindings(pairing, words)}
    ${inOrder(pairing).slice(0, top).map((one) => drawConversation(one, page))}
    </main>
  `;
  const title = `${words.page.title}: ${names.a}, ${names.b}`;
  return await htmlDocument({ language, title, generator: program, style: `${tokens}\n${base}\n${pair}`, body }) + "\n";
}

function drawFindings(pairing: Pairing, words: PairWords): Markup {
  if (pairing.obstacle !== null) return markup`<p>${words[pairing.obstacle]}</p>`;
  return markup`<ul>${
    findingsOf(pairing, words).map(({ ink, sentence }) =>
      markup`<li class="${ink === "trouble" ? "loss" : "plain"}">${sentence}</li>`
    )
  }</ul>`;
}

function drawConversation(conversation: PairedConversation, { pairing, words }: PairPage): Markup {
  const { protocol, client, server, changes, clientToServer, serverToClient, journeys } = conversation;
  const nearIsA = clientToServer.sender === "a";
  const [left, right] = nearIsA ? ["A", "B"] : ["B", "A"];
  const medians = [clientToServer, serverToClient].flatMap(({ delay }) => delay?.median ?? []);
  const usual = Math.max(1000, Math.min(...medians, 1e9));
  const { origins, clock } = pairing;
  const ahead = (clock?.offset ?? 0) - (origins.b - origins.a) * 1e9;
  const { page, ends } = words;
  const sentences = [
    ...numberSentences(clientToServer, words),
    ...numberSentences(serverToClient, words),
    ...changes.map((change) => changeText(change, words)),
  ];
  return markup`<section>
    <h2>${protocol === "tcp" ? "" : `${protocolName(protocol)} `}<bdi>${endText(client, protocol)}</bdi> ↔ <bdi>${
    endText(server, protocol)
  }</bdi></h2>
    <table>${
    directionRows([clientToServer, serverToClient], words).map(([label, ...cells]) =>
      markup`<tr><th>${label}</th>${cells.map((cell) => markup`<td><bdi>${cell}</bdi></td>`)}</tr>`
    )
  }</table>
    <ul>${sentences.map((sentence) => markup`<li>${sentence}</li>`)}</ul>
    <h3>${page.ladder}</h3><p>${page.ladderHelp}</p>
    <p class="heads"><span>${ends.client}<br>${page.clockOf(left!)}</span><span>${ends.server}<br>${
    page.clockOf(right!)
  }</span></p>
    ${drawLadder({ protocol, journeys, nearIsA, ahead, usual }, words)}
    <h3>${page.delays}</h3><p>${page.delaysHelp}</p>
    ${drawDelays(journeys, words)}
    </section>`;
}
