/** The flows of one capture file: all of them, or those that were asked for. */
import type { CaptureFeed } from "../../../reading/feeds/capture_feed.ts";
import { FileFeed } from "../../../reading/feeds/file_feed.ts";
import { conversationsWith, filterReadings } from "../../../reading/choose_conversations.ts";
import { damageOf } from "../../../reading/damage.ts";
import type { ReadingOptions } from "../../../reading/read_packets.ts";
import { type FlowReading, type FlowTaker, readFlows } from "../../../reading/read_flows.ts";
import { scan } from "../../../reading/scan.ts";
import type { Flow } from "../../../flows/flow.ts";
import type { Moment } from "../../../base/moment.ts";
import type { Filter } from "../../../report/select/filter.ts";
import type { ConversationFormatName } from "../../line/output_format_names.ts";
import type { ExplainFlags } from "./explain_flags.ts";
import { readFilter } from "./read_filter.ts";

export type ConversationWishes = ExplainFlags & { readonly format: ConversationFormatName };

/** How reading one file went. */
export interface FileReading {
  /** Time of its first packet that has one. */
  readonly first: Moment;
  /** What is wrong with the file, in a line; null where nothing is. */
  readonly problem: string | null;
}

/** How often a capture is read for these wishes. */
export function readingsOfFile({ filter }: ConversationWishes): number {
  return filter === undefined ? 1 : 1 + readingsToChoose(readFilter(filter));
}

/** Reads the file; gives null after an interrupt. Throws `Failure` where it cannot be opened. */
export async function readFileFlows(
  file: string,
  { flags, taker }: { readonly flags: ConversationWishes; readonly taker: FlowTaker },
  options: ReadingOptions,
): Promise<FileReading | null> {
  const { interrupted } = options.terminal;
  const filter = flags.filter === undefined ? null : readFilter(flags.filter);
  using feed = await FileFeed.open(file, { reread: filter !== null, interrupted });
  if (feed === null) return null;
  const chosen = filter === null ? null : await choose(feed, filter, options);
  if (interrupted.aborted) return null;
  const reading = await readFlows(feed, only(taker, { stream: flags.stream, chosen }), options);
  if (interrupted.aborted) return null;
  return { first: reading.first, problem: problemOf(feed, reading) };
}

/** The conversations that have a packet for which the filter is true. */
async function choose(feed: CaptureFeed, filter: Filter, reading: ReadingOptions): Promise<ReadonlySet<number>> {
  const { scanned } = await scan(feed, reading);
  return await conversationsWith(filter, { ...scanned, first: scanned.overview.facts.first }, reading);
}

/** How often a capture is read before its conversations are known: to scan it, for the filter, for the packets. */
function readingsToChoose(filter: Filter): number {
  return 1 + filterReadings(filter) + 1;
}

function only(
  taker: FlowTaker,
  { stream, chosen }: { readonly stream: number | undefined; readonly chosen: ReadonlySet<number> | null },
): FlowTaker {
  const isWanted = (flow: Flow): boolean =>
    (stream === undefined || flow.stream === stream) && (chosen === null || chosen.has(flow.stream));
  return { ...taker, take: (flow) => isWanted(flow) && taker.take(flow) };
}

function problemOf({ label }: CaptureFeed, { outcome }: FlowReading): string | null {
  const { problem, packets, compressed } = outcome;
  if (problem === null) return null;
  if (packets === 0) return `Cannot read ${label}: ${problem.reason}`;
  return `${damageOf(label, { problem, compressed })}; what is before it is listed`;
}
