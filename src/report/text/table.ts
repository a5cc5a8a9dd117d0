/**
 * `--format table`: one line a packet, every number in a column of its own, nothing wrapped: for `less -S`, `grep` and
 * `awk`; on a terminal the columns that fit, and which were left out. An empty cell is a hyphen, so that the columns can be counted; names with spaces are not used.
 */
import { endpointText } from "../../packet/address.ts";
import { flagNames } from "../../packet/flags.ts";
import type { OutputFormat, Overview, Pass, ReportOptions } from "../facts/output_format.ts";
import { clip, padLeft, padRight, textWidth, wrap } from "../../output/layout.ts";
import type { Ink } from "../../output/palette.ts";
import { ackCell, flagsInk, NOTHING, seqCell, timeCell, verdictInk, windowCell } from "./packet_cells.ts";
import { protocolName } from "../words/protocol_name.ts";
import { nothingToShow } from "./capture_lines.ts";
import type { ReportedPacket } from "../facts/reported_packet.ts";
import { addressesOf, streamOf, verdictNames } from "../facts/reported_packet.ts";
import type { Moment } from "../../base/moment.ts";
import { nanosecondsAsSeconds } from "../words/times.ts";

export const TABLE_FORMAT: OutputFormat = {
  isShared: true,
  open: (overview, options) => {
    const columns = columnsFor(overview, options);
    const chosen = options.cuts ? columnsThatFit(columns, options.width) : columns.map((_, index) => index);
    const left = columns.filter((_, index) => !chosen.includes(index)).map(([head]) => head);
    const said = wrap(options.words.columnsLeftOut(left.join(", ")), options.width);
    const note = left.length === 0 ? "" : said.map((line) => options.palette("faint", line) + "\n").join("");
    return {
      tells: false,
      passes: [tablePass(overview, options, { columns, chosen })],
      end: ({ shown }) => shown === 0 ? `${nothingToShow(options.words, overview.facts.packets)}\n` : note,
    };
  },
};

/** Places of the columns from the one that matters most: number, time, conversation, flags, length, window, analysis, ... */
const IMPORTANCE = [0, 1, 2, 5, 8, 9, 13, 6, 7, 3, 4, 10, 11, 12, 14];
/** A column of no width of its own needs some room. */
const LEAST = 12;

/** The places of the columns that fit a terminal, those first that matter most, in their order. */
function columnsThatFit(columns: readonly Column[], width: number): number[] {
  const chosen: number[] = [];
  let room = width + GAP.length;
  for (const place of IMPORTANCE) {
    const needed = (columns[place]![1] || LEAST) + GAP.length;
    if (needed > room) break;
    room -= needed;
    chosen.push(place);
  }
  return chosen.sort((a, b) => a - b);
}

const GAP = "  ";

/** A column: its head, its width, and whether its cells are numbers. */
type Column = readonly [head: string, width: number, right: boolean];

function tablePass(
  overview: Overview,
  options: ReportOptions,
  { columns, chosen }: { readonly columns: readonly Column[]; readonly chosen: readonly number[] },
): Pass {
  const start: Moment = overview.facts.first ?? { seconds: 0, nanoseconds: 0 };
  const line = (cells: readonly string[], inks: Inks = NO_INKS): string => {
    const padded = chosen.map((place) => {
      const [, width, right] = columns[place]!;
      return right ? padLeft(cells[place]!, width) : padRight(cells[place]!, width);
    });
    const plain = padded.join(GAP).trimEnd();
    // On a terminal a line is cut at its edge rather than folded; a file or a pipe gets it whole.
    if (options.cuts === true && textWidth(plain) > options.width) return clip(plain, options.width) + "\n";
    // A cell has no spaces but those that fill its column.
    const inked = padded.map((cell, i) => {
      const ink = inks.get(chosen[i]!);
      return ink === undefined ? cell : cell.replace(/\S+/, (word) => options.palette(ink, word));
    });
    return inked.join(GAP).trimEnd() + "\n";
  };
  return {
    explains: true,
    codesOnly: true,
    begin: options.palette("title", line(columns.map(([head]) => head)).trimEnd()) + "\n",
    packet: (reported) => line(cellsOf(reported, start, options), inksOf(reported)),
    passOver: () => {},
  };
}

/** How cells look, by the place of their column. */
type Inks = ReadonlyMap<number, Ink>;
const NO_INKS: Inks = new Map();
/** The places of the columns that are inked. */
const [FLAGS, ANALYSIS] = [5, 13];

/** Resets and losses are trouble, other verdicts a warning. */
function inksOf({ packet, analysed }: ReportedPacket): Inks {
  const flags = flagsInk(packet);
  if (analysed === null || (flags === null && analysed.verdicts === 0)) return NO_INKS;
  const inks = new Map<number, Ink>();
  if (flags !== null) inks.set(FLAGS, flags);
  if (analysed.verdicts !== 0) inks.set(ANALYSIS, verdictInk(analysed));
  return inks;
}

function columnsFor(
  { facts, conversations, conversationCount }: Overview,
  { words, raw, utc }: ReportOptions,
): Column[] {
  const heads = words.columns;
  const ends = conversations.flatMap(({ conversation: { client, server } }) => [client, server]);
  const end = Math.max(textWidth(heads.source), ...ends.map(({ address, port }) => endpointText(address, port).length));
  const bytes = Math.max(0, ...conversations.map(({ conversation: c }) => c.fromClient.bytes + c.fromServer.bytes));
  const span = facts.first && facts.last ? String(facts.last.seconds - facts.first.seconds).length : 1;
  const sequence = raw ? 10 : Math.max(3, String(bytes + 2).length);
  return [
    [heads.number, Math.max(textWidth(heads.number), String(facts.packets).length), true],
    [utc ? heads.utc : heads.seconds, utc ? 29 : Math.max(textWidth(heads.seconds), span + 10), true],
    [heads.stream, Math.max(textWidth(heads.stream), String(conversationCount).length), true],
    [heads.source, end, false],
    [heads.destination, Math.max(end, textWidth(heads.destination)), false],
    [heads.flags, 11, false],
    [heads.seq, sequence, true],
    [heads.ack, sequence, true],
    [heads.length, Math.max(5, textWidth(heads.length)), true],
    [heads.window, 7, true],
    [heads.inFlight, textWidth(heads.inFlight), true],
    [heads.acks, Math.max(textWidth(heads.acks), String(facts.packets).length), true],
    [heads.roundTrip, 11, true],
    [heads.analysis, 24, false],
    [heads.codes, 0, false],
  ];
}

function cellsOf(reported: ReportedPacket, start: Moment, options: ReportOptions): string[] {
  const { packet, analysed } = reported;
  const { src, dst } = addressesOf(reported);
  const first = [String(packet.number), timeCell(reported, start, options).replace(" ", "T")];
  if (analysed === null) {
    const none = new Array<string>(9).fill(NOTHING);
    const stream = streamOf(reported);
    const what = reported.explanations.map(({ code }) => code).join(",") || protocolName(packet).replaceAll(" ", "-");
    return [...first, stream < 0 ? NOTHING : String(stream), src || NOTHING, dst || NOTHING, ...none, what];
  }
  return [
    ...first,
    String(analysed.conversation.index),
    endpointText(src, packet.srcPort),
    endpointText(dst, packet.dstPort),
    flagNames(packet.flags).join(",") || NOTHING,
    seqCell(analysed, options.raw),
    ackCell(analysed, options.raw),
    String(packet.payloadLength),
    windowCell(analysed, options.raw),
    orNothing(analysed.bytesInFlight),
    orNothing(analysed.acks),
    analysed.rtt === null ? NOTHING : nanosecondsAsSeconds(analysed.rtt),
    verdictNames(analysed).join(",") || NOTHING,
    reported.explanations.map(({ code }) => code).join(",") || NOTHING,
  ];
}

function orNothing(value: number | null): string {
  return value === null ? NOTHING : String(value);
}
