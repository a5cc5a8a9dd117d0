/** Diagnoses every conversation of a capture in one pass: analysed packets in, a diagnosis out as each conversation ends. */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import type { Conversation } from "../analysis/conversation.ts";
import type { RelatedPacket } from "../analysis/related_packet.ts";
import type { ReadonlyPacket } from "../packet/packet.ts";
import { ConversationDiagnosis } from "./conversation_diagnosis.ts";
import { concluded } from "./conclude.ts";
import { type Followed, Namer } from "./naming/namer.ts";
import type { Diagnosis } from "./terms/diagnosis.ts";

/** A conversation that goes on; what its application says is followed where names are wanted. */
interface Open {
  readonly diagnosis: ConversationDiagnosis;
  readonly followed: Followed | null;
}

export class Diagnoser {
  readonly #open = new Map<number, Open>();
  readonly #namer: Namer | null;

  /** `names`: read what applications say in the clear, and name the waits by it. */
  constructor({ names = false }: { readonly names?: boolean } = {}) {
    this.#namer = names ? new Namer() : null;
  }

  /** Takes a packet that is no TCP segment: it may tell the name of an address, or what became of a segment. */
  takeOther(packet: ReadonlyPacket, related: RelatedPacket | null): void {
    this.#namer?.take(packet);
    const { conversation = null } = related ?? {};
    if (conversation !== null) this.#open.get(conversation.index)?.diagnosis.takeRelated(related!);
  }

  /** Takes the next TCP packet of the capture. */
  take(analysed: AnalysedPacket): void {
    const { index } = analysed.conversation;
    let open = this.#open.get(index);
    if (open === undefined) {
      open = { diagnosis: new ConversationDiagnosis(), followed: this.#namer?.follow(analysed) ?? null };
      this.#open.set(index, open);
    }
    open.diagnosis.take(analysed);
    if (open.followed !== null && !open.followed.silent) this.#namer!.takeSegment(analysed, open.followed);
  }

  /** The conversation has ended: what is to be said of it; null where none of its packets were taken. */
  end(conversation: Conversation): Diagnosis | null {
    const { index } = conversation;
    const open = this.#open.get(index);
    if (open === undefined) return null;
    this.#open.delete(index);
    const { diagnosis, followed } = open;
    diagnosis.finish();
    const { trips } = diagnosis;
    const waits = followed === null
      ? undefined
      : this.#namer!.end(index, followed, { toClient: trips.to(0), toServer: trips.to(1) });
    return concluded(conversation, diagnosis, waits);
  }
}
