/**
 * TLS records (RFC 8446 5.1) in the bytes of one direction: their kinds, and the contents of those that tell of a handshake.
 */
import { u16 } from "../../packet/bytes.ts";
import type { Place } from "../facts.ts";
import type { ByteTaker } from "../stream/ordered_bytes.ts";

export const CHANGE_CIPHER_SPEC = 20;
export const ALERT = 21;
export const HANDSHAKE = 22;
export const APPLICATION_DATA = 23;

/** Type, version, length. */
export const RECORD_HEADER = 5;
/** 2^14 bytes and what encryption adds to them (RFC 8446 5.2; 2048 in RFC 5246 6.2.3). */
const LONGEST_RECORD = 16_384 + 2048;
/** Contents that are kept until the record is whole; only alerts and handshake messages are. */
const MOST_KEPT = LONGEST_RECORD;

/** Takes the records. */
export interface RecordTaker {
  /** Whether the contents of records of this type are wanted. */
  wants(type: number): boolean;
  /** A record has come whole at this place; `contents` is empty where it was not wanted or a part of it is missing. */
  record(type: number, contents: Uint8Array, record: { readonly length: number; readonly at: Place }): void;
  /** What follows is no record, or is missing: the thread is lost. */
  lose(): void;
}

/** Whether there is a record's header at `at`: a type of TLS 1.0 to 1.3, a version of them, a length that a record can have. */
export function isRecordHeader(bytes: Uint8Array, at: number): boolean {
  const type = bytes[at]!;
  return type >= CHANGE_CIPHER_SPEC && type <= APPLICATION_DATA && bytes[at + 1] === 3 && bytes[at + 2]! <= 4 &&
    u16(bytes, at + 3) <= LONGEST_RECORD;
}

const NOTHING = new Uint8Array(0);

export class RecordReader implements ByteTaker {
  readonly #header = new Uint8Array(RECORD_HEADER);
  #headerBytes = 0;
  /** Bytes of the present record that are still to come. */
  #rest = 0;
  #kept: Uint8Array | null = null;
  #keptBytes = 0;
  /** A part of the present record is missing. */
  #torn = false;
  #lost = false;
  readonly #taker: RecordTaker;

  constructor(taker: RecordTaker) {
    this.#taker = taker;
  }

  take(bytes: Uint8Array, from: number, end: number, at: Place): void {
    if (this.#lost && !this.#findAgain(bytes, from, end)) return;
    let place = from;
    while (place < end) {
      if (this.#headerBytes < RECORD_HEADER) {
        this.#header[this.#headerBytes++] = bytes[place++]!;
        if (this.#headerBytes === RECORD_HEADER && !this.#begin(at)) return;
        continue;
      }
      const count = Math.min(this.#rest, end - place);
      if (this.#kept !== null) this.#kept.set(bytes.subarray(place, place + count), this.#keptBytes);
      this.#keptBytes += count;
      place += count;
      this.#rest -= count;
      if (this.#rest === 0) this.#end(at);
    }
  }

  /** Of a hole inside a record only its contents are missing. */
  skip(count: number): void {
    if (this.#lost) return;
    if (this.#headerBytes < RECORD_HEADER || count >= this.#rest) {
      this.#lose();
      return;
    }
    this.#rest -= count;
    this.#torn = true;
  }

  /** The header is there; gives whether it is one. */
  #begin(at: Place): boolean {
    const header = this.#header;
    if (!isRecordHeader(header, 0)) {
      this.#lose();
      return false;
    }
    const length = u16(header, 3);
    this.#rest = length;
    this.#torn = false;
    this.#keptBytes = 0;
    this.#kept = length <= MOST_KEPT && this.#taker.wants(header[0]!) ? new Uint8Array(length) : null;
    if (length === 0) this.#end(at);
    return true;
  }

  #end(at: Place): void {
    const contents = this.#torn || this.#kept === null ? NOTHING : this.#kept;
    this.#headerBytes = 0;
    this.#kept = null;
    this.#taker.record(this.#header[0]!, contents, { length: u16(this.#header, 3), at });
  }

  #lose(): void {
    this.#lost = true;
    this.#headerBytes = 0;
    this.#rest = 0;
    this.#kept = null;
    this.#taker.lose();
  }

  /** After a loss, only a segment that whole records fill shows where one begins. */
  #findAgain(bytes: Uint8Array, from: number, end: number): boolean {
    let place = from;
    while (place + RECORD_HEADER <= end && isRecordHeader(bytes, place)) {
      place += RECORD_HEADER + u16(bytes, place + 3);
    }
    this.#lost = place !== end;
    return !this.#lost;
  }
}
