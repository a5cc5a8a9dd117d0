/** What came of the cause that a conversation waited for most, where its usual end is not in the capture. */
import type { Host } from "./host.ts";
import type { Opening } from "./opening.ts";
import type { BudgetItem, Cause } from "./terms/cause.ts";
import type { Outcome } from "./terms/diagnosis.ts";

const OPENS: ReadonlySet<Cause> = new Set(["handshake", "syn-retransmission"]);
/** Part of a cause's time that its unfinished end makes up, where that is what is to be told. */
const MOST = 0.5;

/** Null where the cause ended as it usually does. */
export function outcomeOf(
  { cause, nanoseconds }: Pick<BudgetItem, "cause" | "nanoseconds">,
  { opening, hosts }: { readonly opening: Opening; readonly hosts: readonly [Host, Host] },
): Outcome | null {
  if (OPENS.has(cause)) return opening.outcome;
  if (cause === "unknown") return !opening.complete || hosts.some(({ flow }) => flow.begun) ? null : "unused";
  if (cause !== "retransmission-timeout") return null;
  return hosts.some(({ flow }) => flow.timer.unacknowledged > MOST * nanoseconds) ? "unacknowledged" : null;
}
