/** What `tcplab why` says: causes, verdicts and remedies. Amounts come in as written. */

/** Figures of a verdict, in words of the language. */
export interface VerdictFigures {
  /** The end's name; empty where it is of no end. */
  readonly end: string;
  readonly share: string;
  readonly time: string;
  readonly total: string;
  /** Of a full path: what it carried, `9.65 Mbit/s`; empty where nobody knows. */
  readonly rate: string;
  /** A loss was seen. */
  readonly lossSeen: boolean;
  /** What came of it, where it did not end as usual; null where it did. */
  readonly outcome: string | null;
}

/** Figures of a remedy. */
export interface RemedyFigures {
  readonly end: string;
  readonly time: string;
  readonly total: string;
  /** As of the verdict. */
  readonly outcome: string | null;
  /** A window or buffer; empty where it is about neither. */
  readonly bytes: string;
}

export interface WhyWords {
  /** What was waited for, by its name; packets are a number, or the first and the last: `4-9`. */
  readonly named: {
    /** The parts of the set-up, in order. */
    setUp(parts: string): string;
    name(name: string, time: string, packets: string): string;
    opening(time: string): string;
    tls(time: string, roundTrips: number, packets: string): string;
    /** The server's longest answers, the client's longest pauses. */
    answers(parts: string): string;
    answer(request: string, time: string, status: string, packets: string): string;
    pauses(parts: string): string;
    pause(request: string, time: string, packets: string): string;
  };
  /** Every cause by its name in the contract, in two words or three. */
  readonly causes: Readonly<Record<string, string>>;
  readonly verdicts: Readonly<Record<string, (figures: VerdictFigures) => string>>;
  /** What took nearly as long as the verdict's cause. */
  almost(what: string, time: string, share: string): string;
  readonly remedies: Readonly<Record<string, (figures: RemedyFigures) => string>>;
  readonly ends: Readonly<Record<"client" | "server", string>>;
  readonly capturedAt: Readonly<Record<"client" | "server" | "between" | "unknown", string>>;
  readonly certainty: Readonly<Record<"certain" | "likely" | "possible", string>>;
  readonly labels: {
    readonly verdict: string;
    readonly remedy: string;
    readonly cause: string;
    readonly end: string;
    readonly time: string;
    readonly share: string;
    readonly packets: string;
    readonly conversation: string;
    readonly duration: string;
    /** What the time was spent on. */
    readonly spent: string;
  };
  /** A number, a share, a duration or an address, as it stands in a line of this language. */
  code(text: string): string;
  /** `packet 4`, `packets 4-9, 12`. */
  packetList(packets: string): string;
  /** A part of the time, with its share. */
  part(name: string, share: string): string;
  /** Where the time went; the parts are written out. */
  went(parts: string): string;
  /** A verdict, with how sure it is. */
  readonly sure: Readonly<Record<"certain" | "likely" | "possible", (verdict: string) => string>>;
  /** Beside what the kernel says: what the packets alone tell of a conversation. */
  besideKernel(conversation: string, parts: string): string;
  readonly noRemedy: string;
  /** Of a conversation that begins and ends with one packet, or within one moment. */
  readonly noTime: string;
  readonly noTcp: string;
  /** Conversations that are not shown. */
  further(count: string): string;
}
