/**
 * Upper case on bytes. Text decoding would be wrong here: a read may end in the middle of a character of several
 * bytes, and what is not ASCII must come back as it was.
 */

const LOWER_A = 0x61;
const LOWER_Z = 0x7a;
const CASE_BIT = 0x20;

/** A copy of `bytes` with `a` to `z` turned into `A` to `Z` and every other byte as it is. */
export function upperCase(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const upper = new Uint8Array(bytes);
  for (let index = 0; index < upper.length; index++) {
    const byte = upper[index]!;
    if (byte >= LOWER_A && byte <= LOWER_Z) upper[index] = byte - CASE_BIT;
  }
  return upper;
}
