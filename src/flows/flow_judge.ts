/** Where a conversation's time went, and what was found of it: the costly part of a flow, known once the conversation has ended. */
import { ApplicationReader } from "../application/application_reader.ts";
import type { ApplicationFacts } from "../application/facts.ts";
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import type { Conversation } from "../analysis/conversation.ts";
import type { RelatedPacket } from "../analysis/related_packet.ts";
import { Diagnoser } from "../diagnosis/diagnoser.ts";
import type { BudgetItem } from "../diagnosis/terms/cause.ts";
import type { Verdict } from "../diagnosis/terms/diagnosis.ts";
import type { CaptureEvidence } from "../explain/findings/capture_evidence.ts";
import { Explainer } from "../explain/explainer.ts";
import type { Finding } from "../explain/words/finding.ts";
import type { Language } from "../language/language.ts";
import type { ReadonlyPacket } from "../packet/packet.ts";

/** A finding without its sentences. */
export type FlowFinding = Pick<Finding, "code" | "certainty" | "title">;

export interface Judgement {
  /** Sum of each cause's time, the largest first. */
  readonly budget: readonly BudgetItem[];
  readonly verdict: Verdict;
  /** Time that a change could win, ns. */
  readonly lost: number;
  /** What was found, the most important first. */
  readonly findings: readonly FlowFinding[];
  /** Names of the server's address, and TLS. */
  readonly application: ApplicationFacts;
}

/** Conversations whose findings tell of the capture, too. */
const MOST_TOLD = 200;

/** Judges every conversation of a capture. */
export class FlowJudge {
  readonly #diagnoser = new Diagnoser();
  readonly #explainer: Explainer;
  readonly #applications = new ApplicationReader();
  readonly #told: (readonly Finding[])[] = [];

  /** Findings are in `language`. */
  constructor(language: Language = "en") {
    this.#explainer = new Explainer({ language });
  }

  /** Takes the next TCP packet of the capture. */
  take(analysed: AnalysedPacket): void {
    this.#diagnoser.take(analysed);
    this.#explainer.observe(analysed);
    this.#applications.takeSegment(analysed);
  }

  /** Takes a packet that is no TCP segment; `related` says what it has to do with one. */
  takeOther(packet: ReadonlyPacket, related: RelatedPacket | null): void {
    this.#diagnoser.takeOther(packet, related);
    if (related !== null) this.#explainer.observeRelated(related);
    else this.#applications.take(packet);
  }

  /** The conversation has ended; null where none of its packets were taken. */
  end(conversation: Conversation): Judgement | null {
    const diagnosis = this.#diagnoser.end(conversation);
    const application = this.#applications.end(conversation.index);
    if (diagnosis === null) return null;
    const { budget, verdict, lost } = diagnosis;
    const found = this.#explainer.findings(conversation);
    if (this.#told.length < MOST_TOLD) this.#told.push(found);
    const findings = found.map(({ code, certainty, title }) => ({ code, certainty, title }));
    return { budget, verdict, lost, findings, application };
  }

  /** What was found of the capture as a whole, once all its packets were taken; `evidence` is of the same packets. */
  captureFindings(evidence: CaptureEvidence): Finding[] {
    return this.#explainer.captureFindings(evidence, this.#told);
  }
}
