/**
 * A conversation as analysis holds it: two directions, and what is common to both.
 */
import { ipv4OfNumber, ipv6Text } from "../packet/address.ts";
import { unsignedSeq } from "../packet/sequence.ts";
import type { Conversation, DirectionCounts, Endpoint, RoleEvidence } from "./conversation.ts";
import { Direction } from "./direction.ts";
import { RecentPackets } from "./recent_packets.ts";

/** Sequence state of a conversation. Side 0 is the sender of its first packet. */
export class TrackedConversation implements Conversation {
  /** IPv6 addresses as they stand in the header, of the first packet's sender and receiver; null in IPv4. */
  readonly addresses: Uint8Array | null;
  /** First four bytes of either address: all of an IPv4 address, and enough to tell most others apart. */
  readonly word0: number;
  readonly word1: number;
  readonly hash: number;
  /** Next stream in the same bucket of the table. */
  nextInBucket: TrackedConversation | null = null;

  /** Another conversation with the same addresses and ports goes on in another network beside it. */
  hasTwin = false;
  /** What stood around the first packet of either side (`Packet.outerHash`); null until it has sent one. */
  outer0: number | null = null;
  outer1: number | null = null;

  /** Directions by sender: `from0` is what side 0 sends. */
  readonly from0: Direction = new Direction();
  readonly from1: Direction = new Direction();

  /** Completeness so far. */
  seen = 0;
  /** What the first pass found, where there was one. */
  finalCompleteness: number | null = null;
  finalShift0 = -1;
  finalShift1 = -1;
  initialRtt: number | null = null;
  /** Time of the latest SYN without ACK. */
  hasSyn = false;
  synTime = 0;
  /** What the ends' roles were told by, and whether side 0 is the client. */
  roles: RoleEvidence = "first-packet";
  clientIs0 = true;
  reusedPorts = false;
  /** Both ends have sent FIN, or one RST. */
  closed = false;

  /** Its latest packets, among which a copy is found. */
  readonly recent: RecentPackets = new RecentPackets();

  firstPacket = 0;
  lastPacket = 0;
  firstSeconds = 0;
  firstNanoseconds = 0;
  firstTime = 0;
  lastTime = 0;

  #texts: [Endpoint, Endpoint] | null = null;

  constructor(
    readonly index: number,
    key: { addresses: Uint8Array | null; word0: number; word1: number; hash: number },
    readonly port0: number,
    readonly port1: number,
  ) {
    this.addresses = key.addresses;
    this.word0 = key.word0;
    this.word1 = key.word1;
    this.hash = key.hash;
  }

  get completeness(): number {
    return this.finalCompleteness ?? this.seen;
  }

  get client(): Endpoint {
    return this.#endpoints()[this.clientIs0 ? 0 : 1];
  }

  get server(): Endpoint {
    return this.#endpoints()[this.clientIs0 ? 1 : 0];
  }

  get fromClient(): DirectionCounts {
    return this.#clientDirection.counts;
  }

  get fromServer(): DirectionCounts {
    return this.#serverDirection.counts;
  }

  get clientBase(): number | null {
    return baseOf(this.#clientDirection);
  }

  get serverBase(): number | null {
    return baseOf(this.#serverDirection);
  }

  get clientScale(): number | null {
    return scaleOf(this.#clientDirection);
  }

  get serverScale(): number | null {
    return scaleOf(this.#serverDirection);
  }

  get duration(): number {
    return this.lastTime - this.firstTime;
  }

  get #clientDirection(): Direction {
    return this.clientIs0 ? this.from0 : this.from1;
  }

  get #serverDirection(): Direction {
    return this.clientIs0 ? this.from1 : this.from0;
  }

  #endpoints(): [Endpoint, Endpoint] {
    const { addresses, word0, word1 } = this;
    return this.#texts ??= [
      { address: addresses === null ? ipv4OfNumber(word0) : ipv6Text(addresses, 0), port: this.port0 },
      { address: addresses === null ? ipv4OfNumber(word1) : ipv6Text(addresses, 16), port: this.port1 },
    ];
  }
}

function baseOf(direction: Direction): number | null {
  return direction.hasBase ? unsignedSeq(direction.base) : null;
}

function scaleOf(direction: Direction): number | null {
  return direction.scale >= 0 ? direction.scale : null;
}
