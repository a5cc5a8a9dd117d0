/** From a finished conversation to what is said of it. */
import type { Conversation } from "../analysis/conversation.ts";
import type { BudgetItem, Cause } from "./terms/cause.ts";
import type { RoundTrips } from "./sender/round_trips.ts";
import type { ConversationDiagnosis } from "./conversation_diagnosis.ts";
import type { Diagnosis } from "./terms/diagnosis.ts";
import { type NamedWaits, NO_NAMED_WAITS } from "./terms/named_waits.ts";
import { outcomeOf } from "./outcome.ts";
import { type PathFacts, remedyFor } from "./remedy.ts";
import { isLeftOver, type Standpoint, verdictOn } from "./verdict.ts";

/**
 * Nobody can change these without another path, or nobody knows; and nobody waits for a connection to close that has delivered
 * everything: kept open for the next request it is no loss.
 */
const GIVEN: ReadonlySet<Cause> = new Set(["handshake", "round-trip", "bandwidth", "closing", "unknown"]);
const APPLICATIONS: ReadonlySet<Cause> = new Set(["client-application", "server-application"]);
const BOTH_SYNS = 3;
/** Part of the time in which the path was full, from which on that tells its rate. */
const FULL_SHARE = 0.2;

export function concluded(
  conversation: Conversation,
  finished: ConversationDiagnosis,
  waits: NamedWaits = NO_NAMED_WAITS,
): Diagnosis {
  const { trips: { vantage, whole }, hosts, now: duration } = finished;
  const [{ flow: up }, { flow: down }] = hosts;
  const budget = withRate(finished.budget.items(), rateOf(up.rounds.full, down.rounds.full));
  const main = up.bytes >= down.bytes ? up : down;
  const partial = (conversation.completeness & BOTH_SYNS) !== BOTH_SYNS;
  const { lossSeen } = main.rounds;
  const sender = main === up ? "client" : "server";
  const standpoint: Standpoint = { vantage, sender, partial, windowUnsure: main.window.unsure, lossSeen };
  const verdict = verdictOn(budget, standpoint, (item) => {
    if (item.cause === "server-application" && 2 * waits.unfinished > item.nanoseconds) return "unfinished";
    if (waits.upgraded && APPLICATIONS.has(item.cause)) return "upgraded";
    return item.cause === "closing" && waits.cut ? "cut" : outcomeOf(item, finished);
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
    remedy: isLeftOver(verdict.cause, standpoint) ? null : remedyFor(verdict, {
      duration,
      budget,
      bytes: main.bytes,
      roundTrip: whole,
      most: main.rounds.most,
      ...ratesOf(main.rounds, duration),
    }),
    waits,
    lost: budget.reduce((sum, item) => sum + lostIn(item), 0),
  };
}

/** What the path carried while it was full, where that was for a while: trains of ACKs that were bunched up tell more than it can. */
function ratesOf({ full, delivery }: RoundTrips, duration: number): Pick<PathFacts, "rate" | "fastest"> {
  if (full.time < FULL_SHARE * duration) return { rate: delivery.likely, fastest: delivery.rate };
  const rate = full.bytes / full.time;
  return { rate, fastest: rate };
}

/** What the path carried of the direction that filled it, bits a second; 0 where none did. */
function rateOf(up: RoundTrips["full"], down: RoundTrips["full"]): number {
  const { bytes, time } = up.time >= down.time ? up : down;
  return time > 0 ? 8e9 * bytes / time : 0;
}

/** `rate` in bits a second. */
function withRate(budget: readonly BudgetItem[], rate: number): readonly BudgetItem[] {
  return rate === 0 ? budget : budget.map((item) => item.cause === "bandwidth" ? { ...item, rate } : item);
}

function lostIn({ cause, nanoseconds }: BudgetItem): number {
  return GIVEN.has(cause) ? 0 : nanoseconds;
}
