/** The end of a conversation: the last flight, what never arrived, and what came after everything was delivered. */
import type { Host } from "./host.ts";
import type { Budget } from "./terms/budget.ts";
import type { Cause, End } from "./terms/cause.ts";

/** How far the time is spent, and the end of the capture; ns. */
export interface Ending {
  readonly hosts: readonly [Host, Host];
  readonly done: number;
  readonly now: number;
  /** The packets in which the end began and ended. */
  readonly packets: { readonly first: number; readonly last: number };
}

export function spendEnd(ending: Ending, budget: Budget): void {
  const { hosts: [client, server], done, now, packets } = ending;
  if (!client.flow.begun && !server.flow.begun) return budget.add("unknown", null, done, now, packets);
  const missing = [client, server].some(({ flow, ackedAt }) => flow.begun && ackedAt < 0);
  const delivered = missing ? now : Math.min(now, Math.max(done, client.ackedAt, server.ackedAt));
  const waited = waitsBehindGap(ending, delivered);
  budget.add("round-trip", null, done, waited?.from ?? delivered, packets);
  if (waited !== null) budget.add(waited.cause, null, waited.from, delivered, packets);
  spendClosing(ending, Math.max(done, delivered), budget);
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

function spendClosing({ hosts: [client, server], now, packets }: Ending, from: number, budget: Budget): void {
  const clientFirst = client.closedAt >= 0 && (server.closedAt < 0 || client.closedAt <= server.closedAt);
  const first = clientFirst ? client : server;
  const closer: End = first.closedAt < 0 ? null : clientFirst ? "client" : "server";
  const other: End = closer === null ? null : clientFirst ? "server" : "client";
  const closed = closer === null ? now : Math.min(now, Math.max(from, first.closedAt));
  if (first.closedBehindHole) {
    budget.add(first.flow.wholeArrived ? "unknown" : "path-mtu", null, from, closed, packets);
  } else budget.add("closing", closer, from, closed, packets);
  budget.add("closing", other, closed, now, packets);
}
