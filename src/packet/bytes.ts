/**
 * Numbers in network byte order. Reading past the end gives zeros, never an error: the callers have checked lengths.
 */

/** Unsigned 16-bit number at `at`. */
export function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

/** Signed 32-bit number at `at`: the cheap form, for comparing and hashing. */
export function i32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}

/** Unsigned 32-bit number at `at`. */
export function u32(bytes: Uint8Array, at: number): number {
  return i32(bytes, at) >>> 0;
}
