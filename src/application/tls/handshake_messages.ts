/**
 * Handshake messages (RFC 8446 4, RFC 5246 7.4) out of the contents of records: one record may hold several, and one message may
 * fill several.
 */
import { u16 } from "../../packet/bytes.ts";
import type { Place } from "../facts.ts";

export const CLIENT_HELLO = 1;
export const SERVER_HELLO = 2;

/** Type and length. */
const MESSAGE_HEADER = 4;
/** Only hellos are kept, and none that is longer. */
const LONGEST_HELLO = 65_536;

/** Takes a message whose last byte came at this place; `body` is empty for all but hellos. */
export type MessageTaker = (type: number, body: Uint8Array, at: Place) => void;

const NOTHING = new Uint8Array(0);

export class HandshakeMessages {
  #header: number[] = [];
  #rest = 0;
  #body: Uint8Array | null = null;
  #filled = 0;
  readonly #take: MessageTaker;

  constructor(take: MessageTaker) {
    this.#take = take;
  }

  /** Takes the contents of a handshake record that is not encrypted. */
  add(contents: Uint8Array, at: Place): void {
    let place = 0;
    while (place < contents.length) {
      if (this.#header.length < MESSAGE_HEADER) {
        this.#header.push(contents[place++]!);
        if (this.#header.length === MESSAGE_HEADER) this.#begin(at);
        continue;
      }
      const count = Math.min(this.#rest, contents.length - place);
      this.#body?.set(contents.subarray(place, place + count), this.#filled);
      this.#filled += count;
      this.#rest -= count;
      place += count;
      if (this.#rest === 0) this.#end(at);
    }
  }

  #begin(at: Place): void {
    const [type, high, middle, low] = this.#header;
    this.#rest = (high! << 16) | (middle! << 8) | low!;
    this.#filled = 0;
    const isHello = type === CLIENT_HELLO || type === SERVER_HELLO;
    this.#body = isHello && this.#rest <= LONGEST_HELLO ? new Uint8Array(this.#rest) : null;
    if (this.#rest === 0) this.#end(at);
  }

  #end(at: Place): void {
    const type = this.#header[0]!;
    const body = this.#body ?? NOTHING;
    this.#header = [];
    this.#body = null;
    this.#take(type, body, at);
  }
}

/** Reads fields of a hello one after the other; past its end it gives zeros and `ok` is false. */
export class FieldReader {
  ok = true;
  readonly #bytes: Uint8Array;
  #at: number;
  readonly #end: number;

  constructor(bytes: Uint8Array, at = 0, end: number = bytes.length) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  get left(): number {
    return this.#end - this.#at;
  }

  u8(): number {
    return this.#has(1) ? this.#bytes[this.#at++]! : 0;
  }

  u16(): number {
    if (!this.#has(2)) return 0;
    this.#at += 2;
    return u16(this.#bytes, this.#at - 2);
  }

  /** The next `length` bytes as they stand. */
  take(length: number): Uint8Array {
    if (!this.#has(length)) return NOTHING;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** The next `length` bytes as fields of their own. */
  part(length: number): FieldReader {
    return new FieldReader(this.take(length));
  }

  #has(length: number): boolean {
    if (this.#at + length <= this.#end) return true;
    this.ok = false;
    this.#at = this.#end;
    return false;
  }
}
