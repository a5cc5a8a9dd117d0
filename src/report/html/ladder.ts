/**
 * The ladder as SVG text, a band at a time. Widths are percentages: the drawing is as wide as the page lets it be, and
 * its letters keep their size. What stands beside the lines (number, time, states) is drawn outside, in the margins
 * that the stylesheet leaves for it. Colours, strokes and arrow heads are the stylesheet's, by the classes named here.
 */
import type { HostLine, PacketView } from "./report_data.ts";
import { arrowKind, verdictNames } from "./arrow_kind.ts";
import { type ArrowPlace, type Band, BREAK_HEIGHT, type BreakPlace, type StatePlace } from "./ladder_layout.ts";
import { html, Markup } from "./markup.ts";
import { duration } from "../times.ts";
import { fill, type Words } from "./words.ts";

export interface LadderOptions {
  readonly hosts: readonly HostLine[];
  readonly words: Words;
  /** Several conversations share the lines: states and labels name theirs. */
  readonly severalConversations: boolean;
}

/** One band as an `svg` element. */
export function drawBand(band: Band, options: LadderOptions): Markup {
  const height = band.bottom - band.top;
  return html`
    <svg class="band" width="100%" height="${round(height)}" direction="ltr" role="group"
      aria-label="${bandName(band, options)}">${hostLines(band, options)}${band.breaks.map((b) =>
        drawBreak(b, band.top, options)
      )}${band.arrows.map((arrow) => drawArrow(arrow, band.top, options))}${band.states.map((state) =>
        drawState(state, band, options)
      )}</svg>
  `;
}

/** The heads of the host lines: name and address over each line. */
export function drawHosts(options: LadderOptions): Markup {
  const last = options.hosts.length - 1;
  return html`<svg class="hosts" width="100%" height="40" direction="ltr" aria-hidden="true">${
    options.hosts.map((host, i) => {
      const anchor = i === 0 ? "first" : i === last ? "last" : "middle";
      return html`
        <g class="${anchor}">
          <text x="${place(i, options)}" y="15" class="name">${host.name}</text>
          <text x="${place(i, options)}" y="32">${host.address}</text>
        </g>
      `;
    })
  }</svg>`;
}

/** The arrow heads, once a page: markers that the stylesheet gives to the lines. */
export function arrowHeads(): Markup {
  const filled = "M0 0 9 4 0 8Z";
  const open = "M0.5 0.5 8 4 0.5 7.5";
  const heads: readonly (readonly [string, string])[] = [
    ["syn", filled],
    ["data", filled],
    ["ack", open],
    ["fin", filled],
    ["rst", filled],
    ["again", filled],
    ["window", open],
    ["other", open],
  ];
  return html`
    <svg class="heads" width="0" height="0" aria-hidden="true">
      <defs>${heads.map(([kind, path]) =>
        html`
          <marker id="head-${kind}" class="head ${kind}" viewBox="0 0 10 8" refX="8.5" refY="4" markerWidth="10"
            markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
            <path d="${path}" />
          </marker>
        `
      )}</defs>
    </svg>
  `;
}

/** What an arrow is, in a line: its accessible name and its tooltip. */
export function arrowName(packet: PacketView, { hosts, words }: Pick<LadderOptions, "hosts" | "words">): string {
  const host = (i: number, address: string) => hosts[i]?.name || hosts[i]?.address || address;
  const name = fill(words.arrowName, {
    number: packet.number,
    from: host(packet.from, packet.src),
    to: host(packet.to, packet.dst),
    what: packet.tcp === null ? packet.protocol : fill(words.arrowTcp, {
      flags: packet.tcp.flags.join(" ") || "-",
      seq: packet.tcp.seq,
      ack: packet.tcp.ack,
      length: packet.tcp.length,
    }),
  });
  const noted = packet.tcp === null ? [] : verdictNames(packet.tcp);
  return [name, ...noted, ...(packet.fate === "dropped" ? [words.kindLost] : [])].join(", ");
}

function bandName(band: Band, { words }: LadderOptions): string {
  const first = band.arrows[0]?.packet.number ?? 0;
  const last = band.arrows.at(-1)?.packet.number ?? first;
  return `${words.ladder} ${first}-${last}`;
}

function hostLines(band: Band, options: LadderOptions): Markup[] {
  const height = band.bottom - band.top;
  const edges = [0, ...band.breaks.flatMap((b) => [b.y - band.top, b.y - band.top + BREAK_HEIGHT]), height];
  return options.hosts.map((_, host) => {
    const lines: Markup[] = [];
    for (let i = 0; i + 1 < edges.length; i += 2) {
      const x = place(host, options);
      lines.push(html`
        <line x1="${x}" x2="${x}" y1="${round(edges[i] ?? 0)}" y2="${round(edges[i + 1] ?? 0)}" />
      `);
    }
    return html`<g class="host">${lines}</g>`;
  });
}

/** A silence: the lines stop, three dots stand for the time that passed, and its length is written between them. */
function drawBreak({ y, silence }: BreakPlace, top: number, options: LadderOptions): Markup {
  const middle = y - top + BREAK_HEIGHT / 2;
  const dots = options.hosts.map((_, host) =>
    [-9, 0, 9].map((d) =>
      html`
        <circle cx="${place(host, options)}" cy="${round(middle + d)}" r="1.8" />
      `
    )
  );
  return html`<g class="break">${dots}<text x="50%" y="${round(middle + 4)}">${
    fill(options.words.silence, { time: duration(silence) })
  }</text></g>`;
}

function drawArrow(arrow: ArrowPlace, top: number, options: LadderOptions): Markup {
  const { packet } = arrow;
  const lost = packet.fate === "dropped";
  const from = Math.max(packet.from, 0);
  const to = Math.max(packet.to, 0);
  const [x1, x2] = [share(from, options), share(to, options)];
  const [y1, y2] = [arrow.sentY - top, arrow.arrivedY - top];
  const endX = lost ? (x1 + x2) / 2 : x2;
  const endY = lost ? (y1 + y2) / 2 : y2;
  const rightwards = x2 >= x1;
  return html`
    <a class="arrow ${arrowKind(packet)}${lost ? " lost" : ""}" data-packet="${packet.number}" ${streamOf(packet)}
      href="#packet-${packet.number}"><title>${arrowName(packet, options)}</title><rect class="hit" x="0" y="${round(
        y1 - 15,
      )}" width="100%" height="19"/><line x1="${percent(x1)}" y1="${round(y1)}" x2="${percent(endX)}" y2="${round(
        endY,
      )}"/>${lost && drawCross(endX, endY)}${drawLabel(packet, {
        x: x1,
        y: y1,
        rightwards,
      })}${drawNumber(packet, from, y1, options)}</a>
  `;
}

function streamOf(packet: PacketView): Markup | null {
  return packet.tcp === null ? null : html`
    data-stream="${packet.tcp.stream}"
  `;
}

/** Where a lost packet's arrow ends. */
function drawCross(x: number, y: number): Markup {
  return html`<text class="cross" x="${percent(x)}" y="${round(y + 6)}">✕</text>`;
}

interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly rightwards: boolean;
}

function drawLabel(packet: PacketView, { x, y, rightwards }: LabelPlace): Markup {
  const tcp = packet.tcp;
  const side = rightwards ? "label start" : "label end";
  const words = tcp === null
    ? html`<tspan class="flags">${packet.protocol}</tspan> ${packet.length}`
    : html`<tspan class="flags">${tcp.flags.join(" ") || "-"}</tspan> seq ${tcp.seq}${
      tcp.flags.includes("ACK") && ` ack ${tcp.ack}`
    } len ${tcp.length}${verdictNames(tcp).map((name) => html`<tspan class="verdict"> ${name}</tspan>`)}`;
  return html`<text class="${side}" x="${percent(x)}" y="${round(y - 4)}">${words}</text>`;
}

/** Number and time, outside the line of the host that sent the packet. */
function drawNumber(packet: PacketView, host: number, y: number, options: LadderOptions): Markup {
  const side = host === options.hosts.length - 1 && host > 0 ? "aside right" : "aside left";
  const number = html`<tspan class="number">${packet.number}</tspan>`;
  const time = html`<tspan class="time">${duration(packet.time)}</tspan>`;
  const inOrder = side === "aside right" ? html`${number} ${time}` : html`${time} ${number}`;
  return html`<text class="${side}" x="${place(host, options)}" y="${round(y + 4)}">${inOrder}</text>`;
}

function drawState({ host, y, state, packet }: StatePlace, band: Band, options: LadderOptions): Markup {
  const side = host === options.hosts.length - 1 && host > 0 ? "state right" : "state left";
  const stream = options.severalConversations
    ? band.arrows.find((arrow) => arrow.packet.number === packet)?.packet.tcp?.stream
    : undefined;
  const text = stream === undefined ? state : `${state} #${stream}`;
  return html`<text class="${side}" x="${place(host, options)}" y="${round(y - band.top + 4)}">${text}</text>`;
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
