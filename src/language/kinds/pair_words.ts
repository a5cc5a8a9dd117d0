/** What `tcplab pair` says: obstacles, changes, labels. Amounts come in as written. */

/** How many were lost of what each end sent; "0" for none. */
export interface LostWays {
  readonly fromClient: string;
  readonly fromServer: string;
}

/** Figures of a change: a value where it was sent and where it arrived, and the packets that show it. */
export interface ChangeFigures {
  readonly before: string;
  readonly after: string;
  /** How many packets show it, as written and as a number. */
  readonly packets: string;
  readonly count: number;
  /** The first of them, and the capture whose number that is: A or B. */
  readonly packet: string;
  readonly capture: string;
}

export interface PairWords {
  /** By code; the sentence of a change. */
  readonly changes: Readonly<Record<string, (figures: ChangeFigures) => string>>;
  /** Nothing can be compared, and why. */
  readonly unrelated: string;
  readonly same: string;
  readonly proxy: string;
  /** A was taken nearer to the server. */
  readonly swapped: string;
  /** A capture holds its packets twice. */
  doubling(capture: string): string;
  readonly clock: {
    ahead(by: string, error: string): string;
    behind(by: string, error: string): string;
    gains(ppm: string): string;
    loses(ppm: string): string;
    readonly unknownDrift: string;
    /** A clock was set: B's times are more, or less, by so much from a moment on; whose it was, where that is known. */
    set(by: string, more: boolean, at: string): string;
    setOf(capture: string, by: string, forward: boolean, at: string): string;
    /** A single direction was captured twice: nothing bounds the clocks. */
    readonly unbounded: string;
  };
  readonly nothingLost: string;
  lost(count: string, total: string, ways: LostWays): string;
  undecided(count: string): string;
  readonly noChange: string;
  /** Conversations of one capture only. */
  readonly lonely: {
    /** A conversation, by protocol and ends. */
    between(protocol: string, client: string, server: string): string;
    /** It is in one capture only; a reason follows. */
    only(ends: string, capture: string, packets: string): string;
    /** By code: why it may be, `capture` being the one that lacks it. */
    readonly reasons: Readonly<Record<string, (capture: string) => string>>;
    more(count: string, capture: string): string;
  };
  further(count: string): string;
  readonly ends: Readonly<Record<"client" | "server", string>>;
  readonly labels: {
    readonly conversation: string;
    readonly captures: string;
    readonly clocks: string;
    readonly losses: string;
    readonly changes: string;
    readonly alone: string;
    readonly direction: string;
    readonly sent: string;
    readonly arrived: string;
    readonly lost: string;
    readonly undecided: string;
    readonly duplicated: string;
    readonly reordered: string;
    readonly notCaptured: string;
    readonly delay: string;
    /** Packet numbers of a capture. */
    numbers(what: string, capture: string, numbers: string): string;
  };
  /** Of the page. */
  readonly page: {
    readonly title: string;
    readonly ladder: string;
    /** How the ladder is read. */
    readonly ladderHelp: string;
    readonly delays: string;
    readonly delaysHelp: string;
    /** From one end to the other. */
    fromTo(from: string, to: string): string;
    clockOf(capture: string): string;
    /** Packets left out between two rows. */
    left(count: string): string;
    readonly passings: Readonly<Record<Passing, string>>;
  };
}

/** What became of a packet; src/pairing/terms/journey.ts. */
export type Passing =
  | "arrived"
  | "recut"
  | "corrupted"
  | "lost"
  | "undecided"
  | "not-captured"
  | "injected"
  | "copy";
