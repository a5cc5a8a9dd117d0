/**
 * What the link, its queue or a box of the lab did to a packet: the words in which a pattern names it, and the comments by
 * which a capture of the lab tells it.
 */

/** What happened to a packet, besides being carried. */
export const WIRE_EVENTS = [
  /** Lost by chance, by a fault aimed at it, or because the link was down. */
  "lost",
  "duplicated",
  /** Held back until others had gone. */
  "held",
  "corrupted",
  /** There was no room for it in the queue, or the queue kept itself short. */
  "dropped",
  /** The queue marked it with congestion experienced instead. */
  "marked",
  /** A box let it not pass. */
  "blocked",
  /** No host sent it: a box made it. */
  "injected",
] as const;

export type WireEvent = (typeof WIRE_EVENTS)[number];

/** The comment that stands beside such a packet in a capture. */
export const WIRE_COMMENTS: Readonly<Record<WireEvent, string>> = {
  lost: "lost on the wire: never arrived",
  duplicated: "a copy made by the wire",
  held: "held back by the wire: others went first",
  corrupted: "a bit was flipped on the wire",
  dropped: "dropped by the queue: never arrived",
  marked: "marked by the queue with congestion experienced (CE)",
  blocked: "blocked by a box in the middle: never arrived",
  injected: "sent by a box in the middle, not by the host whose address it carries",
};

const EVENTS = new Map(WIRE_EVENTS.map((event) => [WIRE_COMMENTS[event], event]));

/** What a packet's comments say of it; null where the lab wrote none of them. */
export function eventOfComments(comments: readonly string[]): WireEvent | null {
  for (const comment of comments) {
    const event = EVENTS.get(comment);
    if (event !== undefined) return event;
  }
  return null;
}
