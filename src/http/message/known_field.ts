/**
 * The field names a server of files acts upon. The parser marks them as it meets them, by a hash it computes while it
 * checks the name's characters, so that no name has to become a string.
 */
import { LOWER } from "./char_class.ts";

/** Position of each known name, also its bit in `RequestHead.present`. */
export const Field = {
  host: 0,
  connection: 1,
  contentLength: 2,
  transferEncoding: 3,
  expect: 4,
  ifMatch: 5,
  ifNoneMatch: 6,
  ifModifiedSince: 7,
  ifUnmodifiedSince: 8,
  ifRange: 9,
  range: 10,
  acceptEncoding: 11,
  authorization: 12,
  origin: 13,
  userAgent: 14,
  referer: 15,
  accept: 16,
  accessControlRequestMethod: 17,
  accessControlRequestHeaders: 18,
} as const;

export type KnownField = typeof Field[keyof typeof Field];

/** Lower-case names in the order of `Field`. */
const FIELD_NAMES: readonly string[] = Object.keys(Field).map((key) =>
  key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
);

/** No known field. */
export const UNKNOWN = -1;

const MASK = 0xff;
const NAME_BYTES = FIELD_NAMES.map((name) => new TextEncoder().encode(name));
const SLOTS = fillSlots();

/** Next value of the hash of a name, one byte at a time; start from 0. */
export function hashName(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + LOWER[byte]!) | 0;
}

/** The known field whose name stands at `start` to `end`, given its hash, or `UNKNOWN`. */
export function knownField(bytes: Uint8Array, start: number, end: number, hash: number): KnownField | -1 {
  for (let slot = hash & MASK;; slot = (slot + 1) & MASK) {
    const field = SLOTS[slot]!;
    if (field === UNKNOWN) return UNKNOWN;
    if (sameName(NAME_BYTES[field]!, bytes, start, end)) return field as KnownField;
  }
}

function sameName(name: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let at = 0; at < name.length; at++) {
    if (LOWER[bytes[start + at]!] !== name[at]) return false;
  }
  return true;
}

/** Open addressing: a name whose slot is taken goes into the next free one. */
function fillSlots(): Int8Array {
  const slots = new Int8Array(MASK + 1).fill(UNKNOWN);
  NAME_BYTES.forEach((name, field) => {
    let slot = name.reduce(hashName, 0) & MASK;
    while (slots[slot] !== UNKNOWN) slot = (slot + 1) & MASK;
    slots[slot] = field;
  });
  return slots;
}
