/** Which capture was taken nearer to the client. */
import type { Side } from "../terms/side.ts";
import type { Partners } from "./partners.ts";

/**
 * A packet is seen first where it starts: B's time minus A's is more for what the client sends where A is nearer to it, by the
 * round trip between the two places. Negative where B is nearer, null where packets of one direction only are common.
 */
function roundTripOf({ common }: Partners, fewest: number): number | null {
  if (common.length < fewest) return null;
  const differences = (fromClient: boolean): number[] =>
    common.filter(({ a }) => a.fromClient === fromClient).map(({ a, b }) => b.time - a.time);
  const [client, server] = [middleOf(differences(true)), middleOf(differences(false))];
  return client === null || server === null ? null : client - server;
}

/** The middle one; null of none. */
export function middleOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.toSorted((one, other) => one - other)[values.length >> 1]!;
}

/**
 * The place of each conversation: by its own packets where they tell, else as of other conversations of the same client address,
 * else as of most.
 */
export class Vantages {
  readonly #byAddress = new Map<string, number>();
  #whole = 0;

  /** Fewer packets in common than `fewest` tell nothing. */
  learn(all: readonly Partners[], fewest: number): void {
    for (const partners of all) {
      const roundTrip = roundTripOf(partners, fewest);
      if (roundTrip === null) continue;
      const { address } = partners.a.talk.client;
      this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + roundTrip);
      this.#whole += roundTrip;
    }
  }

  of(partners: Partners, fewest: number): Side {
    const roundTrip = roundTripOf(partners, fewest) ?? this.#byAddress.get(partners.a.talk.client.address) ??
      this.#whole;
    return roundTrip >= 0 ? "a" : "b";
  }
}
