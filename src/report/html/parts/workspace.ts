/**
 * The part of the page where packets are chosen and read: ladder, list, articles, charts. Up to `WHOLE_MOST` packets
 * everything is in the page as it stands, and reads and prints without a script; a longer report is drawn in pieces.
 */
import { drawConversationCharts } from "./conversation_charts.ts";
import { arrowHeads } from "./ladder.ts";
import { delayOf, ladderPart, ladderPieces } from "./ladder_part.ts";
import { type Drawing, type Drawn, grouped, type Piece, placed } from "./pieces.ts";
import { type Markup, markup } from "../text/markup.ts";
import { drawArticle } from "./packet_article.ts";
import { drawListHead, drawRow } from "./packet_list.ts";
import type { PacketView, ReportData } from "../facts/report_data.ts";
import type { PageWords } from "../../../language/en/page_words.ts";
import { directionOf, fillMarkup } from "../text/page_words.ts";

/** Packets of a piece: enough to fill a tall screen, few enough to unpack between two frames. */
const ROWS_A_PIECE = 100;
const ARTICLES_A_PIECE = 20;
/** Height of a row of the list in the stylesheet, and of an article on average, pixels. */
const ROW_HEIGHT = 28;
const ARTICLE_HEIGHT = 900;
/** Charts are drawn for this many conversations, those with the most packets. */
const CHARTED = 50;

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
  const { body, packedPieces } = await placed("rows", rowPieces(drawing.data, words), drawing);
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
  const { body, packedPieces } = await placed("articles", articlePieces(data, words), drawing);
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
    const summary = fillMarkup(words.chartsOf, { stream, packets: packets.length });
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
