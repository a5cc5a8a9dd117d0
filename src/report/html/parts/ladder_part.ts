/** The part of the page with the ladder: what narrows it, how it is read, the drawing itself, and each conversation's own. */
import { ARROW_KINDS, type ArrowKind, arrowKind, KIND_WORD } from "./arrow_kind.ts";
import { drawBand, drawHosts, type LadderOptions } from "./ladder.ts";
import { type Band, layOutLadder } from "./ladder_layout.ts";
import { type Drawing, type Drawn, grouped, isWhole, type Piece, placed } from "./pieces.ts";
import { packedText } from "./pack.ts";
import { type Markup, markup } from "../text/markup.ts";
import { oneConversation } from "../facts/one_conversation.ts";
import {
  type ConversationView,
  type DelaySource,
  isLost,
  type PacketView,
  type ReportData,
} from "../facts/report_data.ts";
import type { PageWords, Word } from "../../../language/en/page_words.ts";

/** Bands of a piece: enough to fill a tall screen, few enough to unpack between two frames. */
const BANDS_A_PIECE = 10;
/** Packets of small conversations whose ladders are packed together. */
const PACKETS_A_PACK = 100;

/** The section, and packed behind the page the ladder of each conversation alone. */
export async function ladderPart(drawing: Drawing): Promise<Drawn> {
  const { data, words } = drawing;
  const { body, packedPieces } = await drawLadder("ladder", drawing);
  const section = markup`
    <section class="ladder-part" aria-labelledby="ladder">
      <div class="bar">
        <h2 id="ladder">${words.ladder}</h2>
        <div class="tools no-print">
          <button type="button" data-save="ladder" title="${words.savePicture}">SVG</button>
          <button type="button" id="help" aria-label="${words.keys}" title="${words.keys}">?</button>
        </div>
      </div>
      <div class="over">
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
      </div>
      ${body}
    </section>
  `;
  return { body: section, packedPieces: [...packedPieces, ...await laddersAlone(drawing)] };
}

/** The drawing: the hosts' names, and the pieces below. */
async function drawLadder(name: string, drawing: Drawing): Promise<Drawn> {
  const { data, words } = drawing;
  const { length } = data.hosts;
  const { body, packedPieces } = await placed(name, ladderPieces(data, words), drawing);
  const style = `ladder hosts-${length}${length > 2 ? " many" : ""}${isWhole(drawing) ? "" : " tall"}`;
  const heads = drawHosts(ladderOptions(data, words));
  return {
    body: markup`
      <div class="${style}" role="group" aria-labelledby="ladder"><div class="heads-of-lines">${heads}</div>${body}</div>
    `,
    packedPieces,
  };
}

/**
 * The ladder of each conversation by itself, by its number, those of a group packed together as `ladders-G`: the script puts one in
 * the place of the whole one when a reader chooses its conversation. A page that is served has one conversation.
 */
async function laddersAlone(drawing: Drawing): Promise<Markup[]> {
  const { data, words, pieces } = drawing;
  if (data.conversations.length < 2 || pieces === "served") return [];
  const packets = Map.groupBy(data.packets, ({ tcp }) => tcp?.stream);
  const packs: Markup[] = [];
  for (const [index, group] of ladderGroups(data).entries()) {
    const ladders: Record<number, string> = {};
    for (const conversation of group) {
      const { stream } = conversation;
      const alone = oneConversation({ ...data, packets: packets.get(stream) ?? [] }, conversation, words);
      const { body, packedPieces } = await drawLadder(`ladder-of-${stream}`, { ...drawing, data: alone });
      ladders[stream] = body.text;
      packs.push(...packedPieces);
    }
    packs.push(await packedText(`ladders-${index}`, JSON.stringify(ladders)));
  }
  return packs;
}

/** Conversations whose ladders are packed together: few packets make a small pack of their own, and a flood would make thousands. */
function ladderGroups({ conversations, packets }: ReportData): ConversationView[][] {
  const counts = new Map<number, number>();
  for (const { tcp } of packets) if (tcp !== null) counts.set(tcp.stream, (counts.get(tcp.stream) ?? 0) + 1);
  const groups: ConversationView[][] = [];
  let packed = Infinity;
  for (const conversation of conversations) {
    if (packed >= PACKETS_A_PACK) {
      groups.push([]);
      packed = 0;
    }
    groups.at(-1)?.push(conversation);
    packed += counts.get(conversation.stream) ?? 0;
  }
  return groups;
}

/** The ladder of a report as pieces. */
export function ladderPieces(data: ReportData, words: PageWords): Piece[] {
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

function heightOf(bands: readonly Band[]): number {
  return bands.reduce((sum, band) => sum + band.bottom - band.top, 0);
}

const SLOPE: Readonly<Record<DelaySource, Word>> = {
  measured: "slopeMeasured",
  estimated: "slopeEstimated",
  unknown: "slopeUnknown",
};

/** The least that is known of the packets' delays. */
export function delayOf(packets: readonly PacketView[]): DelaySource {
  const sources = new Set(packets.map((packet) => packet.delay));
  return sources.has("measured") ? "measured" : sources.has("estimated") ? "estimated" : "unknown";
}

/** What narrows the page. */
function toolbar(data: ReportData, words: PageWords): Markup {
  return markup`
    <div class="toolbar tools no-print">
      ${chooser(data, words)}
      <input type="search" id="find" placeholder="${words.find}" aria-label="${words.find}" autocomplete="off" spellcheck="false">
      <output id="count" aria-live="polite"></output>
      <output id="said" aria-live="polite"></output>
    </div>
  `;
}

function chooser(data: ReportData, words: PageWords): Markup | null {
  if (data.conversations.length < 2) return null;
  const options = ladderGroups(data).flatMap((group, index) =>
    group.map(({ stream, client, server }) =>
      markup`<option value="${stream}" data-pack="ladders-${index}">#${stream} ${client} → ${server}</option>`
    )
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
