/** The verdict on a budget: its largest item, and how sure that is. */
import type { BudgetItem, Cause, Certainty, Vantage } from "./terms/cause.ts";
import type { Verdict } from "./terms/diagnosis.ts";

/** Read from the packets themselves, wherever they were captured. */
const SHOWN_ANYWHERE: ReadonlySet<Cause> = new Set(["syn-retransmission", "closing"]);
/** Follows from what the sender had before it: certain in a capture made at the sender. */
const SHOWN_AT_SENDER: ReadonlySet<Cause> = new Set(["receive-window", "retransmission-timeout"]);
/** A verdict with less than this is one of several. */
const CLEAR = 0.5;
const OVERWHELMING = 0.75;

/** What is known of the capture beside the budget. */
export interface Standpoint {
  readonly vantage: Vantage;
  /** The end that sent most of the data. */
  readonly sender: "client" | "server";
  /** Something is missing: the opening, or a direction. */
  readonly partial: boolean;
}

/** The verdict on a budget whose largest item stands first. */
export function verdictOn(budget: readonly BudgetItem[], standpoint: Standpoint): Verdict {
  const [largest, second] = budget;
  if (largest === undefined) return { cause: "unknown", end: null, certainty: "possible", nanoseconds: 0, share: 0 };
  const { cause, end, nanoseconds, share } = largest;
  return { cause, end, nanoseconds, share, certainty: certaintyOf(largest, second?.share ?? 0, standpoint) };
}

function certaintyOf({ cause, share }: BudgetItem, second: number, standpoint: Standpoint): Certainty {
  if (cause === "unknown" || share < CLEAR || share < 1.5 * second) return "possible";
  if (standpoint.partial || share < OVERWHELMING) return "likely";
  const atSender = standpoint.vantage === standpoint.sender;
  const shown = SHOWN_ANYWHERE.has(cause) || (atSender && SHOWN_AT_SENDER.has(cause));
  return shown ? "certain" : "likely";
}
