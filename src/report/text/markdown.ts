/**
 * `--format md`: the report as Markdown (CommonMark with the tables of GitHub), to be pasted into a document.
 */
import { printable } from "../../base/printable.ts";
import type { Finding } from "../../explain/words/finding.ts";
import { endpointText } from "../../packet/address.ts";
import type { Ending, OutputFormat, Overview, Pass, Report, ReportOptions } from "../facts/output_format.ts";
import {
  ackCell,
  flagsCell,
  noteTexts,
  otherText,
  seqCell,
  timeCell,
  verdictTexts,
  windowCell,
} from "./packet_cells.ts";
import { findingsBesideStory, storyOfTime } from "./beside_story.ts";
import { rangesText } from "../words/ranges_text.ts";
import { storied, toldOnce } from "./told_once.ts";
import { nothingToShow } from "./capture_lines.ts";
import type { ReportedPacket } from "../facts/reported_packet.ts";
import { addressesOf } from "../facts/reported_packet.ts";
import { nanosecondsBetween } from "../../base/moment.ts";
import { duration, grouped, utcTime } from "../words/times.ts";

export const MARKDOWN_FORMAT: OutputFormat = {
  tellsTime: true,
  isShared: true,
  open: (overview, options) => new MarkdownReport(overview, options),
};

class MarkdownReport implements Report {
  readonly passes: readonly Pass[];
  readonly tells = true;

  readonly #overview: Overview;
  readonly #options: ReportOptions;

  constructor(overview: Overview, options: ReportOptions) {
    this.#overview = overview;
    this.#options = options;
    const { words } = options;
    this.passes = [
      { explains: false, begin: this.#head(), packet: (reported) => this.#row(reported), passOver: () => {} },
      {
        explains: true,
        begin: `\n## ${words.explanations}\n`,
        packet: (reported) => reported.explanations.length === 0 ? "" : this.#explained(reported),
        passOver: () => {},
      },
    ];
  }

  end(ending: Ending): string {
    const { words } = this.#options;
    const parts: string[] = ending.shown === 0 ? [`\n${nothingToShow(words, this.#overview.facts.packets)}\n`] : [];
    if (ending.stories.length > 0) parts.push(`\n## ${words.stories}\n`);
    const { likeIt, silent } = toldOnce(storied(this.#overview, ending), ending);
    for (const { story, stream } of ending.stories) {
      if (silent.has(stream)) continue;
      const found = findingsBesideStory(ending, stream);
      const told = [...story.paragraphs, ...storyOfTime(this.#overview, stream, this.#options)];
      parts.push(`\n### ${escapeMarkdown(story.title)}\n`, ...told.map(paragraph));
      parts.push(this.#findings(found));
      const others = likeIt.get(stream);
      if (others !== undefined) parts.push(paragraph(words.likewise(rangesText(others))));
    }
    if (ending.grouped.size > 0) parts.push(paragraph(words.grouped(grouped(ending.grouped.size))));
    if (ending.summary !== null) parts.push(`\n## ${words.capture}\n`, ...ending.summary.paragraphs.map(paragraph));
    parts.push(this.#findings(ending.captureFindings));
    if (words.direction === "rtl") parts.push("\n</div>\n");
    return parts.join("");
  }

  #head(): string {
    const { facts, conversations, conversationCount } = this.#overview;
    const { words, utc, stream: only = null } = this.#options;
    const heads = words.columns;
    const when = facts.first && facts.last
      ? ` ${words.over(duration(nanosecondsBetween(facts.first, facts.last)))}, ${words.from(utcTime(facts.first))}`
      : "";
    const counts = `${words.packetCount(grouped(facts.packets), facts.packets === 1)}, ` +
      `${words.conversationCount(grouped(conversationCount), conversationCount === 1)}${when}; ` +
      `${[facts.fileFormat, ...facts.linkTypes].join(", ")}.`;
    const damage = facts.problem
      ? `\n${escapeMarkdown(words.damaged(grouped(facts.problem.offset), facts.problem.reason))}\n`
      : "";
    const shown = this.#options.selected ? `\n${escapeMarkdown(words.shown(this.#options.selected))}\n` : "";
    const shownOnes = conversations.filter(({ conversation }) => only === null || conversation.index === only);
    const ends = shownOnes.map(({ conversation: { index: stream, client, server } }) =>
      `| ${stream} | \`${endpointText(client.address, client.port)}\` | \`${
        endpointText(server.address, server.port)
      }\` |\n`
    ).join("");
    const stream = conversationCount > 1 ? [heads.stream] : [];
    const columns = [heads.number, utc ? heads.utc : heads.seconds, ...stream, heads.direction, heads.flags, heads.seq];
    columns.push(heads.ack, heads.length, heads.window, heads.notes);
    const right = new Set([
      heads.number,
      heads.seconds,
      heads.stream,
      heads.seq,
      heads.ack,
      heads.length,
      heads.window,
    ]);
    const begin = words.direction === "rtl" ? '<div dir="rtl">\n\n' : "";
    return `${begin}# ${escapeMarkdown(printable(facts.name))}\n\n${escapeMarkdown(counts)}\n${damage}${shown}\n` +
      `| ${heads.stream} | ${words.client} (${words.clientLetter}) | ${words.server} (${words.serverLetter}) |\n|---:|---|---|\n${ends}` +
      `\n## ${words.packets}\n\n| ${columns.join(" | ")} |\n|${
        columns.map((c) => right.has(c) ? "---:" : "---").join("|")
      }|\n`;
  }

  #row(reported: ReportedPacket): string {
    const { packet, analysed } = reported;
    const { raw, words } = this.#options;
    const first = [String(packet.number), timeCell(reported, this.#overview.facts.first ?? packet, this.#options)];
    const many = this.#overview.conversationCount > 1;
    if (analysed === null) {
      const { src, dst } = addressesOf(reported);
      const what = [
        `${src === "" ? "" : `${src} → ${dst} `}${otherText(reported, words)}`,
        ...noteTexts(reported, this.#options),
      ];
      return tableRow([...first, ...(many ? [""] : []), "", "", "", "", "", "", what.join("; ")]);
    }
    return tableRow([
      ...first,
      ...(many ? [String(analysed.conversation.index)] : []),
      this.#direction(analysed.fromClient),
      flagsCell(packet.flags),
      seqCell(analysed, raw),
      ackCell(analysed, raw),
      String(packet.payloadLength),
      windowCell(analysed, raw),
      [...verdictTexts(analysed, words), ...noteTexts(reported, this.#options)].join(", "),
    ]);
  }

  #explained(reported: ReportedPacket): string {
    const { packet, analysed } = reported;
    const { words } = this.#options;
    const several = this.#overview.conversationCount > 1;
    const what = analysed === null
      ? otherText(reported, words)
      : `${several ? `${words.stream(analysed.conversation.index)}, ` : ""}${this.#direction(analysed.fromClient)}, ` +
        flagsCell(packet.flags);
    const parts = [`\n### ${escapeMarkdown(`${words.packet(packet.number)}: ${what}`)}\n`];
    for (const { title, text, rfc, certainty } of reported.explanations) {
      const aside = [words.certainty[certainty], rfc].filter((part) => part !== "").join("; ");
      parts.push(
        `\n**${escapeMarkdown(title)}.** ${escapeMarkdown(text)}${
          aside === "" ? "" : ` *(${escapeMarkdown(aside)})*`
        }\n`,
      );
    }
    return parts.join("");
  }

  #findings(findings: readonly Finding[]): string {
    if (findings.length === 0) return "";
    const { words } = this.#options;
    const items = findings.map(({ code, title, certainty, packets, text, advice }) => {
      const aside = `\`${code}\`; ${words.certainty[certainty] || words.certain}; ${
        words.packetList(packets.join(", "), packets.length === 1)
      }`;
      const told = advice === "" ? text : `${text} ${words.advice} ${advice}`;
      return `- **${escapeMarkdown(title)}** *(${escapeMarkdown(aside)})*: ${escapeMarkdown(told)}\n`;
    });
    return `\n**${escapeMarkdown(words.findings)}**\n\n${items.join("")}`;
  }

  #direction(fromClient: boolean): string {
    const { clientLetter, serverLetter } = this.#options.words;
    return fromClient ? `${clientLetter} → ${serverLetter}` : `${clientLetter} ← ${serverLetter}`;
  }
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map(escapeMarkdown).join(" | ")} |\n`;
}

function paragraph(text: string): string {
  return `\n${escapeMarkdown(text)}\n`;
}

/**
 * A text in which nothing is taken for Markdown or HTML. What stands between backticks was meant as code and stays so;
 * a backtick without a partner is escaped.
 */
export function escapeMarkdown(text: string): string {
  return text.split(/(`[^`\n]+`)/).map((part, i) => i % 2 === 1 ? escapeCode(part) : escapePlain(part)).join("");
}

/** In a table cell even code may hold no bare bar. */
function escapeCode(code: string): string {
  return code.replaceAll("|", "\\|");
}

function escapePlain(text: string): string {
  return text
    .replace(/[\\`*_\[\]<>|~$]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replace(/^(\s*)(#|[-+](?=\s))/gm, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, "$1\\$2");
}
