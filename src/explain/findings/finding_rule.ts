/**
 * What a finding is made of: one thing that can be said of a conversation as a whole, from the evidence that its packets left.
 */
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import type { Certainty } from "../words/explanation.ts";
import type { FindingCode } from "../words/finding.ts";
import type { Voice } from "../words/voice.ts";

/** What was found, before it is put into words. */
export interface Found {
  readonly certainty: Certainty;
  /** The packets that show it, the decisive ones first; numbers of 0 are left out. */
  readonly packets: readonly number[];
  tell(voice: Voice): void;
  /** What whoever is at fault should change; said only where the finding is at least likely. */
  advise?(voice: Voice): void;
}

/** What is known beside the conversation. */
export interface Around {
  /** How long the capture goes on after the conversation's last packet, ns. */
  readonly remaining: number;
}

export interface FindingRule {
  readonly code: FindingCode;
  /** Findings that this one makes superfluous: they say less of the same. */
  readonly hides?: readonly FindingCode[];
  /** Looks at the evidence, once the conversation is over or the capture has ended. */
  find(memory: ConversationMemory, around: Around): Found | null;
}

/** One end, with the other. */
export interface Side {
  readonly end: HostMemory;
  readonly other: HostMemory;
  readonly isClient: boolean;
}

/** Both ends, the client first. */
export function sidesOf({ client, server }: ConversationMemory): readonly [Side, Side] {
  return [{ end: client, other: server, isClient: true }, { end: server, other: client, isClient: false }];
}

/** The first end of which something is found. */
export function findAt(memory: ConversationMemory, find: (side: Side) => Found | null): Found | null {
  const [client, server] = sidesOf(memory);
  return find(client) ?? find(server);
}
