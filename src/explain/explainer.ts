/**
 * From analysed packets to words: an explanation of each packet, the story of each conversation, a summary of the whole.
 */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import type { Conversation } from "../analysis/conversation.ts";
import { advance } from "./memory/take_in.ts";
import { Before } from "./memory/conversation_memory.ts";
import type { Explanation, Language, Story } from "./words/explanation.ts";
import { IS_FIN, IS_RST } from "./memory/packet_kind.ts";
import { Neighbours } from "./memory/server_closes.ts";
import { rulesFor, type TriedRule } from "./rules/all_rules.ts";
import { tellStory } from "./story/tell_story.ts";
import { Summary } from "./story/capture_summary.ts";
import type { TcpState } from "./memory/tcp_states.ts";
import { Voice } from "./words/voice.ts";
import { wordsOf } from "../language/tables.ts";

export interface ExplainerOptions {
  /** Language of the explanations; English where it is not said. */
  readonly language?: Language;
}

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
  private readonly voice: Voice;
  private readonly known = new WeakMap<Conversation, Before>();
  private lastConversation: Conversation | null = null;
  private lastBefore: Before | null = null;
  private readonly whole = new Summary();
  private readonly neighbours = new Neighbours();

  constructor({ language = "en" }: ExplainerOptions = {}) {
    this.voice = new Voice(wordsOf(language));
  }

  /** Explains a packet and takes it in. The packet is not kept. */
  explain(analysed: AnalysedPacket): Explanation[] {
    const before = this.beforeOf(analysed.conversation);
    before.arrive(analysed);
    const explanations: Explanation[] = [];
    for (const rule of rulesFor(before.kind, before.copyOf !== 0)) {
      if (!rule.match(analysed, before)) continue;
      this.tally(rule, analysed, before);
      explanations.push(this.tell(rule, analysed, before));
    }
    this.takeIn(before, analysed);
    return explanations;
  }

  /** Takes a packet in without words: for stories and summaries that ask for no explanations. */
  observe(analysed: AnalysedPacket): void {
    const before = this.beforeOf(analysed.conversation);
    before.arrive(analysed);
    for (const rule of rulesFor(before.kind, before.copyOf !== 0)) {
      if (rule.match(analysed, before)) this.tally(rule, analysed, before);
    }
    this.takeIn(before, analysed);
  }

  /** The states of both ends after the packets explained so far. */
  states(conversation: Conversation): { readonly client: TcpState; readonly server: TcpState } {
    const before = this.beforeOf(conversation);
    return { client: before.client.state, server: before.server.state };
  }

  /** Bytes of data that each end has sent, those sent again counted once. */
  bytes(conversation: Conversation): { readonly client: number; readonly server: number } {
    const before = this.beforeOf(conversation);
    return { client: before.client.bytes, server: before.server.bytes };
  }

  /** The story of a conversation, as far as its packets have been explained or observed. */
  story(conversation: Conversation): Story {
    return tellStory(this.beforeOf(conversation), this.voice);
  }

  /** The whole capture, as far as it has been explained or observed. */
  summary(): Story {
    return this.whole.tell(this.voice);
  }

  private tally({ index }: TriedRule, { packet, fromClient }: AnalysedPacket, before: Before): void {
    before.tally(index, packet.number, fromClient);
    this.whole.tally(index, packet.number);
  }

  private tell(rule: TriedRule, analysed: AnalysedPacket, before: Before): Explanation {
    const { voice } = this;
    voice.begin(analysed.fromClient, rule.code);
    rule.tell(analysed, before, voice);
    const { certainty } = rule;
    return {
      code: rule.code,
      title: voice.toldTitle,
      text: voice.toldText,
      rfc: rule.rfc,
      certainty: typeof certainty === "string" ? certainty : certainty(analysed, before),
    };
  }

  private takeIn(before: Before, analysed: AnalysedPacket): void {
    before.pass(analysed);
    if (before.copyOf !== 0) {
      this.whole.takePacket(analysed.packet, 0);
      return;
    }
    // As the conversations count: a probe's byte only once it has been taken.
    const { client, server } = before;
    const earlier = client.bytes + server.bytes;
    advance(before, analysed);
    this.whole.takePacket(analysed.packet, client.bytes + server.bytes - earlier);
    if (before.kind & (IS_FIN | IS_RST) && !analysed.fromClient) {
      this.neighbours.keep(analysed.conversation, analysed.packet);
    }
    if (before.ending === null) return;
    this.whole.end(before.ending);
    before.ending = null;
  }

  private beforeOf(conversation: Conversation): Before {
    if (conversation === this.lastConversation) return this.lastBefore!;
    let before = this.known.get(conversation);
    if (before === undefined) {
      before = new Before(conversation, this.neighbours);
      this.whole.conversations++;
      this.known.set(conversation, before);
    }
    this.lastConversation = conversation;
    this.lastBefore = before;
    return before;
  }
}
