/**
 * A conversation as analysis holds it: two directions, and what is common to both.
 */
import { double, flag, int, numberRows, thing } from "../base/number_rows.ts";
import { ipv4OfNumber, ipv6Text } from "../packet/address.ts";
import { unsignedSeq } from "../packet/sequence.ts";
import type { Conversation, DirectionCounts, Endpoint, RoleEvidence } from "./conversation.ts";
import { Direction } from "./direction.ts";
import type { RecentPackets, Replay } from "./recent_packets.ts";

const Numbers = numberRows({
  index: int(),
  /** First four bytes of either address: all of an IPv4 address, and enough to tell most others apart. */
  word0: int(),
  word1: int(),
  port0: int(),
  port1: int(),
  hash: int(),
  /** Another conversation with the same addresses and ports goes on in another network beside it. */
  hasTwin: flag(),

  /** Completeness so far. */
  seen: int(),
  /** What the first pass found, -1 where there was none. */
  finalCompleteness: int(-1),
  finalShift0: int(-1),
  finalShift1: int(-1),
  /** Time of the latest SYN without ACK, and from there to the first ACK without SYN; -1 until there was one. */
  hasSyn: flag(),
  synTime: double(),
  handshakeTime: double(-1),
  /** Side 0 is the client. */
  clientIs0: flag(true),
  /** Both ends have sent FIN, or one RST. */
  closed: flag(),

  firstPacket: int(),
  lastPacket: int(),
  firstSeconds: double(),
  firstNanoseconds: double(),
  firstTime: double(),
  lastTime: double(),

  // Its latest packets, among which a copy is found: see `RecentPackets`.
  recentCount: int(),
  recentNext: int(),
  recentTime: double(),
  keptSeq: int(),
  keptMark: double(),
  keptNumber: int(),
  keptTime: double(),
  keptFlags: double(),
}, {
  reusedPorts: flag(),
  /** What begins it changes nothing in the connection that was there before: this is still that one. */
  beginsAstray: flag(),
  /** IPv6 addresses as they stand in the header, of the first packet's sender and receiver; null in IPv4. */
  addresses: thing<Uint8Array | null>(null),
});

/** Sequence state of a conversation. Side 0 is the sender of its first packet. */
export class TrackedConversation extends Numbers implements Conversation, RecentPackets {
  /** Next stream in the same bucket of the table. */
  nextInBucket: TrackedConversation | null = null;

  furtherKept: number[] | null = null;
  /** Where its records stand in the file a second time, that; null elsewhere. */
  replay: Replay | null = null;
  /** IPv6 ends in words; null in IPv4, whose ends are put in words when they are asked for. */
  #ends6: readonly [Endpoint, Endpoint] | null = null;

  /** Directions by sender: `from0` is what side 0 sends. */
  readonly from0: Direction = new Direction();
  readonly from1: Direction = new Direction();

  /** What the ends' roles were told by. */
  roles: RoleEvidence = "first-packet";

  constructor(
    index: number,
    key: { addresses: Uint8Array | null; word0: number; word1: number; hash: number },
    port0: number,
    port1: number,
  ) {
    super();
    this.index = index;
    if (key.addresses !== null) this.#takeAddresses(key.addresses, [port0, port1]);
    this.word0 = key.word0;
    this.word1 = key.word1;
    this.hash = key.hash;
    this.port0 = port0;
    this.port1 = port1;
  }

  #takeAddresses(addresses: Uint8Array, [port0, port1]: readonly [number, number]): void {
    this.addresses = addresses;
    this.#ends6 = [{ address: ipv6Text(addresses, 0), port: port0 }, { address: ipv6Text(addresses, 16), port: port1 }];
  }

  get completeness(): number {
    return this.finalCompleteness >= 0 ? this.finalCompleteness : this.seen;
  }

  get initialRtt(): number | null {
    return this.handshakeTime < 0 ? null : this.handshakeTime;
  }

  get client(): Endpoint {
    return this.clientIs0 ? this.#endpoint0() : this.#endpoint1();
  }

  get server(): Endpoint {
    return this.clientIs0 ? this.#endpoint1() : this.#endpoint0();
  }

  get fromClient(): DirectionCounts {
    return this.#clientDirection;
  }

  get fromServer(): DirectionCounts {
    return this.#serverDirection;
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

  /** Some of its packets were captured twice. */
  get hasCopies(): boolean {
    return this.from0.copies + this.from1.copies > 0;
  }

  get #clientDirection(): Direction {
    return this.clientIs0 ? this.from0 : this.from1;
  }

  get #serverDirection(): Direction {
    return this.clientIs0 ? this.from1 : this.from0;
  }

  #endpoint0(): Endpoint {
    return this.#ends6?.[0] ?? endpointOf(this.word0, this.port0);
  }

  #endpoint1(): Endpoint {
    return this.#ends6?.[1] ?? endpointOf(this.word1, this.port1);
  }
}

/** Ends that were put in words last, and their addresses: made again where others came between. */
const REMEMBERED = 1024;
const latestEnds: Endpoint[] = new Array(REMEMBERED).fill({ address: "", port: -1 });
const latestWords = new Int32Array(REMEMBERED);

/** An IPv4 end in words. */
function endpointOf(word: number, port: number): Endpoint {
  const place = (word ^ word >>> 10 ^ port) & (REMEMBERED - 1);
  const known = latestEnds[place]!;
  if (known.port === port && latestWords[place] === word) return known;
  latestWords[place] = word;
  return latestEnds[place] = { address: ipv4OfNumber(word), port };
}

function baseOf(direction: Direction): number | null {
  return direction.hasBase ? unsignedSeq(direction.base) : null;
}

function scaleOf(direction: Direction): number | null {
  return direction.scale >= 0 ? direction.scale : null;
}
