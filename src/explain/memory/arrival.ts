/**
 * The packet at hand: what it means against what is known of its conversation. One `Arrival` serves all packets, one after
 * the other; the rules look at it and at the packet, and `takeIn` (intake/take_in.ts) draws the conclusions.
 */
import { seqAdd, seqAfter, seqDiff } from "../../packet/sequence.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { invariant } from "../../base/invariant.ts";
import { ACK, type ReadonlyPacket, RST, SYN } from "../../packet/packet.ts";
import { TCP_HEADER } from "../../packet/layers/tcp.ts";
import type { ConversationMemory } from "./conversation_memory.ts";
import type { HostMemory } from "./host_memory.ts";
import { type Damage, damageOf, type Sum, sumOf } from "./damage.ts";
import { dataLength, IS_ACK, IS_DAMAGED, IS_DATA, kindOf } from "./packet_kind.ts";

/** It is the acknowledgment of all that the receiver sent in the connection before, which this capture holds. */
export function confirmsOlder(ackRaw: number, { receiver, memory }: Pick<Arrival, "receiver" | "memory">): boolean {
  const { older } = memory;
  if (older === null) return false;
  const end = receiver === memory.client ? older.client : older.server;
  return end.synRaw >= 0 && end.next >= 0 && ackRaw === seqAdd(end.synRaw, end.next);
}

/** Bytes that cannot have passed unseen between a SYN and the first ACK after it. */
const FAR = 1 << 20;

export class Arrival {
  /** Its conversation, as known from the packets before it. */
  memory: ConversationMemory;
  /** Who sent it, and to whom. */
  sender: HostMemory;
  receiver: HostMemory;
  /** Its kinds, a sum of bits (packet_kind.ts). */
  kind = 0;
  /** Its time, ns since the conversation's first packet, and the time since the packet before it. */
  now = 0;
  gap = 0;
  /** How far its acknowledgment moves (numbers, SYN and FIN included), and how many of them are data. */
  newlyAcked = 0;
  newlyAckedBytes = 0;
  /** It confirms the receiver's SYN or FIN for the first time. */
  acksSyn = false;
  acksFin = false;
  /** It answers a packet that begins the capture of this connection and had a number one below: by its looks a keep-alive. */
  answersProbe = false;
  /** How many of its data bytes are new in its direction. */
  fresh = 0;
  /** Number of the packet that this one is a second capture of, 0 where it is none; and the time between. */
  copyOf = 0;
  copyGap = 0;
  /** What its checksum says, and how it is damaged; null where it is not. */
  sum: Sum = "unasked";
  damage: Damage | null = null;
  /** Its acknowledgment cannot be one of this connection: an older one on the same ports is meant. */
  foreign = false;

  constructor(memory: ConversationMemory) {
    this.memory = memory;
    this.sender = memory.client;
    this.receiver = memory.server;
  }

  /** Works out what a packet of `memory`'s conversation means against what is known. */
  take(analysed: AnalysedPacket, memory: ConversationMemory): void {
    const { packet, fromClient } = analysed;
    this.memory = memory;
    this.sender = fromClient ? memory.client : memory.server;
    this.receiver = fromClient ? memory.server : memory.client;
    this.kind = kindOf(analysed);
    this.sum = sumOf(packet, this.kind, this.sender);
    this.damage = damageOf(packet, this.sum, this);
    if (this.damage !== null) this.kind = IS_DAMAGED;
    if (memory.packets === 0) memory.begin(analysed, this.kind);
    this.now = memory.timeOf(packet);
    this.gap = memory.packets === 0 ? 0 : this.now - memory.lastTime;
    this.#weighAck(analysed);
    this.#weighData(analysed);
  }

  #weighAck({ packet, ack }: AnalysedPacket): void {
    const { receiver } = this;
    this.newlyAcked = 0;
    this.newlyAckedBytes = 0;
    this.acksSyn = false;
    this.acksFin = false;
    this.foreign = false;
    this.answersProbe = false;
    if ((packet.flags & ACK) === 0 || this.damage !== null) return;
    if (receiver.synCount > 0 && this.#isForeign(packet, ack)) {
      this.foreign = true;
      return;
    }
    this.answersProbe = this.kind & IS_ACK ? this.#followsProbe(ack) : false;
    const { acked } = receiver;
    if (acked >= 0 && !this.answersProbe) {
      const step = seqDiff(ack, acked);
      if (step > 0) this.newlyAcked = step;
    }
    if (this.newlyAcked === 0) return;
    this.acksSyn = acked === 0 && receiver.synCount > 0;
    const { finSeq, finAcked } = receiver;
    this.acksFin = finSeq >= 0 && !finAcked && seqAfter(ack, finSeq);
    this.newlyAckedBytes = this.newlyAcked - (this.acksSyn ? 1 : 0) - (this.acksFin ? 1 : 0);
  }

  /** The one packet before it was an ACK of the other end, with the number before the one that is expected of that. */
  #followsProbe(ack: number): boolean {
    const { memory, receiver } = this;
    return memory.packets === 1 && memory.midStream && receiver.lastNumber > 0 && receiver.segments === 0 &&
      receiver.finSeq < 0 && receiver.rstNumber === 0 && seqDiff(ack, receiver.next) === 1;
  }

  /**
   * The other end has sent its SYN and no more has been agreed: an ACK of anything but that SYN is of no use here (RFC 9293
   * 3.10.7.3). Of a bare ACK it is known only where it lies further off than a connection whose start was not captured.
   */
  #isForeign({ flags, ack: ackRaw }: ReadonlyPacket, ack: number): boolean {
    const { receiver } = this;
    if (flags & RST) return false;
    const beyond = receiver.next < 0 ? 0 : seqDiff(ack, receiver.next);
    const ofOther = beyond > 0 || seqDiff(ack, 1) < 0;
    if (flags & SYN) return !receiver.sentSynAck && receiver.lastNumber === receiver.synNumber && ofOther;
    if (receiver.acked > 0 || beyond === 0) return false;
    return Math.abs(beyond) > FAR || confirmsOlder(ackRaw, this);
  }

  #weighData(analysed: AnalysedPacket): void {
    const { packet, seq } = analysed;
    const { memory, sender, now } = this;
    const payloadLength = dataLength(packet);
    this.fresh = sender.next < 0
      ? payloadLength
      : Math.max(0, Math.min(payloadLength, seqDiff(seq + payloadLength, sender.next)));
    invariant(this.fresh >= 0 && this.fresh <= payloadLength, "new bytes are a part of the packet's");
    this.copyOf = analysed.copyOf;
    this.copyGap = analysed.copyGap;
    if (this.copyOf === 0 && this.kind & IS_DATA && this.fresh > 0) {
      sender.optionBytes = packet.payloadStart - packet.tcpStart - TCP_HEADER;
      memory.readHttp(analysed, now);
    }
  }
}
