/** What a conversation's waits were for, where its application is known: names asked for, handshakes, requests. */
import type { LongSpan } from "./cause.ts";

/** The server's answer to a request, or the client's pause before one. */
export interface NamedWait extends LongSpan {
  /** Method and target, as they were sent: `GET /`. */
  readonly request: string;
  /** Status of the answer, empty for a pause. */
  readonly status: string;
}

/** Before the first byte of the application: what a page load waits for. */
export interface SetUp {
  /** The name of the server's address, asked for just before the connection: how long the answer took. */
  readonly name: (LongSpan & { readonly name: string }) | null;
  /** The TLS handshake, where it is over. */
  readonly tls: (LongSpan & { readonly serverName: string | null; readonly roundTrips: number }) | null;
}

export interface NamedWaits {
  readonly setUp: SetUp;
  /** How long the server took for its answers, and the client for its requests: the longest ones, the longest first. */
  readonly answers: readonly NamedWait[];
  readonly pauses: readonly NamedWait[];
  /** How long the server waited for the rest of requests that never came, ns. */
  readonly unfinished: number;
  /** The last answer was never complete. */
  readonly cut: boolean;
  /** The server has switched protocols (101, RFC 9110 15.2.2). */
  readonly upgraded: boolean;
}

export const NO_NAMED_WAITS: NamedWaits = {
  setUp: { name: null, tls: null },
  answers: [],
  pauses: [],
  unfinished: 0,
  cut: false,
  upgraded: false,
};
