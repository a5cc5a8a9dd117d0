/**
 * `--format ladder`: the packets as a sequence diagram, client on the left, server on the right, time downwards. A wait
 * that a person would notice is drawn as a gap in the two lines.
 */
import { endpointText } from "../../packet/address.ts";
import { captureLines, nothingToShow } from "./capture_lines.ts";
import type { Ending, OutputFormat, Overview, Pass, Report, ReportOptions } from "../facts/output_format.ts";
import { centre, clip, padLeft, padRight, textWidth } from "../../output/layout.ts";
import {
  ackCell,
  flagsCell,
  flagsInk,
  otherText,
  seqCell,
  timeCell,
  verdictInk,
  verdictTexts,
} from "./packet_cells.ts";
import type { ReportedPacket } from "../facts/reported_packet.ts";
import { addressesOf } from "../facts/reported_packet.ts";
import type { Moment } from "../../base/moment.ts";
import { nanosecondsBetween } from "../../base/moment.ts";
import { duration } from "../words/times.ts";

/** Waits from here on are drawn; ten times as long is drawn one line taller, and so on. */
const SHORTEST_GAP_NS = 10e6;
const TALLEST_GAP = 5;
/** Columns between the two lines. */
const NARROWEST = 22;
const WIDEST = 64;

export const LADDER_FORMAT: OutputFormat = {
  open: (overview, options) => new Ladder(overview, options),
};

/** Columns that the server's name needs to the right of its line. */
function rightMargin({ conversations }: Overview): number {
  const names = conversations.map(({ conversation: { server } }) => endpointText(server.address, server.port).length);
  return Math.ceil(Math.max(0, ...names) / 2);
}

class Ladder implements Report {
  readonly passes: readonly Pass[];
  readonly tells = false;
  readonly #time: number;
  readonly #margin: string;
  readonly #between: number;
  readonly #start: Moment;
  #previous: Moment | null = null;
  readonly #introduced = new Set<number>();

  readonly #overview: Overview;
  readonly #options: ReportOptions;

  constructor(overview: Overview, options: ReportOptions) {
    this.#overview = overview;
    this.#options = options;
    const { facts } = overview;
    this.#start = facts.first ?? { seconds: 0, nanoseconds: 0 };
    this.#time = options.utc ? 29 : String((facts.last?.seconds ?? 0) - this.#start.seconds).length + 10;
    this.#margin = " ".repeat(this.#time + 1);
    const room = options.width - this.#time - 3 - Math.max(rightMargin(overview), String(facts.packets).length + 1);
    this.#between = Math.max(NARROWEST, Math.min(WIDEST, room));
    this.passes = [{
      explains: false,
      begin: captureLines(overview, options).join("\n") + "\n\n",
      packet: (reported) => this.#packet(reported),
    }];
  }

  end(ending: Ending): string {
    if (ending.shown === 0) return `${nothingToShow(this.#options.words, this.#overview.facts.packets)}\n`;
    return this.#rails("╵", "╵", " ".repeat(this.#between)) + "\n";
  }

  #packet(reported: ReportedPacket): string {
    const { packet, analysed } = reported;
    const gap = this.#gap(packet);
    if (packet.hasTime) this.#previous = { seconds: packet.seconds, nanoseconds: packet.nanoseconds };
    if (analysed === null) return gap + this.#other(reported);
    const notes = verdictTexts(analysed, this.#options.words)
      .map((text) =>
        this.#rails("│", "│", this.#ink(verdictInk(analysed), centre(clip(text, this.#between), this.#between))) + "\n"
      );
    return gap + this.#introduction(reported) + this.#arrow(reported) + notes.join("");
  }

  /** The two ends by name, before a conversation's first packet. */
  #introduction({ analysed }: ReportedPacket): string {
    const { words, palette } = this.#options;
    const { index: stream, client, server } = analysed!.conversation;
    if (this.#introduced.has(stream)) return "";
    const first = this.#introduced.size === 0;
    this.#introduced.add(stream);
    const several = this.#overview.conversationCount > 1;
    const ends = this.#heading(endpointText(client.address, client.port), endpointText(server.address, server.port));
    if (!first) return `${this.#rails("│", "│", this.#rule(words.conversation(stream)))}\n${palette("faint", ends)}\n`;
    const mark = several ? ` #${stream}` : "";
    const names = this.#heading(words.client + mark, words.server + mark);
    return [names, ends, this.#rails("┬", "┬", " ".repeat(this.#between))].map((line) => line + "\n").join("");
  }

  /** A text in the middle of a dashed line. */
  #rule(text: string): string {
    const dashes = Math.max(0, this.#between - textWidth(text) - 2);
    return `${"╌".repeat(dashes >> 1)} ${text} ${"╌".repeat(dashes - (dashes >> 1))}`;
  }

  /** A text above each of the two lines, as far as they fit beside each other. */
  #heading(left: string, right: string): string {
    const leftAt = Math.max(0, this.#time + 1 - (textWidth(left) >> 1));
    const rightAt = Math.max(0, this.#time + 2 + this.#between - (textWidth(right) >> 1));
    const most = Math.max(this.#options.width, 40);
    const shifted = Math.max(leftAt + textWidth(left) + 2, Math.min(rightAt, most - textWidth(right)));
    const { palette } = this.#options;
    return " ".repeat(leftAt) + palette("client", left) + " ".repeat(shifted - leftAt - textWidth(left)) +
      palette("server", right);
  }

  #arrow(reported: ReportedPacket): string {
    const { packet, analysed } = reported;
    const { raw, words } = this.#options;
    const stream = this.#overview.conversationCount > 1 ? `#${analysed!.conversation.index} ` : "";
    const numbers = [
      `${words.columns.seq.toLowerCase()} ${seqCell(analysed!, raw)}`,
      `${words.columns.ack.toLowerCase()} ${ackCell(analysed!, raw)}`,
      ...(packet.payloadLength > 0 ? [`${words.columns.length.toLowerCase()} ${packet.payloadLength}`] : []),
    ].filter((text) => !text.endsWith(" -"));
    const shortest = `${stream}${flagsCell(packet.flags)}`;
    const long = ` ${shortest}  ${numbers.join("  ")} `;
    const label = textWidth(long) + 4 <= this.#between
      ? long
      : clip(` ${shortest} ${numbers.join(" ")} `, this.#between - 3);
    const shaft = "─".repeat(this.#between - 1 - textWidth(label));
    const body = analysed!.fromClient ? `─${label}${shaft.slice(1)}▶` : `◀${shaft.slice(1)}${label}─`;
    const ink = flagsInk(packet) ?? (analysed!.fromClient ? "client" : "server");
    const rail = analysed!.fromClient ? ["├", "│"] : ["│", "┤"];
    const time = padLeft(timeCell(reported, this.#start, this.#options), this.#time);
    return `${this.#ink("faint", time)} ${rail[0]}${this.#ink(ink, body)}${rail[1]} ${packet.number}\n`;
  }

  #gap(packet: ReportedPacket["packet"]): string {
    if (this.#previous === null || !packet.hasTime) return "";
    const wait = nanosecondsBetween(this.#previous, packet);
    if (wait < SHORTEST_GAP_NS) return "";
    const height = Math.min(TALLEST_GAP, 1 + Math.floor(Math.log10(wait / SHORTEST_GAP_NS)));
    const blank = this.#rails("┊", "┊", " ".repeat(this.#between)) + "\n";
    const said =
      this.#rails("┊", "┊", this.#ink("faint", centre(this.#options.words.silence(duration(wait)), this.#between))) +
      "\n";
    const above = (height - 1) >> 1;
    return blank.repeat(above) + said + blank.repeat(height - 1 - above);
  }

  /** A packet without TCP crosses no line: it is named between them. */
  #other(reported: ReportedPacket): string {
    const { src, dst } = addressesOf(reported);
    const text = `${src === "" ? "" : `${src} → ${dst}: `}${otherText(reported, this.#options.words)}`;
    const time = padLeft(timeCell(reported, this.#start, this.#options), this.#time);
    const inner = this.#ink("faint", padRight(clip(` ${text}`, this.#between), this.#between));
    return `${this.#ink("faint", time)} │${inner}│ ${reported.packet.number}\n`;
  }

  #rails(left: string, right: string, inner: string): string {
    return (this.#margin + left + inner + right).trimEnd();
  }

  #ink(ink: Parameters<ReportOptions["palette"]>[0], text: string): string {
    return this.#options.palette(ink, text);
  }
}
