/**
 * Who is whose partner, found while both captures are read side by side: the packets of a conversation are held until its partner
 * has shown itself, or has had time enough to.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { likenessOf } from "../survey/likeness.ts";
import { findPartners } from "../survey/partners.ts";
import { SurveyedConversation } from "../survey/surveyed_conversation.ts";
import { Vantages } from "../survey/vantage.ts";
import type { Sighting } from "../terms/sighting.ts";
import type { Side } from "../terms/side.ts";
import { ConversationPair } from "./conversation_pair.ts";
import { Journeys } from "./journeys.ts";

/** A conversation whose partner is not known yet. */
class Stranger {
  readonly held: { readonly fromClient: boolean; readonly sighting: Sighting }[] = [];
  /** How often a partner was looked for. */
  searches = 0;

  constructor(readonly survey: SurveyedConversation) {}
}

/** A partner that does not show itself in so many searches is in one capture only. */
const SEARCHES = 3;

/** Conversations whose packets' ways can be seen. */
const MOST_SHOWN = 50;

/** Who a packet belongs to: a pair, nobody yet, or nobody at all. */
type Known = ConversationPair | Stranger | null;

export class Acquaintance {
  readonly pairs: ConversationPair[] = [];
  /** Conversations of one capture only. */
  readonly alone: Record<Side, number> = { a: 0, b: 0 };
  readonly #known: Readonly<Record<Side, Known[]>> = { a: [], b: [] };
  readonly #strangers: Readonly<Record<Side, Stranger[]>> = { a: [], b: [] };
  readonly #vantages = new Vantages();
  readonly #leave: (side: Side, sighting: Sighting) => void;

  readonly #journeys: number;

  /** `leave` is told of packets whose conversation turns out to be in one capture only; `journeys` as `Pairer` has it. */
  constructor(leave: (side: Side, sighting: Sighting) => void, journeys: number) {
    this.#leave = leave;
    this.#journeys = journeys;
  }

  /** The pair of a packet's conversation; null where there is none, undefined where that is not known yet. */
  pairOf(side: Side, { conversation }: AnalysedPacket): ConversationPair | null | undefined {
    const known = this.#known[side][conversation.index];
    return known instanceof Stranger ? undefined : known;
  }

  /** Holds a packet of which `pairOf` knows nothing yet. */
  hold(side: Side, { packet, conversation, fromClient }: AnalysedPacket, sighting: Sighting): void {
    let known = this.#known[side][conversation.index];
    if (!(known instanceof Stranger)) {
      known = new Stranger(new SurveyedConversation(conversation));
      this.#known[side][conversation.index] = known;
      this.#strangers[side].push(known);
    }
    known.survey.take(packet, fromClient, sighting.time);
    known.held.push({ fromClient, sighting });
  }

  /** Looks for partners among those that have none; `last` where no more packets come. */
  search(last: boolean): void {
    const surveys = (side: Side) => this.#strangers[side].map(({ survey }) => survey);
    const found = findPartners(surveys("a"), surveys("b"));
    this.#vantages.learn(found);
    for (const partners of found) {
      const pair = new ConversationPair(partners, likenessOf(partners), this.#vantages.of(partners));
      if (this.#journeys > 0 && this.pairs.length < MOST_SHOWN) pair.journeys = new Journeys(this.#journeys);
      this.pairs.push(pair);
      this.#introduce("a", partners.a, pair);
      this.#introduce("b", partners.b, pair);
    }
    for (const side of ["a", "b"] as const) this.#dismiss(side, last);
  }

  #introduce(side: Side, survey: SurveyedConversation, pair: ConversationPair): void {
    const { index } = survey.conversation;
    const stranger = this.#known[side][index];
    if (!(stranger instanceof Stranger)) return;
    this.#known[side][index] = pair;
    for (const { fromClient, sighting } of stranger.held) pair.take(side, fromClient, sighting);
  }

  /** Lets go of those whose partner did not come. */
  #dismiss(side: Side, last: boolean): void {
    const known = this.#known[side];
    const strangers = this.#strangers[side].filter(({ survey: { conversation } }) =>
      known[conversation.index] instanceof Stranger
    );
    const staying = strangers.filter((stranger) => ++stranger.searches < SEARCHES && !last);
    for (const stranger of strangers) {
      if (staying.includes(stranger)) continue;
      known[stranger.survey.conversation.index] = null;
      this.alone[side]++;
      for (const { sighting } of stranger.held) this.#leave(side, sighting);
    }
    this.#strangers[side].splice(0, Infinity, ...staying);
  }
}
