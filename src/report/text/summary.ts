/**
 * `--format summary`: conversations only. It needs counts and no words about packets, so a large capture is told as fast as it
 * can be analysed.
 */
import { type Conversation, type DirectionCounts, type RoundTrips, roundTripsOf } from "../../analysis/conversation.ts";
import type { ApplicationFacts } from "../../application/facts.ts";
import { VERDICTS } from "../../analysis/analysed_packet.ts";
import type { Verdict } from "../../analysis/analysed_packet.ts";
import type { Diagnosis } from "../../diagnosis/terms/diagnosis.ts";
import { endpointText } from "../../packet/address.ts";
import { captureLines } from "./capture_lines.ts";
import { ConversationsTogether } from "../facts/conversation_tally.ts";
import type { ConversationTally } from "../facts/conversation_tally.ts";
import type {
  ConversationFacts,
  Ending,
  OutputFormat,
  Overview,
  Pass,
  Report,
  ReportOptions,
} from "../facts/output_format.ts";
import { findingLines } from "./finding_lines.ts";
import { flow, padRight, textWidth, wrap } from "../../output/layout.ts";
import { arrow } from "./packet_list.ts";
import { likewiseLines, toldOnce } from "./told_once.ts";
import type { Ink } from "../../output/palette.ts";
import type { ReportedPacket } from "../facts/reported_packet.ts";
import { alertText, hiddenAlertsText, nameText, tlsText } from "../words/application_text.ts";
import { namedWaitSentences } from "../words/named_waits.ts";
import { budgetText, lostTime, remedyText, verdictText } from "../words/time_figures.ts";
import { duration, grouped, relativeTime, utcTime } from "../words/times.ts";
import type { ReportWords, SummaryWords } from "../../language/kinds/report_words.ts";

const SYN_SEEN = 1;
const SYN_ACK_SEEN = 2;
const ACK_SEEN = 4;
/** The level of an alert that ends a TLS connection (RFC 8446 6). */
const FATAL = 2;

export const SUMMARY_FORMAT: OutputFormat = {
  tellsTime: true,
  open: (overview, options) => new SummaryReport(overview, options),
};

/** Packets up to which a summary reads the capture once more for findings; beyond, it is as fast as the analysis. */
const FOUND_UP_TO = 100_000;

/** The overview says it all but for the findings, and which conversations selected packets belong to: that takes a pass. */
class SummaryReport implements Report {
  readonly passes: readonly Pass[];
  readonly tells: boolean;
  readonly #wanted = new Set<number>();

  readonly #overview: Overview;
  readonly #options: ReportOptions;

  constructor(overview: Overview, options: ReportOptions) {
    this.#overview = overview;
    this.#options = options;
    const packet = ({ analysed }: ReportedPacket): string => {
      if (analysed !== null) this.#wanted.add(analysed.conversation.index);
      return "";
    };
    this.tells = Boolean(options.selected) || overview.facts.tcpPackets <= FOUND_UP_TO;
    this.passes = this.tells ? [{ explains: false, begin: "", packet }] : [];
  }

  end(ending: Ending): string {
    const overview = this.#overview;
    const options = this.#options;
    if (!options.selected) return summaryText(overview, options, ending);
    const conversations = overview.conversations.filter(({ conversation }) => this.#wanted.has(conversation.index));
    const beyond = [...this.#wanted].filter((stream) => stream >= overview.conversations.length).length;
    const more = beyond === 0 ? "" : `\n${options.words.summary.beyond(grouped(beyond))}\n`;
    return summaryText({ ...overview, conversations, further: null }, options, ending) + more;
  }
}

/** A line of a conversation's block: its label, and what stands beside it. */
type Fact = readonly [label: string, text: string, ink?: "warning" | "trouble"];

function summaryText(overview: Overview, options: ReportOptions, ending: Ending): string {
  const { words } = options;
  const blocks = [captureLines({ ...overview, conversations: [] }, options)];
  if (ending.captureFindings.length > 0) blocks.push(findingLines(ending.captureFindings, options, 0));
  if (ending.grouped.size > 0) blocks.push(wrap(words.grouped(grouped(ending.grouped.size)), options.width));
  const apart = overview.conversations.filter(({ conversation }) => !ending.grouped.has(conversation.index));
  const { likeIt, silent } = toldOnce(apart, ending);
  for (const facts of apart) {
    const { index } = facts.conversation;
    if (silent.has(index)) continue;
    const found = ending.findings.find(({ stream }) => stream === index)?.findings ?? [];
    const told = [...conversationBlock(facts, overview, options), ...findingLines(found, options, 2)];
    blocks.push([...told, ...likewiseLines(likeIt.get(index), options, 2)]);
  }
  if (overview.further !== null) {
    blocks.push(
      togetherBlock(words.summary.further(grouped(overview.further.conversations)), overview.further, options),
    );
  }
  if (overview.conversations.length > 1) {
    const all = together(overview);
    blocks.push(togetherBlock(words.summary.all(grouped(all.conversations)), all, options));
  }
  if (overview.conversationCount === 0) blocks.push(wrap(words.noTcp, options.width));
  return blocks.map((lines) => lines.map((line) => line + "\n").join("")).join("\n");
}

function conversationBlock(facts: ConversationFacts, overview: Overview, options: ReportOptions): string[] {
  const { conversation, tally, diagnosis, application } = facts;
  const { words } = options;
  const { client, server, index: stream } = conversation;
  const title = titleLines([
    { ink: "title", text: `${words.conversation(stream)}:` },
    {
      ink: "client",
      text: `${words.client} ${words.code(`${endpointText(client.address, client.port)} ${arrow(true)}`)}`,
    },
    { ink: "server", text: `${words.server} ${words.code(endpointText(server.address, server.port))}` },
  ], options);
  const labels = words.summary;
  const lines: Fact[] = [
    [labels.time, timeText(conversation, overview, options)],
    [labels.opened, openedText(conversation, options)],
    [labels.sent(words.client), sentText(conversation.fromClient, options)],
    [labels.sent(words.server), sentText(conversation.fromServer, options)],
    [labels.roundTrip, roundTripText(conversation, options)],
    lossFact(conversation, options),
    closedFact(conversation, options),
    ...unusualFact(tally, options),
    ...timeFacts(diagnosis, options),
    ...applicationFacts(application, conversation, words),
  ];
  return [...title, ...block(lines, options)];
}

function titleLines(pieces: readonly { ink: Ink; text: string }[], { palette, width }: ReportOptions): string[] {
  return flow(pieces.map(({ ink, text }) => ({ plain: text, inked: palette(ink, text) })), width, " ");
}

function together({ conversations, further }: Overview): ConversationsTogether {
  const all = new ConversationsTogether();
  for (const { conversation } of conversations) all.add(conversation);
  if (further !== null) all.addAll(further);
  return all;
}

function togetherBlock(title: string, all: ConversationsTogether, options: ReportOptions): string[] {
  const { words, palette } = options;
  const labels = words.summary;
  const bytes = (count: number): string => words.byteCount(grouped(count), count === 1);
  const segments = words.segmentCount(grouped(all.retransmissions), all.retransmissions === 1);
  const lines: Fact[] = [
    [words.packets.toLowerCase(), grouped(all.packets)],
    [labels.sent(words.client), bytes(all.bytesFromClient)],
    [labels.sent(words.server), bytes(all.bytesFromServer)],
    [labels.roundTrip, measured(all.roundTrips, options)],
    [labels.losses, all.retransmissions === 0 ? labels.nothingLost : segments],
    [labels.closed, endings(all, labels)],
  ];
  return [palette("title", title), ...block(lines, options)];
}

function endings({ closed, reset, open }: ConversationsTogether, labels: SummaryWords): string {
  const told = [
    closed > 0 ? labels.inOrder(grouped(closed)) : "",
    reset > 0 ? labels.byReset(grouped(reset)) : "",
    open > 0 ? labels.notCaptured(grouped(open)) : "",
  ];
  return told.filter((text) => text !== "").join(", ");
}

/** Labels in one column, texts wrapped beside them. */
function block(facts: readonly Fact[], { width, palette }: ReportOptions): string[] {
  const labelWidth = Math.max(...facts.map(([label]) => textWidth(label))) + 2;
  const indent = 2 + labelWidth;
  return facts.flatMap(([label, text, ink]) =>
    wrap(text, Math.max(20, width - indent)).map((line, i) => {
      const shown = ink === undefined ? line : palette(ink, line);
      return "  " + (i === 0 ? palette("faint", padRight(label, labelWidth)) : " ".repeat(labelWidth)) + shown;
    })
  );
}

function timeText(conversation: Conversation, { facts }: Overview, { words, utc }: ReportOptions): string {
  const first = { seconds: conversation.firstSeconds, nanoseconds: conversation.firstNanoseconds };
  const at = utc ? `${utcTime(first)} UTC` : `${relativeTime(facts.first ?? first, first)} s`;
  const count = conversation.fromClient.packets + conversation.fromServer.packets;
  const packets = words.packetCount(grouped(count), count === 1);
  return `${words.summary.at(at)}, ${packets}${count === 1 ? "" : ` ${words.over(duration(conversation.duration))}`}`;
}

function openedText(conversation: Conversation, { words }: ReportOptions): string {
  const aside = words.summary.rolesBy[conversation.roles];
  const opened = howOpened(conversation, words.summary);
  return aside === "" ? opened : `${opened}; ${aside}`;
}

function howOpened({ completeness, initialRtt, fromServer }: Conversation, labels: SummaryWords): string {
  const seen = (bit: number): boolean => (completeness & bit) !== 0;
  if (!seen(SYN_SEEN) && !seen(SYN_ACK_SEEN)) return labels.midStream;
  if (!seen(SYN_ACK_SEEN)) {
    // Who acknowledges, or answers with data, has got past the SYN,ACK.
    if (fromServer.bytes > 0) return labels.answeredOnly;
    if (fromServer.packets === 0 && seen(ACK_SEEN)) return labels.otherHalfUnseen;
    return fromServer.rstPacket > 0 ? labels.refused : labels.unanswered;
  }
  return seen(SYN_SEEN) && initialRtt !== null ? labels.handshake(duration(initialRtt)) : labels.answeredOnly;
}

function sentText({ bytes, segments, largestSegment }: DirectionCounts, { words }: ReportOptions): string {
  const labels = words.summary;
  if (bytes === 0) return labels.nothingSent;
  return labels.inSegments(
    words.byteCount(grouped(bytes), bytes === 1),
    words.segmentCount(grouped(segments), segments === 1),
    segments > 1 ? labels.largest(grouped(largestSegment)) : "",
  );
}

function roundTripText(conversation: Conversation, options: ReportOptions): string {
  const { completeness, initialRtt, fromClient, fromServer } = conversation;
  const initial = initialRtt === null || (completeness & SYN_ACK_SEEN) === 0
    ? ""
    : options.words.summary.initial(duration(initialRtt));
  const rest = measured(roundTripsOf(fromClient, fromServer), options);
  return [initial, rest].filter((text) => text !== "").join("; ");
}

function measured({ count, total, least, most }: RoundTrips, { words }: ReportOptions): string {
  if (count === 0) return words.summary.noRoundTrip;
  return words.summary.roundTrips(duration(total / count), duration(least), duration(most), grouped(count));
}

function lossFact({ fromClient, fromServer }: Conversation, { words }: ReportOptions): Fact {
  const count = fromClient.retransmissions + fromServer.retransmissions;
  const labels = words.summary;
  if (count === 0) return [labels.losses, labels.nothingLost];
  const text = labels.retransmitted(
    words.segmentCount(grouped(count), count === 1),
    grouped(fromClient.retransmissions),
    grouped(fromServer.retransmissions),
  );
  return [labels.losses, text, "warning"];
}

/** Who sent FIN and RST, in the order of their packets. */
function closedFact({ fromClient, fromServer }: Conversation, { words }: ReportOptions): Fact {
  const labels = words.summary;
  const events = [
    { packet: fromClient.finPacket, text: labels.finBy(words.client, fromClient.finPacket) },
    { packet: fromServer.finPacket, text: labels.finBy(words.server, fromServer.finPacket) },
    { packet: fromClient.rstPacket, text: labels.resetBy(words.client, fromClient.rstPacket) },
    { packet: fromServer.rstPacket, text: labels.resetBy(words.server, fromServer.rstPacket) },
  ].filter(({ packet }) => packet > 0).sort((a, b) => a.packet - b.packet);
  if (events.length === 0) return [labels.closed, labels.stillOpen];
  const text = events.map((event) => event.text).join(labels.then);
  return fromClient.rstPacket + fromServer.rstPacket > 0 ? [labels.closed, text, "warning"] : [labels.closed, text];
}

/** What it waited for, where it lost time: a healthy conversation needs no verdict. */
function timeFacts(diagnosis: Diagnosis | null, { why }: ReportOptions): Fact[] {
  if (diagnosis === null || why === undefined || !lostTime(diagnosis)) return [];
  const { labels, sure } = why;
  const remedy = remedyText(diagnosis, why);
  const verdict = [
    sure[diagnosis.verdict.certainty](verdictText(diagnosis, why)),
    ...namedWaitSentences(diagnosis, why),
  ].join(" ");
  return [
    [labels.spent, budgetText(diagnosis, why)],
    [labels.verdict.toLowerCase(), verdict, "warning"],
    ...(remedy === null ? [] : [[labels.remedy.toLowerCase(), remedy] as const]),
  ];
}

/** Names of the server's address, TLS and what it complained of. */
function applicationFacts(application: ApplicationFacts, conversation: Conversation, words: ReportWords): Fact[] {
  const { labels, preface } = words.application;
  const { tls, http2Preface } = application;
  const told: Fact[] = [
    [labels.name, nameText(application, conversation, words)],
    ["HTTP/2", http2Preface === 0 ? "" : preface(http2Preface)],
    ["TLS", tls === null ? "" : tlsText(tls, words)],
    ...tls?.alerts.map((alert): Fact => {
      const text = alertText(alert, words);
      return alert.level === FATAL ? [labels.alert, text, "warning"] : [labels.alert, text];
    }) ?? [],
    [labels.alert, tls === null ? "" : hiddenAlertsText(tls, words)],
  ];
  return told.filter(([, text]) => text !== "");
}

/** The verdicts with their counts, most frequent first; a fast or spurious retransmission counts once. */
function unusualFact(tally: ConversationTally, { words }: ReportOptions): Fact[] {
  const count = (name: Verdict): number => tally.verdicts[VERDICTS.indexOf(name)]!;
  const particular = count("fast_retransmission") + count("spurious_retransmission");
  const given = VERDICTS.map((name) => ({ name, count: count(name) - (name === "retransmission" ? particular : 0) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  if (given.length === 0) return [];
  const text = given.map(({ name, count }) => words.summary.times(words.verdicts[name] ?? name, grouped(count)));
  return [[words.summary.unusual, text.join(", "), "warning"]];
}
