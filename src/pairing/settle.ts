/** Matches what has come, finds what changed, and decides about what is missing, stretch by stretch of the captures. */
import { signedAdd } from "../packet/sequence.ts";
import { compare } from "./changes/compare.ts";
import type { ChangeLog } from "./changes/change_log.ts";
import { Clocks } from "./clock/clocks.ts";
import { judgeDatagrams } from "./fate/judge_datagrams.ts";
import { judgeDirection, setDues } from "./fate/judge_direction.ts";
import type { DamagedPackets } from "./match/damaged_packets.ts";
import type { DirectionPair } from "./match/direction_pair.ts";
import { matchDamaged } from "./match/match_damaged.ts";
import { matchDamagedDatagrams } from "./match/match_damaged_datagrams.ts";
import { matchPieces } from "./match/match_pieces.ts";
import { matchSame } from "./match/match_same.ts";
import type { ConversationPair } from "./pairs/conversation_pair.ts";
import type { DirectionRecord } from "./pairs/direction_record.ts";
import type { Fate } from "./fate/fate.ts";
import type { Likeness } from "./survey/likeness.ts";
import type { CommonPacket } from "./survey/partners.ts";
import type { Sighting } from "./terms/sighting.ts";
import type { Side } from "./terms/side.ts";

/** What a bound that was measured elsewhere in the file may be off by: so many ns, and so much drift. */
const SLACK = 1e6;
const DRIFT = 500e-6;
/** A packet is not faster than the fastest one seen by more than this, ns. */
const FASTER = 10e6;
/** A damaged packet arrives within this of when it was due at the earliest, ns. */
const LATEST_DAMAGED = 10e9;

/** How far both readings have come, in the times of each file, ns. */
export interface Stretch {
  /** What arrived before this without having been seen to leave will not be seen to leave any more. */
  readonly until: Readonly<Record<Side, number>>;
  /** Of what was due before this, all that followed for a while is at hand. */
  readonly decided: Readonly<Record<Side, number>>;
  /** Since the first packet. */
  readonly elapsed: number;
  /** There are no more packets at all. */
  readonly last: boolean;
}

/** Damaged datagrams of no known flow. */
type Strays = Readonly<Record<Side, readonly Sighting[]>>;

/** Fewer packets than this may agree by chance. */
const TELLING = 4;

export class Settlement {
  readonly clocks: Clocks = new Clocks();
  readonly #damaged: Readonly<Record<Side, DamagedPackets>>;
  readonly #strays: Strays;
  readonly #difference: number;
  /** The least that a receiver's time was more than its sender's, for what A sends and for what B sends, ns. */
  readonly #least: Record<Side, number> = { a: Infinity, b: Infinity };
  #elapsed = 0;
  /** Identifications come through as they were sent. */
  #identities = false;
  /** Received minus sent of the latest packets that can be no others, for what A sends and for what B sends; NaN before the first. */
  readonly #usual: Record<Side, number> = { a: NaN, b: NaN };

  /** B's times are about `difference` more than A's, ns. */
  constructor(damaged: Readonly<Record<Side, DamagedPackets>>, strays: Strays, difference: number) {
    this.#damaged = damaged;
    this.#strays = strays;
    this.#difference = difference;
  }

  settle(pairs: readonly ConversationPair[], stretch: Stretch): void {
    this.#elapsed = stretch.elapsed;
    for (const pair of pairs) this.#learnBounds(pair);
    this.#identities ||= pairs.some(({ likeness, partners }) => likeness.ipIds && partners.common.length >= TELLING);
    for (const pair of pairs) this.#match(pair, stretch);
    for (const pair of pairs) if (pair.protocol === "tcp") this.#matchDamaged(pair);
    for (const pair of pairs) {
      for (const { record } of pair.directions) this.#account(pair, record, stretch);
      for (const { record, reverse } of pair.directions) this.#judge(pair, { record, reverse }, stretch);
      for (const { record } of pair.directions) record.pair.turn();
    }
  }

  #learnBounds({ protocol, partners, near, likeness }: ConversationPair): void {
    // A question that is asked again agrees with the wrong one where a capture misses the first.
    if (protocol !== "tcp" && partners.unshifted < TELLING) return;
    for (const { a, b } of partners.common) {
      if (!isOneSending({ a, b }, protocol === "tcp" ? likeness : DATAGRAMS)) continue;
      const sender = a.fromClient === (near === "a") ? "a" : "b";
      const shift = sender === "a" ? b.time - a.time : a.time - b.time;
      this.#least[sender] = Math.min(this.#least[sender], shift);
    }
  }

  /** No packet comes before it was sent: what one way shows bounds the other. */
  #earliest(sender: Side): number {
    const other = this.#least[sender === "a" ? "b" : "a"];
    return other === Infinity ? -Infinity : -other - SLACK - DRIFT * this.#elapsed;
  }

  /** Nothing is much faster than the fastest packet of its way. */
  #earliestReset(sender: Side, earliest: number): number {
    const least = this.#least[sender];
    return least === Infinity ? earliest : Math.max(earliest, least - FASTER - DRIFT * this.#elapsed);
  }

  #match(pair: ConversationPair, stretch: Stretch): void {
    for (const { ofClient, record } of pair.directions) {
      const direction = record.pair;
      if (direction.received.length === 0) continue;
      // Datagrams that are all alike are told apart by what others took.
      if (Number.isNaN(direction.recent) && pair.protocol !== "tcp") direction.recent = this.#usual[direction.sender];
      const earliest = this.#earliest(direction.sender);
      const bounds = { earliest, earliestReset: this.#earliestReset(direction.sender, earliest) };
      const rules = pair.protocol === "tcp"
        ? { ...pair.likeness, ...bounds, ackShift: pair.shiftsOf(ofClient).ack, distinct: true }
        : { ...pair.likeness, ...bounds, ackShift: 0, ipIds: this.#identities, distinct: areDistinct(direction.sent) };
      distrustSums(direction.received);
      const unmatched = matchSame(direction, rules);
      if (direction.sent.some(({ sure }) => sure)) this.#usual[direction.sender] = direction.recent;
      if (pair.protocol !== "tcp") {
        matchDamagedDatagrams(direction, [...unmatched, ...this.#strays[direction.receiver]], rules);
        continue;
      }
      const left = matchPieces(direction, unmatched, rules);
      for (const received of left) {
        // One that stays open is matched with what comes, in its conversation's numbers.
        if ((received.sum !== "wrong" && received.sum !== "unknown") || staysOpen(received, direction, stretch)) {
          continue;
        }
        pair.restoreNumbers(direction.receiver, ofClient, received);
        this.#damaged[direction.receiver].add(received);
      }
    }
  }

  #matchDamaged(pair: ConversationPair): void {
    for (const { ofClient, record } of pair.directions) {
      const { receiver, sender } = record.pair;
      if (this.#damaged[receiver].empty) continue;
      const { client, server } = pair.ends[receiver];
      const [source, destination] = ofClient ? [client.port, server.port] : [server.port, client.port];
      const shifts = pair.shiftsOf(ofClient);
      const earliest = this.#earliest(sender);
      matchDamaged(record.pair, this.#damaged[receiver], {
        seqShift: receiver === "b" ? shifts.seq : 0,
        ackShift: receiver === "b" ? shifts.ack : 0,
        ports: signedAdd(source * 0x10000, destination),
        ipIds: pair.likeness.ipIds,
        earliest,
        latest: earliest === -Infinity ? Infinity : earliest + LATEST_DAMAGED,
      });
    }
  }

  /** Counts what matched: delays, changes, copies, order. */
  #account(pair: ConversationPair, record: DirectionRecord, stretch: Stretch): void {
    const { sender, sent, received } = record.pair;
    for (const packet of sent) {
      if (!packet.isReset) record.lastSent = packet.time;
      if (!packet.matched) continue;
      packet.judged = true;
      this.#accountMatch(pair, record, packet);
    }
    setDues(record.pair, sender === "a" ? this.#difference : -this.#difference);
    for (const packet of received) {
      if (packet.matched || !staysOpen(packet, record.pair, stretch)) this.#accountArrival(pair, record, packet);
    }
  }

  #accountMatch(pair: ConversationPair, record: DirectionRecord, packet: Sighting): void {
    const { sender, receiver } = record.pair;
    const came = packet.partner;
    record.matched++;
    if (packet.occupies || packet.exchange !== 0) record.proven++;
    if (packet.parts !== null) noteParts(packet.parts, pair.changes, receiver);
    const passing = came === null ? "recut" : came.sum === "wrong" ? "corrupted" : "arrived";
    pair.journeys?.add({
      fromClient: record === pair.fromClient,
      sender,
      passing,
      sent: packet,
      received: came ?? packet.parts![packet.parts!.length - 1]!,
    });
    if (came === null) return;
    compare(packet, came, receiver, pair.changes);
    if (!record.hopLimits.has(came.ttl)) record.hopLimits.add(came.ttl);
    if (came.time !== packet.time) record.simultaneous = false;
    // A reset with its numbers may be somebody else's, sent before: its times tell of nothing.
    if (!packet.sure || packet.isReset) return;
    const at = sender === "a" ? packet.time : came.time;
    const difference = sender === "a" ? came.time - packet.time : packet.time - came.time;
    this.clocks.add(at, difference, sender === "a");
    record.delays.add(at, difference);
  }

  #accountArrival(pair: ConversationPair, record: DirectionRecord, packet: Sighting): void {
    const { partner } = packet;
    packet.judged = true;
    if (packet.copyOf !== null) {
      record.duplicated++;
      const fromClient = record === pair.fromClient;
      pair.journeys?.add({
        fromClient,
        sender: record.pair.sender,
        passing: "copy",
        sent: packet.copyOf,
        received: packet,
      });
    } else if (!packet.matched) record.unsent.push(packet);
    if (partner === null) return;
    if (partner.number < record.latest) record.reordered++;
    else record.latest = partner.number;
  }

  #judge(
    { protocol, likeness: { timestamps } }: ConversationPair,
    { record, reverse }: { readonly record: DirectionRecord; readonly reverse: DirectionRecord["pair"] },
    { decided, last }: Stretch,
  ): void {
    const { receiver, sent } = record.pair;
    const missing = sent.filter(({ judged, dueUntil }) => !judged && (last || dueUntil < decided[receiver]));
    const note = (packet: Sighting, fate: Fate): void => {
      const into = fate === "lost" ? record.lost : fate === "missed" ? record.missed : record.open;
      into.push(packet);
    };
    if (protocol === "tcp") judgeDirection(record.pair, reverse, { missing, last, timestamps, decided: note });
    else judgeDatagrams(record.pair, reverse, { missing, decided: note });
  }
}

/** An arrival that matches nothing so far may have left in what is yet to come. */
function staysOpen({ time }: Sighting, { receiver }: DirectionPair, { until, last }: Stretch): boolean {
  return !last && time >= until[receiver];
}

/** Pieces of a packet that was cut anew. */
function noteParts(parts: readonly Sighting[], changes: ChangeLog, side: Side): void {
  for (const { sum, number } of parts) {
    changes.add("resegmented", { side, packet: number });
    if (sum === "wrong") changes.add("corrupted", { side, packet: number });
  }
}

/** Datagrams are told apart by their identification. */
const DATAGRAMS = { ipIds: true, timestamps: false };

/** What is sent again agrees with the wrong sending where each capture lacks another one: what tells sendings apart agrees, too. */
function isOneSending(
  { a, b }: CommonPacket,
  { ipIds, timestamps }: Pick<Likeness, "ipIds" | "timestamps">,
): boolean {
  if (timestamps && a.hasTimestamps && b.hasTimestamps && a.timestamp !== b.timestamp) return false;
  return !ipIds || a.ipId === b.ipId;
}

/** Whether datagrams say something else each time: a question that is asked again, and its answer, are alike. */
function areDistinct(sent: readonly Sighting[]): boolean {
  return sent.length >= TELLING && new Set(sent.map(({ seq }) => seq)).size === sent.length;
}

/** Where most checksums are wrong, whoever captured spoiled them: then they say nothing of the way. */
function distrustSums(received: readonly Sighting[]): void {
  const wrong = received.filter(({ sum }) => sum === "wrong");
  if (wrong.length < 4 || wrong.length * 2 < received.length) return;
  for (const packet of wrong) packet.sum = "offload";
}
