/**
 * The part of the page where packets are chosen and read: ladder, list, articles, charts. Up to `WHOLE_MOST` packets
 * everything is in the page as it stands, and reads and prints without a script. A longer report is drawn in pieces;
 * the first of each kind stands in the page, the others are packed behind it, or asked of the server that serves the page.
 */
import { ARROW_KINDS, type ArrowKind, arrowKind, KIND_WORD } from "./arrow_kind.ts";
import { drawConversationCharts } from "./conversation_charts.ts";
import { arrowHeads, drawBand, drawHosts, type LadderOptions } from "./ladder.ts";
import { type Band, layOutLadder } from "./ladder_layout.ts";
import { Markup, markup } from "../text/markup.ts";
import { packed } from "./pack.ts";
import { drawArticle } from "./packet_article.ts";
import { drawListHead, drawRow } from "./packet_list.ts";
import { type DelaySource, isLost, type PacketView, type ReportData } from "../facts/report_data.ts";
import type { PageWords, Word } from "../../../language/en/page_words.ts";
import { directionOf, fillMarkup } from "../text/page_words.ts";

export const WHOLE_MOST = 200;
/** The same on a page whose pieces come from a server: they are drawn when they are looked at. */
const SERVED_WHOLE_MOST = 40;
/** Packets of a piece: enough to fill a tall screen, few enough to unpack between two frames. */
const ROWS_A_PIECE = 100;
const ARTICLES_A_PIECE = 20;
const BANDS_A_PIECE = 7;
/** Height of a row of the list in the stylesheet, and of an article on average, pixels. */
const ROW_HEIGHT = 28;
const ARTICLE_HEIGHT = 900;
/** Charts are drawn for this many conversations, those with the most packets. */
const CHARTED = 50;

/** Where the pieces of a page that are not in sight wait: behind it, or on the server. */
export type PiecesPlace = "packed" | "served";

/** What the parts are drawn from. */
interface Drawing {
  readonly data: ReportData;
  readonly words: PageWords;
  readonly pieces: PiecesPlace;
}

function isWhole({ data: { packets }, pieces }: Drawing): boolean {
  return packets.length <= (pieces === "served" ? SERVED_WHOLE_MOST : WHOLE_MOST);
}

/** A stretch of the page: its markup when it is wanted, its packets, and how tall it is before it is drawn. */
interface Piece {
  readonly draw: () => Markup;
  readonly packets: readonly PacketView[];
  readonly height: number;
}

interface Drawn {
  readonly body: Markup;
  readonly packedPieces: readonly Markup[];
}

/** The workspace with `story` beside the ladder, the charts below it, and the packed pieces that belong at the end of the page. */
export async function drawWorkspace(drawing: Drawing, story: Markup): Promise<Drawn> {
  const { data, words } = drawing;
  if (data.packets.length === 0) {
    return { body: markup`<p id="packets" class="warning">${words.noPackets}</p>${story}`, packedPieces: [] };
  }
  const ladder = await ladderPart(drawing);
  const list = await listPart(drawing);
  const articles = await articlesPart(drawing);
  // The charts stand outside: the panel of the chosen packet is sticky, and stops where the workspace ends.
  const body = markup`
    ${arrowHeads()}
    <div class="workspace" id="packets">${ladder.body}${story}${list.body}${articles.body}</div>
    ${chartsPart(data, words)}
  `;
  return { body, packedPieces: [...ladder.packedPieces, ...list.packedPieces, ...articles.packedPieces] };
}

/** The markup of the piece that a served page calls `name`, `ladder-0` and so on; null where it has none. */
export function drawPiece(data: ReportData, words: PageWords, name: string): string | null {
  const [, kind, index] = /^(ladder|rows|articles)-(\d{1,6})$/.exec(name) ?? [];
  if (kind === undefined) return null;
  return PIECES[kind as PieceKind](data, words)[Number(index)]?.draw().text ?? null;
}

type PieceKind = "ladder" | "rows" | "articles";

const PIECES: Readonly<Record<PieceKind, (data: ReportData, words: PageWords) => Piece[]>> = {
  ladder: ladderPieces,
  rows: rowPieces,
  articles: articlePieces,
};

function ladderPieces(data: ReportData, words: PageWords): Piece[] {
  const options = ladderOptions(data, words);
  return grouped(layOutLadder(data.packets), BANDS_A_PIECE).map((bands): Piece => ({
    draw: () => markup`${bands.map((band) => drawBand(band, options))}`,
    packets: bands.flatMap((band) => band.arrows.map((arrow) => arrow.packet)),
    height: heightOf(bands),
  }));
}

function ladderOptions(data: ReportData, words: PageWords): LadderOptions {
  return { hosts: data.hosts, words, severalConversations: data.conversations.length > 1 };
}

async function ladderPart(drawing: Drawing): Promise<Drawn> {
  const { data, words } = drawing;
  const options = ladderOptions(data, words);
  const { body, packedPieces } = await placed("ladder", drawing);
  const style = `ladder hosts-${data.hosts.length}${data.hosts.length > 2 ? " many" : ""}${
    isWhole(drawing) ? "" : " tall"
  }`;
  const section = markup`
    <section class="ladder-part" aria-labelledby="ladder">
      <h2 id="ladder">${words.ladder}</h2>
      ${toolbar(data, words)}
      <details class="reading">
        <summary>${words.howToRead}</summary>
        <p class="hint">${words.ladderHelp}</p>
        <p class="hint">${words.ladderLabels} ${
    data.packets.some(({ states }) => states.length > 0) && words.ladderStates
  }</p>
        <p class="hint">${words.notToScale} ${words[SLOPE[delayOf(data.packets)]]}</p>
        ${legend(data.packets, words)}
      </details>
      <div class="${style}" role="group" aria-labelledby="ladder"><div class="heads-of-lines">${
    drawHosts(options)
  }</div>${body}</div>
    </section>
  `;
  return { body: section, packedPieces };
}

const SLOPE: Readonly<Record<DelaySource, Word>> = {
  measured: "slopeMeasured",
  estimated: "slopeEstimated",
  unknown: "slopeUnknown",
};

/** The least that is known of the packets' delays. */
function delayOf(packets: readonly PacketView[]): DelaySource {
  const sources = new Set(packets.map((packet) => packet.delay));
  return sources.has("measured") ? "measured" : sources.has("estimated") ? "estimated" : "unknown";
}

/** What narrows the page, and what is done with its picture. */
function toolbar(data: ReportData, words: PageWords): Markup {
  return markup`
    <div class="toolbar tools no-print">
      ${chooser(data, words)}
      <input type="search" id="find" placeholder="${words.find}" aria-label="${words.find}" autocomplete="off" spellcheck="false">
      <output id="count" aria-live="polite"></output>
      <output id="said" aria-live="polite"></output>
      <span class="end">
        <button type="button" data-save="ladder" title="${words.savePicture}">SVG</button>
        <button type="button" id="help" aria-label="${words.keys}" title="${words.keys}">?</button>
      </span>
    </div>
  `;
}

function chooser(data: ReportData, words: PageWords): Markup | null {
  if (data.conversations.length < 2) return null;
  const options = data.conversations.map((c) =>
    markup`<option value="${c.stream}">#${c.stream} ${c.client} → ${c.server}</option>`
  );
  return markup`
    <label>${words.only} <select id="only"><option value="">${words.everyConversation}</option>${options}</select></label>
  `;
}

/** The kinds that occur, each with a sample of its arrow. */
function legend(packets: readonly PacketView[], words: PageWords): Markup {
  const kinds = new Set(packets.map(arrowKind));
  const sample = (kind: ArrowKind, word: Word, lost = false): Markup =>
    markup`
      <li>
        <svg width="44" height="12" aria-hidden="true" direction="ltr">
          <g class="arrow ${kind}${lost && " lost"}"><line x1="2" y1="6" x2="${lost ? 32 : 40}" y2="6"/></g>
          ${lost && markup`<text class="cross" x="34" y="12">✕</text>`}
        </svg>
        ${words[word]}
      </li>
    `;
  return markup`
    <ul class="legend" aria-label="${words.legend}">
      ${ARROW_KINDS.filter((kind) => kinds.has(kind)).map((kind) => sample(kind, KIND_WORD[kind]))}
      ${packets.some((p) => isLost(p.fate)) && sample("data", "kindLost", true)}
    </ul>
  `;
}

function rowPieces(data: ReportData, words: PageWords): Piece[] {
  const options = { words, direction: directionOf(data.language), hosts: data.hosts, answers: data.answers !== false };
  return grouped(data.packets, ROWS_A_PIECE).map((packets): Piece => ({
    draw: () => markup`${packets.map((packet) => drawRow(packet, options))}`,
    packets,
    height: packets.length * ROW_HEIGHT,
  }));
}

async function listPart(drawing: Drawing): Promise<Drawn> {
  const { words } = drawing;
  const { body, packedPieces } = await placed("rows", drawing);
  return {
    packedPieces,
    body: markup`
      <section class="list-part" aria-labelledby="list">
        <h2 id="list">${words.list}</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="${words.listCaption}">
          <table class="packets">${drawListHead(words)}${body}</table>
        </div>
      </section>
    `,
  };
}

function articlePieces(data: ReportData, words: PageWords): Piece[] {
  const numbers = new Map(data.packets.map((packet) => [packet.number, packet]));
  const direction = directionOf(data.language);
  const answers = data.answers !== false;
  const options = { words, direction, hosts: data.hosts, answers, byNumber: (n: number) => numbers.get(n) };
  return grouped(data.packets, ARTICLES_A_PIECE).map((packets): Piece => ({
    draw: () => markup`${packets.map((packet) => drawArticle(packet, options))}`,
    packets,
    height: packets.length * ARTICLE_HEIGHT,
  }));
}

async function articlesPart(drawing: Drawing): Promise<Drawn> {
  const { data, words } = drawing;
  const direction = directionOf(data.language);
  const { body, packedPieces } = await placed("articles", drawing);
  const [back, on] = direction === "rtl" ? ["→", "←"] : ["←", "→"];
  const section = markup`
    <section class="articles-part" id="articles-part" aria-labelledby="details">
      <div class="bar">
        <h2 id="details">${words.details}</h2>
        <div class="tools no-print">
          <button type="button" id="previous" aria-label="${words.previous}">${back}</button>
          <button type="button" id="next" aria-label="${words.next}">${on}</button>
          <button type="button" id="mode" data-one="${words.oneByOne}" data-all="${words.allInARow}">${words.allInARow}</button>
          <details class="menu">
            <summary>${words.copy}</summary>
            <div>
              <button type="button" data-copy="text">${words.copyText}</button>
              ${
    (data.showCommand ?? "") !== "" &&
    markup`<button type="button" data-copy="command">${words.copyCommand}</button>`
  }
              <button type="button" data-copy="link">${words.copyLink}</button>
            </div>
          </details>
        </div>
      </div>
      <div class="articles" id="panel" tabindex="0" role="region" aria-label="${words.selected}">${body}</div>
    </section>
  `;
  return { body: section, packedPieces };
}

function chartsPart(data: ReportData, words: PageWords): Markup | null {
  const byStream = new Map<number, PacketView[]>();
  for (const packet of data.packets) {
    if (packet.tcp === null) continue;
    const stream = byStream.get(packet.tcp.stream);
    if (stream === undefined) byStream.set(packet.tcp.stream, [packet]);
    else stream.push(packet);
  }
  const busiest = [...byStream].sort((a, b) => b[1].length - a[1].length).slice(0, CHARTED);
  const findings = new Map(data.conversations.map(({ stream, findings = [] }) => [stream, findings]));
  const drawn = busiest.map(([stream, packets], i) => {
    const of = findings.get(stream) ?? [];
    const charts = drawConversationCharts(packets, { words, findings: of, kernel: data.kernel ?? [] });
    if (busiest.length === 1) return markup`<div data-charts="${stream}">${charts}</div>`;
    const summary = fillMarkup(words.chartsOf, { stream });
    return markup`
      <details data-charts="${stream}" data-conversation="${stream}" data-alone="yes"${i === 0 && markup` open`}>
        <summary>${summary}</summary>${charts}
      </details>
    `;
  });
  if (busiest.length === 0) return null;
  const left = byStream.size - busiest.length;
  return markup`
    <section class="charts-part" aria-labelledby="charts">
      <h2 id="charts">${words.charts}</h2>
      <details class="reading">
        <summary>${words.howToRead}</summary>
        <p class="hint">${words.chartSeqHelp}</p>
        <p class="hint">${words.chartRttHelp} ${delayOf(data.packets) === "measured" && words.chartRttOneWay}</p>
        <p class="hint tools">${words.chartZoomHelp}</p>
      </details>
      ${left > 0 && markup`<p class="note">${fillMarkup(words.chartsOfBusiest, { count: busiest.length })}</p>`}
      ${drawn}
    </section>
  `;
}

/** Puts pieces into the page: all of them as they stand, or the first and then places for those that come later. */
async function placed(kind: PieceKind, drawing: Drawing): Promise<Drawn> {
  const pieces = PIECES[kind](drawing.data, drawing.words);
  const tag = (attributes: Markup | null, content: Markup | null): Markup =>
    kind === "rows"
      ? markup`<tbody${attributes}>${content}</tbody>`
      : markup`<div class="piece"${attributes}>${content}</div>`;
  if (isWhole(drawing)) return { body: tag(null, markup`${pieces.map((piece) => piece.draw())}`), packedPieces: [] };
  const body = pieces.map((piece, i) => {
    const first = piece.packets[0]?.number ?? 0;
    const last = piece.packets.at(-1)?.number ?? first;
    const height = Math.round(piece.height);
    return tag(
      markup` data-piece="${kind}-${i}" data-first="${first}" data-last="${last}" data-height="${height}"`,
      i === 0 ? piece.draw() : null,
    );
  });
  if (drawing.pieces === "served") return { body: markup`${body}`, packedPieces: [] };
  const packedPieces = await Promise.all(pieces.map((piece, i) => packed(kind, i, piece.draw())));
  return { body: markup`${body}`, packedPieces };
}

function heightOf(bands: readonly Band[]): number {
  return bands.reduce((sum, band) => sum + band.bottom - band.top, 0);
}

function grouped<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size));
  return groups;
}
