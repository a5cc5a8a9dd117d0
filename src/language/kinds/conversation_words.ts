/** What `--format conversations` says: columns, how a conversation went, groups. */

/** Columns by their key. */
export type ColumnKey =
  | "capture"
  | "stream"
  | "client"
  | "server"
  | "name"
  | "start"
  | "duration"
  | "packets"
  | "toServer"
  | "toClient"
  | "rate"
  | "again"
  | "rtt"
  | "state"
  | "lost"
  | "cause"
  | "findings";

/** Zeek's words for how a connection went. */
type StateKey =
  | "S0"
  | "S1"
  | "SF"
  | "REJ"
  | "S2"
  | "S3"
  | "RSTO"
  | "RSTR"
  | "RSTOS0"
  | "RSTRH"
  | "SH"
  | "SHR"
  | "OTH";

export interface ConversationWords {
  /** Heads of the columns. */
  readonly columns: Readonly<Record<ColumnKey, string>>;
  readonly states: Readonly<Record<StateKey, string>>;
  /** What stands where there is nothing to say. */
  readonly none: string;
  /** Of the overview of a large capture. */
  readonly overview: {
    readonly title: string;
    readonly nothing: string;
    /** A conversation's time and bytes. */
    readonly took: (duration: string, bytes: string) => string;
    readonly lost: (time: string, cause: string) => string;
    readonly again: (segments: string, one: boolean) => string;
    readonly roundTrip: (time: string) => string;
    readonly goOn: string;
    readonly one: string;
    readonly where: string;
    readonly look: string;
    readonly everything: string;
    readonly list: string;
    /** Under the overview: what stands below it. */
    follows(packets: string): string;
  };
  /** Under the table: conversations that are not in it. */
  further(count: string): string;
  /** Under the table: columns that did not fit. */
  leftOut(columns: string): string;
  /** A group of like conversations, in place of its ends. */
  readonly groups: {
    readonly tries: (count: string, client: string, server: string) => string;
    readonly scan: (count: string, client: string, server: string) => string;
    readonly flood: (count: string, server: string) => string;
    readonly repeated: (count: string, client: string, server: string) => string;
  };
}
