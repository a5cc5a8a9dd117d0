/**
 * `--format text`, for a person at a terminal: the list of packets, each packet explained, the story of each
 * conversation, and the capture as a whole.
 */
import type { Explanation } from "../explain/explanation.ts";
import type { Ending, Format, Overview, Pass, Report, ReportOptions } from "./format.ts";
import { captureLines } from "./capture_lines.ts";
import { wrap } from "./layout.ts";
import { ackCell, flagsCell, otherText, seqCell, timeCell, verdictTexts } from "./packet_cells.ts";
import { arrow, directionText, PacketList } from "./packet_list.ts";
import type { ReportedPacket } from "./reported_packet.ts";
import { addressesOf } from "./reported_packet.ts";

/** Lines of prose are easier to follow when they are not much longer than this. */
const LONGEST_PROSE = 100;
const INDENT = "  ";

export const TEXT_FORMAT: Format = {
  help: "a list of packets, then each packet explained, then the story of each conversation",
  needs: "conversations",
  tellsStories: true,
  open: (overview, options) => new TextReport(overview, options),
};

class TextReport implements Report {
  readonly passes: readonly Pass[];

  constructor(private readonly overview: Overview, private readonly options: ReportOptions) {
    this.passes = [this.listPass(), this.explanationPass()];
  }

  end(ending: Ending): string {
    const { words, palette } = this.options;
    if (ending.shown === 0) return `${words.nothingShown}\n`;
    const parts: string[] = [];
    if (ending.stories.length > 0) parts.push(palette("heading", words.stories), "");
    for (const { story } of ending.stories) parts.push(...this.prose(story.title, story.paragraphs), "");
    if (ending.summary !== null) {
      parts.push(palette("heading", words.capture), "");
      parts.push(...this.prose(ending.summary.title, ending.summary.paragraphs), "");
    }
    return parts.map((line) => line + "\n").join("").replace(/\n\n$/, "\n");
  }

  private listPass(): Pass {
    const { words, palette } = this.options;
    const list = new PacketList(this.overview, this.options);
    const begin = [...captureLines(this.overview, this.options), "", palette("heading", words.packets), ""];
    return {
      explains: false,
      begin: [...begin, list.head].join("\n") + "\n",
      packet: (reported) => list.lines(reported),
    };
  }

  private explanationPass(): Pass {
    const { words, palette } = this.options;
    return {
      explains: true,
      begin: `\n${palette("heading", words.explanations)}\n\n`,
      packet: (reported) => reported.explanations.length === 0 ? "" : this.explained(reported),
    };
  }

  private explained(reported: ReportedPacket): string {
    const lines = [this.packetHeading(reported)];
    for (const explanation of reported.explanations) lines.push(...this.explanation(explanation));
    return lines.join("\n") + "\n\n";
  }

  private packetHeading(reported: ReportedPacket): string {
    const { words, palette, raw } = this.options;
    const { packet, analysed } = reported;
    const start = this.overview.facts.first ?? packet;
    const name = palette("title", words.packet(packet.number));
    const time = palette("faint", timeCell(reported, start, this.options) + (this.options.utc ? "" : " s"));
    if (analysed === null) {
      const { src, dst } = addressesOf(reported);
      const ends = src === "" ? "" : `${src} ${arrow(true)} ${dst}  `;
      return `${name}  ${time}  ${ends}${otherText(reported, words)}`;
    }
    const stream = this.overview.conversationCount > 1 ? `${words.conversation(analysed.conversation.stream)}  ` : "";
    const numbers = [
      `${words.columns.seq.toLowerCase()} ${seqCell(analysed, raw)}`,
      `${words.columns.ack.toLowerCase()} ${ackCell(analysed, raw)}`,
      `${words.columns.length.toLowerCase()} ${packet.payloadLength}`,
    ];
    const verdicts = verdictTexts(analysed, words).map((text) => "  " + palette("warning", text)).join("");
    const direction = directionText(analysed.fromClient, this.options);
    return `${name}  ${time}  ${stream}${direction}  ${flagsCell(packet.flags)}  ${numbers.join("  ")}${verdicts}`;
  }

  private explanation(explanation: Explanation): string[] {
    const { words, palette } = this.options;
    const sure = words.certainty[explanation.certainty];
    const aside = [explanation.code, sure, explanation.rfc].filter((part) => part !== "").join("; ");
    return [
      `${INDENT}${palette("title", explanation.title)} ${palette("faint", `[${aside}]`)}`,
      ...this.wrapped(explanation.text),
    ];
  }

  private prose(title: string, paragraphs: readonly string[]): string[] {
    const lines = [this.options.palette("title", title)];
    for (const paragraph of paragraphs) lines.push(...this.wrapped(paragraph));
    return lines;
  }

  private wrapped(text: string): string[] {
    const width = Math.min(this.options.width, LONGEST_PROSE) - INDENT.length;
    return wrap(text, width).map((line) => INDENT + line);
  }
}
