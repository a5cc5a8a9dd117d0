/** What was changed between the two captures: names that programs rely on. */
export const CHANGE_CODES = [
  "nat",
  "mss-clamped",
  "ttl",
  "window-scale-removed",
  "sack-removed",
  "timestamps-removed",
  "option-changed",
  "sequence-shift",
  "ecn-cleared",
  "dscp-changed",
  "rst-injected",
  "resegmented",
  "vlan",
  "corrupted",
  "proxy",
] as const;

export type ChangeCode = (typeof CHANGE_CODES)[number];

/** A change, with the figures that its sentence needs; once per conversation. */
export interface Change {
  readonly code: ChangeCode;
  /** As the packets have it where they were sent, and where they arrived; empty where that says nothing. */
  readonly before: string;
  readonly after: string;
  /** Packets that show it; in which file, and the first of them. */
  readonly count: number;
  readonly side: "a" | "b";
  readonly packet: number;
}
