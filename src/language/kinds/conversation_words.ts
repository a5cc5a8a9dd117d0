/** What `--format conversations` says: columns, how a conversation went, groups. */

/** Columns by their key. */
export type ColumnKey =
  | "capture"
  | "stream"
  | "client"
  | "server"
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
  | "cause";

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
  /** Under the table: conversations that are not in it. */
  further(count: string): string;
  /** Under the table: columns that did not fit. */
  leftOut(columns: string): string;
  /** A group of like conversations, in place of its ends. */
  readonly groups: {
    readonly scan: (count: string, client: string, server: string) => string;
    readonly flood: (count: string, server: string) => string;
    readonly repeated: (count: string, client: string, server: string) => string;
  };
}
