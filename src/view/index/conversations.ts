/** The conversations of a viewed capture, those that still go on too: their outlines at once, judgements of their time as they are found. */
import { type ApplicationFacts, NO_APPLICATION } from "../../application/facts.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Conversation } from "../../analysis/conversation.ts";
import type { Flow } from "../../flows/flow.ts";
import type { Judgement } from "../../flows/flow_judge.ts";
import { type FlowOutline, FlowOutlines } from "../../flows/flow_outline.ts";

/** A conversation as far as it is known; `judged` is false where its time has not been looked at. */
export type ViewedFlow = Flow & { readonly judged: boolean };

const NOT_JUDGED: Judgement = {
  budget: [],
  verdict: {
    cause: "unknown",
    end: null,
    certainty: "possible",
    nanoseconds: 0,
    share: 0,
    lossSeen: false,
    outcome: null,
  },
  lost: 0,
  findings: [],
  application: NO_APPLICATION,
};

export class Conversations {
  /** How many have begun, and of how many the judgement is known. */
  count = 0;
  judged = 0;
  readonly #outlines: FlowOutlines;
  readonly #open = new Map<number, Conversation>();
  readonly #ended: FlowOutline[] = [];
  readonly #judgements: Judgement[] = [];

  /** `capture` is the capture's name. */
  constructor(capture: string) {
    this.#outlines = new FlowOutlines(capture);
  }

  /** Takes the next TCP packet. */
  take(analysed: AnalysedPacket): void {
    this.#outlines.take(analysed);
    const { conversation } = analysed;
    if (conversation.index < this.count) return;
    this.count = conversation.index + 1;
    this.#open.set(conversation.index, conversation);
  }

  /** No more packets of it will come. */
  end(conversation: Conversation): void {
    const outline = this.#outlines.end(conversation);
    this.#open.delete(conversation.index);
    if (outline !== null) this.#ended[conversation.index] = outline;
  }

  /** What its time went to is known. */
  judge(stream: number, judgement: Judgement): void {
    if (this.#judgements[stream] === undefined) this.judged++;
    this.#judgements[stream] = judgement;
  }

  /** Names and TLS of a conversation; null where its time has not been looked at. */
  applicationOf(stream: number): ApplicationFacts | null {
    return this.#judgements[stream]?.application ?? null;
  }

  /** Conversation number `stream`; null where there is none. */
  outline(stream: number): FlowOutline | null {
    const ended = this.#ended[stream];
    if (ended !== undefined) return ended;
    const open = this.#open.get(stream);
    return open === undefined ? null : this.#outlines.outline(open);
  }

  /** All of them as they are now, in the order in which they began. */
  all(): ViewedFlow[] {
    const flows: ViewedFlow[] = [];
    for (let stream = 0; stream < this.count; stream++) {
      const outline = this.outline(stream);
      const judgement = this.#judgements[stream];
      if (outline !== null) flows.push({ ...outline, ...(judgement ?? NOT_JUDGED), judged: judgement !== undefined });
    }
    return flows;
  }
}
