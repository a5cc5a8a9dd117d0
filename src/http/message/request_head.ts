/**
 * A request's head: where its parts stand in the bytes that arrived. One object serves a connection for all its
 * requests; a part becomes a string only when something asks for it.
 */
import { latin1, LOWER } from "./char_class.ts";
import type { KnownField } from "./known_field.ts";

/** Numbers kept per field line: name start, name end, value start, value end, known field. Relative to `base`. */
export const FIELD_STRIDE = 5;

/** How the request's body is delimited (RFC 9112 6.3). */
export type BodyFraming = "none" | "sized" | "chunked";

export class RequestHead {
  bytes: Uint8Array = new Uint8Array(0);
  /** Where the head begins in `bytes`. */
  base = 0;
  /** Bytes of the head, its empty line included. */
  length = 0;
  method = "";
  /** Request target, relative to `base`. */
  targetStart = 0;
  targetEnd = 0;
  /** Hash of the target's bytes, for an index by target. */
  targetHash = 0;
  /** 1 for HTTP/1.1 and later minor versions, 0 for HTTP/1.0. */
  minorVersion: 0 | 1 = 1;
  fieldCount = 0;
  readonly fields: Int32Array;
  /** Bit `1 << Field.x` for each known field that is there. */
  present = 0;
  /** The same for fields that are there more than once. */
  repeated = 0;
  framing: BodyFraming = "none";
  /** Length of a sized body, bytes. */
  contentLength = 0;
  /** Who asks, once a password has shown it; null for nobody in particular. */
  user: string | null = null;

  /** @param maximumFields Field lines it has room for. */
  constructor(maximumFields: number) {
    this.fields = new Int32Array(maximumFields * FIELD_STRIDE);
  }

  /** The target as it was sent. */
  get target(): string {
    return latin1(this.bytes, this.base + this.targetStart, this.base + this.targetEnd);
  }

  /** The request line and fields as they were sent. */
  get text(): string {
    return latin1(this.bytes, this.base, this.base + this.length);
  }

  has(field: KnownField): boolean {
    return (this.present & (1 << field)) !== 0;
  }

  /** The field's value, repeated lines joined by `, ` (RFC 9110 5.3); null when it is not there. */
  value(field: KnownField): string | null {
    if (!this.has(field)) return null;
    let joined: string | null = null;
    for (let at = 0; at < this.fieldCount * FIELD_STRIDE; at += FIELD_STRIDE) {
      if (this.fields[at + 4] !== field) continue;
      const value = latin1(this.bytes, this.base + this.fields[at + 2]!, this.base + this.fields[at + 3]!);
      joined = joined === null ? value : `${joined}, ${value}`;
    }
    return joined;
  }

  /** Every field as name and value, in order. */
  *entries(): Generator<[name: string, value: string]> {
    for (let at = 0; at < this.fieldCount * FIELD_STRIDE; at += FIELD_STRIDE) {
      const [nameStart, nameEnd, valueStart, valueEnd] = this.fields.subarray(at, at + 4);
      yield [
        latin1(this.bytes, this.base + nameStart!, this.base + nameEnd!),
        latin1(this.bytes, this.base + valueStart!, this.base + valueEnd!),
      ];
    }
  }

  /** True when one of the field's values lists the token, in any case. @param token In lower case. */
  lists(field: KnownField, token: string): boolean {
    if (!this.has(field)) return false;
    for (let at = 0; at < this.fieldCount * FIELD_STRIDE; at += FIELD_STRIDE) {
      if (this.fields[at + 4] !== field) continue;
      if (listHasToken(this.bytes, this.base + this.fields[at + 2]!, this.base + this.fields[at + 3]!, token)) {
        return true;
      }
    }
    return false;
  }

  /** Copies the bytes, so that the buffer they stand in may be used for what follows the head. */
  detach(): void {
    this.bytes = this.bytes.slice(this.base, this.base + this.length);
    this.base = 0;
  }
}

const COMMA = 0x2c;
const SPACE = 0x20;

function listHasToken(bytes: Uint8Array, start: number, end: number, token: string): boolean {
  for (let at = start; at < end;) {
    let stop = at;
    while (stop < end && bytes[stop] !== COMMA) stop++;
    if (isToken(bytes, at, stop, token)) return true;
    at = stop + 1;
  }
  return false;
}

function isToken(bytes: Uint8Array, start: number, end: number, token: string): boolean {
  while (start < end && bytes[start]! <= SPACE) start++;
  while (end > start && bytes[end - 1]! <= SPACE) end--;
  if (end - start !== token.length) return false;
  for (let at = 0; at < token.length; at++) {
    if (LOWER[bytes[start + at]!] !== token.charCodeAt(at)) return false;
  }
  return true;
}
