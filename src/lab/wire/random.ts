/**
 * Repeatable chance. A packet's numbers depend only on the seed, the direction and what the packet is, not on what else
 * happened before: the same packet meets the same fate in every run with the same seed.
 */

/** A number in [0, 1) from up to four whole numbers, mixed as in MurmurHash3's finalizer (32 bits). */
export function chance(seed: number, direction: number, packet: number, purpose: number): number {
  let h = mix(seed | 0, 0x9e3779b9);
  h = mix(h, direction);
  h = mix(h, packet);
  h = mix(h, purpose);
  return h / 0x1_0000_0000;
}

/** Stirs `value` into `hash`: 32 bits, unsigned. */
export function mix(hash: number, value: number): number {
  let h = (hash ^ Math.imul(value + 0x7f4a7c15, 0x85ebca6b)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
