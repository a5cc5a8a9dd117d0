/** What `tcplab lab` says around a run. */
export interface LabWords {
  link(road: string): string;
  readonly loopback: string;
  /** Before a run on loopback: what the scenario teaches may not happen. */
  readonly loopbackWarning: string;
  /** After it: it did not happen; the first difference from the lesson. */
  loopbackDiffers(difference: string): string;
  readonly next: string;
  readonly asPromised: string;
  /** How a program of the user's own ended; `how` is its exit code, or the signal that ended it. */
  ended(end: "client" | "server", how: { readonly code: number; readonly signal: string | null }): string;
  /** The server was still running when the client had ended, and was ended. */
  readonly serverStopped: string;
}
