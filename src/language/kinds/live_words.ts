/** The few words between the arrows of a run that is shown while it happens. */

export interface LiveWords {
  readonly seconds: string;
  readonly client: string;
  readonly server: string;
  readonly noFlags: string;
  bytes(count: number): string;
  notTcp(bytes: string): string;
  port(number: number): string;
  /** What became of a packet on the way. */
  readonly fates: Readonly<Record<"lost" | "held" | "duplicated" | "corrupted", string>>;
  more(packets: number): string;
}
