/** The verdict on a budget: its largest item, and how sure that is. */
import type { BudgetItem, Cause, Certainty, Vantage } from "./terms/cause.ts";
import type { Outcome, Verdict } from "./terms/diagnosis.ts";

/** Read from the packets themselves, wherever they were captured. */
const SHOWN_ANYWHERE: ReadonlySet<Cause> = new Set(["syn-retransmission", "closing"]);
/** Follows from what the sender had before it: certain in a capture made at the sender. */
const SHOWN_AT_SENDER: ReadonlySet<Cause> = new Set(["receive-window", "retransmission-timeout"]);
/** What a packet says in so many words. */
const SHOWN_BY_A_PACKET: ReadonlySet<Outcome | null> = new Set(["refused", "barred"] as const);
/** What the packets suggest and do not show. */
const DOUBTFUL: ReadonlySet<Outcome | null> = new Set(["relayed", "unfinished", "cut", "upgraded", "skipped"] as const);
/** What is left when nothing else held the sender: a window that nobody can read may have. */
const LEFT_OVER: ReadonlySet<Cause> = new Set([
  "server-application",
  "client-application",
  "send-buffer",
  "congestion-window",
  "slow-start",
]);
/** A verdict with less than this is one of several. */
const CLEAR = 0.5;
const OVERWHELMING = 0.75;
const NOTHING_KNOWN: BudgetItem = { cause: "unknown", end: null, nanoseconds: 0, share: 0, longest: [] };

/** What is known of the capture beside the budget. */
export interface Standpoint {
  readonly vantage: Vantage;
  /** The end that sent most of the data. */
  readonly sender: "client" | "server";
  /** Something is missing: the opening, or a direction. */
  readonly partial: boolean;
  /** The window that the data went into has an unknown scale, and may have been small. */
  readonly windowUnsure: boolean;
  /** A loss of the data was seen. */
  readonly lossSeen: boolean;
}

/** The verdict on a budget whose largest item stands first. */
export function verdictOn(
  budget: readonly BudgetItem[],
  standpoint: Standpoint,
  outcomeOf: (item: BudgetItem) => Outcome | null = () => null,
): Verdict {
  const [largest = NOTHING_KNOWN, second] = budget;
  const outcome = outcomeOf(largest);
  const { cause, end, nanoseconds, share } = largest;
  const certainty = certaintyOf({ cause, share, outcome }, second?.share ?? 0, standpoint);
  return { cause, end, nanoseconds, share, certainty, lossSeen: standpoint.lossSeen, outcome };
}

function certaintyOf(
  { cause, share, outcome }: Pick<Verdict, "cause" | "share" | "outcome">,
  second: number,
  standpoint: Standpoint,
): Certainty {
  if (outcome !== "barred" && (cause === "unknown" || share < CLEAR || share < 1.5 * second)) return "possible";
  // A small buffer in the sender, and pacing, bound the flight as well: only a loss tells that the window shrank.
  if (cause === "congestion-window" && !standpoint.lossSeen) return "possible";
  if (isLeftOver(cause, standpoint)) return "possible";
  if (DOUBTFUL.has(outcome)) return "possible";
  if (SHOWN_BY_A_PACKET.has(outcome)) return "certain";
  if (standpoint.partial || share < OVERWHELMING) return "likely";
  const atSender = standpoint.vantage === standpoint.sender;
  const shown = SHOWN_ANYWHERE.has(cause) || (atSender && SHOWN_AT_SENDER.has(cause));
  return shown ? "certain" : "likely";
}

/** A window that nobody can read may have held the sender instead. */
export function isLeftOver(cause: Cause, { windowUnsure }: Standpoint): boolean {
  return windowUnsure && LEFT_OVER.has(cause);
}
