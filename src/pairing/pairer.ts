/**
 * Two captures of the same traffic, packet by packet, as they come: which packets are the same, what became of those that are in
 * one only, what was changed. Sightings go in, a pairing comes out.
 */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import { Clocks } from "./clock/clocks.ts";
import type { ConversationPair } from "./pairs/conversation_pair.ts";
import { concludePairing } from "./conclude.ts";
import { DamagedPackets } from "./match/damaged_packets.ts";
import { seePacket } from "./match/see_packet.ts";
import type { Plan } from "./pairs/plan.ts";
import { Settlement } from "./settle.ts";
import type { Pairing } from "./terms/pairing.ts";
import type { Sighting } from "./terms/sighting.ts";
import type { Side } from "./terms/side.ts";

export class Pairer {
  readonly #plan: Plan;
  readonly #settlement: Settlement;
  readonly #damaged: Readonly<Record<Side, DamagedPackets>> = { a: new DamagedPackets(), b: new DamagedPackets() };

  constructor(plan: Plan) {
    this.#plan = plan;
    const { a, b } = plan.surveys;
    const clocks = new Clocks({ first: a.first, last: a.last, resolution: Math.max(a.resolution, b.resolution) });
    this.#settlement = new Settlement(plan, clocks, this.#damaged);
  }

  /** Takes the next packet of a file. */
  take(side: Side, { packet, conversation, fromClient }: AnalysedPacket): void {
    const { surveys, pairs } = this.#plan;
    const time = (packet.seconds - surveys[side].origin) * 1e9 + packet.nanoseconds;
    const pair = pairs[side].get(conversation.index);
    if (pair === undefined) {
      this.#damaged[side].consider(() => seePacket(packet, time, true), conversation.index);
      return;
    }
    pair.take(side, fromClient, this.#see(packet, { time, pair, side, fromClient }));
  }

  /** Both files have been read. */
  finish(): Pairing {
    this.#settlement.settle();
    return concludePairing(this.#plan, this.#settlement);
  }

  #see(
    packet: AnalysedPacket["packet"],
    { time, pair, side, fromClient }: { time: number; pair: ConversationPair; side: Side; fromClient: boolean },
  ): Sighting {
    const ofClient = side === "b" && pair.likeness.flipped ? !fromClient : fromClient;
    return seePacket(packet, time, pair.directionOf(ofClient).pair.receiver === side);
  }
}
