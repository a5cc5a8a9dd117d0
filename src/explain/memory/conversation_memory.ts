/**
 * What is known of a conversation before a packet is explained: the memory of the rules. `arrive` works out what the
 * packet means against it, the rules look at both, and `advance` (advance.ts) takes the packet in.
 */
import { invariant } from "../../base/invariant.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Conversation } from "../../analysis/conversation.ts";
import { ACK } from "../../packet/packet.ts";
import { type Code, codeIndex, CODES } from "../words/codes.ts";
import { TCP_HEADER } from "../../packet/layers/tcp.ts";
import { seqAfter, seqDiff } from "../../packet/sequence.ts";
import { HostMemory } from "./host_memory.ts";
import { HttpExchange, looksLikeHttp } from "../http/http_exchange.ts";
import { IS_DATA, IS_RST, IS_SYN, kindOf } from "./packet_kind.ts";
import type { ServerCloses } from "./server_closes.ts";
import { RecentPackets } from "./recent_packets.ts";

const SECOND = 1e9;

/** Things worth saying once in a conversation, as bits. */
export const NOTE = {
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

export class ConversationMemory {
  readonly client: HostMemory = new HostMemory();
  readonly server: HostMemory = new HostMemory();
  /** The conversation was under way when the capture began. */
  midStream = false;
  packets = 0;
  /** Requests and answers, from the first packet on that looks like HTTP/1.x. */
  http: HttpExchange | null = null;

  /** The packet at hand: who sent it, to whom, its kinds, its time, and the time since the packet before it. */
  sender: HostMemory = this.client;
  receiver: HostMemory = this.server;
  kind = 0;
  now = 0;
  gap = 0;
  /** How far its acknowledgment moves (numbers, SYN and FIN included), and how many of them are data. */
  newlyAcked = 0;
  newlyAckedBytes = 0;
  /** It confirms the receiver's SYN or FIN for the first time. */
  acksSyn = false;
  acksFin = false;
  /** How many of its data bytes are new in its direction. */
  fresh = 0;
  /** Number of the packet that this one is a second capture of, 0 where it is none; and the time between. */
  copyOf = 0;
  copyGap = 0;

  /** From the first SYN to the end of the handshake, ns. */
  handshakeTime = 0;
  /** Data had come since the resetting end last sent any: the RST most likely means that it was not read. */
  unreadLikely = false;
  /** The longest time in which a program kept the wire silent, the packet that ended it, and whether data waited. */
  longestSilence = 0;
  silenceNumber = 0;
  silenceUnanswered = false;
  /** Set once, with the packet that closes, refuses or resets the conversation; whoever counts it clears it. */
  ending: "closed" | "refused" | "reset" | null = null;
  ended = false;

  /** The packet before this one: number, time, and whether the same end sent it. */
  lastNumber = 0;
  lastTime = 0;

  /**
   * For each code that fired, in the order in which they first did: its index, how often, and for which packet first,
   * negative where that one was the server's. Few codes fire in one conversation, and the usual ones stand in front.
   */
  private readonly tallies: number[] = [];
  private readonly recent = new RecentPackets();
  private noted = 0;
  private startSeconds = 0;
  private startNanoseconds = 0;

  constructor(readonly conversation: Conversation, readonly serverCloses: ServerCloses) {}

  /** Works out what `analysed` means against what is known. */
  arrive(analysed: AnalysedPacket): void {
    const { packet, fromClient } = analysed;
    this.kind = kindOf(analysed);
    if (this.packets === 0) this.begin(analysed);
    this.sender = fromClient ? this.client : this.server;
    this.receiver = fromClient ? this.server : this.client;
    this.now = (packet.seconds - this.startSeconds) * SECOND + (packet.nanoseconds - this.startNanoseconds);
    this.gap = this.packets === 0 ? 0 : this.now - this.lastTime;
    this.weighAck(analysed);
    const { payloadLength } = packet;
    const { next } = this.sender;
    this.fresh = next < 0
      ? payloadLength
      : Math.max(0, Math.min(payloadLength, seqDiff(analysed.seq + payloadLength, next)));
    invariant(this.fresh <= payloadLength && analysed.seq >= 0 && analysed.ack >= 0, "relative numbers are unsigned");
    this.copyOf = this.recent.find(packet, this.now);
    if (this.copyOf !== 0) this.copyGap = this.now - this.recent.foundTime;
    else if (this.kind & IS_DATA && this.fresh > 0) {
      this.sender.optionBytes = packet.payloadStart - packet.tcpStart - TCP_HEADER;
      this.readHttp(analysed);
    }
  }

  /** Remembers that the packet passed; `advance` of advance.ts draws the conclusions. */
  pass({ packet }: AnalysedPacket): void {
    this.packets++;
    this.recent.keep(packet, this.now);
    this.lastNumber = packet.number;
    this.lastTime = this.now;
  }

  /** True the first time a note is asked for in this conversation. */
  first(note: Note): boolean {
    const bit = NOTE[note];
    if (this.noted & bit) return false;
    this.noted |= bit;
    return true;
  }

  /** The rule with this number in `CODES` has fired for the packet at hand. */
  tally(index: number, number: number, fromClient: boolean): void {
    const at = this.tallyOf(index);
    if (at < 0) this.tallies.push(index, 1, fromClient ? number : -number);
    else this.tallies[at + 1]!++;
    REMEMBERED[index]?.(this, number);
  }

  /** How often a rule has fired in this conversation. */
  count(code: Code): number {
    const at = this.tallyOf(codeIndex(code));
    return at < 0 ? 0 : this.tallies[at + 1]!;
  }

  /** Number of the first packet a rule fired for, 0 where it never did. */
  firstOf(code: Code): number {
    const at = this.tallyOf(codeIndex(code));
    return at < 0 ? 0 : Math.abs(this.tallies[at + 2]!);
  }

  /** That packet was the client's. */
  firstByClient(code: Code): boolean {
    const at = this.tallyOf(codeIndex(code));
    return at >= 0 && this.tallies[at + 2]! > 0;
  }

  /** Where a code's three numbers stand, or -1. */
  private tallyOf(index: number): number {
    const { tallies } = this;
    for (let at = 0; at < tallies.length; at += 3) if (tallies[at] === index) return at;
    return -1;
  }

  private readHttp(analysed: AnalysedPacket): void {
    if (this.http === null) {
      if (!looksLikeHttp(analysed)) return;
      this.http = new HttpExchange();
    }
    this.http.take(analysed, this.now);
  }

  private begin({ packet, fromClient }: AnalysedPacket): void {
    this.startSeconds = packet.seconds;
    this.startNanoseconds = packet.nanoseconds;
    if (this.kind & IS_SYN) {
      (fromClient ? this.server : this.client).state = "LISTEN";
      return;
    }
    this.midStream = true;
    if (this.kind & IS_RST) return;
    // Whoever sends data or an ACK has a connection: the handshake was before the capture.
    this.client.state = "ESTABLISHED";
    this.server.state = "ESTABLISHED";
  }

  private weighAck({ packet, ack }: AnalysedPacket): void {
    const { acked, finSeq, finAcked } = this.receiver;
    this.newlyAcked = 0;
    this.newlyAckedBytes = 0;
    this.acksSyn = false;
    this.acksFin = false;
    if ((packet.flags & ACK) === 0) return;
    if (acked >= 0) {
      const step = seqDiff(ack, acked);
      if (step > 0) this.newlyAcked = step;
    }
    if (this.newlyAcked === 0) return;
    this.acksSyn = acked === 0 && this.receiver.synCount > 0;
    this.acksFin = finSeq >= 0 && !finAcked && seqAfter(ack, finSeq);
    this.newlyAckedBytes = this.newlyAcked - (this.acksSyn ? 1 : 0) - (this.acksFin ? 1 : 0);
  }
}

/** True where analysis passed this verdict (a bit of verdict_bits.ts) on the packet. */
export function judged(analysed: AnalysedPacket, bit: number): boolean {
  return (analysed.verdicts & bit) !== 0;
}

/** What is remembered for the story when a rule fires, beyond that it did. */
const REMEMBERED_BY_CODE: { readonly [code in Code]?: (memory: ConversationMemory, number: number) => void } = {
  "captured-twice": ({ sender }, number) => sender.copyNumber = number,
  "handshake-ack": (memory) => memory.handshakeTime = memory.now,
  "retransmission-timeout": ({ sender }) => sender.gapFrom >= 0 ? sender.filled++ : sender.timeouts++,
  "fast-retransmission": ({ sender }) => sender.fast++,
  "spurious-retransmission": ({ sender }) => sender.spurious++,
  "rst-unread-data": (memory) => memory.unreadLikely = memory.receiver.dataNumber > memory.sender.dataNumber,
  "zero-window": ({ sender }, number) => {
    if (sender.zeroNumber === 0 && sender.finSeq < 0) sender.zeroNumber = number;
  },
  "application-silence": (memory, number) => {
    if (memory.gap <= memory.longestSilence) return;
    const { kind, receiver, sender } = memory;
    memory.longestSilence = memory.gap;
    memory.silenceNumber = number;
    memory.silenceUnanswered = sender === memory.server && (kind & IS_DATA) !== 0 &&
      receiver.dataNumber > sender.dataNumber;
  },
};

const REMEMBERED = CODES.map((code) => REMEMBERED_BY_CODE[code]);
