/** Diagnoses every conversation of a capture in one pass: analysed packets in, a diagnosis out as each conversation ends. */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import type { Conversation } from "../analysis/conversation.ts";
import type { RelatedPacket } from "../analysis/related_packet.ts";
import type { ReadonlyPacket } from "../packet/packet.ts";
import { ConversationDiagnosis } from "./conversation_diagnosis.ts";
import { concluded } from "./conclude.ts";
import { Namer } from "./naming/namer.ts";
import type { Diagnosis } from "./terms/diagnosis.ts";

export class Diagnoser {
  readonly #open = new Map<number, ConversationDiagnosis>();
  readonly #namer: Namer | null;

  /** `names`: read what applications say in the clear, and name the waits by it. */
  constructor({ names = false }: { readonly names?: boolean } = {}) {
    this.#namer = names ? new Namer() : null;
  }

  /** Takes a packet that is no TCP segment: it may tell the name of an address, or what became of a segment. */
  takeOther(packet: ReadonlyPacket, related: RelatedPacket | null): void {
    this.#namer?.take(packet);
    const { conversation = null } = related ?? {};
    if (conversation !== null) this.#open.get(conversation.index)?.takeRelated(related!);
  }

  /** Takes the next TCP packet of the capture. */
  take(analysed: AnalysedPacket): void {
    const { index } = analysed.conversation;
    let diagnosis = this.#open.get(index);
    if (diagnosis === undefined) {
      diagnosis = new ConversationDiagnosis();
      this.#open.set(index, diagnosis);
    }
    diagnosis.take(analysed);
    this.#namer?.takeSegment(analysed);
  }

  /** The conversation has ended: what is to be said of it; null where none of its packets were taken. */
  end(conversation: Conversation): Diagnosis | null {
    const diagnosis = this.#open.get(conversation.index);
    if (diagnosis === undefined) return null;
    this.#open.delete(conversation.index);
    diagnosis.finish();
    const { trips } = diagnosis;
    const waits = this.#namer?.end(conversation.index, { toClient: trips.to(0), toServer: trips.to(1) });
    return concluded(conversation, diagnosis, waits);
  }
}
