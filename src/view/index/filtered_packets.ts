/** Which packets of an indexed capture pass a filter, and whose conversations they are. */
import { Explainer } from "../../explain/explainer.ts";
import type { ReadingOptions } from "../../reading/read_packets.ts";
import { readPackets } from "../../reading/read_packets.ts";
import type { ReportedPacket } from "../../report/facts/reported_packet.ts";
import { NOTHING_YET } from "../../reading/scan.ts";
import { readyFilter } from "../../reading/choose_conversations.ts";
import { type Filter, filterReadsExplanations } from "../../report/select/filter.ts";
import type { IndexedCapture } from "./indexed_capture.ts";
import { SequentialFeed } from "./sequential_feed.ts";

const NO_EXPLANATIONS: ReportedPacket["explanations"] = [];

export interface FilteredPackets {
  /** Numbers, ascending. */
  readonly packets: Uint32Array;
  readonly streams: ReadonlySet<number>;
}

/** Reads every packet, explained only where the filter asks for explanations, when it is known what the filter asks beforehand. */
export async function filteredPackets(
  capture: IndexedCapture,
  filter: Filter,
  reading: ReadingOptions,
): Promise<FilteredPackets> {
  const feed = new SequentialFeed(capture.bytes, { follows: false, turns: null });
  const scanned = { feed, overview: NOTHING_YET, completeness: null, foresight: null };
  const passes = await readyFilter(filter, { ...scanned, first: capture.first }, reading);
  const explainer = filterReadsExplanations(filter) ? new Explainer() : null;
  const packets: number[] = [];
  const streams = new Set<number>();
  const reported: { -readonly [K in keyof ReportedPacket]: ReportedPacket[K] } = {
    packet: null!,
    analysed: null,
    related: null,
    completeness: null,
    explanations: NO_EXPLANATIONS,
  };
  await readPackets(feed, {
    visit: (packet, analysed, related) => {
      reported.packet = packet;
      reported.analysed = analysed;
      reported.related = related;
      reported.explanations = explainer === null
        ? NO_EXPLANATIONS
        : analysed !== null
        ? explainer.explain(analysed)
        : related !== null
        ? explainer.explainRelated(related)
        : NO_EXPLANATIONS;
      if (!passes(reported)) return;
      packets.push(packet.number);
      if (analysed !== null) streams.add(analysed.conversation.index);
    },
  }, reading);
  return { packets: Uint32Array.from(packets), streams };
}
