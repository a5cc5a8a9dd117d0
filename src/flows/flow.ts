/**
 * One TCP conversation as one record: who, when, how much, how it went, and where its time went. This is what leaves a capture for
 * tools that join the conversations of many.
 */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import type { Conversation } from "../analysis/conversation.ts";
import type { RelatedPacket } from "../analysis/related_packet.ts";
import type { BudgetItem, Cause } from "../diagnosis/terms/cause.ts";
import type { CaptureEvidence } from "../explain/findings/capture_evidence.ts";
import type { Finding } from "../explain/words/finding.ts";
import type { Language } from "../language/language.ts";
import type { ReadonlyPacket } from "../packet/packet.ts";
import { FlowJudge, type Judgement } from "./flow_judge.ts";
import { type FlowOutline, FlowOutlines } from "./flow_outline.ts";

/** A conversation that has ended, or that the capture left open, and what is to be said of its time. */
export type Flow = FlowOutline & Judgement;

/** Makes a flow of every conversation, in one pass and in constant memory for each that is open. */
export class FlowBuilder {
  readonly #outlines: FlowOutlines;
  readonly #judge: FlowJudge;

  /** `capture` is the name that the flows carry; findings are in `language`. */
  constructor(capture: string, language: Language = "en") {
    this.#outlines = new FlowOutlines(capture);
    this.#judge = new FlowJudge(language);
  }

  /** Takes the next TCP packet of the capture. */
  take(analysed: AnalysedPacket): void {
    this.#outlines.take(analysed);
    this.#judge.take(analysed);
  }

  /** Takes a packet that is no TCP segment; `related` says what it has to do with one. */
  takeOther(packet: ReadonlyPacket, related: RelatedPacket | null): void {
    this.#judge.takeOther(packet, related);
  }

  /** What was found of the capture as a whole, once it has been read; `evidence` is of the same packets. */
  captureFindings(evidence: CaptureEvidence): Finding[] {
    return this.#judge.captureFindings(evidence);
  }

  /** The conversation has ended; null where none of its packets were taken. */
  end(conversation: Conversation): Flow | null {
    const judgement = this.#judge.end(conversation);
    const outline = this.#outlines.end(conversation);
    if (outline === null || judgement === null) return null;
    return { ...outline, ...judgement };
  }
}

/** Seconds by cause, of all ends or of one. */
export function secondsByCause(
  budget: readonly BudgetItem[],
  end?: "client" | "server",
): Readonly<Partial<Record<Cause, number>>> {
  const seconds: Partial<Record<Cause, number>> = {};
  for (const item of budget) {
    if (end !== undefined && item.end !== end) continue;
    seconds[item.cause] = (seconds[item.cause] ?? 0) + item.nanoseconds / 1e9;
  }
  return seconds;
}
