/**
 * The lines that say what a capture is, before anything in it is shown.
 */
import type { TrafficCount } from "../../application/traffic/traffic.ts";
import { printable } from "../../base/printable.ts";
import { endpointText } from "../../packet/address.ts";
import type { Overview, ReportOptions } from "../facts/output_format.ts";
import { flow, wrap } from "../../output/layout.ts";
import { nanosecondsBetween } from "../../base/moment.ts";
import { duration, grouped, utcTime } from "../words/times.ts";
import type { ReportWords } from "../../language/kinds/report_words.ts";

/** File, size, time, and, where there is only one conversation, who talks to whom. */
export function captureLines(overview: Overview, options: ReportOptions): string[] {
  const { facts, conversations, conversationCount } = overview;
  const { words, palette, width } = options;
  const counts = [
    words.packetCount(grouped(facts.packets), facts.packets === 1),
    words.conversationCount(grouped(conversationCount), conversationCount === 1),
  ];
  const when = facts.first && facts.last
    ? ` ${words.over(duration(nanosecondsBetween(facts.first, facts.last)))}, ${words.from(utcTime(facts.first))}`
    : "";
  const what = `${counts.join(", ")}${when}; ${[facts.fileFormat, ...facts.linkTypes].join(", ")}`;
  const lines = [palette("title", printable(facts.name)), ...wrap(what, width)];
  if (facts.problem) {
    const damage = words.damaged(grouped(facts.problem.offset), facts.problem.reason);
    lines.push(...wrap(damage, width).map((line) => palette("trouble", line)));
  }
  if (facts.otherTraffic.length > 0) lines.push(...wrap(trafficText(facts.otherTraffic, words), width));
  if (options.selected) lines.push(...wrap(words.shown(options.selected), width));
  const only = conversationCount === 1 ? conversations[0] : undefined;
  if (only) {
    const { client, server } = only.conversation;
    const ends = [
      `${words.clientLetter} = ${words.client} ${words.code(endpointText(client.address, client.port))}`,
      `${words.serverLetter} = ${words.server} ${words.code(endpointText(server.address, server.port))}`,
    ];
    const inked = [palette("client", ends[0]!), palette("server", ends[1]!)];
    lines.push(...flow(ends.map((plain, i) => ({ plain, inked: inked[i]! })), width));
  }
  return lines;
}

/** Kinds of traffic that are named; the others are added up. */
const MOST_KINDS = 12;

/** `Beside TCP: QUIC (probably) 812, DNS 40 ...`. */
function trafficText(traffic: readonly TrafficCount[], { otherTraffic: words }: ReportWords): string {
  const named = traffic.slice(0, MOST_KINDS).map(({ name, probable, packets }) =>
    probable ? words.probably(name, grouped(packets)) : words.item(name, grouped(packets))
  );
  const rest = traffic.slice(MOST_KINDS).reduce((sum, { packets }) => sum + packets, 0);
  return words.list([...named, ...rest === 0 ? [] : [words.others(grouped(rest))]].join(", "));
}

/** What stands where no packet is shown: nothing matched, or there is nothing. */
export function nothingToShow(words: ReportWords, packets: number): string {
  return packets === 0 ? words.noPackets : words.nothingShown;
}
