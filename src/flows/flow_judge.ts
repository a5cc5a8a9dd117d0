/** Where a conversation's time went, and what was found of it: the costly part of a flow, known once the conversation has ended. */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import type { Conversation } from "../analysis/conversation.ts";
import type { RelatedPacket } from "../analysis/related_packet.ts";
import { Diagnoser } from "../diagnosis/diagnoser.ts";
import type { BudgetItem } from "../diagnosis/terms/cause.ts";
import type { Verdict } from "../diagnosis/terms/diagnosis.ts";
import { Explainer } from "../explain/explainer.ts";
import type { Finding } from "../explain/words/finding.ts";
import type { Language } from "../language/language.ts";

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
}

/** Judges every conversation of a capture. */
export class FlowJudge {
  readonly #diagnoser = new Diagnoser();
  readonly #explainer: Explainer;

  /** Titles of findings are in `language`. */
  constructor(language: Language = "en") {
    this.#explainer = new Explainer({ language });
  }

  /** Takes the next TCP packet of the capture. */
  take(analysed: AnalysedPacket): void {
    this.#diagnoser.take(analysed);
    this.#explainer.observe(analysed);
  }

  /** Takes a packet that is no TCP segment but has to do with one. */
  takeRelated(related: RelatedPacket): void {
    this.#explainer.observeRelated(related);
  }

  /** The conversation has ended; null where none of its packets were taken. */
  end(conversation: Conversation): Judgement | null {
    const diagnosis = this.#diagnoser.end(conversation);
    if (diagnosis === null) return null;
    const { budget, verdict, lost } = diagnosis;
    const findings = this.#explainer.findings(conversation).map(({ code, certainty, title }) => ({
      code,
      certainty,
      title,
    }));
    return { budget, verdict, lost, findings };
  }
}
