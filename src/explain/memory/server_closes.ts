/**
 * Closes of other connections of the same server: a server that serves one client at a time shows only there when it
 * turned to the next one.
 */
import type { Conversation } from "../../analysis/conversation.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";

/** Servers remembered; the longest unheard of are forgotten first. */
const KEPT = 256;

export interface Close {
  readonly number: number;
  readonly index: number;
  readonly seconds: number;
  readonly nanoseconds: number;
}

export class ServerCloses {
  private readonly closes = new Map<string, Close>();

  /** The server has closed a connection with this packet. */
  keep({ server, index }: Conversation, { number, seconds, nanoseconds }: ReadonlyPacket): void {
    const key = `${server.address} ${server.port}`;
    this.closes.delete(key);
    this.closes.set(key, { number, index, seconds, nanoseconds });
    if (this.closes.size > KEPT) this.closes.delete(this.closes.keys().next().value!);
  }

  /** The server's latest close of another connection, with the time since, ns; null without one. */
  latest({ server, index }: Conversation, packet: ReadonlyPacket): { number: number; ago: number } | null {
    const close = this.closes.get(`${server.address} ${server.port}`);
    if (close === undefined || close.index === index) return null;
    const ago = (packet.seconds - close.seconds) * 1e9 + packet.nanoseconds - close.nanoseconds;
    return { number: close.number, ago };
  }
}
