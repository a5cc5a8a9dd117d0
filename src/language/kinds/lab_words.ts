/** What `tcplab lab` says around a run. */
export interface LabWords {
  link(road: string): string;
  readonly loopback: string;
  readonly next: string;
  readonly asPromised: string;
}
