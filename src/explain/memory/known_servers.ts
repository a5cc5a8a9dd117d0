/**
 * What other conversations of the capture tell of a server: that its port is open, when it closed another connection, and
 * which connection used the same two ports before.
 */
import type { Conversation } from "../../analysis/conversation.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";

/** Servers, and pairs of ports, remembered; the longest unheard of are forgotten first. */
const KEPT = 256;

export interface Close {
  readonly number: number;
  readonly index: number;
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** `Memory` is what is kept of a conversation. */
export class KnownServers<Memory extends { readonly conversation: Conversation }> {
  readonly #closes = new Map<string, Close>();
  readonly #open = new Map<string, number>();
  readonly #latestOf = new Map<string, Memory>();

  /** The server has closed a connection with this packet. */
  closed({ server, index }: Conversation, { number, seconds, nanoseconds }: ReadonlyPacket): void {
    keep(this.#closes, `${server.address} ${server.port}`, { number, index, seconds, nanoseconds });
  }

  /** The server's latest close of another connection, with the time since, ns; null without one. */
  latestClose({ server, index }: Conversation, packet: ReadonlyPacket): { number: number; ago: number } | null {
    const close = this.#closes.get(`${server.address} ${server.port}`);
    if (close === undefined || close.index === index) return null;
    const ago = (packet.seconds - close.seconds) * 1e9 + packet.nanoseconds - close.nanoseconds;
    return { number: close.number, ago };
  }

  /** The server has agreed to a connection with this packet. */
  agreed({ server }: Conversation, { number }: ReadonlyPacket): void {
    const key = `${server.address} ${server.port}`;
    if (!this.#open.has(key)) keep(this.#open, key, number);
  }

  /** The first packet seen with which this server agreed to a connection on this port, 0 without one. */
  openSince({ server }: Conversation): number {
    return this.#open.get(`${server.address} ${server.port}`) ?? 0;
  }

  /** A connection begins; the one on the same ports before it, null where none is remembered. */
  begin(memory: Memory): Memory | null {
    const { client, server } = memory.conversation;
    const key = `${client.address} ${client.port} ${server.address} ${server.port}`;
    const older = this.#latestOf.get(key) ?? null;
    keep(this.#latestOf, key, memory);
    return older;
  }
}

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > KEPT) map.delete(map.keys().next().value!);
}
