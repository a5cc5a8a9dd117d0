/**
 * TLS in one conversation, read from both directions as their bytes come in order: found where a ClientHello begins, followed to
 * the end of the handshake, and after it for alerts only.
 */
import type { Place, TlsAlert, TlsFacts } from "../facts.ts";
import type { Data } from "../stream/ordered_bytes.ts";
import { CLIENT_HELLO, SERVER_HELLO } from "./handshake_messages.ts";
import { isTls13, readClientHello, readServerHello } from "./hellos.ts";
import { HANDSHAKE, isRecordHeader, RECORD_HEADER } from "./records.ts";
import { type Piece, TlsEnd, type TlsListener } from "./tls_end.ts";

/** Pieces of data that are looked at for a ClientHello: it comes first, or after a few lines (STARTTLS, a proxy's CONNECT). */
const MOST_TRIED = 24;
const MOST_ALERTS = 4;
/** A Finished of TLS 1.3 is longer when encrypted, an alert shorter (RFC 8446 4.4.4, 5.2). */
const SHORTEST_FINISHED = 36;
const HTTP2_PREFACE = new TextEncoder().encode("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

type Writable<T> = { -readonly [K in keyof T]: T[K] };
/** The facts while they are gathered. */
type OpenFacts = Writable<Omit<TlsFacts, "alerts">> & { readonly alerts: TlsAlert[] };

export class TlsConversation implements TlsListener {
  /** The packet in which HTTP/2 begins without TLS; 0 where it does not. */
  http2Preface = 0;
  readonly #ends: readonly [TlsEnd, TlsEnd] = [new TlsEnd(this, true), new TlsEnd(this, false)];
  #facts: OpenFacts | null = null;
  #tried = 0;
  /** Who sent the handshake's latest messages. */
  #speaker: TlsEnd | null = null;
  /** Data came before the server's answer: then nothing tells the end of the handshake from more of it. */
  #early = false;

  /** What the handshake says; null where there is no TLS. */
  get facts(): TlsFacts | null {
    return this.#facts;
  }

  /** There is no TLS in it, and none is to be expected. */
  get over(): boolean {
    return this.#tried >= MOST_TRIED && this.#facts === null && !this.#ends.some(({ speaksTls }) => speaksTls);
  }

  /** The first byte that an end sends has this number. */
  begin(fromClient: boolean, seq: number): void {
    this.#end(fromClient).ordered.begin(seq);
  }

  take(fromClient: boolean, data: Data): void {
    this.#end(fromClient).ordered.take(data);
  }

  /** Nothing more comes. */
  finish(): void {
    for (const { ordered } of this.#ends) ordered.finish();
  }

  finds(piece: Piece): boolean {
    this.#tried++;
    const facts = this.#facts;
    if (facts === null) {
      if (isPreface(piece)) this.http2Preface = piece.at.number;
      return this.#tried <= MOST_TRIED && isClientHello(piece);
    }
    if (beginsRecord(piece)) return true;
    if (facts.answer === null) facts.plainAnswer ??= placeOf(piece.at);
    return false;
  }

  says(
    end: TlsEnd,
    { type, body, at }: { readonly type: number; readonly body: Uint8Array; readonly at: Place },
  ): void {
    if (type === CLIENT_HELLO && this.#facts === null) this.#open(end, body, at);
    const facts = this.#facts;
    if (facts === null) return;
    if (type === SERVER_HELLO && facts.answer === null && end.isClient !== facts.helloFromClient) {
      this.#answer(facts, body, at);
    }
    this.#speak(end);
  }

  saysHidden(end: TlsEnd, at: Place): void {
    const facts = this.#facts;
    if (facts === null || facts.finished !== null || facts.version === null || isTls13(facts.version)) return;
    end.done = true;
    this.#speak(end);
    if (this.#ends.every(({ done }) => done)) facts.finished = placeOf(at);
  }

  changesCipher(end: TlsEnd): void {
    const facts = this.#facts;
    // In TLS 1.3 it changes nothing (RFC 8446 D.4), and may come before the answer.
    if (facts === null || facts.version === null || isTls13(facts.version)) return;
    end.hidden = true;
    // In a handshake of two round trips the client is first.
    const other = this.#ends[end.isClient ? 1 : 0];
    if (end.isClient !== facts.helloFromClient && !other.hidden) facts.resumed = true;
  }

  sendsData(end: TlsEnd, length: number, at: Place): void {
    const facts = this.#facts;
    if (facts === null || facts.finished !== null || end.isClient !== facts.helloFromClient) return;
    if (facts.answer === null) this.#early = true;
    else if (isTls13(facts.version!) && !this.#early && length >= SHORTEST_FINISHED) facts.finished = placeOf(at);
  }

  alerts({ isClient }: TlsEnd, contents: Uint8Array | null, at: Place): void {
    const facts = this.#facts;
    if (facts === null) return;
    facts.alertCount++;
    if (facts.alerts.length >= MOST_ALERTS) return;
    const [level = null, description = null] = contents ?? [];
    facts.alerts.push({ fromClient: isClient, at: placeOf(at), level, description });
  }

  #end(fromClient: boolean): TlsEnd {
    return this.#ends[fromClient ? 0 : 1];
  }

  #open(end: TlsEnd, body: Uint8Array, at: Place): void {
    const hello = readClientHello(body);
    if (hello === null) return;
    this.#facts = {
      hello: placeOf(at),
      helloFromClient: end.isClient,
      serverName: hello.serverName,
      offeredVersions: hello.versions,
      offeredProtocols: hello.protocols,
      answer: null,
      version: null,
      cipherSuite: null,
      protocol: null,
      resumed: false,
      retried: false,
      plainAnswer: null,
      finished: null,
      roundTrips: 0,
      alerts: [],
      alertCount: 0,
    };
  }

  #answer(facts: OpenFacts, body: Uint8Array, at: Place): void {
    const hello = readServerHello(body);
    if (hello === null) return;
    if (hello.retry) {
      facts.retried = true;
      return;
    }
    facts.answer = placeOf(at);
    facts.version = hello.version;
    facts.cipherSuite = hello.cipherSuite;
    facts.protocol = hello.protocol;
    facts.resumed = hello.resumed;
  }

  /** Each time that the server takes its turn, the client had waited. */
  #speak(end: TlsEnd): void {
    const facts = this.#facts!;
    if (end !== this.#speaker && end.isClient !== facts.helloFromClient) facts.roundTrips++;
    this.#speaker = end;
  }
}

function placeOf({ number, seconds, nanoseconds }: Place): Place {
  return { number, seconds, nanoseconds };
}

/** A record's header, and in it a message of the right type. */
function isClientHello({ bytes, from, end }: Piece): boolean {
  return from + RECORD_HEADER < end && bytes[from] === HANDSHAKE && isRecordHeader(bytes, from) &&
    bytes[from + RECORD_HEADER] === CLIENT_HELLO;
}

/** As much of a record's header as the piece holds. */
function beginsRecord({ bytes, from, end }: Piece): boolean {
  if (from + RECORD_HEADER <= end) return isRecordHeader(bytes, from);
  return bytes[from]! >= 20 && bytes[from]! <= 23 && (from + 1 >= end || bytes[from + 1] === 3);
}

function isPreface({ bytes, from, end }: Piece): boolean {
  return end - from >= HTTP2_PREFACE.length && HTTP2_PREFACE.every((byte, i) => bytes[from + i] === byte);
}
