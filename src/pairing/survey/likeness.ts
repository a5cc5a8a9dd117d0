/** How two conversations that are one are alike: what the boxes between left alone, and what they shifted. */
import { seqDiff } from "../../packet/sequence.ts";
import type { CommonPacket, Partners } from "./partners.ts";

export interface Likeness {
  /** B takes the client of A for the server. */
  readonly flipped: boolean;
  /** What B's sequence numbers are more than A's, for the client's (of A) and for the server's. */
  readonly clientShift: number;
  readonly serverShift: number;
  /** What agrees in packets that are the same, and so tells apart those that are not. */
  readonly ipIds: boolean;
  readonly timestamps: boolean;
  readonly windows: boolean;
}

/** Compares the packets in common. */
export function likenessOf({ common, unshifted }: Partners): Likeness {
  const flips = common.filter(({ a, b }) => a.fromClient !== b.fromClient).length;
  const [clientShift, serverShift] = unshifted > 0 ? [0, 0] : [shiftOf(common, true), shiftOf(common, false)];
  return {
    flipped: flips * 2 > common.length,
    clientShift,
    serverShift,
    ipIds: agree(common.filter(({ a, b }) => a.ipId > 0 || b.ipId > 0), ({ a, b }) => a.ipId === b.ipId),
    timestamps: haveSameTimestamps(common.filter(({ a, b }) => a.hasTimestamps && b.hasTimestamps)),
    windows: agree(common, ({ a, b }) => a.window === b.window),
  };
}

/** More than half of the packets that can tell agree; where none can, nothing is said. */
function agree(pairs: readonly CommonPacket[], test: (pair: CommonPacket) => boolean): boolean {
  return pairs.length > 0 && pairs.filter(test).length * 2 > pairs.length;
}

/** A box that writes one host's timestamps anew writes what the other one echoes anew as well, on the way back. */
function haveSameTimestamps(pairs: readonly CommonPacket[]): boolean {
  const ways = [true, false].map((fromClient) => pairs.filter(({ a }) => a.fromClient === fromClient));
  return ways.filter((way) => way.length > 0).length > 0 && ways.every((way) =>
    way.length === 0 ||
    (agree(way, ({ a, b }) => a.timestamp === b.timestamp) && agree(way, ({ a, b }) => a.echo === b.echo))
  );
}

/** The commonest difference, seen in the sender's own numbers and in what the other end acknowledges. */
function shiftOf(common: readonly CommonPacket[], ofClient: boolean): number {
  const votes = new Map<number, number>();
  const vote = (difference: number): void => void votes.set(difference, (votes.get(difference) ?? 0) + 1);
  for (const { a, b } of common) {
    if (a.fromClient === ofClient) vote(seqDiff(b.seq, a.seq));
    else if (a.acknowledges) vote(seqDiff(b.ack, a.ack));
  }
  const [best] = [...votes].sort((one, other) => other[1] - one[1]);
  return best?.[0] ?? 0;
}
