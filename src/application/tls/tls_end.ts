/** One direction of a TLS conversation: which of its records say what. */
import type { Place } from "../facts.ts";
import { type ByteTaker, OrderedBytes } from "../stream/ordered_bytes.ts";
import { HandshakeMessages } from "./handshake_messages.ts";
import { ALERT, APPLICATION_DATA, CHANGE_CIPHER_SPEC, HANDSHAKE, RecordReader, type RecordTaker } from "./records.ts";

/** Some bytes as they came. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly end: number;
  readonly at: Place;
}

/** What the directions of a conversation tell. */
export interface TlsListener {
  /** A direction is no TLS so far; gives whether it begins to be with this piece. */
  finds(piece: Piece): boolean;
  /** A handshake message that can be read; the body of a hello, nothing of another. */
  says(end: TlsEnd, message: { readonly type: number; readonly body: Uint8Array; readonly at: Place }): void;
  /** A handshake message that is encrypted. */
  saysHidden(end: TlsEnd, at: Place): void;
  changesCipher(end: TlsEnd): void;
  /** Application data, or what TLS 1.3 sends under that name. */
  sendsData(end: TlsEnd, length: number, at: Place): void;
  /** `contents` is null where the alert is encrypted. */
  alerts(end: TlsEnd, contents: Uint8Array | null, at: Place): void;
}

export class TlsEnd implements ByteTaker, RecordTaker {
  readonly ordered: OrderedBytes = new OrderedBytes(this);
  /** What it sends now cannot be read; also after a part of it was missing, because then nobody knows. */
  hidden = false;
  /** Its last handshake message has come. */
  done = false;
  /** Made where its bytes begin to be records. */
  #records: RecordReader | null = null;
  #messages: HandshakeMessages | null = null;
  readonly #listener: TlsListener;

  constructor(listener: TlsListener, readonly isClient: boolean) {
    this.#listener = listener;
  }

  get speaksTls(): boolean {
    return this.#records !== null;
  }

  take(bytes: Uint8Array, from: number, end: number, at: Place): void {
    if (this.#records === null) {
      if (!this.#listener.finds({ bytes, from, end, at })) return;
      this.#records = new RecordReader(this);
    }
    this.#records.take(bytes, from, end, at);
  }

  skip(count: number): void {
    this.#records?.skip(count);
  }

  wants(type: number): boolean {
    return type === ALERT || (type === HANDSHAKE && !this.hidden);
  }

  record(type: number, contents: Uint8Array, { length, at }: { readonly length: number; readonly at: Place }): void {
    const listener = this.#listener;
    if (type === APPLICATION_DATA) listener.sendsData(this, length, at);
    // Encryption makes the two bytes of an alert longer (RFC 5246 6.2.3).
    else if (type === ALERT) listener.alerts(this, length === 2 && contents.length === 2 ? contents : null, at);
    else if (type === CHANGE_CIPHER_SPEC) listener.changesCipher(this);
    else if (this.hidden) listener.saysHidden(this, at);
    else {
      this.#messages ??= new HandshakeMessages((kind, body, place) =>
        listener.says(this, { type: kind, body, at: place })
      );
      this.#messages.add(contents, at);
    }
  }

  lose(): void {
    this.hidden = true;
  }
}
