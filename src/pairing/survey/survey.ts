/** The first look at one of two captures: its conversations, sketched. */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { FileFacts } from "./file_facts.ts";
import { SurveyedConversation } from "./surveyed_conversation.ts";

export class Survey {
  readonly facts: FileFacts = new FileFacts();
  readonly #conversations: SurveyedConversation[] = [];

  take(packet: ReadonlyPacket, analysed: AnalysedPacket | null): void {
    const time = this.facts.take(packet);
    if (analysed === null) return;
    const { conversation, fromClient } = analysed;
    const known = this.#conversations[conversation.index] ??= new SurveyedConversation(conversation);
    known.take(packet, fromClient, time);
  }

  get conversations(): readonly SurveyedConversation[] {
    return this.#conversations;
  }
}
