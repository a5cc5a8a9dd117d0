/**
 * What a rule is: one thing that can be said of a packet, when it may be said, and what is said then.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import type { Code } from "../words/codes.ts";
import type { Certainty } from "../words/explanation.ts";
import type { Voice } from "../words/voice.ts";

export interface Rule {
  readonly code: Code;
  /** Where it is written; empty where no document says it. */
  readonly rfc: string;
  /** The kinds of packet it looks at: bits of kind.ts. */
  readonly kinds: number;
  /** Whether it has something to say; asked of every packet of its kinds, so it only compares numbers. */
  match(packet: AnalysedPacket, memory: ConversationMemory): boolean;
  /** How much the capture proves of it. */
  readonly certainty: Certainty | ((packet: AnalysedPacket, memory: ConversationMemory) => Certainty);
  /** Says it, sentence by sentence; asked only where words are wanted. */
  tell(packet: AnalysedPacket, memory: ConversationMemory, voice: Voice): void;
}
