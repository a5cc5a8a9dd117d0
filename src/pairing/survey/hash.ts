/** Numbers that two captures come to alike: a small mixing function for fingerprints. */

/** Mixes a number into a hash; unsigned 32-bit. */
export function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ value, 0x9e3779b1);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
