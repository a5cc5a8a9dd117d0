/**
 * Whether a clock seems to have been set without its step having been found. Then a packet is in both captures, and yet its time in
 * the one cannot belong to its time in the other: one capture seems to miss that it came, the other that it left. Evidence that
 * compares the captures' times says nothing then, and a loss that it shows is not told.
 */
import type { Clocks } from "../clock/clocks.ts";
import type { ConversationPair } from "../pairs/conversation_pair.ts";
import type { DirectionRecord } from "../pairs/direction_record.ts";
import type { Likeness } from "../survey/likeness.ts";
import { type Sighting, TELLING_FLAGS } from "../terms/sighting.ts";

/** More packets than this, and than this share, are seldom missing on both sides of one way. */
const FEW = 4;
const STRANGERS = 0.03;

/** Whether so many packets are too many to be missing on both sides of one way. */
export function areMany(strangers: number, { pair: { taken } }: DirectionRecord): boolean {
  return strangers > Math.max(FEW, STRANGERS * taken / 2);
}

export class ClockDoubt {
  /** Sendings that seem to have come at another time. */
  readonly #seenElsewhen = new Set<Sighting>();
  /** Nothing that compares the times of both files is believed. */
  readonly clocks: boolean;

  constructor(pairs: readonly ConversationPair[], clocks: Clocks) {
    let some = clocks.crossed;
    for (const { likeness, directions } of pairs) {
      for (const { record } of directions) {
        const twins = twinsIn(record, likeness);
        for (const { sent } of twins) this.#seenElsewhen.add(sent);
        some ||= twins.some(({ certain }) => certain) || areMany(twins.length, record);
      }
    }
    this.clocks = some;
  }

  /** Whether what seems to be lost may have come at a time that a clock tells wrong. */
  covers(sent: Sighting): boolean {
    return this.clocks || this.#seenElsewhen.has(sent);
  }
}

/** A sending that seems not to have come, and whether it must be the one that came without having been seen to leave. */
interface Twin {
  readonly sent: Sighting;
  readonly certain: boolean;
}

function twinsIn({ lost, missed, open, unsent }: DirectionRecord, likeness: Likeness): Twin[] {
  const came = Map.groupBy(unsent.filter(({ isReset, sum }) => !isReset && sum !== "wrong"), keyOf);
  if (came.size === 0) return [];
  return [...lost, ...missed, ...open].flatMap((sent) => {
    const has = came.get(keyOf(sent))?.some((packet) => mayBeOne(sent, packet, likeness)) ?? false;
    return has ? [{ sent, certain: isNumbered(sent, likeness) }] : [];
  });
}

function keyOf({ seq, length, ack, flags }: Sighting): string {
  return `${seq} ${length} ${ack} ${flags & TELLING_FLAGS}`;
}

function mayBeOne(sent: Sighting, came: Sighting, { timestamps, ipIds }: Likeness): boolean {
  if (ipIds && sent.ipId !== came.ipId) return false;
  return !timestamps || sent.hasTimestamps !== came.hasTimestamps ||
    (sent.timestamp === came.timestamp && sent.echo === came.echo);
}

/** No other sending is like it. */
function isNumbered(sent: Sighting, { timestamps, ipIds }: Likeness): boolean {
  return (ipIds && sent.ipId > 0) || (timestamps && sent.hasTimestamps && sent.occupies);
}
