/**
 * What is known of a conversation from the packets before the one at hand: the memory of the rules, of a fixed size, most of
 * which few conversations need.
 */
import { ipIdStep } from "../../packet/sequence.ts";
import { double, flag, int, numberRows, thing } from "../../base/number_rows.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Conversation } from "../../analysis/conversation.ts";
import type { QuotingError } from "../../analysis/related_packet.ts";
import { ACK, type ReadonlyPacket } from "../../packet/packet.ts";
import { HttpExchange, looksLikeHttp } from "../http/http_exchange.ts";
import { Clues } from "../clues/clues.ts";
import { Ecn } from "../clues/ecn.ts";
import { HostMemory, NEAR_ID, OUT_OF_LINE } from "./host_memory.ts";
import { IcmpNotes } from "./icmp_notes.ts";
import { IS_RST, IS_SYN } from "./packet_kind.ts";
import type { KnownServers } from "./known_servers.ts";
import { Tally } from "./tally.ts";

const SECOND = 1e9;

/** Things worth saying once in a conversation, as bits. */
const NOTE = {
  ackIsNotRead: 1,
  ackTakesNoNumber: 2,
  push: 4,
  repeatsAck: 8,
  nextNumber: 16,
  cumulative: 32,
  midStream: 64,
  duplicateMeaning: 128,
  noNagle: 256,
  probeMeaning: 512,
  fastMeaning: 1024,
  smallerSegments: 2048,
  congestionWindow: 4096,
  ackedApart: 8192,
} as const;

export type Note = keyof typeof NOTE;

const Fields = numberRows({
  packets: int(),
  /** The packet before the one at hand. */
  lastNumber: int(),
  lastTime: double(),
  /** The conversation was under way when the capture began. */
  midStream: flag(),
  /** The time of its first packet. */
  startSeconds: double(),
  startNanoseconds: int(),
  /** What has been said once, as bits of `NOTE`. */
  noted: int(),
  /** From the first SYN to the end of the handshake, ns. */
  handshakeTime: double(),
  /** Data had come since the resetting end last sent any: the RST most likely means that it was not read. */
  unreadLikely: flag(),
  /** The longest time in which a program kept the wire silent, the packet that ended it, and whether data waited. */
  longestSilence: double(),
  silenceNumber: int(),
  silenceUnanswered: flag(),
  /** By how many ticks its sender's clock went on in that silence, where that is too little for it; -1 otherwise. */
  silenceTicks: int(-1),
  /** Its first ACK that a kernel's timer most likely held back. */
  surelyDelayed: int(),
  ended: flag(),
  /**
   * How often in a row a packet counted on from the IP identification of the other end's before it; and whether the two ever
   * were far apart.
   */
  together: int(),
  idsApart: flag(),
}, {
  /** Its first packet that belongs to another connection of the same ports, and who sent it. */
  foreignNumber: int(),
  foreignFrom: thing<HostMemory | null>(null),
  /** The connection went on after the RST: the packet that shows it, 0 while none has. */
  resetRefuted: int(),
  /** A RST in a later connection of these ports that ended this one at an end which still held it. */
  endedLater: int(),
  /** Both had closed, and all was confirmed, before any RST. */
  closedInOrder: flag(),
  /** An end was taken for dead after many tries. */
  gaveUp: flag(),
  /** How often writes had gathered, as their lengths show, and the first packet of them. */
  gathered: int(),
  gatheredNumber: int(),
  /** The first data that came for a closed socket: its packet, its bytes, and whether it crossed the close. */
  strayNumber: int(),
  strayBytes: double(),
  strayCrossed: flag(),
  /** It was sent to an idle connection that had been closed, by an end that had not got the FIN. */
  strayUnaware: flag(),
  /** It was no more than a TLS alert, sent when the FIN had come. */
  farewell: flag(),
});

export class ConversationMemory extends Fields {
  /** Requests and answers, from the first packet on that looks like HTTP/1.x. */
  http: HttpExchange | null = null;
  /** ICMP errors about it, and what was done about them; null without one. */
  icmp: IcmpNotes | null = null;
  /** Evidence for the findings; null without any. */
  clues: Clues | null = null;
  /** Set once, with the packet that closes, refuses or resets the conversation; whoever counts it clears it. */
  ending: "closed" | "refused" | "reset" | null = null;
  readonly client: HostMemory = new HostMemory();
  readonly server: HostMemory = new HostMemory();
  /** Which rules have spoken. */
  readonly tally: Tally = new Tally();
  /** The connection on the same ports before this one; null where none is remembered. */
  older: ConversationMemory | null = null;
  /** Whether its packets may be marked. */
  readonly ecn: Ecn = new Ecn();

  /** `stream` is the number by which the conversation is called. */
  constructor(
    readonly conversation: Conversation,
    readonly servers: KnownServers<ConversationMemory>,
    readonly stream = conversation.index,
  ) {
    super();
  }

  /** Its first packet, of these kinds: time counts from it, and it tells the states in which both ends were. */
  begin({ packet, fromClient }: AnalysedPacket, kind: number): void {
    this.startSeconds = packet.seconds;
    this.startNanoseconds = packet.nanoseconds;
    if (kind & IS_SYN) {
      (fromClient ? this.server : this.client).state = "LISTEN";
      return;
    }
    this.midStream = true;
    if (kind & IS_RST || (packet.flags & ACK) === 0) return;
    // Whoever sends data or an ACK has a connection: the handshake was before the capture.
    this.client.state = "ESTABLISHED";
    this.server.state = "ESTABLISHED";
  }

  /** Knows the connection before it on the same ports, and no further back. */
  follow(older: ConversationMemory | null): void {
    if (older !== null) older.older = null;
    this.older = older;
  }

  /** Time of a packet, ns since the first. */
  timeOf({ seconds, nanoseconds }: ReadonlyPacket): number {
    return (seconds - this.startSeconds) * SECOND + (nanoseconds - this.startNanoseconds);
  }

  /** Time from its latest packet to a moment, ns. */
  until(seconds: number, nanoseconds: number): number {
    return (seconds - this.startSeconds) * SECOND + (nanoseconds - this.startNanoseconds) - this.lastTime;
  }

  /** New data: follows the HTTP exchange in it, if there is one. */
  readHttp(analysed: AnalysedPacket, now: number): void {
    if (this.http === null) {
      if (!looksLikeHttp(analysed)) return;
      this.http = new HttpExchange();
    }
    this.http.take(analysed, now);
  }

  /** Remembers that a packet passed, copies of packets included. */
  pass(packet: ReadonlyPacket, now: number): void {
    this.packets++;
    this.lastNumber = packet.number;
    this.lastTime = now;
  }

  /** Takes the identification of an ordinary packet that follows one of the other end: both may count by one line. */
  seeId({ ipId }: ReadonlyPacket, { lastIpId }: HostMemory): void {
    if (ipId <= 0 || lastIpId <= 0) return;
    const step = Math.abs(ipIdStep(lastIpId, ipId));
    this.together = step > 0 && step < NEAR_ID ? this.together + 1 : 0;
    if (step > OUT_OF_LINE) this.idsApart = true;
  }

  /** The RST that refused the SYN, in the server's name; 0 without one. */
  get refusal(): number {
    const reset = this.clues?.reset;
    return reset?.signs && reset.signs.stream >= 0 ? reset.number : this.tally.firstOf("rst-refused");
  }

  /** Where evidence for a finding goes. */
  get clue(): Clues {
    return this.clues ??= new Clues();
  }

  /** An ICMP error about one of its segments. */
  takeError(error: QuotingError): void {
    this.icmp ??= new IcmpNotes();
    const addressee = error.fromClient ? this.client : this.server;
    this.icmp.take(error, { now: this.timeOf(error.packet), sentTo: addressee.next });
  }

  /** True the first time a note is asked for in this conversation. */
  first(note: Note): boolean {
    const bit = NOTE[note];
    if (this.noted & bit) return false;
    this.noted |= bit;
    return true;
  }
}
