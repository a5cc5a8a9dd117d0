/** What came of the cause that a conversation waited for most, where that is not what usually comes of it. */
import type { Host } from "./host.ts";
import type { Trips } from "./measure/trips.ts";
import type { Opening } from "./opening.ts";
import type { BudgetItem, Cause } from "./terms/cause.ts";
import type { Outcome } from "./terms/diagnosis.ts";

const OPENS: ReadonlySet<Cause> = new Set(["handshake", "syn-retransmission"]);
const APPLICATIONS: ReadonlySet<Cause> = new Set(["client-application", "server-application"]);
/** Part of a cause's time that makes up what is to be told of it instead. */
const MOST = 0.5;
/** An opening that takes so many times the path's round trip, and so much more, ns, met something else than the path's length. */
const LATE = 3;
const LATE_LEAST = 50e6;
/** A wait of less than so many openings may be the path's. */
const RELAYED = 1.5;

/** What is known of the conversation. */
export interface Known {
  readonly opening: Opening;
  readonly hosts: readonly [Host, Host];
  readonly trips: Trips;
  /** Time of the last packet since the first, ns. */
  readonly now: number;
  /** ICMP says that packets of it are too large. */
  readonly tooLarge: boolean;
  /** ICMP says that packets of it cannot be delivered. */
  readonly barred: boolean;
}

type Item = Pick<BudgetItem, "cause" | "end" | "nanoseconds" | "longest">;

/** Null where the cause ended as it usually does. */
export function outcomeOf(item: Item, known: Known): Outcome | null {
  const { opening, hosts, tooLarge, barred } = known;
  const { cause, nanoseconds } = item;
  if (OPENS.has(cause)) return openingOutcome(item, known);
  if (cause === "server-application" && isRelayed(item, known)) return "relayed";
  if (cause === "closing") return closingOutcome(item, known);
  if (cause === "path-mtu") return tooLarge ? "told" : null;
  if (cause === "unknown") {
    if (barred && opening.outcome === "unanswered") return "barred";
    if (hosts.some(({ pieces }) => pieces > 0)) return "in-pieces";
    if (!opening.complete || hosts.some(({ flow }) => flow.begun)) return null;
    return isReset(hosts) ? "reset" : "unused";
  }
  if (cause === "round-trip") return hosts.some(({ flow }) => flow.timer.needless > MOST * nanoseconds) ? "late" : null;
  if (cause === "receive-window") {
    if (hosts.some(({ flow: { window } }) => window.withheld > MOST * nanoseconds)) return "unready";
    const { window, rounds } = hosts[item.end === "client" ? 1 : 0].flow;
    if (window.unscaled) return "unscaled";
    return window.isCapped(rounds.segment) ? "capped" : null;
  }
  if (APPLICATIONS.has(cause)) {
    if (isUnreachable(item, known)) return "unreachable";
    const { flow, skipped } = hosts[item.end === "client" ? 0 : 1];
    if (flow.writes.cork.held > MOST * nanoseconds) return "corked";
    return skipped > MOST * nanoseconds ? "skipped" : null;
  }
  if (cause !== "retransmission-timeout") return null;
  if (hosts.some(({ flow }) => flow.timer.unacknowledged > MOST * nanoseconds)) return "unacknowledged";
  return hosts.some(({ flow }) => flow.timer.gapped > MOST * nanoseconds) ? "gapped" : null;
}

function openingOutcome({ cause, nanoseconds }: Item, { opening, hosts, trips, barred }: Known): Outcome | null {
  const { outcome } = opening;
  if (barred && outcome === "unanswered") return "barred";
  if (outcome !== null) return outcome;
  if (!hosts.some(({ flow }) => flow.begun)) return isReset(hosts) ? "reset" : null;
  return cause === "handshake" && isLate(nanoseconds, trips) ? "late" : null;
}

function isLate(nanoseconds: number, { whole }: Trips): boolean {
  return nanoseconds > LATE * whole && nanoseconds - whole > LATE_LEAST;
}

/** ACKs come far sooner than the opening's answer did, and each wait is as long as that: they may be of something on the way. */
function isRelayed({ longest: [wait] }: Item, { opening: { complete, took }, trips }: Known): boolean {
  return complete && isLate(took, trips) && wait !== undefined && wait.nanoseconds < RELAYED * took;
}

/** For most of the time the other end sent its FIN again and again, and not even an ACK came of this one. */
function isUnreachable({ end, nanoseconds }: Item, { hosts: [client, server], now }: Known): boolean {
  const other = end === "client" ? server : client;
  return other.closedAgainAt > other.closedAt && now - other.closedAt > MOST * nanoseconds;
}

/** Before an end has closed, the connection is kept open by both. */
function closingOutcome({ end }: Item, { hosts: [client, server] }: Known): Outcome | null {
  const clientFirst = client.closedAt >= 0 && (server.closedAt < 0 || client.closedAt <= server.closedAt);
  const [first, second] = clientFirst ? [client, server] : [server, client];
  if (end === null && second.closedAt >= 0 && !first.closedByStranger) return "over";
  if (first.closedAt < 0 || (end !== null && (end === "client") !== clientFirst)) return null;
  return first.closedByReset ? "reset" : "kept";
}

/** The end that closed did so by a RST. */
function isReset(hosts: readonly Host[]): boolean {
  return hosts.some(({ closedByReset }) => closedByReset) &&
    !hosts.some((host) => host.closedAt >= 0 && !host.closedByReset);
}
