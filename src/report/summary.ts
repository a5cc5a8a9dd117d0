/**
 * `--format summary`: conversations only. It needs counts and no words about packets, so a large capture is told as fast as it
 * can be analysed.
 */
import type { Conversation, DirectionCounts } from "../analysis/conversation.ts";
import { VERDICTS } from "../analysis/analysed_packet.ts";
import { endpointText } from "../packet/address.ts";
import { captureLines } from "./capture_lines.ts";
import type { ConversationTally } from "./conversation_tally.ts";
import type { ConversationFacts, Format, Overview, ReportOptions } from "./format.ts";
import { padRight, textWidth, wrap } from "./layout.ts";
import { arrow } from "./packet_list.ts";
import { duration, grouped, nanosecondsBetween, relativeTime, utcTime } from "./times.ts";

const SYN_SEEN = 1;
const SYN_ACK_SEEN = 2;
const ACK_SEEN = 4;
const RST_SEEN = 32;

export const SUMMARY_FORMAT: Format = {
  help: "conversations only: who, how opened, bytes, round trips, losses, how closed",
  open: (overview, options) => ({ passes: [], end: () => summaryText(overview, options) }),
};

/** A line of a conversation's block: its label, and what stands beside it. */
type Fact = readonly [label: string, text: string, ink?: "warning" | "trouble"];

function summaryText(overview: Overview, options: ReportOptions): string {
  const { words } = options;
  const blocks = [captureLines({ ...overview, conversations: [] }, options)];
  for (const facts of overview.conversations) blocks.push(conversationBlock(facts, overview, options));
  if (overview.further !== null) blocks.push(furtherBlock(overview.further, options));
  if (overview.conversationCount === 0) blocks.push(wrap(words.noTcp, options.width));
  return blocks.map((lines) => lines.map((line) => line + "\n").join("")).join("\n");
}

function conversationBlock(facts: ConversationFacts, overview: Overview, options: ReportOptions): string[] {
  const { conversation, tally } = facts;
  const { words, palette } = options;
  const { client, server, stream } = conversation;
  const title = `${palette("title", words.conversation(stream))}: ` +
    `${palette("client", `${words.client} ${endpointText(client.address, client.port)}`)} ${arrow(true)} ` +
    palette("server", `${words.server} ${endpointText(server.address, server.port)}`);
  const labels = words.summary;
  const lines: Fact[] = [
    [labels.time, timeText(tally, overview, options)],
    [labels.opened, openedText(conversation, tally, options)],
    [labels.sent(words.client), sentText(conversation.fromClient, tally.segmentsFromClient, options)],
    [labels.sent(words.server), sentText(conversation.fromServer, tally.segmentsFromServer, options)],
    [labels.roundTrip, roundTripText(conversation, tally, options)],
    lossFact(conversation, options),
    [
      labels.closed,
      closedText(tally, options),
      tally.client.reset + tally.server.reset > 0 ? "warning" : undefined,
    ] as Fact,
    ...unusualFact(tally, options),
  ];
  return [title, ...block(lines, options)];
}

function furtherBlock(tally: ConversationTally, options: ReportOptions): string[] {
  const { words, palette } = options;
  const labels = words.summary;
  const count = tally.conversations;
  const packets = words.packetCount(grouped(tally.packets), tally.packets === 1);
  const bytes = (of: number, segments: number): string =>
    labels.inSegments(
      words.byteCount(grouped(of), of === 1),
      words.segmentCount(grouped(segments), segments === 1),
      "",
    );
  const lines: Fact[] = [
    [words.packets.toLowerCase(), packets],
    [labels.sent(words.client), bytes(tally.bytesFromClient, tally.segmentsFromClient)],
    [labels.sent(words.server), bytes(tally.bytesFromServer, tally.segmentsFromServer)],
    [labels.roundTrip, measured(tally, options)],
    ...unusualFact(tally, options),
  ];
  return [palette("title", labels.further(grouped(count))), ...block(lines, options)];
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

function timeText(tally: ConversationTally, { facts }: Overview, { words, utc }: ReportOptions): string {
  const start = facts.first ?? tally.first;
  const at = utc ? `${utcTime(tally.first)} UTC` : `${relativeTime(start, tally.first)} s`;
  const packets = words.packetCount(grouped(tally.packets), tally.packets === 1);
  return `${words.summary.at(at)}, ${packets} ${words.over(duration(nanosecondsBetween(tally.first, tally.last)))}`;
}

function openedText(conversation: Conversation, tally: ConversationTally, { words }: ReportOptions): string {
  const { completeness, initialRtt, roles } = conversation;
  const labels = words.summary;
  const aside = labels.rolesBy[roles];
  const opened = (completeness & SYN_SEEN) === 0 && (completeness & SYN_ACK_SEEN) === 0
    ? labels.midStream
    : (completeness & SYN_ACK_SEEN) === 0
    ? (completeness & RST_SEEN) !== 0 && tally.server.reset > 0 ? labels.refused : labels.unanswered
    : (completeness & SYN_SEEN) !== 0 && (completeness & ACK_SEEN) !== 0 && initialRtt !== null
    ? labels.handshake(duration(initialRtt))
    : labels.answeredOnly;
  return aside === "" ? opened : `${opened}; ${aside}`;
}

function sentText(counts: DirectionCounts, segments: number, { words }: ReportOptions): string {
  const { bytes, largestSegment } = counts;
  const labels = words.summary;
  if (bytes === 0) return labels.nothingSent;
  return labels.inSegments(
    words.byteCount(grouped(bytes), bytes === 1),
    words.segmentCount(grouped(segments), segments === 1),
    segments > 1 ? labels.largest(grouped(largestSegment)) : "",
  );
}

function roundTripText({ initialRtt }: Conversation, tally: ConversationTally, options: ReportOptions): string {
  const labels = options.words.summary;
  const initial = initialRtt === null ? "" : labels.initial(duration(initialRtt));
  return [initial, measured(tally, options)].filter((text) => text !== "").join("; ");
}

function measured(tally: ConversationTally, { words }: ReportOptions): string {
  const { roundTrips, roundTripSum, roundTripMinimum, roundTripMaximum } = tally;
  if (roundTrips === 0) return words.summary.noRoundTrip;
  return words.summary.roundTrips(
    duration(roundTripSum / roundTrips),
    duration(roundTripMinimum),
    duration(roundTripMaximum),
    grouped(roundTrips),
  );
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
function closedText({ client, server }: ConversationTally, { words }: ReportOptions): string {
  const labels = words.summary;
  const events = [
    { packet: client.fin, text: labels.finBy(words.client, client.fin) },
    { packet: server.fin, text: labels.finBy(words.server, server.fin) },
    { packet: client.reset, text: labels.resetBy(words.client, client.reset) },
    { packet: server.reset, text: labels.resetBy(words.server, server.reset) },
  ].filter(({ packet }) => packet > 0).sort((a, b) => a.packet - b.packet);
  return events.length === 0 ? labels.stillOpen : events.map(({ text }) => text).join(labels.then);
}

/** The verdicts with their counts, most frequent first. */
function unusualFact(tally: ConversationTally, { words }: ReportOptions): Fact[] {
  const given = VERDICTS.map((name, i) => ({ name, count: tally.verdicts[i]! }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  if (given.length === 0) return [];
  const text = given.map(({ name, count }) => words.summary.times(words.verdicts[name] ?? name, grouped(count)));
  return [[words.summary.unusual, text.join(", "), "warning"]];
}
