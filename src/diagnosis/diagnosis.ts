/** What is said of one conversation: where its time went, and what to change. */
import type { Conversation, Endpoint } from "../analysis/conversation.ts";
import type { BudgetItem, Cause, Certainty, End, Vantage } from "./cause.ts";

/** The largest cause that can be changed. `cause` is null where nothing holds the conversation up. */
export interface Verdict {
  readonly cause: Cause;
  readonly end: End;
  readonly certainty: Certainty;
  readonly share: number;
}

export interface Diagnosis {
  readonly conversation: Conversation;
  readonly client: Endpoint;
  readonly server: Endpoint;
  /** ns from the first packet to the last. */
  readonly duration: number;
  readonly vantage: Vantage;
  readonly budget: readonly BudgetItem[];
  readonly verdict: Verdict;
}
