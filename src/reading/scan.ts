/** The first reading of a capture: counts, conversations, how it ends, and what the next reading may know beforehand. */
import type { Foresight } from "../analysis/foresight.ts";
import type { Overview } from "../report/facts/output_format.ts";
import { MOST_DIAGNOSED, OverviewBuilder } from "../report/facts/overview_builder.ts";
import type { CaptureFeed } from "./feeds/capture_feed.ts";
import { surelyHolds } from "./look_ahead.ts";
import { type Reading, type ReadingOptions, readPackets, type Visitor } from "./read_packets.ts";

/** A capture that has been read once. */
export interface Scanned {
  readonly feed: CaptureFeed;
  readonly overview: Overview;
  /** Final completeness by conversation index; null where nobody has read the capture to its end. */
  readonly completeness: Uint8Array | null;
  /** What the first reading foretells to the next one. */
  readonly foresight: Foresight | null;
}

/** What a first reading is to find out besides. */
export interface ScanWishes {
  /** What its conversations waited for. */
  readonly diagnoses?: boolean;
  /** Who else is to see the packets. */
  readonly beside?: Pick<Visitor, "visit" | "onConversationEnd"> | null;
}

/** Reads a capture once. */
export async function scan(
  feed: CaptureFeed,
  options: ReadingOptions,
  { diagnoses: wished = false, beside = null }: ScanWishes = {},
): Promise<{ readonly scanned: Scanned; readonly outcome: Reading }> {
  // Where the diagnoses would be given up for too many packets, none is begun.
  const diagnoses = wished && !await surelyHolds(feed, MOST_DIAGNOSED);
  const builder = new OverviewBuilder({ diagnoses });
  const outcome = await readPackets(feed, {
    visit: (packet, analysed, related) => {
      builder.add(packet, analysed, related);
      beside?.visit(packet, analysed, related);
    },
    onConversationEnd: (conversation) => {
      builder.end(conversation);
      beside?.onConversationEnd?.(conversation);
    },
  }, options);
  const { fileFormat, problem, foresight } = outcome;
  const overview = builder.overview({ name: feed.name, fileFormat, problem });
  return { scanned: { feed, overview, completeness: builder.completeness, foresight }, outcome };
}

/** Nothing is known of a capture yet. */
export const NOTHING_YET: Overview = new OverviewBuilder().overview({ name: "", fileFormat: "", problem: null });
