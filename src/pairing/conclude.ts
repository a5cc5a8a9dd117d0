/** What a pairing comes to, once every packet's fate is known as far as it can be. */
import { ChangeLog } from "./changes/change_log.ts";
import type { ClockLine, Clocks } from "./clock/clocks.ts";
import type { ConversationPair } from "./pairs/conversation_pair.ts";
import { CaptureEdges } from "./fate/capture_edges.ts";
import type { DirectionRecord } from "./pairs/direction_record.ts";
import type { FirstLook } from "./pairs/first_look.ts";
import type { FileFacts } from "./survey/file_facts.ts";
import type { PairedConversation, PairedDirection, Pairing } from "./terms/pairing.ts";
import type { Passing } from "./terms/journey.ts";
import type { Sighting } from "./terms/sighting.ts";
import type { Side } from "./terms/side.ts";

/** All that was found out. */
export interface Findings {
  readonly look: FirstLook;
  readonly files: Readonly<Record<Side, FileFacts>>;
  readonly pairs: readonly ConversationPair[];
  readonly alone: Readonly<Record<Side, number>>;
  readonly clocks: Clocks;
  readonly roundTrip: number;
}

export function concludePairing({ look, files, pairs, alone, clocks, roundTrip }: Findings): Pairing {
  const { a, b } = files;
  const resolution = Math.max(a.resolution, b.resolution);
  const line = clocks.line({ first: a.first, last: a.last, resolution }, roundTrip);
  const edges = new CaptureEdges(files);
  const inOrder = pairs.toSorted((one, other) =>
    one.partners.a.conversation.index - other.partners.a.conversation.index
  );
  const records = inOrder.flatMap((pair) => pair.directions.map(({ record }) => record));
  edges.learn(records);
  const whole = areWhole(records);
  const log = new ChangeLog();
  if (look.obstacle === "proxy") log.add("proxy", { side: "b", packet: 0 });
  const conversations = inOrder.map((pair) => {
    const told = tellConversation(pair, { line, edges, whole });
    log.include(told.changes);
    return told;
  });
  return {
    obstacle: look.obstacle ?? (isSame(files, records) ? "same" : null),
    clock: clockOf(files, line),
    changes: log.list(),
    conversations,
    swapped: pairs.filter(({ near }) => near === "b").length * 2 > pairs.length,
    alone,
    origins: { a: a.origin, b: b.origin },
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
  const journeys = pair.journeys?.told(context.line) ?? [];
  return { client, server, changes: pair.changes.list(), clientToServer, serverToClient, journeys };
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
  const fromClient = record === pair.fromClient;
  const told: [Passing, readonly Sighting[]][] = [["lost", lost], ["undecided", open], [
    "not-captured",
    record.missed.filter(inside),
  ]];
  for (const [passing, packets] of told) {
    for (const packet of packets) pair.journeys?.add({ fromClient, sender, passing, sent: packet, received: null });
  }
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
    delay: record.delays.figures(line),
  };
}

function numbersOf(packets: readonly Sighting[]): number[] {
  return packets.map(({ number }) => number).sort((one, other) => one - other);
}

/** How many came that their sender's capture misses; a reset that the sender did not send is told as a change instead. */
function unsentOf(pair: ConversationPair, record: DirectionRecord, { edges, whole }: Context): number {
  const { sender, receiver, recent } = record.pair;
  const fromClient = record === pair.fromClient;
  let count = 0;
  for (const packet of record.unsent) {
    const sentAt = packet.time - (Number.isNaN(recent) ? 0 : recent);
    if (packet.isReset && packet.sum !== "wrong" && (whole || isForeign(packet, record, sentAt))) {
      pair.changes.add("rst-injected", { side: receiver, packet: packet.number });
      pair.journeys?.add({ fromClient, sender, passing: "injected", sent: null, received: packet });
    } else if (edges.couldSee(sender, sentAt, sentAt)) {
      count++;
      pair.journeys?.add({ fromClient, sender, passing: "not-captured", sent: null, received: packet });
    }
  }
  return count;
}

/** A reset with another hop limit than the sender's packets have, or one after which the sender goes on. */
function isForeign({ ttl }: Sighting, { hopLimits, lastSent }: DirectionRecord, sentAt: number): boolean {
  return (hopLimits.size > 0 && !hopLimits.has(ttl)) || lastSent > sentAt;
}

function clockOf({ a, b }: Findings["files"], { reading }: ClockLine): Pairing["clock"] {
  if (reading === null) return null;
  return { ...reading, offset: reading.offset + (b.origin - a.origin) * 1e9 };
}

function isSame({ a, b }: Findings["files"], records: readonly DirectionRecord[]): boolean {
  return a.packets === b.packets && a.origin === b.origin && a.first === b.first && a.last === b.last &&
    records.every(({ simultaneous, unsent, missed, lost, open }) =>
      simultaneous && unsent.length + missed.length + lost.length + open.length === 0
    );
}
