/** What `tcplab lab` says around a run. */
export interface LabWords {
  link(road: string): string;
  /** What the times of packets are, in what is shown of the wire. */
  readonly linkTimes: string;
  /** Why somebody may want to play it with another seed. */
  readonly otherSeed: string;
  readonly loopback: string;
  /** Before a run on loopback: what the scenario teaches may not happen. */
  readonly loopbackWarning: string;
  /** After it: it did not happen; the first difference from the lesson. */
  loopbackDiffers(difference: string): string;
  readonly next: string;
  readonly asPromised: string;
  /** Everything that was expected (so many statements) holds. */
  asExpected(statements: number): string;
  /** A table of runs. */
  readonly series: SeriesWords;
  /** How a program of the user's own ended; `how` is its exit code, or the signal that ended it. */
  ended(end: "client" | "server", how: { readonly code: number; readonly signal: string | null }): string;
  /** The client asked for connections, and none of it came to the wire; the server's address. */
  stayedHome(server: string): string;
  /** The user has stopped the run; what happened until then is told, unless he stops that as well. */
  readonly stopped: string;
  /** The server was still running when the client had ended, and was ended. */
  readonly serverStopped: string;
  /** So many packets of an end were dropped before they came to the wire. */
  overrun(end: "client" | "server", packets: number): string;
}

/** The table of a series of runs: its heads, and what its last column says. */
export interface SeriesWords {
  readonly run: string;
  readonly time: string;
  readonly packets: string;
  readonly sentAgain: string;
  readonly lost: string;
  readonly waitedFor: string;
  readonly result: string;
  /** Of a run that was as it should be: by what that is known. */
  readonly fine: Readonly<Record<"expectation" | "lesson" | "client" | "end", string>>;
  /** So many of so many runs of one kind were as they should be. */
  of(good: number, runs: number): string;
  /** The same of the whole series, as a sentence. */
  together(good: number, runs: number): SeriesWords["fine"];
}
