/**
 * Who is whose partner, found while both captures are read side by side: the packets of a talk are held until its partner has shown
 * itself, or has had time enough to.
 */
import { likenessOf } from "../survey/likeness.ts";
import { findPartners } from "../survey/partners.ts";
import type { Surveyed } from "../survey/surveyed.ts";
import type { Vantages } from "../survey/vantage.ts";
import type { Sighting } from "../terms/sighting.ts";
import type { Side } from "../terms/side.ts";
import type { Protocol, Talk } from "../terms/talk.ts";
import { Alone } from "./alone.ts";
import { ConversationPair, type Held } from "./conversation_pair.ts";
import { Journeys } from "./journeys.ts";

/** A talk whose partner is not known yet. */
class Stranger<Survey extends Surveyed> {
  readonly held: Held[] = [];
  /** How often a partner was looked for. */
  searches = 0;

  constructor(readonly survey: Survey) {}
}

/** A partner that does not show itself in so many searches is in one capture only. */
const SEARCHES = 3;

/** Talks whose packets' ways can be seen. */
const MOST_SHOWN = 50;

/** How one kind of talk is met. */
export interface Manners<Survey extends Surveyed> {
  readonly vantages: Vantages;
  /** So many packets in common tell where the captures were taken. */
  readonly fewest: number;
  /** As `Pairer` has it. */
  readonly journeys: number;
  /** A talk may go on under another port of its client: nothing but its packets says that these are one. */
  readonly moves: boolean;
  surveyOf(talk: Talk): Survey;
  protocolOf(survey: Survey): Protocol;
  /** Whether somebody wants to know that it is in one capture only. */
  isWorthNaming(survey: Survey): boolean;
  /** Is told of a packet whose talk turns out to be in one capture only. */
  leave(side: Side, sighting: Sighting): void;
}

export class Acquaintance<Survey extends Surveyed> {
  readonly pairs: ConversationPair[] = [];
  /** Talks of one capture only. */
  readonly alone: Alone[] = [];
  readonly #known: Readonly<Record<Side, (ConversationPair | Stranger<Survey> | Alone)[]>> = { a: [], b: [] };
  readonly #strangers: Record<Side, Stranger<Survey>[]> = { a: [], b: [] };
  readonly #manners: Manners<Survey>;

  constructor(manners: Manners<Survey>) {
    this.#manners = manners;
  }

  /** What a talk turned out to be; undefined where that is not known yet. */
  find(side: Side, { index }: Talk): ConversationPair | Alone | undefined {
    const known = this.#known[side][index];
    return known instanceof Stranger ? undefined : known;
  }

  /** Holds a packet of a talk of which `find` knows nothing yet; gives what sketches the talk, for it to take the packet as well. */
  hold(side: Side, talk: Talk, held: Held): Survey {
    let known = this.#known[side][talk.index];
    if (!(known instanceof Stranger)) {
      known = new Stranger(this.#manners.surveyOf(talk));
      this.#known[side][talk.index] = known;
      this.#strangers[side].push(known);
    }
    known.held.push(held);
    return known.survey;
  }

  /** Looks for partners among those that have none; `last` where no more packets come. */
  search(last: boolean): void {
    const surveys = (side: Side) => this.#strangers[side].map(({ survey }) => survey);
    const { vantages, fewest, journeys, protocolOf } = this.#manners;
    const found = findPartners(surveys("a"), surveys("b"));
    vantages.learn(found, fewest);
    for (const partners of found) {
      const protocol = protocolOf(partners.a as Survey);
      const pair = new ConversationPair(protocol, partners, likenessOf(partners), vantages.of(partners, fewest));
      if (journeys > 0 && this.pairs.length < MOST_SHOWN) pair.journeys = new Journeys(journeys);
      this.pairs.push(pair);
      this.#introduce("a", partners.a, pair);
      this.#introduce("b", partners.b, pair);
    }
    for (const side of ["a", "b"] as const) {
      if (this.#manners.moves) this.#joinMoved(side);
      this.#dismiss(side, last);
    }
  }

  #joinMoved(side: Side): void {
    for (const { survey: { talk }, held } of this.#strangers[side]) {
      if (!(this.#known[side][talk.index] instanceof Stranger)) continue;
      const pair = this.pairs.find((one) => one.goesOn(side, talk, held));
      if (pair === undefined) continue;
      this.#known[side][talk.index] = pair;
      pair.goOn(side, talk, held);
    }
  }

  #introduce(side: Side, { talk: { index } }: Surveyed, pair: ConversationPair): void {
    const stranger = this.#known[side][index];
    if (!(stranger instanceof Stranger)) return;
    this.#known[side][index] = pair;
    for (const { fromClient, sighting } of stranger.held) {
      pair.take(side, pair.directionFrom(side, fromClient), sighting);
    }
  }

  /** Lets go of those whose partner did not come. */
  #dismiss(side: Side, last: boolean): void {
    const known = this.#known[side];
    const staying: Stranger<Survey>[] = [];
    for (const stranger of this.#strangers[side]) {
      const { survey: { talk }, held } = stranger;
      if (known[talk.index] !== stranger) continue;
      if (++stranger.searches < SEARCHES && !last) {
        staying.push(stranger);
        continue;
      }
      const protocol = this.#manners.protocolOf(stranger.survey);
      const { index, client, server } = talk;
      const alone = new Alone(side, { index, client, server, protocol });
      known[talk.index] = alone;
      const isDamaged = held.every(({ sighting }) => sighting.sum === "wrong");
      if (!isDamaged && this.#manners.isWorthNaming(stranger.survey)) this.alone.push(alone);
      for (const { fromClient, sighting } of held) {
        alone.take(sighting.time, { fromClient, isReset: sighting.isReset });
        this.#manners.leave(side, sighting);
      }
    }
    this.#strangers[side] = staying;
  }
}
