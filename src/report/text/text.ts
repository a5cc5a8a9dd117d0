/**
 * `--format text`, for a person at a terminal: the list of packets, each packet explained, the story of each
 * conversation, and the capture as a whole.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Explanation } from "../../explain/words/explanation.ts";
import { ACK } from "../../packet/packet.ts";
import type { Ending, OutputFormat, Overview, Pass, Report, ReportOptions } from "../facts/output_format.ts";
import { findingLines, LONGEST_PROSE } from "./finding_lines.ts";
import { captureLines, nothingToShow } from "./capture_lines.ts";
import { flow, type Piece, wrap } from "../../output/layout.ts";
import { findingsBesideStory, storyOfTime } from "./beside_story.ts";
import { ackCell, flagsCell, otherText, seqCell, timeCell, verdictTexts } from "./packet_cells.ts";
import { likewiseLines, storied, toldOnce } from "./told_once.ts";
import { arrow, directionText, PacketList } from "./packet_list.ts";
import { grouped } from "../words/times.ts";
import { plainPalette } from "../../output/palette.ts";
import type { ReportedPacket } from "../facts/reported_packet.ts";
import { addressesOf } from "../facts/reported_packet.ts";

const INDENT = "  ";

export const TEXT_FORMAT: OutputFormat = {
  tellsTime: true,
  isShared: true,
  open: (overview, options) => new TextReport(overview, options),
};

class TextReport implements Report {
  readonly passes: readonly Pass[];
  readonly tells = true;

  readonly #overview: Overview;
  readonly #options: ReportOptions;

  constructor(overview: Overview, options: ReportOptions) {
    this.#overview = overview;
    this.#options = options;
    this.passes = [this.#listPass(), this.#explanationPass()];
  }

  end(ending: Ending): string {
    const { words, palette } = this.#options;
    if (ending.shown === 0) return `${nothingToShow(words, this.#overview.facts.packets)}\n`;
    const parts: string[] = [];
    if (ending.stories.length > 0) parts.push(palette("heading", words.stories), "");
    const { likeIt, silent } = toldOnce(storied(this.#overview, ending), ending);
    for (const { story, stream } of ending.stories) {
      if (silent.has(stream)) continue;
      const found = findingsBesideStory(ending, stream);
      const told = [...story.paragraphs, ...storyOfTime(this.#overview, stream, this.#options)];
      parts.push(...this.#prose(story.title, told), "");
      if (found.length > 0) parts.push(...findingLines(found, this.#options, INDENT.length), "");
      const others = likewiseLines(likeIt.get(stream), this.#options, INDENT.length);
      if (others.length > 0) parts.push(...others, "");
    }
    if (ending.grouped.size > 0) parts.push(...this.#wrapped(words.grouped(grouped(ending.grouped.size)), 0), "");
    if (ending.summary !== null) {
      parts.push(palette("heading", words.capture), "");
      parts.push(...this.#prose(ending.summary.title, ending.summary.paragraphs), "");
      if (ending.captureFindings.length > 0) {
        parts.push(...findingLines(ending.captureFindings, this.#options, INDENT.length), "");
      }
    }
    return parts.map((line) => line + "\n").join("").replace(/\n\n$/, "\n");
  }

  #listPass(): Pass {
    const { words, palette } = this.#options;
    const list = new PacketList(this.#overview, this.#options);
    const begin = [...captureLines(this.#overview, this.#options), "", palette("heading", words.packets), ""];
    return {
      explains: false,
      begin: [...begin, list.head].join("\n") + "\n",
      packet: (reported) => list.lines(reported),
      passOver: (reported) => list.passOver(reported),
    };
  }

  #explanationPass(): Pass {
    const { words, palette } = this.#options;
    return {
      explains: true,
      begin: `\n${palette("heading", words.explanations)}\n\n`,
      packet: (reported) => reported.explanations.length === 0 ? "" : this.#explained(reported),
      passOver: () => {},
    };
  }

  #explained(reported: ReportedPacket): string {
    const lines = this.#packetHeading(reported);
    for (const explanation of reported.explanations) lines.push(...this.#explanation(explanation));
    return lines.join("\n") + "\n\n";
  }

  /** Number, time, direction, flags and numbers on one line, or on two where the terminal is narrow. */
  #packetHeading(reported: ReportedPacket): string[] {
    const { words, palette, width } = this.#options;
    const { packet, analysed } = reported;
    const start = this.#overview.facts.first ?? packet;
    const name = words.packet(packet.number);
    const time = timeCell(reported, start, this.#options) + (this.#options.utc ? "" : " s");
    const pieces: Piece[] = [
      { plain: name, inked: palette("title", name) },
      { plain: time, inked: palette("faint", words.code(time)) },
      ...analysed === null ? this.#otherPieces(reported) : this.#segmentPieces(analysed),
    ];
    return flow(pieces, width - INDENT.length, INDENT).map((line, i) => i === 0 ? line : INDENT + line);
  }

  #segmentPieces(analysed: AnalysedPacket): Piece[] {
    const { words, palette, raw } = this.#options;
    const { packet, conversation, fromClient } = analysed;
    const { seq, ack, length } = words.columns;
    const several = this.#overview.conversationCount > 1;
    const direction = directionText(fromClient, { words, palette: plainPalette });
    const texts = [
      flagsCell(packet.flags),
      `${seq.toLowerCase()} ${seqCell(analysed, raw)}`,
      (packet.flags & ACK) === 0 ? "" : `${ack.toLowerCase()} ${ackCell(analysed, raw)}`,
      packet.payloadLength === 0 ? "" : `${length.toLowerCase()} ${packet.payloadLength}`,
    ].filter((text) => text !== "");
    return [
      ...several ? [plainPiece(words.stream(conversation.index))] : [],
      { plain: direction, inked: words.code(directionText(fromClient, this.#options)) },
      ...texts.map((plain) => ({ plain, inked: words.code(plain) })),
      ...verdictTexts(analysed, words).map((plain) => ({ plain, inked: palette("warning", plain) })),
    ];
  }

  #otherPieces(reported: ReportedPacket): Piece[] {
    const { src, dst } = addressesOf(reported);
    const ends = src === "" ? [] : [`${src} ${arrow(true)} ${dst}`];
    const { words } = this.#options;
    return [...ends.map((text) => words.code(text)), otherText(reported, words)].map(plainPiece);
  }

  #explanation(explanation: Explanation): string[] {
    const { words, palette, width } = this.#options;
    const { code, title, text, rfc, certainty } = explanation;
    const aside = `[${[code, words.certainty[certainty], rfc].filter((part) => part !== "").join("; ")}]`;
    const heading = flow(
      [
        { plain: title, inked: palette("title", title) },
        { plain: aside, inked: palette("faint", words.code(aside)) },
      ],
      width - INDENT.length,
      " ",
    );
    return [...heading.map((line) => INDENT + line), ...this.#wrapped(text, 2 * INDENT.length)];
  }

  #prose(title: string, paragraphs: readonly string[]): string[] {
    const lines = [this.#options.palette("title", title)];
    paragraphs.forEach((paragraph, index) => {
      if (index > 0) lines.push("");
      lines.push(...this.#wrapped(paragraph, INDENT.length));
    });
    return lines;
  }

  #wrapped(text: string, indent: number): string[] {
    const width = Math.min(this.#options.width, LONGEST_PROSE) - indent;
    return wrap(text, width).map((line) => " ".repeat(indent) + line);
  }
}

function plainPiece(text: string): Piece {
  return { plain: text, inked: text };
}
