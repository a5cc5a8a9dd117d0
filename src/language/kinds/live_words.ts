/** The few words between the arrows of a run that is shown while it happens. */

/** What the wire may do to a packet: lose, damage or reorder it, its queue drop or mark it, a box stop or make it. */
export type PacketEvent =
  | "lost"
  | "held"
  | "duplicated"
  | "corrupted"
  | "dropped"
  | "marked"
  | "blocked"
  | "injected";

export interface LiveWords {
  readonly seconds: string;
  readonly client: string;
  readonly server: string;
  readonly noFlags: string;
  bytes(count: number): string;
  notTcp(bytes: string): string;
  port(number: number): string;
  /** What became of a packet on the way. */
  readonly fates: Readonly<Record<PacketEvent, string>>;
  more(packets: number): string;
}
