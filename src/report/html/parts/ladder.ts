/**
 * The ladder as SVG text, a band at a time. Widths are percentages: the drawing is as wide as the page lets it be, and
 * its letters keep their size. What stands beside the lines (number, time, states) is drawn outside, in the margins
 * that the stylesheet leaves for it. Colours, strokes and arrow heads are the stylesheet's, by the classes named here.
 */
import { type HostLine, isLost, type PacketView } from "../facts/report_data.ts";
import { ARROW_KINDS, type ArrowKind, arrowKind, verdictNames } from "./arrow_kind.ts";
import { type ArrowPlace, type Band, BREAK_HEIGHT, type BreakPlace, type StatePlace } from "./ladder_layout.ts";
import { Markup, markup } from "../text/markup.ts";
import { duration } from "../../words/times.ts";
import type { PageWords } from "../../../language/en/page_words.ts";
import { directionIn, fill } from "../text/page_words.ts";

export interface LadderOptions {
  readonly hosts: readonly HostLine[];
  readonly words: PageWords;
  /** Several conversations share the lines: states and labels name theirs. */
  readonly severalConversations: boolean;
}

/** One band as an `svg` element: lines below, arrows over them, and all that is written on top, where no line hides it. */
export function drawBand(band: Band, options: LadderOptions): Markup {
  const { top, bottom } = band;
  return markup`
    <svg class="band" width="100%" height="${round(bottom - top)}" direction="ltr" role="group"
      aria-label="${bandName(band, options)}">
      ${hostLines(band, options)}
      ${band.breaks.map((one) => drawBreak(one, top, options))}
      ${band.passing.map((arrow) => drawPassing(arrow, top, options))}
      ${band.arrows.map((arrow) => drawArrow(arrow, top, options))}
      <g class="written" aria-hidden="true">
        ${band.arrows.map((arrow) => drawWriting(arrow, top, options))}
        ${band.states.map((state) => drawState(state, band, options))}
      </g>
    </svg>
  `;
}

/** Addresses longer than this, as IPv6 has them, are staggered: side by side they would meet. */
const LONG_ADDRESS = 17;

/** The heads of the host lines: name and address over each line. */
export function drawHosts(options: LadderOptions): Markup {
  const { hosts } = options;
  const long = hosts.some(({ address }) => address.length > LONG_ADDRESS);
  const heads = hosts.map(({ name, address }, i) => {
    const x = place(i, options);
    const side = !long ? "" : i === 0 ? " from-left" : isRightmost(i, options) ? " from-right" : "";
    const y = 32 + (long ? 15 * i : 0);
    return markup`
      <text x="${x}" y="15" class="name">${name}</text>
      <text x="${x}" y="${y}" class="address${side}">${address}</text>
    `;
  });
  const height = 40 + (long ? 15 * (hosts.length - 1) : 0);
  return markup`<svg class="hosts" width="100%" height="${height}" direction="ltr" aria-hidden="true">${heads}</svg>`;
}

const FILLED = "M0 0 9 4 0 8Z";
const OPEN = "M0.5 0.5 8 4 0.5 7.5";
const HEADS: Readonly<Record<ArrowKind, string>> = {
  syn: FILLED,
  data: FILLED,
  ack: OPEN,
  fin: FILLED,
  rst: FILLED,
  again: FILLED,
  window: OPEN,
  other: OPEN,
};

/** The arrow heads, once a page: markers that the stylesheet gives to the lines. */
export function arrowHeads(): Markup {
  const markers = ARROW_KINDS.map((kind) =>
    markup`
      <marker id="head-${kind}" class="head ${kind}" viewBox="0 0 10 8" refX="8.5" refY="4" markerWidth="10"
        markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
        <path d="${HEADS[kind]}"/>
      </marker>
    `
  );
  return markup`<svg class="heads" width="0" height="0" aria-hidden="true"><defs>${markers}</defs></svg>`;
}

/** What an arrow is, in a line: its accessible name and its tooltip. */
function arrowName(packet: PacketView, { hosts, words }: Pick<LadderOptions, "hosts" | "words">): string {
  const host = (i: number, address: string) => hosts[i]?.name || hosts[i]?.address || address;
  const name = fill(words.arrowName, {
    number: packet.number,
    from: host(packet.from, packet.src),
    to: host(packet.to, packet.dst),
    what: packet.tcp === null ? packet.protocol : fill(acknowledges(packet) ? words.arrowTcp : words.arrowTcpNoAck, {
      flags: packet.tcp.flags.join(" ") || "-",
      seq: packet.tcp.seq,
      ack: packet.tcp.ack,
      length: packet.tcp.length,
    }),
  });
  const noted = packet.tcp === null ? [] : verdictNames(packet.tcp);
  return [name, ...noted, ...(isLost(packet.fate) ? [words.kindLost] : [])].join(", ");
}

/** Without the flag the header's acknowledgment number says nothing. */
function acknowledges({ tcp }: PacketView): boolean {
  return tcp !== null && tcp.flags.includes("ACK");
}

function bandName(band: Band, { words }: LadderOptions): string {
  const first = band.arrows[0]?.packet.number ?? 0;
  const last = band.arrows.at(-1)?.packet.number ?? first;
  return `${words.ladder} ${first}-${last}`;
}

/** Bands overlap by a pixel: where one begins between two pixels of the screen, its lines would have a gap there. */
const SEAM = 1;

function hostLines(band: Band, options: LadderOptions): Markup[] {
  const breaks = band.breaks.flatMap(({ y }) => [y - band.top, y - band.top + BREAK_HEIGHT]);
  const edges = [-SEAM, ...breaks, band.bottom - band.top + SEAM];
  return options.hosts.map((_, host) => {
    const x = place(host, options);
    const lines: Markup[] = [];
    for (let i = 0; i + 1 < edges.length; i += 2) {
      lines.push(markup`<line x1="${x}" x2="${x}" y1="${round(edges[i] ?? 0)}" y2="${round(edges[i + 1] ?? 0)}"/>`);
    }
    return markup`<g class="host">${lines}</g>`;
  });
}

/** A silence: the lines stop, three dots stand for the time that passed, and its length is written between them. */
function drawBreak({ y, silence }: BreakPlace, top: number, options: LadderOptions): Markup {
  const middle = y - top + BREAK_HEIGHT / 2;
  const dots = options.hosts.flatMap((_, host) =>
    [-7, 0, 7].map((d) => markup`<circle cx="${place(host, options)}" cy="${round(middle + d)}" r="1.8"/>`)
  );
  const words = fill(options.words.silence, { time: duration(silence) });
  const direction = directionIn(words);
  return markup`
    <g class="break">${dots}<text x="50%" y="${round(middle + 4)}" direction="${direction}">${words}</text></g>
  `;
}

/** Where an arrow ends: at its receiver, or in the middle if it never got there. */
function endOf({ packet, sentY, arrivedY }: ArrowPlace, top: number, options: LadderOptions): { x: number; y: number } {
  const to = share(packet.to, options);
  if (!isLost(packet.fate)) return { x: to, y: arrivedY - top };
  return { x: (share(packet.from, options) + to) / 2, y: (sentY + arrivedY) / 2 - top };
}

/** The rest of an arrow from a band above: the same line, and the cross that ends it, of which this band shows its part. */
function drawPassing(arrow: ArrowPlace, top: number, options: LadderOptions): Markup | null {
  const { packet } = arrow;
  const lost = isLost(packet.fate);
  if (endOf(arrow, top, options).y <= (lost ? -CROSS_REACH : 0)) return null;
  return markup`
    <g class="arrow ${arrowKind(packet)}${lost && " lost"}" data-label="${packet.number}" aria-hidden="true">
      ${drawLine(arrow, top, options)}
      ${lost && drawCross(arrow, top, options)}
    </g>
  `;
}

/** How far a cross reaches above and below the end of its arrow, pixels. */
const CROSS_REACH = 8;

function drawCross(arrow: ArrowPlace, top: number, options: LadderOptions): Markup {
  const end = endOf(arrow, top, options);
  return markup`<text class="cross" x="${percent(end.x)}" y="${round(end.y + 6)}">✕</text>`;
}

function drawLine(arrow: ArrowPlace, top: number, options: LadderOptions): Markup {
  const x = percent(share(arrow.packet.from, options));
  const end = endOf(arrow, top, options);
  return markup`<line x1="${x}" y1="${round(arrow.sentY - top)}" x2="${percent(end.x)}" y2="${round(end.y)}"/>`;
}

/** The arrow itself, as a link to its packet. */
function drawArrow(arrow: ArrowPlace, top: number, options: LadderOptions): Markup {
  const { packet } = arrow;
  const lost = isLost(packet.fate);
  const y1 = arrow.sentY - top;
  return markup`
    <a class="arrow ${arrowKind(packet)}${
    lost && " lost"
  }" data-packet="${packet.number}" href="#packet-${packet.number}">
      <title>${arrowName(packet, options)}</title>
      <rect class="hit" x="0" y="${round(y1 - 16)}" width="100%" height="20"/>
      ${drawLine(arrow, top, options)}
    </a>
  `;
}

/** What is written at an arrow: flags and numbers over its beginning, number and time beside the sender's line. */
function drawWriting(arrow: ArrowPlace, top: number, options: LadderOptions): Markup {
  const { packet } = arrow;
  const y = arrow.sentY - top;
  const lost = isLost(packet.fate);
  const { tcp } = packet;
  const toTheRight = packet.to >= packet.from;
  return markup`
    <g class="arrow ${arrowKind(packet)}" data-label="${packet.number}">
      ${drawBacks(arrow, y, options)}
      <text class="label ${toTheRight ? "start" : "end"}" x="${place(packet.from, options)}" y="${round(y - 4)}">
        ${labelOf(packet)}
        ${lost && markup`<tspan class="fate"> ✕<tspan class="word"> ${options.words.kindLost}</tspan></tspan>`}
        ${tcp !== null && options.severalConversations && markup`<tspan class="stream"> #${tcp.stream}</tspan>`}
      </text>
      ${drawNumber(packet, y, options)}
      ${lost && drawCross(arrow, top, options)}
    </g>
  `;
}

/** Width of a letter of the stylesheet's monospaced font, em; a little more than any has. */
const LETTER = 0.61;

/**
 * The paper behind a label, so that an arrow on its way below stops at the words: as wide as what every screen shows,
 * and again with what narrow screens leave out.
 */
function drawBacks({ packet }: ArrowPlace, y: number, options: LadderOptions): Markup {
  const side = packet.to >= packet.from ? "start" : "end";
  const tcp = packet.tcp;
  const lost = isLost(packet.fate) ? 2 : 0;
  const stream = tcp !== null && options.severalConversations ? ` #${tcp.stream}`.length : 0;
  const always = labelOf({ ...packet, tcp: tcp && { ...tcp, verdicts: [] } }).text.replace(TAGS, "").length + lost +
    stream;
  const whole = labelOf(packet).text.replace(TAGS, "").length + stream +
    (lost > 0 ? lost + 1 + options.words.kindLost.length : 0);
  const rect = (style: string, letters: number): Markup =>
    markup`
      <rect class="back ${side}${style}" x="${place(packet.from, options)}" y="${round(y - 15)}"
        width="${round(letters * LETTER)}em" height="14"/>
    `;
  return markup`${rect("", always)}${whole > always && rect(" whole", whole)}`;
}

const TAGS = /<[^>]*>/g;

function labelOf({ tcp, protocol, length }: PacketView): Markup {
  if (tcp === null) return markup`<tspan class="flags">${protocol}</tspan> ${length}`;
  const ack = tcp.flags.includes("ACK") ? ` ack ${tcp.ack}` : "";
  const verdicts = verdictNames(tcp).map((name) => markup`<tspan class="verdict"> ${name}</tspan>`);
  return markup`<tspan class="flags">${
    tcp.flags.join(" ") || "-"
  }</tspan> seq ${tcp.seq}${ack} len ${tcp.length}${verdicts}`;
}

/** Number and time, outside the line of the host that sent the packet. */
function drawNumber(packet: PacketView, y: number, options: LadderOptions): Markup {
  const onTheRight = isRightmost(packet.from, options);
  const number = markup`<tspan class="number">${packet.number}</tspan>`;
  const time = markup`<tspan class="time">${packet.time === 0 ? "0" : duration(packet.time)}</tspan>`;
  const text = onTheRight ? markup`${number} ${time}` : markup`${time} ${number}`;
  const side = onTheRight ? "right" : "left";
  return markup`<text class="aside ${side}" x="${place(packet.from, options)}" y="${round(y + 4)}">${text}</text>`;
}

function drawState({ host, y, state, packet }: StatePlace, band: Band, options: LadderOptions): Markup {
  const side = isRightmost(host, options) ? "right" : "left";
  const at = markup`x="${place(host, options)}" y="${round(y - band.top + 4)}"`;
  const stream = band.arrows.find((arrow) => arrow.packet.number === packet)?.packet.tcp?.stream;
  if (stream === undefined || !options.severalConversations) {
    return markup`<text class="state ${side}" data-label="${packet}" ${at}>${state}</text>`;
  }
  const mark = markup`<tspan class="stream"> #${stream}</tspan>`;
  return markup`<text class="state ${side}" data-label="${packet}" ${at}>${state}${mark}</text>`;
}

function isRightmost(host: number, { hosts }: LadderOptions): boolean {
  return host > 0 && host === hosts.length - 1;
}

function share(host: number, { hosts }: LadderOptions): number {
  return hosts.length < 2 ? 50 : (host * 100) / (hosts.length - 1);
}

function place(host: number, options: LadderOptions): string {
  return percent(share(host, options));
}

function percent(value: number): string {
  return `${round(value)}%`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
