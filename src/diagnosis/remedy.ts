/** What it would have taken without the verdict's cause. */
import type { BudgetItem, Cause } from "./terms/cause.ts";
import type { Outcome, Remedy, Verdict } from "./terms/diagnosis.ts";

/** What a direction showed of its path. */
export interface PathFacts {
  readonly duration: number;
  readonly budget: readonly BudgetItem[];
  /** Bytes of the direction that carried most. */
  readonly bytes: number;
  /** Shortest round trip, ns; 0 where nobody knows. */
  readonly roundTrip: number;
  /** What the path would carry on and on, and the fastest that it delivered, bytes per ns; 0 where nobody knows. */
  readonly rate: number;
  readonly fastest: number;
  /** Most bytes that were in flight: what the windows and buffers at hand hold. */
  readonly most: number;
}

/** Outcomes that are a fault, and after which the conversation went on to its end. */
const ENDED: ReadonlySet<Outcome> = new Set(["told", "corked", "gapped", "capped"]);
/** A smaller part of the duration than this is left over by chance, and one that saves less is none. */
const TELLING = 0.001;
const SAVING = 0.005;
/** The wait falls away entirely. */
const AVOIDABLE: ReadonlySet<Cause> = new Set([
  "client-application",
  "server-application",
  "syn-retransmission",
  "delayed-ack",
  "closing",
]);
/** A window that was too small, or shrank after losses. */
const WINDOWS: ReadonlySet<Cause> = new Set(["receive-window", "send-buffer", "congestion-window", "fast-recovery"]);
/** Time in which data flows: without the cause its bytes still have to cross the path, at its rate. */
const FLOWING: ReadonlySet<Cause> = new Set([...WINDOWS, "slow-start", "bandwidth"]);
/** What losses cost beside the timers: the repair, and the window that grows back. */
const AFTER_LOSS: ReadonlySet<Cause> = new Set(["retransmission-timeout", "fast-recovery", "congestion-window"]);
/** A window that a timer had closed grows through slow start again. */
const SHRUNKEN: ReadonlySet<Cause> = new Set(["fast-recovery", "congestion-window", "slow-start"]);
/** RFC 6928. */
const INITIAL_WINDOW = 14_600;
/** Options take a part of every segment. */
const WHOLE_WINDOW = 0.95;

/**
 * The remedy for a verdict; null where only another path would help, or nothing is known: of a conversation that would be over in no
 * time at all, what the capture's own delays are is no duration.
 */
export function remedyFor(verdict: Verdict, facts: PathFacts): Remedy | null {
  const remedy = predicted(verdict, facts);
  if (remedy === null) return null;
  const { duration, roundTrip, bytes, fastest } = facts;
  const least = roundTrip + (fastest > 0 ? Math.floor(bytes / fastest) : 0);
  const nanoseconds = Math.max(remedy.nanoseconds, least);
  return nanoseconds > (1 - SAVING) * duration || nanoseconds < TELLING * duration ? null : { ...remedy, nanoseconds };
}

function predicted({ cause, end, nanoseconds, lossSeen, outcome }: Verdict, facts: PathFacts): Remedy | null {
  // What never came to its end has no duration without it, and what is no fault needs no remedy.
  if (outcome !== null && !ENDED.has(outcome)) return null;
  const { duration, roundTrip, rate } = facts;
  if (cause === "path-mtu") {
    // What never arrived still has to cross the path: a whole first window is more than one in smaller segments.
    const flights = facts.bytes >= WHOLE_WINDOW * INITIAL_WINDOW ? 2 : 1;
    return { cause, end, nanoseconds: Math.min(duration, duration - nanoseconds + flights * roundTrip), bytes: null };
  }
  // Whether a connection is still of use that neither end has closed, the capture does not tell.
  if (cause === "closing" && end === null) return null;
  if (AVOIDABLE.has(cause)) return { cause, end, nanoseconds: duration - nanoseconds, bytes: null };
  if (cause === "retransmission-timeout") return { cause, end, nanoseconds: withoutLoss(facts), bytes: null };
  if (cause === "round-trip" && roundTrip > 0 && nanoseconds > 3 * roundTrip) {
    return { cause, end, nanoseconds: duration - nanoseconds + roundTrip, bytes: null };
  }
  if (cause === "congestion-window" && !lossSeen) return null;
  if (!WINDOWS.has(cause) || !(rate > 0)) return null;
  const atRate = atFullRate(facts, cause);
  if (atRate >= duration) return null;
  const window = Math.ceil(rate * roundTrip);
  const wider = window > facts.most;
  // A buffer that holds as much is none that is too small; a window of that size needs a program that reads.
  if (cause === "send-buffer" && !wider) return null;
  const sized = cause === "send-buffer" || (cause === "receive-window" && wider);
  return { cause, end, nanoseconds: atRate, bytes: sized ? window : null };
}

/** Every byte at the path's rate, behind a slow start; what was waited for otherwise stays. */
function atFullRate({ duration, budget, bytes, roundTrip, ...rates }: PathFacts, cause: Cause): number {
  const loses = AFTER_LOSS.has(cause);
  // A window that losses keep small seldom fills the line: the fastest train tells more of it.
  const rate = loses ? rates.fastest : rates.rate;
  const flowing = spent(budget, (one) => FLOWING.has(one) || (loses && one === "retransmission-timeout"));
  const growth = Math.max(0, Math.log2(rate * roundTrip / INITIAL_WINDOW) - 1) * roundTrip;
  return Math.round(Math.min(duration, duration - flowing + bytes / rate + growth));
}

function withoutLoss({ duration, budget, bytes, rate }: PathFacts): number {
  const shrunken = spent(budget, (cause) => SHRUNKEN.has(cause));
  const crossing = rate > 0 ? Math.min(shrunken, bytes * shrunken / duration / rate) : 0;
  return Math.round(duration - spent(budget, (cause) => cause === "retransmission-timeout") - shrunken + crossing);
}

function spent(budget: readonly BudgetItem[], counts: (cause: Cause) => boolean): number {
  return budget.reduce((sum, { cause, nanoseconds }) => sum + (counts(cause) ? nanoseconds : 0), 0);
}
