/**
 * The list of packets: one line each, with an arrow for the direction. Its columns fit the terminal: where it is narrow,
 * notes go below their packet and the window is left out.
 */
import type { Overview, ReportOptions } from "../facts/output_format.ts";
import { clip, flow, padLeft, padRight, type Piece, textWidth, wrap } from "../../output/layout.ts";
import {
  ackCell,
  flagsCell,
  flagsInk,
  noteTexts,
  otherText,
  seqCell,
  timeCell,
  verdictInk,
  verdictTexts,
  windowCell,
} from "./packet_cells.ts";
import type { ReportedPacket } from "../facts/reported_packet.ts";
import { addressesOf } from "../facts/reported_packet.ts";
import { endpointText } from "../../packet/address.ts";
import type { Ink } from "../../output/palette.ts";
import type { Moment } from "../../base/moment.ts";

/** Columns from which notes of several lines stand beside the numbers. */
const NARROWEST_NOTES = 30;
const WINDOW = 7;
const GAP = "  ";

/** `──▶` or `◀──`. */
export function arrow(rightward: boolean): string {
  return rightward ? "──▶" : "◀──";
}

/** `C ──▶ S`: the client always on the left, so that the arrow alone tells the direction. */
export function directionText(
  fromClient: boolean,
  { words, palette }: Pick<ReportOptions, "words" | "palette">,
): string {
  return palette(fromClient ? "client" : "server", `${words.clientLetter} ${arrow(fromClient)} ${words.serverLetter}`);
}

/** Widths in columns. */
interface Columns {
  readonly number: number;
  readonly time: number;
  /** 0 where there is one conversation only. */
  readonly stream: number;
  readonly flags: number;
  readonly seq: number;
  readonly length: number;
  /** 0 where the list is too narrow for it. */
  readonly window: number;
  /** Columns before the notes, and what is left for them. */
  readonly before: number;
  readonly room: number;
}

type Cell = "number" | "time" | "stream" | "direction" | "flags" | "seq" | "ack" | "length" | "window";

/** Prints packets as lines. It remembers which conversations it has introduced. */
export class PacketList {
  /** The head of the columns. */
  readonly head: string;
  readonly #columns: Columns;
  readonly #start: Moment;
  #introduced = new Set<number>();

  readonly #options: ReportOptions;

  constructor(overview: Overview, options: ReportOptions) {
    this.#options = options;
    this.#columns = columnsFor(overview, options);
    this.#start = overview.facts.first ?? { seconds: 0, nanoseconds: 0 };
    const { columns: heads } = options.words;
    this.head = options.palette(
      "faint",
      this.#row({
        number: heads.number,
        time: options.utc ? heads.utc : heads.seconds,
        stream: heads.stream,
        direction: " ".repeat(7),
        flags: heads.flags,
        seq: heads.seq,
        ack: heads.ack,
        length: heads.length,
        window: heads.window,
      }) + (this.#columns.room >= textWidth(heads.notes) ? GAP + heads.notes : ""),
    ).trimEnd();
  }

  /** The packet's line or lines, and before a conversation's first packet the line that names its ends. */
  lines(reported: ReportedPacket): string {
    const { packet, analysed } = reported;
    const { raw, words, palette } = this.#options;
    if (analysed === null) return this.#other(reported);
    const row = this.#row({
      number: String(packet.number),
      time: timeCell(reported, this.#start, this.#options),
      stream: String(analysed.conversation.index),
      direction: directionText(analysed.fromClient, this.#options),
      flags: flagsCell(packet.flags),
      seq: seqCell(analysed, raw),
      ack: ackCell(analysed, raw),
      length: String(packet.payloadLength),
      window: windowCell(analysed, raw),
    }, flagsInk(packet));
    const ink = verdictInk(analysed);
    const notes: Piece[] = [
      ...verdictTexts(analysed, words).map((plain) => ({ plain, inked: palette(ink, plain) })),
      ...noteTexts(reported, this.#options).map((plain) => ({ plain, inked: palette("faint", plain) })),
    ];
    return this.#introduction(reported) + this.#withNotes(row, notes);
  }

  /** Remembers a packet whose lines somebody else prints. */
  passOver({ analysed }: ReportedPacket): void {
    if (analysed !== null) this.#introduced.add(analysed.conversation.index);
  }

  #introduction({ analysed }: ReportedPacket): string {
    const { words, palette, width } = this.#options;
    const conversation = analysed!.conversation;
    if (this.#columns.stream === 0 || this.#introduced.has(conversation.index)) return "";
    this.#introduced.add(conversation.index);
    const client = endpointText(conversation.client.address, conversation.client.port);
    const server = endpointText(conversation.server.address, conversation.server.port);
    const text = `${words.conversation(conversation.index)}: ` +
      words.code(`${words.clientLetter} = ${client}, ${words.serverLetter} = ${server}`);
    return palette("faint", clip(`-- ${text} --`, Math.max(width, 40))) + "\n";
  }

  #other(reported: ReportedPacket): string {
    const { src, dst } = addressesOf(reported);
    const { number, time, stream } = this.#columns;
    const ends = src === "" ? "" : `${src} ${arrow(true)} ${dst}  `;
    const text = [ends + otherText(reported, this.#options.words), ...noteTexts(reported, this.#options)].join("; ");
    const lead = padLeft(String(reported.packet.number), number) + GAP +
      padLeft(timeCell(reported, this.#start, this.#options), time) + GAP +
      (stream > 0 ? " ".repeat(stream) + GAP : "");
    const [first, ...rest] = wrap(text, Math.max(20, this.#options.width - textWidth(lead)));
    const lines = [lead + first, ...rest.map((line) => " ".repeat(textWidth(lead)) + line)];
    return lines.map((line) => this.#options.palette("faint", line) + "\n").join("");
  }

  /** `ink` is that of the flags, null where they are nothing remarkable. */
  #row(cells: Readonly<Record<Cell, string>>, ink: Ink | null = null): string {
    const { number, time, stream, flags, seq, length, window } = this.#columns;
    const lead = [padLeft(cells.number, number), padLeft(cells.time, time)];
    if (stream > 0) lead.push(padLeft(cells.stream, stream));
    const marked = padRight(cells.flags, flags);
    lead.push(cells.direction, ink === null ? marked : this.#options.palette(ink, marked));
    const numbers = [padLeft(cells.seq, seq), padLeft(cells.ack, seq), padLeft(cells.length, length)];
    if (window > 0) numbers.push(padLeft(cells.window, window));
    return [...lead, numbers.join(" ")].join(GAP);
  }

  /** Notes stand beside the packet where they fit on one line or there is much room, else below it. */
  #withNotes(row: string, notes: readonly Piece[]): string {
    if (notes.length === 0) return row + "\n";
    const { before, room } = this.#columns;
    if (room >= NARROWEST_NOTES || widthOf(notes) <= room) {
      return row + GAP + flow(notes, room).join("\n" + " ".repeat(before) + GAP) + "\n";
    }
    const indent = " ".repeat(this.#columns.number + 2 * GAP.length);
    const below = flow(notes, this.#options.width - indent.length);
    return row + "\n" + below.map((line) => indent + line + "\n").join("");
  }
}

function widthOf(notes: readonly Piece[]): number {
  return notes.reduce((sum, { plain }) => sum + textWidth(plain) + 2, -2);
}

function columnsFor(overview: Overview, { width, raw, utc, words }: ReportOptions): Columns {
  const { facts, conversations, conversationCount } = overview;
  const bytes = Math.max(
    0,
    ...conversations.map(({ conversation: c }) => Math.max(c.fromClient.bytes, c.fromServer.bytes)),
  );
  const heads = words.columns;
  const number = Math.max(textWidth(heads.number), String(facts.packets).length);
  const span = facts.first && facts.last ? String(facts.last.seconds - facts.first.seconds).length : 1;
  const time = utc ? 29 : Math.max(textWidth(heads.seconds), span + 10);
  const stream = conversationCount > 1 ? Math.max(textWidth(heads.stream), String(conversationCount).length) : 0;
  const seq = raw ? 10 : Math.max(4, String(bytes + 2).length);
  const base = { number, time, stream, flags: 7, seq, length: Math.max(4, Math.min(String(bytes).length, 6)) };
  const lead = [number, time, stream, 7, base.flags].filter((width) => width > 0);
  const narrow = lead.reduce((sum, width) => sum + width + GAP.length, 0) + 2 * seq + 2 + base.length;
  const full = narrow + 1 + WINDOW;
  if (full > width) return { ...base, window: 0, before: narrow, room: width - narrow - GAP.length };
  return { ...base, window: WINDOW, before: full, room: width - full - GAP.length };
}
