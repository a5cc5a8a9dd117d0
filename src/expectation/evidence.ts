/**
 * What a capture or a run shows, gathered packet by packet, as far as an expectation asks for it. Of a packet nothing is
 * kept but counts, so a capture may be of any size.
 */
import type { BudgetItem, Certainty } from "../diagnosis/terms/cause.ts";
import type { Verdict } from "../diagnosis/terms/diagnosis.ts";
import type { PacketFact } from "./packet_fact.ts";
import { type PatternDifference, PatternWalk } from "./pattern_walk.ts";
import type { Claim, Expectation, ProgramEnd, Scope, Statement, Vocabulary } from "./statement.ts";

/** What is said of a packet: explanations' codes with how sure they are, and analysis names. */
export interface SaidOfPacket {
  readonly explanations: readonly { readonly code: string; readonly certainty: Certainty }[];
  readonly analysis: readonly string[];
  /** It brings again what was sent before. */
  readonly retransmission: boolean;
}

/** A packet of the capture: its number there, its time, ns since the first packet, and what it is. */
export interface PlacedFact {
  readonly number: number;
  readonly time: number;
  readonly fact: PacketFact;
}

/** How a program of a run ended, and what it printed. */
export interface ProgramEvidence {
  /** Null for a program that has no exit code: one of tcplab's own, or one that was stopped. */
  readonly exit: number | null;
  readonly lines: readonly string[];
}

/** What `tcplab why` says of a conversation, or of all together. */
export interface TimeEvidence {
  readonly budget: readonly Pick<BudgetItem, "cause" | "end" | "nanoseconds">[];
  readonly verdict: Pick<Verdict, "cause" | "end"> | null;
}

const SURE: readonly Certainty[] = ["certain", "likely", "possible"];

/** What is known of one conversation, or of all of them together. */
export class Witness {
  readonly #counts = new Map<string, number>();
  packets = 0;
  bytes = 0;
  retransmissions = 0;
  #first = Infinity;
  #last = -Infinity;
  time: TimeEvidence = { budget: [], verdict: null };

  /** From the first packet to the last, ns. */
  get duration(): number {
    return this.packets === 0 ? 0 : this.#last - this.#first;
  }

  take({ time, fact }: PlacedFact, { explanations, analysis, retransmission }: SaidOfPacket): void {
    this.packets++;
    this.#first = Math.min(this.#first, time);
    this.#last = Math.max(this.#last, time);
    if (retransmission) this.retransmissions++;
    for (const { code, certainty } of explanations) this.say("code", code, certainty);
    for (const name of analysis) this.say("analysis", name);
    if (fact.event !== null) this.say("event", fact.event);
  }

  say(vocabulary: Vocabulary, name: string, certainty: Certainty = "certain"): void {
    const key = `${vocabulary} ${name} ${certainty}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** How often something was said by somebody at least so sure. */
  count(vocabulary: Vocabulary, name: string, atLeast: Certainty): number {
    return SURE.slice(0, SURE.indexOf(atLeast) + 1).reduce(
      (sum, certainty) => sum + (this.#counts.get(`${vocabulary} ${name} ${certainty}`) ?? 0),
      0,
    );
  }

  /** What was said of a vocabulary, the most frequent first. */
  names(vocabulary: Vocabulary): string[] {
    const sums = new Map<string, number>();
    for (const [key, count] of this.#counts) {
      const [said = "", name = ""] = key.split(" ");
      if (said === vocabulary) sums.set(name, (sums.get(name) ?? 0) + count);
    }
    return [...sums].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  }
}

/** A conversation, with the patterns that its packets are held against. */
export class ConversationWitness extends Witness {
  readonly #walks = new Map<Claim, PatternWalk>();
  readonly #parted = new Map<Claim, number>();
  readonly index: number;

  constructor(index: number, statements: readonly Statement[]) {
    super();
    this.index = index;
    for (const { claim } of statements) {
      if (claim.kind === "packets") this.#walks.set(claim, new PatternWalk(claim.items));
    }
  }

  override take(placed: PlacedFact, said: SaidOfPacket): void {
    super.take(placed, said);
    for (const [claim, walk] of this.#walks) {
      if (!walk.take(placed.fact) && !this.#parted.has(claim)) this.#parted.set(claim, placed.number);
    }
  }

  /** Where a pattern and the packets part, with the packet's number in the capture, null at the end; null where nowhere. */
  parting(claim: Claim): (PatternDifference & { readonly number: number | null }) | null {
    const difference = this.#walks.get(claim)?.end() ?? null;
    return difference === null ? null : { ...difference, number: this.#parted.get(claim) ?? null };
  }
}

/** Gathers what an expectation asks for. */
export class Evidence {
  readonly whole = new Witness();
  readonly conversations: ConversationWitness[] = [];
  /** Null for a capture, in which no program can be seen. */
  readonly programs: Readonly<Partial<Record<ProgramEnd, ProgramEvidence>>> | null;
  readonly #expectation: Expectation;

  constructor(expectation: Expectation, programs: Evidence["programs"] = null) {
    this.#expectation = expectation;
    this.programs = programs;
  }

  /** A finding about a conversation, or about the capture as a whole. */
  finding(stream: number | null, { code, certainty }: { readonly code: string; readonly certainty: Certainty }): void {
    this.whole.say("finding", code, certainty);
    if (stream !== null) this.conversation(stream).say("finding", code, certainty);
  }

  /** A packet of the conversation of an index. */
  packet(stream: number, placed: PlacedFact, said: SaidOfPacket): void {
    this.whole.take(placed, said);
    this.conversation(stream).take(placed, said);
  }

  conversation(stream: number): ConversationWitness {
    return this.conversations[stream] ??= new ConversationWitness(stream, this.#statementsOf(stream));
  }

  #statementsOf(stream: number): Statement[] {
    const concerns = (scope: Scope) => typeof scope === "object" ? scope.stream === stream : scope !== "capture";
    return this.#expectation.filter(({ scope }) => concerns(scope)).flatMap(({ statements }) => statements);
  }
}
