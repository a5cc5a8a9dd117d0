/** What `tcplab view` says on its pages. */

export interface ViewWords {
  readonly conversations: string;
  readonly packets: string;
  readonly search: string;
  readonly filter: string;
  readonly apply: string;
  readonly loading: string;
  readonly nothing: string;
  readonly changed: string;
  readonly noSuchPage: string;
  readonly keys: string;
  /** A key and what it does. */
  readonly keyHelp: readonly (readonly [key: string, does: string])[];
  readonly close: string;
  readonly previous: string;
  readonly next: string;
  readonly allPackets: string;
  readonly download: string;
  readonly column: {
    readonly number: string;
    readonly time: string;
    readonly from: string;
    readonly to: string;
    readonly protocol: string;
    readonly length: string;
    readonly what: string;
    readonly budget: string;
  };
  /** Above a list: rows shown of all. */
  rows(shown: string, all: string): string;
  /** Above a conversation's page: which of its packets are shown. */
  shownPackets(from: string, to: string, all: string): string;
  conversation(stream: string): string;
  /** In place of the story of a conversation of which a page is only a part. */
  readonly longStory: string;
  /** How far the reading has come that finds out what conversations waited for. */
  judging(percent: string): string;
  /** Of a capture that goes on. */
  following(packets: string): string;
  /** Of one that has ended: how. */
  readonly endings: Readonly<Record<"complete" | "shorter" | "replaced", (packets: string) => string>>;
  /** The program has ended; the page is still there. */
  readonly gone: string;
}
