/** What is said of one conversation: where its time went, and what to change. */
import type { Endpoint } from "../../analysis/conversation.ts";
import type { NamedWaits } from "./named_waits.ts";
import type { BudgetItem, Cause, Certainty, End, Vantage } from "./cause.ts";

/**
 * What came of the cause, where it is not what usually comes of it: the SYN was refused by a RST (`refused`), or never answered, nor
 * was the SYN,ACK (`half-open`); a RST ended an opening, or an idle connection (`reset`); the opening took far longer than the path,
 * or an ACK did (`late`); something on the way may have acknowledged for the server
 * (`relayed`); a request's rest never came (`unfinished`); no ACK of what was sent again; no byte was ever sent (`unused`); an idle connection was closed by an end (`kept`); ICMP
 * says that packets are too large (`told`); of IP packets only some pieces came (`in-pieces`); what was waited for lay in the sender's kernel, which had
 * been told to wait for more (`corked`); the window was closed before a byte had been sent (`unready`); nothing came of an end, not even
 * an ACK of the other one's FIN (`unreachable`); an answer was never complete (`cut`).
 */
export type Outcome =
  | "refused"
  | "unanswered"
  | "half-open"
  | "reset"
  | "late"
  | "relayed"
  | "unfinished"
  | "unacknowledged"
  | "unused"
  | "kept"
  | "told"
  | "in-pieces"
  | "corked"
  | "unready"
  | "unreachable"
  | "cut";

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
