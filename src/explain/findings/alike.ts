/**
 * Conversations that are of one kind, so that a flood, a scan or a health check is told once, with a count. It looks at each
 * conversation when it is over; what it keeps grows with the hosts and ports, up to a bound, and not with the conversations.
 */
import type { Conversation } from "../../analysis/conversation.ts";

/** Bits of `Conversation.completeness`. */
export const SYN_SEEN = 1;
export const SYN_ACK_SEEN = 2;
const ACK_SEEN = 4;
const DATA_SEEN = 8;
const RST_SEEN = 32;

/** Places, pairs and kinds remembered; what comes first stays. */
const KEPT = 4096;
/** Sources, ports and hosts of one group that are told apart; beyond, they are counted as "more". */
const TOLD_APART = 65_536;
/** Packets and open ports of a group that are named. */
const NAMED = 8;
const NAMED_PORTS = 12;
/** Conversations whose group is remembered by their index: as many as a report lists. */
const INDEXED = 1000;

/** How a SYN was answered. */
type Answer = "open" | "refused" | "silent";

/** SYNs to one address and port that came to nothing. */
export class Attempts {
  all = 0;
  /** Answered with SYN,ACK, and never again heard of the client; and not answered. */
  halfOpen = 0;
  silent = 0;
  readonly sources: Set<string> = new Set();
  readonly packets: number[] = [];
  first = Infinity;
  last = 0;

  constructor(readonly address: string, readonly port: number) {}
}

/** One host that asks at many ports, or at many hosts. */
export class Probes {
  /** Attempts, and tries of the same ones after the first: a kernel tries again, a scanner as a rule does not. */
  all = 0;
  again = 0;
  readonly tried: Set<string> = new Set();
  refused = 0;
  silent = 0;
  /** Answered with SYN,ACK, and not used. */
  open = 0;
  readonly ports: Set<number> = new Set();
  readonly hosts: Set<string> = new Set();
  readonly openPorts: number[] = [];
  readonly packets: number[] = [];
  first = Infinity;
  last = 0;

  constructor(readonly source: string) {}
}

/** Conversations between the same two hosts, to the same port, with the same bytes and the same ending. */
export class Alike {
  all = 0;
  readonly packets: number[] = [];

  constructor(readonly like: Conversation) {}
}

export class AlikeConversations {
  readonly attempts: Map<string, Attempts> = new Map();
  readonly probes: Map<string, Probes> = new Map();
  readonly alike: Map<string, Alike> = new Map();
  /** What the first conversations belong to, by their index. */
  readonly belongs: (readonly (Attempts | Probes | Alike)[])[] = [];

  /** Takes a conversation that is over. */
  take(conversation: Conversation): void {
    const groups = [this.#takeAttempt(conversation), this.#takeProbe(conversation), this.#takeKind(conversation)];
    if (conversation.index < INDEXED) this.belongs[conversation.index] = groups.filter((group) => group !== null);
  }

  #takeAttempt(conversation: Conversation): Attempts | null {
    const { completeness, client, server, fromClient } = conversation;
    if ((completeness & SYN_SEEN) === 0) return null;
    const key = `${server.address} ${server.port}`;
    const group = groupAt(this.attempts, key, () => new Attempts(server.address, server.port));
    if (group === null) return null;
    group.all++;
    // Whoever floods sends one SYN and no more; who wants an answer asks again.
    if (fromClient.packets > 1 || completeness & (DATA_SEEN | RST_SEEN)) return null;
    if (completeness & SYN_ACK_SEEN) group.halfOpen++;
    else group.silent++;
    if (group.sources.size < TOLD_APART) group.sources.add(client.address);
    note(group, conversation);
    return group;
  }

  #takeProbe(conversation: Conversation): Probes | null {
    const { client, server, fromClient, fromServer } = conversation;
    const answer = answerOf(conversation);
    if (answer === null || fromClient.bytes + fromServer.bytes > 0) return null;
    const group = groupAt(this.probes, client.address, () => new Probes(client.address));
    if (group === null) return null;
    note(group, conversation);
    const attempt = `${client.port} ${server.address} ${server.port}`;
    if (group.tried.has(attempt)) {
      group.again++;
      return group;
    }
    if (group.tried.size < TOLD_APART) group.tried.add(attempt);
    if (answer !== "open" && fromClient.packets > 1) group.again++;
    group.all++;
    group[answer]++;
    if (group.ports.size < TOLD_APART) group.ports.add(server.port);
    if (group.hosts.size < TOLD_APART) group.hosts.add(server.address);
    if (answer === "open" && group.openPorts.length < NAMED_PORTS && !group.openPorts.includes(server.port)) {
      group.openPorts.push(server.port);
    }
    return group;
  }

  #takeKind(conversation: Conversation): Alike | null {
    const { client, server, fromClient, fromServer, completeness } = conversation;
    const kind =
      `${client.address} ${server.address} ${server.port} ${fromClient.bytes} ${fromServer.bytes} ${completeness}`;
    const group = groupAt(this.alike, kind, () => new Alike(conversation));
    if (group === null) return null;
    group.all++;
    if (group.packets.length < NAMED) group.packets.push(conversation.firstPacket);
    return group;
  }
}

/** What came of a SYN that was followed by no data; null where that is not all there was. */
function answerOf({ completeness, fromServer, fromClient }: Conversation): Answer | null {
  if ((completeness & SYN_SEEN) === 0 || completeness & DATA_SEEN) return null;
  if (completeness & SYN_ACK_SEEN) {
    // Answered, and left at once: by a RST, or by a close without a word.
    return completeness & RST_SEEN || (completeness & ACK_SEEN) === 0 || fromClient.packets <= 4 ? "open" : null;
  }
  return fromServer.rstPacket > 0 ? "refused" : "silent";
}

function note(group: Attempts | Probes, { firstPacket, firstSeconds, firstNanoseconds }: Conversation): void {
  if (group.packets.length < NAMED) group.packets.push(firstPacket);
  const time = firstSeconds + firstNanoseconds / 1e9;
  group.first = Math.min(group.first, time);
  group.last = Math.max(group.last, time);
}

function groupAt<Group>(groups: Map<string, Group>, key: string, make: () => Group): Group | null {
  const known = groups.get(key);
  if (known !== undefined) return known;
  if (groups.size >= KEPT) return null;
  const made = make();
  groups.set(key, made);
  return made;
}
