/**
 * Which lines the ladder has: one for each address, clients to the left. An address that talks to itself, as on
 * loopback, gets a line for each role; and where there are too many addresses for lines, all clients share one and all
 * servers the other.
 */
import type { Conversation } from "../../../analysis/conversation.ts";
import { endpointText } from "../../../packet/address.ts";
import type { HostLine } from "./report_data.ts";
import type { PageWords } from "../../../language/en/page_words.ts";
import { fill } from "../text/page_words.ts";

/** Lines side by side at most. */
const MOST_LINES = 6;

/** Who sent a packet to whom; `conversation` is null for a packet that is not TCP. */
export interface Ends {
  readonly conversation: Conversation | null;
  readonly fromClient: boolean;
  readonly src: string;
  readonly dst: string;
}

export interface HostLines {
  readonly hosts: readonly HostLine[];
  /** The lines of a packet's sender and receiver, -1 where one has none. */
  place(ends: Ends): { readonly from: number; readonly to: number };
}

type Role = "client" | "server";

/** Finds the lines for a report's packets. */
export function hostLines(packets: readonly Ends[], words: PageWords): HostLines {
  const conversations = [...new Set(packets.flatMap(({ conversation }) => conversation ?? []))];
  const clients = new Set(conversations.map((c) => c.client.address));
  const servers = new Set(conversations.map((c) => c.server.address));
  const addresses = new Set([...clients, ...servers]);
  const selfTalk = conversations.some((c) => c.client.address === c.server.address);
  if (selfTalk || addresses.size > MOST_LINES) return byRole(conversations, words);
  for (const { conversation, src, dst } of packets) {
    if (conversation !== null || addresses.size + 2 > MOST_LINES) continue;
    for (const address of [src, dst]) if (address !== "") addresses.add(address);
  }
  return byAddress([...addresses], (address) => {
    if (clients.has(address) === servers.has(address)) return "";
    return clients.has(address) ? words.client : words.server;
  });
}

function byAddress(addresses: readonly string[], nameOf: (address: string) => string): HostLines {
  const index = new Map(addresses.map((address, i) => [address, i]));
  const line = (address: string): number => index.get(address) ?? -1;
  return {
    hosts: addresses.map((address) => ({ name: nameOf(address), address })),
    place: ({ src, dst }) => ({ from: line(src), to: line(dst) }),
  };
}

function byRole(conversations: readonly Conversation[], words: PageWords): HostLines {
  const address = (role: Role): string => {
    const ends = new Set(conversations.map((c) => endpointText(c[role].address, c[role].port)));
    const hosts = new Set(conversations.map((c) => c[role].address));
    const [only] = ends.size === 1 ? ends : hosts;
    return ends.size === 1 || hosts.size === 1 ? only ?? "" : fill(words.manyAddresses, { count: hosts.size });
  };
  return {
    hosts: [{ name: words.client, address: address("client") }, { name: words.server, address: address("server") }],
    place: ({ conversation, fromClient }) => {
      if (conversation === null) return { from: -1, to: -1 };
      return fromClient ? { from: 0, to: 1 } : { from: 1, to: 0 };
    },
  };
}
