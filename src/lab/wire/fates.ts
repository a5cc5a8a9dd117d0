/**
 * What the link does to each packet: decided when the packet enters, from what it is and the link's options alone.
 */
import { BurstState } from "./burst_loss.ts";
import type { Fault } from "./fault.ts";
import type { End } from "./end.ts";
import type { LinkOptions, Road } from "./link_options.ts";
import { PacketIdentities } from "./packet_identity.ts";
import { chance } from "./random.ts";
import { isOfKind, type SegmentView } from "./segment_view.ts";

/** A packet's fate. Chance and aimed faults may meet on one packet; a lost packet suffers nothing else. */
export interface Fate {
  readonly lost: boolean;
  /** How many packets of its direction go first; 0 for none. */
  readonly heldBehind: number;
  readonly duplicated: boolean;
  /** Which bit is flipped, as a share of the packet's TCP part; null for none. */
  readonly corruptAt: number | null;
  /** Added to the delay, ms. */
  readonly extraDelay: number;
  /** A number between 0 and 1 that a queue may decide by. */
  readonly queueChance: number;
}

enum Purpose {
  Loss,
  Reorder,
  Duplicate,
  Corrupt,
  CorruptPlace,
  Jitter,
  Queue,
  BurstTurn,
  BurstLoss,
}

/** Decides for one direction of a link. */
export class Fates {
  readonly #seed: number;
  readonly #direction: number;
  readonly #faults: { readonly fault: Fault; seen: number }[];
  readonly #identities = new PacketIdentities();
  readonly #burst = new BurstState();
  /** Whether anything is left to chance. */
  readonly #chancy: boolean;
  #packets = 0;

  constructor(link: LinkOptions, from: End) {
    this.#seed = link.seed;
    this.#chancy = [link, ...link.at].some(leavesToChance) || link.faults.some(({ action }) => action === "corrupt");
    this.#direction = from === "client" ? 0 : 1;
    this.#faults = link.faults.filter((fault) => fault.from === from).map((fault) => ({ fault, seen: 0 }));
  }

  /** The fate of the direction's next packet on a road; `segment` is null where it is not TCP. */
  next(segment: SegmentView | null, road: Road): Fate {
    if (!this.#chancy && this.#faults.length === 0 && road.burstLoss === null) return UNTOUCHED;
    const packet = this.#chancy ? this.#identities.next(segment) : 0;
    const aimed = this.#aimedAt(segment);
    const action = (name: Fault["action"]) => aimed.find((fault) => fault.action === name);
    const draw = (purpose: Purpose) => chance(this.#seed, this.#direction, packet, purpose);
    // Every packet moves the line between good and bad, whatever else befalls it.
    const burst = this.#lostInBurst(road);
    if (burst || action("drop") !== undefined || draw(Purpose.Loss) < road.loss) return LOST;
    const corrupted = action("corrupt") !== undefined || draw(Purpose.Corrupt) < road.corrupt;
    return {
      lost: false,
      heldBehind: action("hold")?.behind ?? (draw(Purpose.Reorder) < road.reorder ? 1 : 0),
      duplicated: action("duplicate") !== undefined || draw(Purpose.Duplicate) < road.duplicate,
      corruptAt: corrupted ? draw(Purpose.CorruptPlace) : null,
      extraDelay: draw(Purpose.Jitter) * road.jitter,
      queueChance: draw(Purpose.Queue),
    };
  }

  /** Bursts go by the packets' order: the numbers of chance are those of the n-th packet. */
  #lostInBurst({ burstLoss }: Road): boolean {
    if (burstLoss === null) return false;
    const draw = (purpose: Purpose) => chance(this.#seed, this.#direction, this.#packets, purpose);
    this.#packets++;
    return this.#burst.next(burstLoss, { turn: draw(Purpose.BurstTurn), loss: draw(Purpose.BurstLoss) });
  }

  #aimedAt(segment: SegmentView | null): Fault[] {
    const aimed: Fault[] = [];
    for (const counter of this.#faults) {
      const { fault } = counter;
      if (!isOfKind(segment, fault.kind)) continue;
      counter.seen++;
      if (counter.seen >= fault.nth && counter.seen < fault.nth + fault.count) aimed.push(fault);
    }
    return aimed;
  }
}

/** Nothing befalls the packet. */
export const UNTOUCHED: Fate = {
  lost: false,
  heldBehind: 0,
  duplicated: false,
  corruptAt: null,
  extraDelay: 0,
  queueChance: 1,
};

const LOST: Fate = { lost: true, heldBehind: 0, duplicated: false, corruptAt: null, extraDelay: 0, queueChance: 0 };

function leavesToChance({ loss, reorder, duplicate, corrupt, jitter, queueKind }: Partial<LinkOptions>): boolean {
  return [loss, reorder, duplicate, corrupt, jitter].flat().some((value) => value !== undefined && value > 0) ||
    [queueKind].flat().includes("red");
}
