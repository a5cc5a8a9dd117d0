/** Reads a capture once and makes a flow of every conversation, however it comes. */
import type { CaptureEvidence } from "../explain/findings/capture_evidence.ts";
import type { Finding } from "../explain/words/finding.ts";
import { type Flow, FlowBuilder } from "../flows/flow.ts";
import type { Language } from "../language/language.ts";
import type { Moment } from "../base/moment.ts";
import type { CaptureFeed } from "./feeds/capture_feed.ts";
import { type Drain, type Reading, type ReadingOptions, readPackets } from "./read_packets.ts";

/** Who takes the flows. */
export interface FlowTaker {
  /** Called with each conversation that has ended, in the order of their ends. */
  take(flow: Flow): void;
  readonly drain?: Drain;
  /** Of the findings. */
  readonly language?: Language;
}

export interface FlowReading {
  readonly outcome: Reading;
  /** Time of the first packet that has one. */
  readonly first: Moment;
  readonly tcpPackets: number;
  /** What was found of the capture as a whole, by what another reading of it has gathered. */
  readonly captureFindings: (evidence: CaptureEvidence) => readonly Finding[];
}

export async function readFlows(feed: CaptureFeed, taker: FlowTaker, options: ReadingOptions): Promise<FlowReading> {
  const builder = new FlowBuilder(feed.name, taker.language);
  let first: Moment | null = null;
  let tcpPackets = 0;
  const { drain } = taker;
  const outcome = await readPackets(feed, {
    visit: (packet, analysed, related) => {
      if (first === null && packet.hasTime) first = { seconds: packet.seconds, nanoseconds: packet.nanoseconds };
      if (analysed === null) {
        builder.takeOther(packet, related);
        return;
      }
      tcpPackets++;
      builder.take(analysed);
    },
    onConversationEnd: (conversation) => {
      const flow = builder.end(conversation);
      if (flow !== null) taker.take(flow);
    },
    ...(drain === undefined ? {} : { drain }),
  }, options);
  const captureFindings = (evidence: CaptureEvidence): Finding[] => builder.captureFindings(evidence);
  return { outcome, first: first ?? { seconds: 0, nanoseconds: 0 }, tcpPackets, captureFindings };
}
