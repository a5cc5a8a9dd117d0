/** From a finished conversation to what is said of it. */
import type { Conversation } from "../analysis/conversation.ts";
import type { BudgetItem, Cause } from "./terms/cause.ts";
import type { ConversationDiagnosis } from "./conversation_diagnosis.ts";
import type { Diagnosis } from "./terms/diagnosis.ts";
import { type NamedWaits, NO_NAMED_WAITS } from "./terms/named_waits.ts";
import { outcomeOf } from "./outcome.ts";
import { remedyFor } from "./remedy.ts";
import { verdictOn } from "./verdict.ts";

/**
 * Nobody can change these without another path, or nobody knows; and nobody waits for a connection to close that has delivered
 * everything: kept open for the next request it is no loss.
 */
const GIVEN: ReadonlySet<Cause> = new Set(["handshake", "round-trip", "bandwidth", "closing", "unknown"]);
const BOTH_SYNS = 3;

export function concluded(
  conversation: Conversation,
  finished: ConversationDiagnosis,
  waits: NamedWaits = NO_NAMED_WAITS,
): Diagnosis {
  const budget = withRate(finished.budget.items(), 8e9 * finished.fullRate);
  const { trips: { vantage, whole }, hosts, now: duration } = finished;
  const [{ flow: up }, { flow: down }] = hosts;
  const main = up.bytes >= down.bytes ? up : down;
  const partial = (conversation.completeness & BOTH_SYNS) !== BOTH_SYNS;
  const { lossSeen } = main.rounds;
  const standpoint = { vantage, sender: main === up ? "client" : "server", partial, lossSeen } as const;
  const verdict = verdictOn(budget, standpoint, (item) => {
    const unfinished = item.cause === "server-application" && 2 * waits.unfinished > item.nanoseconds;
    return unfinished ? "unfinished" : outcomeOf(item, finished);
  });
  const { client, server, firstSeconds: seconds, firstNanoseconds: nanoseconds, fromClient, fromServer } = conversation;
  return {
    conversation: conversation.index,
    client,
    server,
    seconds,
    nanoseconds,
    duration,
    packets: fromClient.packets + fromServer.packets,
    bytes: up.bytes + down.bytes,
    vantage,
    budget,
    verdict,
    remedy: remedyFor(verdict, {
      duration,
      budget,
      bytes: main.bytes,
      roundTrip: whole,
      rate: main.rounds.delivery.likely,
      fastest: main.rounds.delivery.rate,
    }),
    waits,
    lost: budget.reduce((sum, item) => sum + lostIn(item), 0),
  };
}

/** `rate` in bits a second. */
function withRate(budget: readonly BudgetItem[], rate: number): readonly BudgetItem[] {
  return rate === 0 ? budget : budget.map((item) => item.cause === "bandwidth" ? { ...item, rate } : item);
}

function lostIn({ cause, nanoseconds }: BudgetItem): number {
  return GIVEN.has(cause) ? 0 : nanoseconds;
}
