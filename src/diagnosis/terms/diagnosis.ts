/** What is said of one conversation: where its time went, and what to change. */
import type { Endpoint } from "../../analysis/conversation.ts";
import type { NamedWaits } from "./named_waits.ts";
import type { BudgetItem, Cause, Certainty, End, Vantage } from "./cause.ts";

/** What came of the cause, where it is not what usually comes of it. */
export type Outcome =
  /** A RST answered the SYN; ICMP did; nothing did; nothing answered the SYN,ACK. */
  | "refused"
  | "barred"
  | "unanswered"
  | "half-open"
  /** A RST ended an opening, or an idle connection. */
  | "reset"
  /** The opening took far longer than the path, or an ACK did. */
  | "late"
  /** Something on the way may have acknowledged for the server. */
  | "relayed"
  /** A request's rest never came; the last answer was never complete. */
  | "unfinished"
  | "cut"
  /** No ACK came of what was sent again. */
  | "unacknowledged"
  /** What lay behind the lost bytes had arrived. */
  | "gapped"
  /** No byte was ever sent. */
  | "unused"
  /** An end closed an idle connection. */
  | "kept"
  /** Both ends had closed before. */
  | "over"
  /** ICMP says that packets are too large. */
  | "told"
  /** Of IP packets only some pieces came. */
  | "in-pieces"
  /** What was waited for lay in the sender's kernel, which had been told to wait for more. */
  | "corked"
  /**
   * The window was closed before a byte had been sent; it is one that its end scales, and no scale was agreed; it was as large as
   * one can be that is not scaled.
   */
  | "unready"
  | "unscaled"
  | "capped"
  /** Nothing came of an end, not even an ACK of the other one's FIN. */
  | "unreachable"
  /** The protocol was switched: either end speaks unasked. */
  | "upgraded"
  /** What an end sent meanwhile may have been lost before the capture. */
  | "skipped";

/** The largest share of the budget. */
export interface Verdict {
  readonly cause: Cause;
  readonly end: End;
  readonly certainty: Certainty;
  readonly nanoseconds: number;
  readonly share: number;
  /** A loss was seen in the capture: without one, a congestion window is but one of the things that hold a sender. */
  readonly lossSeen: boolean;
  /** Null where the cause ended as it usually does. */
  readonly outcome: Outcome | null;
}

/** What would have helped, and how long the conversation would have taken then. */
export interface Remedy {
  readonly cause: Cause;
  readonly end: End;
  /** Duration with the advice followed, ns. */
  readonly nanoseconds: number;
  /** The window or buffer that it takes, bytes; null where the advice is another. */
  readonly bytes: number | null;
}

export interface Diagnosis {
  /** The conversation's index in the capture. */
  readonly conversation: number;
  readonly client: Endpoint;
  readonly server: Endpoint;
  /** Time of the first packet. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** ns from the first packet to the last. */
  readonly duration: number;
  readonly packets: number;
  /** Data of both directions, every byte once. */
  readonly bytes: number;
  readonly vantage: Vantage;
  readonly budget: readonly BudgetItem[];
  readonly verdict: Verdict;
  readonly remedy: Remedy | null;
  /** What the application says of its waits. */
  readonly waits: NamedWaits;
  /** Time that a change could win: everything but the path's length, its rate, being kept open, and what nobody can tell. */
  readonly lost: number;
}
