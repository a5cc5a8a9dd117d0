/**
 * What a rule is that looks at a packet which is no TCP segment of its own but has to do with one.
 */
import type { RelatedPacket } from "../../analysis/related_packet.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import type { Certainty } from "../words/explanation.ts";
import type { Voice } from "../words/voice.ts";
import type { RuleFacts } from "./rule.ts";

/** The rule about all packets that are related in one way: its code is the name of that way. */
export interface RelatedRule<Related extends RelatedPacket = RelatedPacket> extends RuleFacts {
  readonly code: Related["kind"];
  certainty(related: Related): Certainty;
  /** Says it; `memory` is that of the conversation, null where none is known. */
  tell(related: Related, memory: ConversationMemory | null, voice: Voice): void;
}
