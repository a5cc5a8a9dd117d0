/**
 * What the link does to each packet: decided when the packet enters, from what it is and the link's options alone.
 */
import type { Fault } from "./fault.ts";
import type { End } from "./end.ts";
import type { LinkOptions } from "./link_options.ts";
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
}

enum Purpose {
  Loss,
  Reorder,
  Duplicate,
  Corrupt,
  CorruptPlace,
  Jitter,
}

/** Decides for one direction of a link. */
export class Fates {
  readonly #link: LinkOptions;
  readonly #direction: number;
  readonly #faults: { readonly fault: Fault; seen: number }[];
  readonly #identities = new PacketIdentities();
  /** Whether anything is left to chance. */
  readonly #chancy: boolean;

  constructor(link: LinkOptions, from: End) {
    this.#link = link;
    this.#chancy = [link.loss, link.reorder, link.duplicate, link.corrupt, link.jitter].some((value) => value > 0) ||
      link.faults.some(({ action }) => action === "corrupt");
    this.#direction = from === "client" ? 0 : 1;
    this.#faults = link.faults.filter((fault) => fault.from === from).map((fault) => ({ fault, seen: 0 }));
  }

  /** The fate of the direction's next packet; `segment` is null where it is not TCP. */
  next(segment: SegmentView | null): Fate {
    const packet = this.#chancy ? this.#identities.next(segment) : 0;
    const link = this.#link;
    const aimed = this.#aimedAt(segment);
    const action = (name: Fault["action"]) => aimed.find((fault) => fault.action === name);
    const draw = (purpose: Purpose) => chance(link.seed, this.#direction, packet, purpose);
    const lost = action("drop") !== undefined || draw(Purpose.Loss) < link.loss;
    if (lost) return { lost, heldBehind: 0, duplicated: false, corruptAt: null, extraDelay: 0 };
    const corrupted = action("corrupt") !== undefined || draw(Purpose.Corrupt) < link.corrupt;
    return {
      lost,
      heldBehind: action("hold")?.behind ?? (draw(Purpose.Reorder) < link.reorder ? 1 : 0),
      duplicated: action("duplicate") !== undefined || draw(Purpose.Duplicate) < link.duplicate,
      corruptAt: corrupted ? draw(Purpose.CorruptPlace) : null,
      extraDelay: draw(Purpose.Jitter) * link.jitter,
    };
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
