/** The end of a conversation: the last flight, what never arrived, and what came after everything was delivered. */
import type { Host } from "./host.ts";
import type { Budget } from "./terms/budget.ts";
import type { Cause, End } from "./terms/cause.ts";

/** The ACK of the last FIN, or a RST that it draws, comes within this, ns, or two round trips. */
const ON_ITS_WAY = 50e6;

/** How far the time is spent, and the end of the capture; ns. */
export interface Ending {
  readonly hosts: readonly [Host, Host];
  readonly done: number;
  readonly now: number;
  /** The path's shortest round trip, ns. */
  readonly roundTrip: number;
  /** The packets in which the end began and ended. */
  readonly packets: { readonly first: number; readonly last: number };
}

export function spendEnd(ending: Ending, budget: Budget): void {
  const { hosts: [client, server], done, now, packets } = ending;
  const unfinished = client.pieces > 0 || server.pieces > 0;
  if (unfinished || (!client.flow.begun && !server.flow.begun)) return budget.add("unknown", null, done, now, packets);
  const missing = [client, server].some(({ flow, ackedAt }) => flow.begun && ackedAt < 0);
  const delivered = missing ? now : Math.min(now, Math.max(done, client.ackedAt, server.ackedAt));
  const waited = waitsBehindGap(ending, delivered);
  // An ACK that its end delays behind the last bytes is nobody's wait: all had arrived.
  const travelled = missing || waited !== null ? delivered : Math.min(delivered, done + longestWay(ending));
  budget.add("round-trip", null, done, waited?.from ?? travelled, packets);
  if (travelled < delivered) budget.add("closing", null, travelled, delivered, packets);
  if (waited !== null) budget.add(waited.cause, null, waited.from, delivered, packets);
  const lacking = [client, server].find(({ lacks }) => lacks);
  if (lacking === undefined) return spendClosing(ending, Math.max(done, delivered), budget);
  // What was sent and never came: only whole segments die where smaller ones arrive.
  budget.add(lacking.flow.wholeArrived ? "unknown" : "path-mtu", null, Math.max(done, delivered), now, packets);
}

/** The last bytes of an end came, and some before them never did: its timers ran where the capture does not see them. */
function waitsBehindGap({ hosts, done }: Ending, until: number): { cause: Cause; from: number } | null {
  for (const { flow } of hosts) {
    if (!flow.endsWithGap || flow.rounds.atSender) continue;
    const from = Math.max(done, flow.lastSend);
    if (until - from < flow.rounds.smooth) continue;
    return { cause: flow.wholeArrived ? "retransmission-timeout" : "path-mtu", from };
  }
  return null;
}

function longestWay({ roundTrip }: Ending): number {
  return Math.max(ON_ITS_WAY, 2 * roundTrip);
}

/** Each end counts from when it could have closed: FINs on their way, and their ACKs, are round trips like all else. */
function spendClosing(ending: Ending, from: number, budget: Budget): void {
  const { hosts: [client, server], now, roundTrip, packets } = ending;
  const clientFirst = client.closedAt >= 0 && (server.closedAt < 0 || client.closedAt <= server.closedAt);
  const [first, second] = clientFirst ? [client, server] : [server, client];
  let at = from;
  const spend = (cause: Cause, end: End, to: number) => {
    const until = Math.max(at, Math.min(now, to));
    budget.add(cause, end, at, until, packets);
    at = until;
  };
  if (first.closedAt < 0) return spend("closing", null, now);
  spend("closing", first.closedByStranger ? null : clientFirst ? "client" : "server", first.closedAt);
  spend("retransmission-timeout", null, first.closedAgainAt);
  spend("round-trip", null, Math.max(first.closedAt, first.closedAgainAt) + roundTrip / 2);
  spend("closing", clientFirst ? "server" : "client", second.closedAt < 0 ? now : second.closedAt);
  if (second.closedAt < 0) return;
  spend("retransmission-timeout", null, second.lastClosedAt > second.closedAt ? second.lastClosedAt : at);
  spend("round-trip", null, Math.max(second.closedAt, second.lastClosedAt) + longestWay(ending));
  spend("closing", null, now);
}
