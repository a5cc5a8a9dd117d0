/** What a pairing comes to, once every packet's fate is known as far as it can be. */
import { ChangeLog } from "./changes/change_log.ts";
import type { ClockLine } from "./clock/clocks.ts";
import type { ConversationPair } from "./pairs/conversation_pair.ts";
import { CaptureEdges } from "./fate/capture_edges.ts";
import type { DirectionRecord } from "./pairs/direction_record.ts";
import type { Plan } from "./pairs/plan.ts";
import type { Settlement } from "./settle.ts";
import type { PairedConversation, PairedDirection, Pairing } from "./terms/pairing.ts";
import type { Sighting } from "./terms/sighting.ts";

export function concludePairing(plan: Plan, settlement: Settlement): Pairing {
  const { conversations, surveys } = plan;
  const line = settlement.clocks.line(null);
  const edges = new CaptureEdges(plan);
  const records = conversations.flatMap((pair) => pair.directions.map(({ record }) => record));
  edges.learn(records);
  const whole = areWhole(records);
  const log = new ChangeLog();
  if (plan.obstacle === "proxy") log.add("proxy", { side: "b", packet: 0 });
  const told = conversations.map((pair) => {
    const told = tellConversation(pair, { line, edges, whole });
    log.include(told.changes);
    return told;
  });
  const swapped = conversations.filter(({ near }) => near === "b").length * 2 > conversations.length;
  return {
    obstacle: plan.obstacle ?? (isSame(plan, records) ? "same" : null),
    clock: clockOf(plan, line),
    changes: log.list(),
    conversations: told,
    swapped,
    alone: {
      a: surveys.a.conversations.length - conversations.length,
      b: surveys.b.conversations.length - conversations.length,
    },
    packets: { a: surveys.a.packets, b: surveys.b.packets },
  };
}

/** What decides about packets of which nothing in their conversation tells. */
interface Context {
  readonly line: ClockLine;
  readonly edges: CaptureEdges;
  readonly whole: boolean;
}

/**
 * Whether nothing proves that a capture misses packets. One that does casts doubt on the other as well: they were taken by the
 * same people on the same day.
 */
function areWhole(records: readonly DirectionRecord[]): boolean {
  return records.every(({ missed, unsent }) =>
    missed.length === 0 && unsent.every(({ isReset, sum }) => isReset || sum === "wrong")
  );
}

function tellConversation(pair: ConversationPair, context: Context): PairedConversation {
  const { client, server } = pair.ends.a;
  addEnds(pair);
  const clientToServer = tellDirection(pair, pair.fromClient, context);
  const serverToClient = tellDirection(pair, pair.fromServer, context);
  return { client, server, changes: pair.changes.list(), clientToServer, serverToClient };
}

/** Addresses, ports and numbers that are others in B. */
function addEnds({ ends: { a, b }, likeness, changes }: ConversationPair): void {
  const text = ({ address, port }: { address: string; port: number }): string =>
    address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
  for (const end of ["client", "server"] as const) {
    const [before, after] = [text(a[end]), text(b[end])];
    if (before !== after) changes.add("nat", { before, after, side: "b", packet: 0 });
  }
  const { clientShift, serverShift } = likeness;
  if (clientShift !== 0 || serverShift !== 0) {
    changes.add("sequence-shift", { before: String(clientShift), after: String(serverShift), side: "b", packet: 0 });
  }
}

function tellDirection(pair: ConversationPair, record: DirectionRecord, context: Context): PairedDirection {
  const { sender, receiver } = record.pair;
  const { edges, whole, line } = context;
  const inside = (sent: Sighting): boolean => edges.couldSee(receiver, sent.dueFrom, sent.dueUntil);
  const lost = record.lost.filter(inside);
  const open = record.open.filter(inside);
  if (whole) lost.push(...open.splice(0));
  const unsent = unsentOf(pair, record, context);
  const missed = record.missed.filter(inside).length;
  const sent = record.matched + lost.length + open.length + missed + unsent;
  return {
    sender,
    sent,
    arrived: sent - lost.length - open.length,
    lost: numbersOf(lost),
    undecided: numbersOf(open),
    duplicated: record.duplicated,
    reordered: record.reordered,
    notCaptured: sender === "a" ? { a: unsent, b: missed } : { a: missed, b: unsent },
    delay: record.delays?.figures(line) ?? null,
  };
}

function numbersOf(packets: readonly Sighting[]): number[] {
  return packets.map(({ number }) => number).sort((one, other) => one - other);
}

/** How many came that their sender's capture misses; a reset that the sender did not send is told as a change instead. */
function unsentOf(pair: ConversationPair, record: DirectionRecord, { edges, whole }: Context): number {
  const { sender, receiver, recent, received } = record.pair;
  let count = 0;
  for (const packet of record.unsent) {
    const sentAt = packet.time - (Number.isNaN(recent) ? 0 : recent);
    if (
      packet.isReset && packet.sum !== "wrong" &&
      isInjected(packet, { received, sent: record.pair.sent, sentAt, whole })
    ) {
      pair.changes.add("rst-injected", { side: receiver, packet: packet.number });
    } else if (edges.couldSee(sender, sentAt, sentAt)) count++;
  }
  return count;
}

/** Another hop limit than the sender's packets have, or a sender that goes on: then it was somebody else. */
function isInjected(
  reset: Sighting,
  { received, sent, sentAt, whole }: {
    readonly received: readonly Sighting[];
    readonly sent: readonly Sighting[];
    readonly sentAt: number;
    readonly whole: boolean;
  },
): boolean {
  const others = received.filter((packet) => packet.partner !== null);
  if (others.length > 0 && others.every(({ ttl }) => ttl !== reset.ttl)) return true;
  return whole || sent.some((packet) => packet.time > sentAt && !packet.isReset);
}

function clockOf({ surveys }: Plan, { reading }: ClockLine): Pairing["clock"] {
  if (reading === null) return null;
  const between = (surveys.b.origin - surveys.a.origin) * 1e9;
  return { ...reading, offset: reading.offset + between };
}

function isSame({ surveys: { a, b } }: Plan, records: readonly DirectionRecord[]): boolean {
  return a.packets === b.packets && a.origin === b.origin && a.first === b.first && a.last === b.last &&
    records.every(({ pair, unsent }) =>
      unsent.length === 0 && pair.sent.every(({ partner, time }) => partner?.time === time)
    );
}
