/**
 * What a rule is: one thing that can be said of a packet, when it may be said, and what is said then. All that belongs to it
 * stands in it, but for its words, which each language has.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { RelatedPacket } from "../../analysis/related_packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import type { Code } from "../words/codes.ts";
import type { Certainty } from "../words/explanation.ts";
import type { Voice } from "../words/voice.ts";

/** What is known of a rule apart from the packets it looks at. */
export interface RuleFacts {
  readonly code: Code;
  /** Where it is written; empty where no document says it. */
  readonly rfc: string;
  /** Orderly conversations are made of it; everything else is worth a look. */
  readonly ordinary: boolean;
  /** The scenario of the lab that makes it happen on purpose; null where none does, and a comment says why. */
  readonly scenario: string | null;
}

/** A rule about TCP segments. */
export interface Rule extends RuleFacts {
  /** The kinds of packet it looks at: bits of packet_kind.ts. */
  readonly kinds: number;
  /** How much the capture proves of it. */
  readonly certainty: Certainty | ((packet: AnalysedPacket, arrival: Arrival) => Certainty);
  /** Keeps what the story will tell of it, beyond that it spoke: of the packet with this number. */
  remembers?(arrival: Arrival, number: number, packet: AnalysedPacket): void;
  /** Whether it has something to say; asked of every packet of its kinds, so it only compares numbers. */
  match(packet: AnalysedPacket, arrival: Arrival): boolean;
  /** Says it, sentence by sentence; asked only where words are wanted. */
  tell(packet: AnalysedPacket, arrival: Arrival, voice: Voice): void;
}

/** A rule about all packets that are no TCP segments of their own and are related to one in one way: its code is the name of that way. */
export interface RelatedRule<Related extends RelatedPacket = RelatedPacket> extends RuleFacts {
  readonly code: Related["kind"];
  certainty(related: Related): Certainty;
  /** Says it; `memory` is that of the conversation, null where none is known. */
  tell(related: Related, memory: ConversationMemory | null, voice: Voice): void;
}
