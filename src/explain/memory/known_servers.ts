/**
 * What other conversations of the capture tell of the hosts of one: that a host is there, that its port is open, when it closed
 * another connection, and which connection used the same two ports before.
 */
import type { Conversation } from "../../analysis/conversation.ts";
import type { AnsweredStamp } from "../clues/clues.ts";
import type { Moment } from "../../base/moment.ts";
import { seqAdd } from "../../packet/sequence.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { LoosePieces } from "../clues/loose_pieces.ts";

/** Servers, and pairs of ports, remembered; the longest unheard of are forgotten first. */
const KEPT = 256;
/** Hosts, and pairs of them, remembered. */
const KEPT_HOSTS = 1024;

/** Servers of so many networks have no link in common but the client's. */
export const SEVERAL_NETWORKS = 3;

/** Round trips after which a host's distance needs no other conversation. */
const MEASURED = 2;

export interface Close {
  readonly number: number;
  readonly index: number;
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** A SYN,ACK, and the address that it came from. */
export interface AnyAnswer {
  readonly number: number;
  readonly from: string;
}

/** The first SYN of a conversation. */
export interface FirstSyn extends Moment {
  readonly number: number;
  /** Its raw sequence number. */
  readonly raw: number;
  /** The port that it came from. */
  readonly port: number;
  /** Its IP identification. */
  readonly ipId: number;
  /** It offers nothing, not even the size of segments that every kernel names. */
  readonly bare: boolean;
}

/** `Memory` is what is kept of a conversation. */
export class KnownServers<
  Memory extends { readonly conversation: Conversation; readonly server: { readonly trips: number } },
> {
  /** What the capture holds of IP packets that it does not hold whole. */
  readonly pieces: LoosePieces = new LoosePieces();
  /** Packets that stand behind the ACK of their bytes. */
  behind = 0;
  /** Conversations in which an end shows that it never sent what the other has confirmed. */
  unsent = 0;
  readonly #closes = new Map<string, Close>();
  readonly #open = new Map<string, { first: number; latest: number }>();
  readonly #latestOf = new Map<string, Memory>();
  readonly #measured = new Map<string, Memory>();
  readonly #synAcks = new Map<string, AnyAnswer>();
  readonly #agreements = new Map<string, Memory>();
  readonly #heard = new Map<string, number>();
  readonly #answers = new Map<string, number>();
  readonly #stamps = new Map<string, AnsweredStamp>();
  readonly #firsts = new Map<string, FirstSyn>();
  readonly #offers = new Map<string, readonly string[]>();

  /** The server has closed a connection with this packet. */
  closed({ server, index }: Conversation, { number, seconds, nanoseconds }: ReadonlyPacket): void {
    keep(this.#closes, placeOf(server), { number, index, seconds, nanoseconds });
  }

  /** The server's latest close of another connection, with the time since, ns; null without one. */
  latestClose({ server, index }: Conversation, packet: ReadonlyPacket): { number: number; ago: number } | null {
    const close = this.#closes.get(placeOf(server));
    if (close === undefined || close.index === index) return null;
    const ago = (packet.seconds - close.seconds) * 1e9 + packet.nanoseconds - close.nanoseconds;
    return { number: close.number, ago };
  }

  /** The packet with which the server closed a connection last, 0 where none is known. */
  closedBy({ server }: Conversation): number {
    return this.#closes.get(placeOf(server))?.number ?? 0;
  }

  /** The server has agreed to a connection with this packet; `stamp` is the TSval of the SYN that it answers, -1 without one. */
  agreed({ client, server }: Conversation, { number }: ReadonlyPacket, stamp: number): void {
    const key = placeOf(server);
    const known = this.#open.get(key);
    if (known !== undefined) known.latest = number;
    else keep(this.#open, key, { first: number, latest: number });
    keep(this.#answers, `${client.address} ${key}`, number, KEPT_HOSTS);
    const earlier = this.#stamps.get(`${client.address} ${server.address}`)?.stamp ?? -1;
    if (stamp >= 0 && stamp >= earlier) {
      keep(this.#stamps, `${client.address} ${server.address}`, { number, stamp }, KEPT_HOSTS);
    }
  }

  /** A host answers in this conversation: it tells the host's distance and TTL, unless another has told them already. */
  answers(memory: Memory, { number, ack }: ReadonlyPacket): void {
    const { client, server: { address } } = memory.conversation;
    keep(this.#synAcks, `${client.address} ${client.port} ${seqAdd(ack, -1)}`, { number, from: address }, KEPT_HOSTS);
    const known = this.#measured.get(address);
    if (known === undefined || known.server.trips < MEASURED) keep(this.#measured, address, memory);
    keep(this.#agreements, pairOf(memory.conversation), memory);
  }

  /** The server's SYN,ACK names this size of segments to the client. */
  offers(conversation: Conversation, segment: number): void {
    keep(this.#offers, `${conversation.client.address} ${segment}`, this.networksOffering(conversation, segment));
  }

  /** Networks whose servers have named this size to the client, this server's among them; no more are told than are asked for. */
  networksOffering({ client, server }: Conversation, segment: number): readonly string[] {
    const known = this.#offers.get(`${client.address} ${segment}`) ?? [];
    const network = networkOf(server.address);
    return known.length === SEVERAL_NETWORKS || known.includes(network) ? known : [...known, network];
  }

  /** The latest SYN,ACK to a SYN of this client and port with this raw number, whichever address it came from; null without one. */
  answerTo({ client }: Conversation, raw: number): AnyAnswer | null {
    return this.#synAcks.get(`${client.address} ${client.port} ${raw}`) ?? null;
  }

  /** The latest conversation of this client with this server, on this port, that it agreed to; null where none is remembered. */
  agreement(conversation: Conversation): Memory | null {
    return this.#agreements.get(pairOf(conversation)) ?? null;
  }

  /** Another conversation in which this server's host has answered; null without one. */
  answeredIn({ server, index }: Conversation): Memory | null {
    const known = this.#measured.get(server.address);
    return known === undefined || known.conversation.index === index ? null : known;
  }

  /** The first packet seen with which this server agreed to a connection on this port, 0 without one. */
  openSince({ server }: Conversation): number {
    return this.#open.get(placeOf(server))?.first ?? 0;
  }

  /** The latest such packet. */
  openUntil({ server }: Conversation): number {
    return this.#open.get(placeOf(server))?.latest ?? 0;
  }

  /** The latest packet with which this server agreed to a connection of this client, on this port; 0 without one. */
  agreedWith({ client, server }: Conversation): number {
    return this.#answers.get(`${client.address} ${placeOf(server)}`) ?? 0;
  }

  /** The highest timestamp of a SYN from the client's address that this server answered; null without one. */
  highestStamp({ client, server }: Conversation): AnsweredStamp | null {
    return this.#stamps.get(`${client.address} ${server.address}`) ?? null;
  }

  /** A host has sent the first packet of a conversation that is its own. */
  hear(address: string, number: number): void {
    keep(this.#heard, address, number, KEPT_HOSTS);
  }

  /** A packet with which this host began to speak in a conversation, the latest such; 0 where it never did. */
  heardOf(address: string): number {
    return this.#heard.get(address) ?? 0;
  }

  /** A host has sent the first SYN of a conversation. */
  asked(address: string, syn: FirstSyn): void {
    keep(this.#firsts, address, syn, KEPT_HOSTS);
  }

  /** The SYN with which this host began its conversation before this one, if with this same raw number; else null. */
  askedWith(address: string, raw: number): FirstSyn | null {
    const first = this.#firsts.get(address);
    return first?.raw === raw ? first : null;
  }

  /** A connection begins; the one on the same ports before it, null where none is remembered. */
  begin(memory: Memory): Memory | null {
    const { client, server } = memory.conversation;
    const key = `${client.address} ${client.port} ${placeOf(server)}`;
    const older = this.#latestOf.get(key) ?? null;
    keep(this.#latestOf, key, memory);
    return older;
  }
}

function pairOf({ client, server }: Conversation): string {
  return `${client.address} ${placeOf(server)}`;
}

/** The first 16 bits of an IPv4 address, the first 32 of an IPv6 one. */
function networkOf(address: string): string {
  return address.split(/[.:]/, 2).join(" ");
}

function placeOf({ address, port }: Conversation["server"]): string {
  return `${address} ${port}`;
}

function keep<T>(map: Map<string, T>, key: string, value: T, most = KEPT): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value!);
}
