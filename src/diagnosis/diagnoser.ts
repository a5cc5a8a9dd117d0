/** Diagnoses every conversation of a capture in one pass: analysed packets in, a diagnosis out as each conversation ends. */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import type { Conversation } from "../analysis/conversation.ts";
import { ConversationDiagnosis } from "./conversation_diagnosis.ts";
import { concluded } from "./conclude.ts";
import type { Diagnosis } from "./terms/diagnosis.ts";

export class Diagnoser {
  readonly #open = new Map<number, ConversationDiagnosis>();

  /** Takes the next TCP packet of the capture. */
  take(analysed: AnalysedPacket): void {
    const { index } = analysed.conversation;
    let diagnosis = this.#open.get(index);
    if (diagnosis === undefined) {
      diagnosis = new ConversationDiagnosis();
      this.#open.set(index, diagnosis);
    }
    diagnosis.take(analysed);
  }

  /** The conversation has ended: what is to be said of it; null where none of its packets were taken. */
  end(conversation: Conversation): Diagnosis | null {
    const diagnosis = this.#open.get(conversation.index);
    if (diagnosis === undefined) return null;
    this.#open.delete(conversation.index);
    diagnosis.finish();
    return concluded(conversation, diagnosis);
  }
}
