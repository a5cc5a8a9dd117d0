/** Which capture was taken nearer to the client. */
import type { Side } from "../terms/side.ts";
import type { Partners } from "./partners.ts";

/**
 * A packet is seen first where it starts: B's time minus A's is more for what the client sends where A is nearer to it, by the
 * round trip between the two places. Null where packets of one direction only are common.
 */
function nearerToClient({ common }: Partners): { readonly side: Side; readonly roundTrip: number } | null {
  const differences = (fromClient: boolean): number[] =>
    common.filter(({ a }) => a.fromClient === fromClient).map(({ a, b }) => b.time - a.time);
  const [client, server] = [middleOf(differences(true)), middleOf(differences(false))];
  if (client === null || server === null) return null;
  const roundTrip = client - server;
  return { side: roundTrip >= 0 ? "a" : "b", roundTrip: Math.abs(roundTrip) };
}

/** The middle one; null of none. */
export function middleOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.toSorted((one, other) => one - other)[values.length >> 1]!;
}

/**
 * The side of each pair: by its own packets where they tell, else as of other conversations of the same client address, else
 * as of most.
 */
export function vantagesOf(all: readonly Partners[]): Side[] {
  const own = all.map(nearerToClient);
  const byAddress = new Map<string, number>();
  let whole = 0;
  for (const [index, found] of own.entries()) {
    if (found === null) continue;
    const weight = found.side === "a" ? found.roundTrip : -found.roundTrip;
    const { address } = all[index]!.a.conversation.client;
    byAddress.set(address, (byAddress.get(address) ?? 0) + weight);
    whole += weight;
  }
  return all.map(({ a }, index) => {
    const weight = byAddress.get(a.conversation.client.address) ?? whole;
    return own[index]?.side ?? (weight >= 0 ? "a" : "b");
  });
}
