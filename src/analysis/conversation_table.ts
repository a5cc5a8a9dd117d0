/**
 * Finds the conversation of a packet: a hash table on addresses and ports that reads them where they stand and makes nothing
 * for a packet of a known conversation.
 */
import { invariant } from "../base/invariant.ts";
import { i32 } from "../packet/bytes.ts";
import type { ReadonlyPacket } from "../packet/packet.ts";
import { seqAfter, seqAtOrBefore, signedSeq } from "../packet/sequence.ts";
import type { Direction } from "./direction.ts";
import { TrackedConversation } from "./tracked_conversation.ts";

const FIRST_BUCKETS = 1024;

/** How many conversations are kept at a time. */
export interface TableLimits {
  /** Closed ones, kept for packets that come late. */
  readonly closed: number;
  /** All: beyond this, the ones longest without a packet are let go. */
  readonly all: number;
}

export const DEFAULT_LIMITS: TableLimits = { closed: 20_000, all: 120_000 };

/** Where the addresses and ports of a segment stand: a packet, or one that an ICMP error quotes. */
export interface SegmentPlace {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly ipVersion: 0 | 4 | 6;
  readonly ipStart: number;
  readonly srcPort: number;
  readonly dstPort: number;
  /** What stands around the IP header; left out where it is not known. */
  readonly outerHash?: number;
  /** Raw acknowledgment number; left out where it is not known. */
  readonly ack?: number;
}

/** The conversations being followed. */
export class ConversationTable {
  #buckets: (TrackedConversation | null)[] = new Array(FIRST_BUCKETS).fill(null);
  /** Streams in the table. */
  size = 0;
  /** Streams ever made: the number of the next one. */
  made = 0;
  /** Streams in the table that are closed. */
  closed = 0;
  /** Streams let go of although they were open. */
  abandoned = 0;
  /** Set by `find`: the packet goes from side 0 to side 1. */
  forward = true;

  readonly #onEnd: (conversation: TrackedConversation) => void;
  readonly #limits: TableLimits;

  /** `onEnd` is told of each stream that leaves the table. */
  constructor(onEnd: (conversation: TrackedConversation) => void, limits: TableLimits = DEFAULT_LIMITS) {
    this.#onEnd = onEnd;
    this.#limits = limits;
  }

  /** The stream of a TCP packet, a new one where there is none. */
  find(packet: ReadonlyPacket): TrackedConversation {
    return this.lookup(packet) ?? this.#add(packet);
  }

  /** The stream of the segment at a place, null where there is none. */
  lookup(place: SegmentPlace): TrackedConversation | null {
    const { bytes, srcPort, dstPort } = place;
    const size = place.ipVersion === 4 ? 4 : 16;
    const at = place.start + place.ipStart + (size === 4 ? 12 : 8);
    const word0 = i32(bytes, at);
    const word1 = i32(bytes, at + size);
    const hash = hashOf(place, at, size);
    let best: TrackedConversation | null = null;
    let bestRank = -1;
    let bestForward = true;
    let conversation: TrackedConversation | null = this.#buckets[hash & (this.#buckets.length - 1)]!;
    for (; conversation !== null; conversation = conversation.nextInBucket) {
      if (conversation.hash !== hash) continue;
      const forward = conversation.word0 === word0 && conversation.word1 === word1 && conversation.port0 === srcPort &&
        conversation.port1 === dstPort &&
        (size === 4 ? conversation.addresses === null : sameAddresses(conversation, bytes, at, false));
      if (
        !forward && !(conversation.word0 === word1 && conversation.word1 === word0 && conversation.port0 === dstPort &&
          conversation.port1 === srcPort &&
          (size === 4 ? conversation.addresses === null : sameAddresses(conversation, bytes, at, true)))
      ) continue;
      if (!conversation.hasTwin) {
        this.forward = forward;
        return conversation;
      }
      const rank = twinRank(conversation, place, forward);
      if (rank > bestRank) [best, bestRank, bestForward] = [conversation, rank, forward];
    }
    this.forward = bestForward;
    return best;
  }

  /** Starts a stream beside one with the same addresses and ports, which goes on in another network. */
  addTwin(old: TrackedConversation, packet: ReadonlyPacket): TrackedConversation {
    const fresh = this.#add(packet);
    this.forward = true;
    old.hasTwin = fresh.hasTwin = true;
    return fresh;
  }

  /** Starts a new stream on the addresses and ports of an old one, which ends. */
  replace(old: TrackedConversation, packet: ReadonlyPacket): TrackedConversation {
    this.#remove(old);
    const fresh = this.#add(packet);
    this.forward = true;
    fresh.reusedPorts = true;
    fresh.hasTwin = old.hasTwin;
    return fresh;
  }

  /** Ends every stream that is left, in the order in which they began. */
  finish(): void {
    const left: (TrackedConversation | null)[] = this.all();
    left.forEach((conversation, i) => {
      // What is over need not wait for the others.
      left[i] = null;
      this.#remove(conversation!);
    });
    invariant(this.size === 0 && this.closed === 0, "the table counts the streams that are in it");
  }

  /** Every stream in the table, oldest first. */
  all(): TrackedConversation[] {
    const conversations: TrackedConversation[] = [];
    for (const first of this.#buckets) {
      for (let conversation = first; conversation !== null; conversation = conversation.nextInBucket) {
        conversations.push(conversation);
      }
    }
    return conversations.sort((a, b) => a.index - b.index);
  }

  #add(packet: ReadonlyPacket): TrackedConversation {
    const { bytes, srcPort, dstPort } = packet;
    const size = packet.ipVersion === 4 ? 4 : 16;
    const at = packet.start + packet.ipStart + (size === 4 ? 12 : 8);
    const key = {
      addresses: size === 4 ? null : bytes.slice(at, at + 2 * size),
      word0: i32(bytes, at),
      word1: i32(bytes, at + size),
      hash: hashOf(packet, at, size),
    };
    if (this.size >= this.#limits.all || this.closed >= this.#limits.closed) this.#makeRoom();
    if (this.size >= this.#buckets.length) this.#enlarge();
    const conversation = new TrackedConversation(this.made++, key, srcPort, dstPort);
    const bucket = key.hash & (this.#buckets.length - 1);
    conversation.nextInBucket = this.#buckets[bucket]!;
    this.#buckets[bucket] = conversation;
    this.size++;
    return conversation;
  }

  #remove(gone: TrackedConversation): void {
    const bucket = gone.hash & (this.#buckets.length - 1);
    let before: TrackedConversation | null = null;
    let conversation: TrackedConversation | null = this.#buckets[bucket]!;
    while (conversation !== null && conversation !== gone) {
      before = conversation;
      conversation = conversation.nextInBucket;
    }
    if (conversation === null) return;
    if (before === null) this.#buckets[bucket] = gone.nextInBucket;
    else before.nextInBucket = gone.nextInBucket;
    this.size--;
    if (gone.closed) this.closed--;
    this.#onEnd(gone);
  }

  /** Lets go of the half of the closed streams, or the quarter of all, that has been silent for longest. */
  #makeRoom(): void {
    const byAge = (a: TrackedConversation, b: TrackedConversation): number => a.lastPacket - b.lastPacket;
    if (this.closed >= this.#limits.closed) {
      const closed = this.all().filter((conversation) => conversation.closed).sort(byAge);
      for (const conversation of closed.slice(0, Math.ceil(closed.length / 2))) this.#remove(conversation);
    }
    if (this.size < this.#limits.all) return;
    for (const conversation of this.all().sort(byAge).slice(0, Math.ceil(this.size / 4))) {
      if (!conversation.closed) this.abandoned++;
      this.#remove(conversation);
    }
  }

  #enlarge(): void {
    const conversations = this.all();
    this.#buckets = new Array(this.#buckets.length * 4).fill(null);
    for (const conversation of conversations) {
      const bucket = conversation.hash & (this.#buckets.length - 1);
      conversation.nextInBucket = this.#buckets[bucket]!;
      this.#buckets[bucket] = conversation;
    }
  }
}

/**
 * The same for both directions: the ends are hashed each by itself and added. The port is spread over all bits first, else
 * ports and addresses that count up together cancel each other out.
 */
function hashOf({ bytes, srcPort, dstPort }: SegmentPlace, at: number, size: number): number {
  let from = Math.imul(srcPort, 0x9e3779b1);
  let to = Math.imul(dstPort, 0x9e3779b1);
  for (let i = 0; i < size; i += 4) {
    from = Math.imul(from ^ i32(bytes, at + i), 0x9e3779b1);
    to = Math.imul(to ^ i32(bytes, at + size + i), 0x9e3779b1);
    from ^= from >>> 15;
    to ^= to >>> 15;
  }
  const sum = Math.imul(from + to, 0x85ebca6b);
  return (sum ^ (sum >>> 13)) & 0x7fffffff;
}

function sameAddresses(conversation: TrackedConversation, bytes: Uint8Array, at: number, swapped: boolean): boolean {
  const { addresses } = conversation;
  if (addresses === null) return false;
  for (let i = 0; i < 32; i++) {
    if (addresses[swapped ? i ^ 16 : i] !== bytes[at + i]) return false;
  }
  return true;
}

/**
 * How much speaks for one of several conversations with the same addresses and ports: most that its sender has sent from within
 * the same network before; else that it has sent nothing, and more where it waits for what the segment confirms.
 */
function twinRank(twin: TrackedConversation, place: SegmentPlace, forward: boolean): number {
  const from = forward ? twin.from0 : twin.from1;
  if (!from.hasOuter) return 1 + Number(confirms(place, forward ? twin.from1 : twin.from0));
  return from.outer === place.outerHash ? 3 : 0;
}

/** Its acknowledgment is one of what this direction has sent. */
function confirms({ ack }: SegmentPlace, sent: Direction): boolean {
  return ack !== undefined && sent.hasBase && seqAfter(signedSeq(ack), sent.base) &&
    seqAtOrBefore(signedSeq(ack), sent.next);
}
