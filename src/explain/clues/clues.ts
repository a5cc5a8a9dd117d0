/**
 * Evidence that no packet's explanation asks for, only the findings at the end. It is made with the first of it: most
 * conversations have none.
 */
import type { Certainty } from "../words/explanation.ts";
import type { Code } from "../words/codes.ts";
import { Occurrences } from "./occurrences.ts";

/** What speaks against the end as the sender of its RST. */
export interface Signs {
  readonly ttl: boolean;
  readonly time: boolean;
  readonly id: boolean;
  /** Both directions count by one identification. */
  readonly line: boolean;
  /** The other TTL has an innocent reason: a detour of few hops, or another number to begin with and as many hops. */
  readonly innocent: boolean;
  /** The RST refuses a SYN, and what is usual of its host is known from this conversation; -1 otherwise. */
  readonly stream: number;
  /** How much they prove together: another TTL than that of one single packet is little. */
  readonly certainty: Certainty;
}

/** The first RST of a conversation, and what was known when it came. Times are nanoseconds. */
export interface ResetClue {
  readonly number: number;
  readonly fromClient: boolean;
  /** The rule that explained it. */
  readonly reason: Code;
  readonly certainty: Certainty;
  /** The other end's latest packet before it, and the time from that one. */
  readonly answers: number;
  readonly after: number;
  /** What speaks against the end as its sender; null where nothing does. */
  readonly signs: Signs | null;
  /** Shortest round trip to its sender, and the latest IP identification known of it. */
  readonly trip: number;
  readonly ttl: number;
  readonly usualTtl: number;
  readonly id: number;
  readonly lastId: number;
  /** The latest of the other direction, its RST's where that came before. */
  readonly otherId: number;
  /** Keep-alives and repetitions of one segment that its sender had sent without an answer. */
  readonly unanswered: number;
  readonly attempts: number;
}

/** The client closed or reset while it still had to expect something. */
export interface GivenUp {
  readonly number: number;
  /** The request, and the time since it. */
  readonly request: number;
  readonly waited: number;
  /** A part of the answer had come. */
  readonly begun: boolean;
}

/** The answer to a SYN that came out of another connection on the same ports. */
export interface OldConnectionClue {
  readonly number: number;
  /** It is a SYN,ACK, of another SYN. */
  readonly synAck: boolean;
  /** The acknowledgment in it, raw. */
  readonly ack: number;
  /** The connection of this capture before this one, -1 where there is none, and whether the number is that one's. */
  readonly stream: number;
  readonly certain: boolean;
}

/** A second SYN,ACK, or one after a refusal, with another first number: both answer one SYN. */
export interface SecondAnswer {
  readonly number: number;
  /** The first answer, the SYN, and the time between both answers, ns. */
  readonly earlier: number;
  readonly syn: number;
  readonly apart: number;
}

/**
 * Late data, before which the IP identification of its host jumps: how many packets are missing, and the wait, ns; and whether a
 * timer waits so long that sends so often.
 */
export interface Jump {
  readonly number: number;
  readonly packets: number;
  readonly wait: number;
  readonly ofTimer: boolean;
}

/** Data in a SYN. */
export interface SynData {
  readonly number: number;
  readonly bytes: number;
  readonly cookie: boolean;
  /** The SYN,ACK, and how many of the bytes it confirms. */
  synAck: number;
  accepted: number;
  /** The SYN had been sent again meanwhile. */
  repeated: boolean;
}

/** Options of a SYN that are not as its end wrote them. */
export interface RewrittenOptions {
  /**
   * - `answered`: the SYN,ACK in packet `number` agrees to what the SYN in packet `other` does not offer;
   * - `overwritten`: so many NOPs in a row (`other`) as no kernel writes;
   * - `changed`: one SYN, captured in two packets, with other options.
   */
  readonly how: "answered" | "overwritten" | "changed";
  readonly number: number;
  readonly other: number;
  readonly fromClient: boolean;
}

/** Two packets with other bytes under one number, the later and the earlier, and their TTLs beside that of their end's first packet. */
export interface Conflict {
  readonly number: number;
  readonly other: number;
  readonly fromClient: boolean;
  readonly ttl: number;
  readonly otherTtl: number;
  readonly firstTtl: number;
}

/** A SYN with a timestamp that its server answered. */
export interface AnsweredStamp {
  readonly number: number;
  readonly stamp: number;
}

/** Bare ACKs that show together what each alone does not. */
const DENIALS = 3;

export class Clues {
  reset: ResetClue | null = null;
  /** The longest silence of a minute and more, and the packet that ended it. */
  quiet = 0;
  quietNumber = 0;
  /** Whether the client ended it, and the longest silence after which the other end was still there, ns. */
  quietByClient = false;
  survived = 0;
  oldConnection: OldConnectionClue | null = null;
  secondAnswer: SecondAnswer | null = null;
  /** SYN,ACKs sent again though the ACK of the first was captured. */
  readonly ignoredAcks: Occurrences = new Occurrences();
  /** Packets of an end whose kernel had reset the connection, as a second stack sends them. */
  readonly secondStack: Occurrences = new Occurrences();
  /** A SYN from the same address that the server had answered before, with a higher timestamp than this conversation's. */
  stampAbove: AnsweredStamp | null = null;
  givenUp: GivenUp | null = null;
  conflict: Conflict | null = null;
  synData: SynData | null = null;
  rewritten: RewrittenOptions | null = null;
  /** The request that waited for 100 Continue, the packet its body began with, and the wait. */
  expecting = 0;
  expectedBody = 0;
  expectedWait = 0;
  /** ACKs with SACK blocks of numbers that the other end never had. */
  readonly foreignBlocks: Occurrences = new Occurrences();
  foreignBlocksFromClient = false;
  /** Bare ACKs of an end under its old number, though the other has confirmed more. */
  denials = 0;

  /** One may have been on its way, or stand late in the file; so many say that nothing more was sent. */
  get denies(): boolean {
    return this.denials >= DENIALS;
  }
}
