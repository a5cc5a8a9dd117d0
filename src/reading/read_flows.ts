/** Reads a capture once and makes a flow of every conversation, however it comes. */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import type { Conversation } from "../analysis/conversation.ts";
import type { RelatedPacket } from "../analysis/related_packet.ts";
import type { CaptureEvidence } from "../explain/findings/capture_evidence.ts";
import type { Finding } from "../explain/words/finding.ts";
import { type Flow, FlowBuilder } from "../flows/flow.ts";
import type { Language } from "../language/language.ts";
import type { Moment } from "../base/moment.ts";
import type { ReadonlyPacket } from "../packet/packet.ts";
import type { CaptureFeed } from "./feeds/capture_feed.ts";
import { type Drain, type Reading, type ReadingOptions, readPackets, type Visitor } from "./read_packets.ts";

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
}

/** Makes the flows of a reading, which may be for something else as well. */
export class FlowVisitor implements Visitor {
  /** Time of the first packet that has one; null until it has come. */
  first: Moment | null = null;
  readonly #builder: FlowBuilder;
  readonly #take: FlowTaker["take"];

  /** `capture` is the name that the flows carry. */
  constructor(capture: string, { take, language }: FlowTaker) {
    this.#builder = new FlowBuilder(capture, language);
    this.#take = take;
  }

  visit(packet: ReadonlyPacket, analysed: AnalysedPacket | null, related: RelatedPacket | null): void {
    if (this.first === null && packet.hasTime) {
      this.first = { seconds: packet.seconds, nanoseconds: packet.nanoseconds };
    }
    if (analysed === null) this.#builder.takeOther(packet, related);
    else this.#builder.take(analysed);
  }

  readonly onConversationEnd = (conversation: Conversation): void => {
    const flow = this.#builder.end(conversation);
    if (flow !== null) this.#take(flow);
  };

  /** What was found of the capture as a whole, by what else was gathered of its packets. */
  captureFindings(evidence: CaptureEvidence): readonly Finding[] {
    return this.#builder.captureFindings(evidence);
  }
}

export async function readFlows(feed: CaptureFeed, taker: FlowTaker, options: ReadingOptions): Promise<FlowReading> {
  const flows = new FlowVisitor(feed.name, taker);
  const { drain } = taker;
  const outcome = await readPackets(feed, {
    visit: (packet, analysed, related) => flows.visit(packet, analysed, related),
    onConversationEnd: flows.onConversationEnd,
    ...(drain === undefined ? {} : { drain }),
  }, options);
  return { outcome, first: flows.first ?? { seconds: 0, nanoseconds: 0 } };
}
