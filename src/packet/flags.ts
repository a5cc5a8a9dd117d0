/**
 * The names of the TCP flags, in the order of their bits (RFC 9293 3.1; ECE and CWR: RFC 3168; AE: RFC 9768).
 */

/** Names from the lowest bit up; the order in which flags are printed. */
export const FLAG_NAMES = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"] as const;

export type FlagName = (typeof FLAG_NAMES)[number];

const known = new Map<number, readonly FlagName[]>();

/** The names of the flags set in `flags`, FIN first. The list is shared: do not change it. */
export function flagNames(flags: number): readonly FlagName[] {
  let names = known.get(flags & 0x1ff);
  if (names === undefined) {
    names = FLAG_NAMES.filter((_, bit) => flags & (1 << bit));
    known.set(flags & 0x1ff, names);
  }
  return names;
}

/** The bit of a flag by its name in any case, or 0 where no flag is called so. */
export function flagBit(name: string): number {
  const bit = (FLAG_NAMES as readonly string[]).indexOf(name.toUpperCase());
  return bit < 0 ? 0 : 1 << bit;
}
