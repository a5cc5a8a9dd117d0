/**
 * Two captures of the same traffic, packet by packet, as they come: which packets are the same, what became of those that are in
 * one only, what was changed. Packets go in, a pairing comes out. What is decided is forgotten, so memory is bounded.
 */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import { ACK, type ReadonlyPacket, RST } from "../packet/packet.ts";
import { correctionsOf } from "./clock/corrections.ts";
import { concludePairing } from "./conclude.ts";
import { areMany } from "./fate/clock_doubt.ts";
import { DamagedPackets } from "./match/damaged_packets.ts";
import { seePacket } from "./match/see_packet.ts";
import { Acquaintance } from "./pairs/acquaintance.ts";
import { Alone } from "./pairs/alone.ts";
import type { ConversationPair } from "./pairs/conversation_pair.ts";
import { DatagramTalks } from "./pairs/datagram_talks.ts";
import type { FirstLook } from "./pairs/first_look.ts";
import { Settlement } from "./settle.ts";
import { FileFacts } from "./survey/file_facts.ts";
import { SurveyedConversation } from "./survey/surveyed_conversation.ts";
import { Vantages } from "./survey/vantage.ts";
import type { ClockStep, Pairing } from "./terms/pairing.ts";
import type { Side } from "./terms/side.ts";

/** After so many packets partners are looked for, then after twice as many, and so on up to a stretch. */
const FIRST_SEARCH = 4096;
/** Packets of both files in a stretch: what is compared at a time. */
const STRETCH = 32_768;
/** The readings are no farther apart than this, ns. */
export const APART = 50e6;

/** A file whose times go back by less was written by several processors, ns. */
const LEAST_STEP = 10e6;
/** A path that loses more of the packets, or changes more, is rare. */
const MATCHED = 0.75;
/** Of fewer sightings, a loss or two are a large part. */
const MANY = 24;

export class Pairer {
  readonly #look: FirstLook;
  readonly #files: Readonly<Record<Side, FileFacts>>;
  readonly #steps: readonly ClockStep[];
  readonly #damaged: Readonly<Record<Side, DamagedPackets>> = { a: new DamagedPackets(), b: new DamagedPackets() };
  readonly #settlement: Settlement;
  readonly #acquaintance: Acquaintance<SurveyedConversation>;
  readonly #datagrams: DatagramTalks;
  #packets = 0;
  #nextSearch = FIRST_SEARCH;
  #searchAfter = FIRST_SEARCH;
  #nextTurn = STRETCH;
  /** How far the files had come at the last turn. */
  #turned: Record<Side, number> = { a: -Infinity, b: -Infinity };
  /** The least round trip that one capture alone shows, ns. */
  #roundTrip = Infinity;

  /**
   * `journeys` is how many ways of packets that simply arrived are kept of a conversation; 0 where nobody wants to see any. `steps`
   * of the clocks are taken out of the times.
   */
  constructor(look: FirstLook, journeys = 0, steps: readonly ClockStep[] = []) {
    this.#look = look;
    this.#steps = steps;
    this.#files = { a: new FileFacts(correctionsOf(steps, "a")), b: new FileFacts(correctionsOf(steps, "b")) };
    const vantages = new Vantages();
    this.#acquaintance = new Acquaintance({
      ...{ vantages, journeys, fewest: 1, moves: false },
      surveyOf: (talk) => new SurveyedConversation(talk),
      protocolOf: () => "tcp",
      isWorthNaming: () => true,
      leave: (side, sighting) => this.#damaged[side].add(sighting),
    });
    this.#datagrams = new DatagramTalks({ vantages, journeys, look });
    this.#settlement = new Settlement(this.#damaged, this.#datagrams.strays, look.difference);
  }

  /** Takes the next packet of a file; gives its time, ns since the file's origin. */
  take(side: Side, packet: ReadonlyPacket, analysed: AnalysedPacket | null): number {
    const time = this.#files[side].take(packet);
    if (analysed !== null) {
      if (analysed.copyOf !== 0 && this.#look.doubling.includes(side)) return time;
      this.#takeSegment(side, analysed, time);
    } else if (!this.#datagrams.take(side, packet, time)) return time;
    if (++this.#packets >= this.#nextSearch) this.#search();
    if (this.#packets >= this.#nextTurn) this.#turn();
    return time;
  }

  /** Something may be wrong with a clock: times go back, both ways' times jump together, or too few packets have found one another. */
  get doubtsClocks(): boolean {
    const { a, b } = this.#files;
    if (Math.max(a.back, b.back) >= LEAST_STEP || this.#settlement.clocks.jump) return true;
    const records = this.#acquaintances.flatMap(({ pairs }) => pairs.flatMap(({ directions }) => directions));
    return records.some(({ record }) => {
      const { pair: { taken }, matched, lost, missed, open, unsent } = record;
      // Packets that left and did not come, and others that came and did not leave, may be the same ones.
      const strangers = Math.min(unsent.length, lost.length + missed.length + open.length);
      return taken >= MANY && (2 * matched < MATCHED * taken || areMany(strangers, record));
    });
  }

  /** Packets that have found one another, and whether what the two ways say of the clocks contradicts itself. */
  get agreement(): { readonly matched: number; readonly contradicts: boolean } {
    const records = this.#acquaintances.flatMap(({ pairs }) => pairs.flatMap(({ directions }) => directions));
    const matched = records.reduce((sum, { record }) => sum + record.matched, 0);
    return { matched, contradicts: this.#settlement.clocks.crossed };
  }

  /** Both files have been read. */
  finish(): Pairing {
    for (const acquaintance of this.#acquaintances) acquaintance.search(true);
    this.#settle(true);
    return concludePairing({
      look: this.#look,
      files: this.#files,
      segments: this.#acquaintance,
      datagrams: this.#datagrams.acquaintance,
      clocks: this.#settlement.clocks,
      steps: this.#steps,
      roundTrip: this.#roundTrip,
    });
  }

  #takeSegment(side: Side, analysed: AnalysedPacket, time: number): void {
    const { packet, conversation, fromClient } = analysed;
    const known = this.#acquaintance.find(side, conversation);
    if (known === undefined) {
      const held = { fromClient, sighting: seePacket(packet, time, true) };
      this.#acquaintance.hold(side, conversation, held).take(packet, fromClient, time);
    } else if (known instanceof Alone) this.#takeAlone(known, analysed, time);
    else this.#takePaired(side, known, analysed, time);
  }

  #takeAlone(alone: Alone, { packet, conversation, fromClient }: AnalysedPacket, time: number): void {
    alone.take(time, { fromClient, isReset: (packet.flags & RST) !== 0 });
    this.#damaged[alone.side].consider(() => seePacket(packet, time, true), conversation.index);
  }

  #takePaired(side: Side, pair: ConversationPair, { packet, fromClient }: AnalysedPacket, time: number): void {
    const record = pair.directionFrom(side, fromClient);
    const comes = record.pair.receiver === side;
    if (!comes) record.roundTrips.leave(packet, time);
    // An acknowledgment that comes past here has been to the other place, if what it acknowledges went there.
    else if ((packet.flags & ACK) !== 0) {
      this.#roundTrip = Math.min(this.#roundTrip, pair.reverseOf(record).roundTrips.return(packet.ack, time));
    }
    pair.take(side, record, seePacket(packet, time, comes));
  }

  /** Segments tell where the captures were taken: they come first. */
  get #acquaintances() {
    return [this.#acquaintance, this.#datagrams.acquaintance] as const;
  }

  #search(): void {
    for (const acquaintance of this.#acquaintances) acquaintance.search(false);
    this.#searchAfter = Math.min(STRETCH, this.#searchAfter * 2);
    this.#nextSearch = this.#packets + this.#searchAfter;
  }

  #turn(): void {
    this.#settle(false);
    this.#nextTurn = this.#packets + STRETCH;
  }

  #settle(last: boolean): void {
    const { a, b } = this.#files;
    const until = { a: a.last - 2 * APART, b: b.last - 2 * APART };
    const { pairs: flows } = this.#datagrams.acquaintance;
    // What is never alike tells how long what is alike took.
    const inOrder = flows.toSorted((one, other) => other.partners.unshifted - one.partners.unshifted);
    const pairs = [...this.#acquaintance.pairs, ...inOrder];
    this.#settlement.settle(pairs, { until, decided: this.#turned, elapsed: a.last - a.first, last });
    this.#turned = until;
  }
}
