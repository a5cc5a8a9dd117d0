/**
 * What the packets beside and inside a conversation say of its application: the names that its server's address was asked for
 * by, and the TLS handshake. Told as it was sent, never what was said under encryption.
 */
import { type Moment, nanosecondsBetween } from "../base/moment.ts";

/** Where something was said: the packet, and when it was captured. */
export interface Place extends Moment {
  /** The packet's number in the capture. */
  readonly number: number;
}

/** A name whose answer held an address. */
export interface AddressName {
  /** As it was asked for, in lower case and without the last dot. */
  readonly name: string;
  /** Who asked, as text. */
  readonly asker: string;
  /** The question; null where the capture lacks it. */
  readonly asked: Place | null;
  readonly answered: Place;
}

/** One TLS alert (RFC 8446 6). */
export interface TlsAlert {
  readonly fromClient: boolean;
  readonly at: Place;
  /** 1 warning, 2 fatal; null where it is encrypted: then only that it is an alert is known. */
  readonly level: number | null;
  readonly description: number | null;
}

/** A TLS handshake as far as it can be read. Numbers are those of the IANA registries. */
export interface TlsFacts {
  /** The ClientHello; `helloFromClient` is false where the end that TCP calls the server speaks first. */
  readonly hello: Place;
  readonly helloFromClient: boolean;
  /** Server name indication (RFC 6066 3); null where there is none. */
  readonly serverName: string | null;
  /** Versions offered, the client's order; ALPN protocols offered (RFC 7301). */
  readonly offeredVersions: readonly number[];
  readonly offeredProtocols: readonly string[];
  /** The ServerHello; null where none was seen. */
  readonly answer: Place | null;
  /** What the server chose; null until it has. The protocol is encrypted in TLS 1.3, and null there. */
  readonly version: number | null;
  readonly cipherSuite: number | null;
  readonly protocol: string | null;
  /** The session was known from before. */
  readonly resumed: boolean;
  /** The server asked for another ClientHello (RFC 8446 4.1.4). */
  readonly retried: boolean;
  /** The first bytes that came for an answer are no TLS: where; null where they are, or none came. */
  readonly plainAnswer: Place | null;
  /** The client's last word of the handshake has come, and the server's where that comes later; null until then. */
  readonly finished: Place | null;
  /** Flights of the server that the client had to wait for. */
  readonly roundTrips: number;
  /** The first ones, and how many there were. */
  readonly alerts: readonly TlsAlert[];
  readonly alertCount: number;
}

/** What is known of a conversation's application. */
export interface ApplicationFacts {
  /** Names of the server's address, the likeliest first; empty where nobody asked for one. */
  readonly names: readonly AddressName[];
  readonly tls: TlsFacts | null;
  /** The packet in which HTTP/2 begins without TLS (RFC 9113 3.4); 0 where it does not. */
  readonly http2Preface: number;
}

export const NO_APPLICATION: ApplicationFacts = { names: [], tls: null, http2Preface: 0 };

/** Who the server is, by the best evidence there is: the name asked for in TLS, else the name of its address; null without any. */
export function serverNameOf({ names, tls }: ApplicationFacts): string | null {
  return tls?.serverName ?? names[0]?.name ?? null;
}

/** How long its client waited for the name of the server's address, ns; null where it did not ask, or nobody saw it. */
export function lookupTime({ names }: ApplicationFacts, client: string): number | null {
  const [first] = names;
  if (first === undefined || first.asked === null || first.asker !== client) return null;
  return nanosecondsBetween(first.asked, first.answered);
}
