/**
 * From analysed packets to words: an explanation of each packet, the story of each conversation, a summary of the whole.
 */
import { invariant } from "../base/invariant.ts";
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import type { RelatedPacket } from "../analysis/related_packet.ts";
import type { Conversation } from "../analysis/conversation.ts";
import { type ApplicationFacts, NO_APPLICATION } from "../application/facts.ts";
import { Arrival } from "./memory/arrival.ts";
import { captureFindings } from "./findings/capture_findings.ts";
import type { CaptureEvidence } from "./findings/capture_evidence.ts";
import { findingsOf } from "./findings/find.ts";
import { gatherClues, noteReset } from "./memory/gather_clues.ts";
import { gatherPace } from "./memory/gather_pace.ts";
import { takeDamaged, takeIn } from "./intake/take_in.ts";
import { ConversationMemory } from "./memory/conversation_memory.ts";
import type { Certainty, Explanation, Story } from "./words/explanation.ts";
import type { Finding } from "./words/finding.ts";
import { codeIndex } from "./words/codes.ts";
import type { ExplanationWords } from "../language/en/explanation_words.ts";
import type { Language } from "../language/language.ts";
import { IS_DAMAGED, IS_FIN, IS_RST, IS_STRAY, IS_SYN_ACK } from "./memory/packet_kind.ts";
import { destinationAddress, sourceAddress } from "../packet/address.ts";
import { KnownServers } from "./memory/known_servers.ts";
import { httpPartOf } from "./rules/http.ts";
import { relatedRuleOf, rulesFor, type TriedRule } from "./rules/all_rules.ts";
import { tellStory } from "./story/tell_story.ts";
import { Summary } from "./story/capture_summary.ts";
import type { TcpState } from "./memory/tcp_states.ts";
import { Voice } from "./words/voice.ts";
import { tablesOf } from "../language/all_tables.ts";

export interface ExplainerOptions {
  /** Language of the explanations; English where it is not said. */
  readonly language?: Language;
  /** Words to speak with in place of that language's. */
  readonly words?: ExplanationWords;
  /** What is known of a conversation's application, for its story. */
  readonly applicationOf?: (conversation: Conversation) => ApplicationFacts;
  /** By which number a conversation is called; its index where it is not said. */
  readonly streamOf?: (conversation: Conversation) => number;
}

/** Kinds of a server's packet that tell something to its other conversations. */
const KNOWN_OF_SERVERS = IS_FIN | IS_RST | IS_SYN_ACK;

/**
 * Explains the packets of a capture, one after the other and in its order. It keeps a fixed amount for each conversation,
 * and lets go of it when nobody else holds the `Conversation`.
 *
 * ```ts ignore
 * const explainer = new Explainer({ language: "en" });
 * for (const packet of analysed) print(explainer.explain(packet));
 * ```
 */
export class Explainer {
  readonly #voice: Voice;
  readonly #known = new WeakMap<Conversation, ConversationMemory>();
  #lastConversation: Conversation | null = null;
  #lastMemory: ConversationMemory | null = null;
  /** Made with the first packet, and used for all. */
  #arrival: Arrival | null = null;
  readonly #whole = new Summary();
  readonly #servers = new KnownServers<ConversationMemory>();
  readonly #applicationOf: (conversation: Conversation) => ApplicationFacts;
  readonly #streamOf: (conversation: Conversation) => number;

  constructor(
    {
      language = "en",
      words = tablesOf(language).explanations,
      applicationOf = () => NO_APPLICATION,
      streamOf = ({ index }) => index,
    }: ExplainerOptions = {},
  ) {
    this.#voice = new Voice(words);
    this.#applicationOf = applicationOf;
    this.#streamOf = streamOf;
  }

  /**
   * Explains a packet and takes it in. The packet is not kept. What is not said `aloud` has no text: what was said once counts
   * as said, where somebody else says it.
   */
  explain(analysed: AnalysedPacket, aloud = true): Explanation[] {
    const arrival = this.#arrive(analysed);
    const explanations: Explanation[] = [];
    this.#voice.silent = !aloud;
    for (const rule of rulesFor(arrival.kind, arrival.copyOf !== 0)) {
      if (!rule.match(analysed, arrival)) continue;
      this.#tally(rule, analysed, arrival);
      explanations.push(this.#tell(rule, analysed, arrival));
    }
    this.#voice.silent = false;
    this.#absorb(arrival, analysed);
    return explanations;
  }

  /** Takes a packet in without words: for stories and summaries that ask for no explanations. */
  observe(analysed: AnalysedPacket): void {
    const arrival = this.#arrive(analysed);
    for (const rule of rulesFor(arrival.kind, arrival.copyOf !== 0)) {
      if (rule.match(analysed, arrival)) this.#tally(rule, analysed, arrival);
    }
    this.#absorb(arrival, analysed);
  }

  /** Explains a packet that is no TCP segment of its own but has to do with one, and takes it in. */
  explainRelated(related: RelatedPacket): Explanation[] {
    const memory = this.#takeRelated(related);
    const voice = this.#voice;
    const rule = relatedRuleOf(related);
    const { code, rfc } = rule;
    voice.begin(related.fromClient, code);
    rule.tell(related, memory, voice);
    return [{ code, title: voice.toldTitle, text: voice.toldText, rfc, certainty: rule.certainty(related) }];
  }

  /** Takes such a packet in without words. */
  observeRelated(related: RelatedPacket): void {
    this.#takeRelated(related);
  }

  /** The states of both ends after the packets explained so far. */
  states(conversation: Conversation): { readonly client: TcpState; readonly server: TcpState } {
    const memory = this.#memoryOf(conversation);
    return { client: memory.client.state, server: memory.server.state };
  }

  /** Bytes of data that each end has sent, those sent again counted once. */
  bytes(conversation: Conversation): { readonly client: number; readonly server: number } {
    const memory = this.#memoryOf(conversation);
    return { client: memory.client.bytes, server: memory.server.bytes };
  }

  /** The story of a conversation, as far as its packets have been explained or observed. */
  story(conversation: Conversation): Story {
    const findings = this.findings(conversation);
    const application = this.#applicationOf(conversation);
    return tellStory(this.#memoryOf(conversation), { findings, application }, this.#voice);
  }

  /** What was found of a conversation, the most important first; best asked when all packets have been taken in. */
  findings(conversation: Conversation): Finding[] {
    const memory = this.#memoryOf(conversation);
    return findingsOf(memory, { remaining: this.#whole.since(memory) }, this.#voice);
  }

  /** What was found of the capture as a whole; `told` are the findings of the conversations that were told, one by one. */
  captureFindings(evidence: CaptureEvidence, told: readonly (readonly Finding[])[]): Finding[] {
    const oneWay = told.flatMap((findings) => findings.find(({ code }) => code === "one-way-capture") ?? []);
    const whole = this.#whole;
    // What the network has doubled says nothing of where the capture was taken.
    const doubled = told.some((findings) => findings.some(({ code }) => code === "network-duplicates"));
    return captureFindings(evidence, {
      tcpPackets: whole.packets,
      twice: doubled ? { count: 0, first: 0 } : whole.counted("captured-twice"),
      missed: whole.counted("ack-lost-segment"),
      unsent: this.#servers.unsent,
      pieces: this.#servers.pieces.count,
      behind: this.#servers.behind,
      told: told.length,
      oneWay,
    }, this.#voice);
  }

  /** The whole capture, as far as it has been explained or observed; `found` where findings say that something is unusual. */
  summary({ found = false }: { readonly found?: boolean } = {}): Story {
    return this.#whole.tell(this.#voice, found);
  }

  #arrive(analysed: AnalysedPacket): Arrival {
    const memory = this.#memoryOf(analysed.conversation);
    this.#arrival ??= new Arrival(memory);
    this.#arrival.take(analysed, memory);
    return this.#arrival;
  }

  #tally(rule: TriedRule, analysed: AnalysedPacket, arrival: Arrival): void {
    const { packet, fromClient } = analysed;
    const { index, remembers } = rule;
    arrival.memory.tally.add(index, packet.number, fromClient);
    if (remembers !== null) remembers(arrival, packet.number, analysed);
    if (arrival.kind & IS_RST) {
      noteReset(arrival, analysed, { code: rule.code, certainty: certaintyOf(rule, analysed, arrival) });
    }
    this.#whole.tally(index, packet.number);
  }

  #tell(rule: TriedRule, analysed: AnalysedPacket, arrival: Arrival): Explanation {
    const voice = this.#voice;
    voice.begin(analysed.fromClient, rule.code);
    rule.tell(analysed, arrival, voice);
    return {
      code: rule.code,
      title: voice.toldTitle,
      text: voice.toldText,
      rfc: rule.rfc,
      certainty: certaintyOf(rule, analysed, arrival),
    };
  }

  #takeRelated(related: RelatedPacket): ConversationMemory | null {
    const { conversation, packet, fromClient, kind } = related;
    const memory = conversation === null ? null : this.#memoryOf(conversation);
    const index = codeIndex(relatedRuleOf(related).code);
    memory?.tally.add(index, packet.number, fromClient);
    this.#whole.tally(index, packet.number);
    if (kind === "icmp-error") memory?.takeError(related);
    else if (related.piece.fate === "kept") {
      const { ipId: id, number } = packet;
      this.#servers.pieces.take({ from: sourceAddress(packet), to: destinationAddress(packet), id, number });
    }
    return memory;
  }

  #absorb(arrival: Arrival, analysed: AnalysedPacket): void {
    const { packet } = analysed;
    const { memory } = arrival;
    if (arrival.copyOf !== 0 || arrival.kind & (IS_STRAY | IS_DAMAGED)) {
      if (arrival.copyOf === 0 && arrival.damage !== null) takeDamaged(arrival, analysed);
      memory.pass(packet, arrival.now);
      this.#whole.takePacket(packet, 0);
      return;
    }
    const line = httpPartOf(arrival)?.line ?? null;
    if (line !== null) this.#whole.takeMessage(line.isRequest);
    gatherClues(arrival, analysed);
    gatherPace(arrival, analysed);
    memory.pass(packet, arrival.now);
    // As the conversations count: a probe's byte only once it has been taken.
    memory.icmp?.follow(analysed, arrival);
    const { client, server } = memory;
    const earlier = client.bytes + server.bytes;
    takeIn(arrival, analysed);
    const fresh = client.bytes + server.bytes - earlier;
    invariant(fresh >= 0, "bytes that were sent stay sent");
    this.#whole.takePacket(packet, fresh);
    if (arrival.kind & KNOWN_OF_SERVERS && !analysed.fromClient && !arrival.foreign) this.#know(arrival, analysed);
    if (memory.ending === null) return;
    this.#whole.end(memory.ending);
    memory.ending = null;
  }

  #know({ kind, memory }: Arrival, { conversation, packet }: AnalysedPacket): void {
    if (kind & IS_SYN_ACK) {
      this.#servers.agreed(conversation, packet, memory.client.synStamp);
      this.#servers.answers(memory, packet);
      this.#servers.offers(conversation, memory.server.maximumSegment);
    } else if (memory.refusal === 0) this.#servers.closed(conversation, packet);
  }

  #memoryOf(conversation: Conversation): ConversationMemory {
    if (conversation === this.#lastConversation) return this.#lastMemory!;
    let memory = this.#known.get(conversation);
    if (memory === undefined) {
      memory = new ConversationMemory(conversation, this.#servers, this.#streamOf(conversation));
      memory.follow(this.#servers.begin(memory));
      this.#whole.conversations++;
      this.#known.set(conversation, memory);
    }
    this.#lastConversation = conversation;
    this.#lastMemory = memory;
    return memory;
  }
}

function certaintyOf({ certainty }: TriedRule, analysed: AnalysedPacket, arrival: Arrival): Certainty {
  return typeof certainty === "string" ? certainty : certainty(analysed, arrival);
}
