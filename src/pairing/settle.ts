/** Matches what has come, finds what changed, and decides about what is missing. */
import { signedAdd } from "../packet/sequence.ts";
import { compare } from "./changes/compare.ts";
import type { Clocks } from "./clock/clocks.ts";
import { DelayFigures } from "./clock/delay_figures.ts";
import type { ConversationPair } from "./pairs/conversation_pair.ts";
import type { DirectionRecord } from "./pairs/direction_record.ts";
import { judgeDirection, setDues } from "./fate/judge_direction.ts";
import type { DamagedPackets } from "./match/damaged_packets.ts";
import { matchDamaged } from "./match/match_damaged.ts";
import { matchPieces } from "./match/match_pieces.ts";
import { matchSame } from "./match/match_same.ts";
import type { Plan } from "./pairs/plan.ts";
import type { Sighting } from "./terms/sighting.ts";
import type { Side } from "./terms/side.ts";

/** What drift and queues may make of a bound that was measured elsewhere in the file, ns. */
const SLACK = 1e6;
const DRIFT = 200e-6;
/** A damaged packet arrives within this of when it was due at the earliest, ns. */
const LATEST_DAMAGED = 10e9;

export class Settlement {
  /** The least that a receiver's time is more than its sender's, for what A sends and for what B sends, ns. */
  readonly #earliest: Readonly<Record<Side, number>>;

  constructor(
    readonly plan: Plan,
    readonly clocks: Clocks,
    readonly damaged: Readonly<Record<Side, DamagedPackets>>,
  ) {
    this.#earliest = earliestOf(plan);
  }

  settle(): void {
    const { conversations } = this.plan;
    for (const pair of conversations) this.#match(pair);
    for (const pair of conversations) this.#matchDamaged(pair);
    for (const pair of conversations) {
      for (const { record } of pair.directions) this.#account(pair, record);
      for (const { record, reverse } of pair.directions) {
        if (record.pair.sent.every(({ matched }) => matched)) continue;
        const { sender } = record.pair;
        setDues(record.pair, sender === "a" ? this.plan.difference : -this.plan.difference);
        judgeDirection(record.pair, reverse, (sent, fate) => {
          const into = fate === "lost" ? record.lost : fate === "missed" ? record.missed : record.open;
          into.push(sent);
        });
      }
    }
  }

  #match(pair: ConversationPair): void {
    for (const { ofClient, record } of pair.directions) {
      const direction = record.pair;
      const rules = { ...pair.likeness, earliest: this.#earliest[direction.sender] };
      distrustSums(direction.received);
      const left = matchPieces(direction, matchSame(direction, rules), rules);
      for (const received of left) {
        if (received.sum !== "wrong" && received.sum !== "unknown") continue;
        pair.restoreNumbers(direction.receiver, ofClient, received);
        this.damaged[direction.receiver].add(received);
      }
    }
  }

  #matchDamaged(pair: ConversationPair): void {
    for (const { ofClient, record } of pair.directions) {
      const { receiver, sender } = record.pair;
      const { client, server } = pair.ends[receiver];
      const [source, destination] = ofClient ? [client.port, server.port] : [server.port, client.port];
      const shifts = pair.shiftsOf(ofClient);
      const earliest = this.#earliest[sender];
      matchDamaged(record.pair, this.damaged[receiver], {
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
  #account(pair: ConversationPair, record: DirectionRecord): void {
    const { sender, receiver, sent, received } = record.pair;
    const { first, last } = this.plan.surveys.a;
    const delays = record.delays ??= new DelayFigures(sender === "a", first, last - first);
    for (const packet of sent) {
      const came = packet.partner;
      if (packet.matched) record.matched++;
      if (packet.parts !== null && packet.matched) {
        pair.changes.add("resegmented", { side: receiver, packet: packet.parts[0]!.number });
      }
      for (const piece of packet.parts ?? []) {
        if (piece.sum === "wrong") pair.changes.add("corrupted", { side: receiver, packet: piece.number });
      }
      if (came === null) continue;
      compare(packet, came, { log: pair.changes, side: receiver });
      if (!packet.sure) continue;
      const [a, b] = sender === "a" ? [packet, came] : [came, packet];
      this.clocks.add(a.time, b.time - a.time, sender === "a");
      delays.add(a.time, b.time - a.time);
    }
    for (const packet of received) this.#accountArrival(packet, record);
  }

  #accountArrival(packet: Sighting, record: DirectionRecord): void {
    const { partner } = packet;
    if (packet.copyOf !== null) record.duplicated++;
    else if (!packet.matched) record.unsent.push(packet);
    if (partner === null) return;
    if (partner.number < record.latest) record.reordered++;
    else record.latest = partner.number;
  }
}

/** No packet comes before it was sent: what one way shows bounds the other. */
function earliestOf({ conversations, surveys }: Plan): Readonly<Record<Side, number>> {
  let [most, least] = [-Infinity, Infinity];
  for (const { partners, near } of conversations) {
    for (const { a, b } of partners.common) {
      if (a.fromClient === (near === "a")) least = Math.min(least, b.time - a.time);
      else most = Math.max(most, b.time - a.time);
    }
  }
  const slack = SLACK + DRIFT * (surveys.a.last - surveys.a.first);
  return { a: most - slack, b: -least - slack };
}

/** Where most checksums are wrong, whoever captured spoiled them: then they say nothing of the way. */
function distrustSums(received: readonly Sighting[]): void {
  const wrong = received.filter(({ sum }) => sum === "wrong");
  if (wrong.length < 4 || wrong.length * 2 < received.length) return;
  for (const packet of wrong) packet.sum = "offload";
}
