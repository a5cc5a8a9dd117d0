/** What is told of a conversation of both captures, once the clocks are known. */
import type { ClockLine } from "./clock/clocks.ts";
import type { CaptureEdges } from "./fate/capture_edges.ts";
import type { ClockDoubt } from "./fate/clock_doubt.ts";
import type { Wholes } from "./fate/wholes.ts";
import type { ConversationPair } from "./pairs/conversation_pair.ts";
import type { DirectionRecord } from "./pairs/direction_record.ts";
import type { Passing } from "./terms/journey.ts";
import type { PairedConversation, PairedDirection } from "./terms/pairing.ts";
import type { Sighting } from "./terms/sighting.ts";
import type { Side } from "./terms/side.ts";
import { endText } from "./terms/talk.ts";

/** Within this, and a round trip, an answer comes (RFC 9293 3.8.6.3), ns. */
const LATEST_ANSWER = 500e6;

/** What decides about packets of which nothing in their conversation tells. */
export interface Context {
  readonly line: ClockLine;
  readonly edges: CaptureEdges;
  readonly whole: Wholes;
  readonly doubt: ClockDoubt;
}

export function tellConversation(pair: ConversationPair, context: Context): PairedConversation {
  const { client, server } = pair.ends.a;
  addEnds(pair);
  const clientToServer = tellDirection(pair, pair.fromClient, context);
  const serverToClient = tellDirection(pair, pair.fromServer, context);
  const journeys = pair.journeys?.told(context.line) ?? [];
  return {
    protocol: pair.protocol,
    client,
    server,
    changes: pair.changes.list(),
    clientToServer,
    serverToClient,
    journeys,
  };
}

/** Addresses, ports and numbers that are others in B. */
function addEnds({ ends, further, protocol, likeness, changes }: ConversationPair): void {
  const text = (side: Side, end: "client" | "server"): string => {
    const all = end === "client" ? [ends[side].client, ...further[side]] : [ends[side].server];
    return all.map((one) => endText(one, protocol)).join(", ");
  };
  const moved = (["client", "server"] as const).filter((end) => text("a", end) !== text("b", end));
  if (moved.length > 0) {
    const [before, after] = (["a", "b"] as const).map((side) => moved.map((end) => text(side, end)).join(" → "));
    changes.add("nat", { side: "b", packet: 0 }, before, after);
  }
  const { clientShift, serverShift } = likeness;
  if (clientShift !== 0 || serverShift !== 0) {
    changes.add("sequence-shift", { side: "b", packet: 0 }, clientShift, serverShift);
  }
}

function tellDirection(pair: ConversationPair, record: DirectionRecord, context: Context): PairedDirection {
  const { sender } = record.pair;
  const { line, edges } = context;
  const { lost, open } = doubted(decide(pair, record, context), context);
  const unseen = edges.missed(record);
  const unsent = unsentOf(pair, record, context);
  const fromClient = record === pair.fromClient;
  const told: [Passing, readonly Sighting[]][] = [["lost", lost], ["undecided", open], [
    "not-captured",
    unseen,
  ]];
  for (const [passing, packets] of told) {
    for (const packet of packets) pair.journeys?.add({ fromClient, sender, passing, sent: packet, received: null });
  }
  const missed = unseen.length;
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
    // With nothing to bound the clocks' difference, nothing is known of delays.
    delay: line.reading?.error === Infinity ? null : record.delays.figures(line),
  };
}

/** What did not come, and what may have come or not. */
interface Unseen {
  readonly lost: Sighting[];
  readonly open: Sighting[];
}

/** Where the clocks are in doubt, a loss is not known. */
function doubted({ lost, open }: Unseen, { doubt }: Context): Unseen {
  const mayHaveCome = lost.filter((sent) => doubt.covers(sent));
  return { lost: lost.filter((sent) => !doubt.covers(sent)), open: [...open, ...mayHaveCome] };
}

/** What of those that the receiver's capture does not hold was lost, and of which it is not known. */
function decide(pair: ConversationPair, record: DirectionRecord, { edges, whole }: Context): Unseen {
  const { sender, receiver } = record.pair;
  const inside = ({ dueFrom, dueUntil }: Sighting): boolean => edges.couldSee(receiver, dueFrom, dueUntil);
  const said = record.lost.filter(inside);
  const open = record.open.filter(inside);
  if (pair.protocol !== "tcp") {
    const beyond = whole[receiver] ? edges.beyond(receiver, open) : open;
    return { lost: [...said, ...open.filter((sent) => !beyond.includes(sent))], open: [...beyond] };
  }
  const roundTrip = pair.fromClient.pair.recent + pair.fromServer.pair.recent;
  const patience = LATEST_ANSWER + (Number.isNaN(roundTrip) ? LATEST_ANSWER : roundTrip);
  const mayHaveEnded = (sent: Sighting): boolean => edges.mayHaveEnded(record, sent, patience);
  const lastLost = said.reduce((last, sent) => mayHaveEnded(sent) ? last : Math.max(last, sent.number), 0);
  // What takes up sequence space was acknowledged, by this sending or another: that is not called lost on a likelihood.
  const isLikely = (sent: Sighting): boolean => whole[receiver] && (whole[sender] || !sent.occupies);
  const isLost = (sent: Sighting): boolean => sent.number < lastLost || !mayHaveEnded(sent);
  const likely = open.filter((sent) => isLikely(sent) && isLost(sent));
  const unknown = [...open.filter((sent) => !likely.includes(sent)), ...said.filter((sent) => !isLost(sent))];
  return { lost: [...said.filter(isLost), ...likely], open: unknown };
}

function numbersOf(packets: readonly Sighting[]): number[] {
  return packets.map(({ number }) => number).sort((one, other) => one - other);
}

/** How many came that their sender's capture misses; a reset that the sender did not send is told as a change instead. */
function unsentOf(pair: ConversationPair, record: DirectionRecord, { edges, whole }: Context): number {
  const { sender, receiver, recent } = record.pair;
  const known = new Set(edges.unsent(record));
  const fromClient = record === pair.fromClient;
  let count = 0;
  for (const packet of record.unsent) {
    const sentAt = packet.time - (Number.isNaN(recent) ? 0 : recent);
    if (packet.isReset && packet.sum !== "wrong" && (whole[sender] || isForeign(packet, record, sentAt))) {
      pair.changes.add("rst-injected", { side: receiver, packet: packet.number });
      pair.journeys?.add({ fromClient, sender, passing: "injected", sent: null, received: packet });
    } else if (known.has(packet)) {
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
