/**
 * Which names addresses were asked for by, and when: learnt from DNS messages, asked when a conversation begins.
 */
import type { AddressName, Place } from "../facts.ts";
import type { DnsMessage } from "./dns_message.ts";

/** Questions that wait for an answer, addresses that have names, names of one address: beyond it the oldest are forgotten. */
const MOST_OPEN = 4096;
const MOST_ADDRESSES = 50_000;
const MOST_NAMES = 8;

/** Who asks whom. */
export interface Exchange {
  /** `10.0.0.2:40000`: one end of the question or answer, as text. */
  readonly from: string;
  readonly to: string;
  /** The address that asks. */
  readonly asker: string;
}

export class NameBook {
  readonly #open = new Map<string, Place>();
  /** The latest name last. */
  readonly #names = new Map<string, AddressName[]>();

  /** Nothing has been learnt yet. */
  get empty(): boolean {
    return this.#names.size === 0;
  }

  /** Takes a question or an answer. */
  take(message: DnsMessage, { from, to, asker }: Exchange, { number, seconds, nanoseconds }: Place): void {
    const at = { number, seconds, nanoseconds };
    const [client, server] = message.response ? [to, from] : [from, to];
    const key = `${client} ${server} ${message.id} ${message.type} ${message.question}`;
    const asked = this.#open.get(key) ?? null;
    if (!message.response) {
      // A question that is asked again began the first time.
      if (asked === null) keep(this.#open, key, at, MOST_OPEN);
      return;
    }
    this.#open.delete(key);
    for (const address of message.addresses) {
      this.#learn(address, { name: message.question, asker, asked, answered: at });
    }
  }

  /** Names of an address, the likeliest first: those that this client asked for, then what others did; the latest first. */
  namesOf(address: string, client: string): readonly AddressName[] {
    const names = this.#names.get(address);
    if (names === undefined) return [];
    const latest = names.toReversed();
    return [...latest.filter(({ asker }) => asker === client), ...latest.filter(({ asker }) => asker !== client)];
  }

  #learn(address: string, learnt: AddressName): void {
    const known = this.#names.get(address) ?? [];
    this.#names.delete(address);
    const others = known.filter(({ name, asker }) => name !== learnt.name || asker !== learnt.asker);
    keep(this.#names, address, [...others.slice(1 - MOST_NAMES), learnt], MOST_ADDRESSES);
  }
}

/** Adds to a map that forgets what has been in it for longest. */
function keep<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  if (map.size >= most) map.delete(map.keys().next().value!);
  map.set(key, value);
}
