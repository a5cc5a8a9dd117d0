/**
 * What happens on a wire, line by line as it happens: the client's side on the left, the server's on the right, what
 * their programs print under their side, the packets as arrows between.
 */
import { flagNames } from "../../packet/flags.ts";
import { clip, padLeft, textWidth } from "../../output/layout.ts";
import type { LiveWords } from "../../language/kinds/live_words.ts";
import { tablesOf } from "../../language/all_tables.ts";
import type { Palette } from "../../output/palette.ts";
import type { Language } from "../../language/language.ts";

/** A packet between the two hosts. */
export interface LivePacket {
  readonly fromClient: boolean;
  /** The nine TCP flag bits, or null for a packet that is not TCP. */
  readonly flags: number | null;
  /** Relative numbers, and bytes of data. */
  readonly seq: number;
  readonly ack: number;
  readonly length: number;
  /** What became of it on the way; empty for nothing remarkable. */
  readonly fate: string;
  /** It never arrives. */
  readonly lost: boolean;
  /** The client's port where more than one conversation is on the wire, else null. */
  readonly port: number | null;
}

export interface LiveOptions {
  /** Columns. */
  readonly width: number;
  readonly palette: Palette;
  /** English where it is not said. */
  readonly language?: Language;
}

/** Columns of the time, and the gap behind it. */
const TIME = 10;
const GAP = 2;
const ACK_BIT = 0x010;

export class LiveView {
  readonly #palette: Palette;
  readonly #room: number;
  readonly #words: LiveWords;

  constructor({ width, palette, language = "en" }: LiveOptions) {
    this.#palette = palette;
    this.#words = tablesOf(language).live;
    this.#room = Math.max(40, Math.min(width, 110)) - TIME - GAP;
  }

  /** The heads of both sides. */
  head(client: string, server: string): string {
    const gap = Math.max(1, this.#room - textWidth(client) - textWidth(server));
    const heads = this.#palette("client", client) + " ".repeat(gap) + this.#palette("server", server);
    return `${this.#palette("faint", padLeft(this.#words.seconds, TIME))}${" ".repeat(GAP)}${heads}\n`;
  }

  /** A packet as an arrow; `time` in ns since the first one. */
  packet(time: number, packet: LivePacket): string {
    const label = clip(labelOf(packet, this.#words), this.#room - 12);
    const shaft = this.#room - textWidth(label) - 7;
    const ink = packet.lost ? "trouble" : packet.fromClient ? "client" : "server";
    return this.#row(time, this.#palette(ink, arrow(packet, label, shaft)));
  }

  /** What a program printed. */
  line(time: number, fromClient: boolean, text: string): string {
    const shown = clip(text, this.#room);
    return this.#row(time, fromClient ? shown : padLeft(shown, this.#room));
  }

  #row(time: number, text: string): string {
    const seconds = (time / 1e9).toFixed(6);
    return `${this.#palette("faint", padLeft(seconds, TIME))}${" ".repeat(GAP)}${text}`.trimEnd() + "\n";
  }
}

/** The arrow across the room: the label near its sender, the head at its receiver; a lost one ends half-way. */
function arrow({ fromClient, lost }: LivePacket, label: string, shaft: number): string {
  const half = Math.floor(shaft / 2);
  if (fromClient) {
    return `├─── ${label} ${lost ? "─".repeat(half) + "✕" : "─".repeat(shaft) + "▶"}`;
  }
  const line = lost ? " ".repeat(shaft - half) + "✕" + "─".repeat(half) : "◀" + "─".repeat(shaft);
  return `${line} ${label} ───┤`;
}

function labelOf({ flags, seq, ack, length, fate, port }: LivePacket, words: LiveWords): string {
  if (flags === null) return words.notTcp(words.bytes(length));
  const parts = [flagNames(flags).join(" ") || words.noFlags];
  if (length > 0) parts.push(words.bytes(length));
  parts.push(`seq ${seq}`);
  if ((flags & ACK_BIT) !== 0) parts.push(`ack ${ack}`);
  if (fate !== "") parts.push(fate);
  if (port !== null) parts.push(words.port(port));
  return parts.join("  ");
}
