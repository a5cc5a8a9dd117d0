/**
 * What a summary counts in a conversation beyond what the analysis keeps of it: the verdicts. It reads numbers only, so that a
 * million packets cost a million small additions. Copies of packets are not counted.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { VERDICTS } from "../../analysis/analysed_packet.ts";
import { type Conversation, type RoundTrips, roundTripsOf } from "../../analysis/conversation.ts";

/** Counts of one conversation. */
export class ConversationTally {
  /** How often each of `VERDICTS` was given, in their order. */
  readonly verdicts: number[] = VERDICTS.map(() => 0);

  /** Counts one packet of the conversation. */
  add(analysed: AnalysedPacket): void {
    if (analysed.verdicts !== 0 && analysed.copyOf === 0) this.#addVerdicts(analysed.verdicts);
  }

  #addVerdicts(verdicts: number): void {
    for (let i = 0; i < VERDICTS.length; i++) {
      if ((verdicts & (1 << i)) !== 0) this.verdicts[i]!++;
    }
  }
}

/** Many conversations added up: all of a capture, or those beyond what a reader wants listed. */
export class ConversationsTogether {
  conversations = 0;
  packets = 0;
  bytesFromClient = 0;
  bytesFromServer = 0;
  retransmissions = 0;
  /** Conversations that both ends closed, those that ended with a reset, and those whose end was not captured. */
  closed = 0;
  reset = 0;
  open = 0;
  roundTrips: RoundTrips = { count: 0, total: 0, least: Infinity, most: 0 };

  /** Adds a conversation that has ended, or that the capture left open. */
  add(conversation: Conversation): void {
    const { fromClient, fromServer } = conversation;
    this.conversations++;
    this.packets += fromClient.packets + fromServer.packets;
    this.bytesFromClient += fromClient.bytes;
    this.bytesFromServer += fromServer.bytes;
    this.retransmissions += fromClient.retransmissions + fromServer.retransmissions;
    if (fromClient.rstPacket + fromServer.rstPacket > 0) this.reset++;
    else if (fromClient.finPacket > 0 && fromServer.finPacket > 0) this.closed++;
    else this.open++;
    this.#addRoundTrips(roundTripsOf(fromClient, fromServer));
  }

  /** Adds conversations that have been added up elsewhere. */
  addAll(others: ConversationsTogether): void {
    this.conversations += others.conversations;
    this.packets += others.packets;
    this.bytesFromClient += others.bytesFromClient;
    this.bytesFromServer += others.bytesFromServer;
    this.retransmissions += others.retransmissions;
    this.closed += others.closed;
    this.reset += others.reset;
    this.open += others.open;
    this.#addRoundTrips(others.roundTrips);
  }

  #addRoundTrips({ count, total, least, most }: RoundTrips): void {
    const sum = this.roundTrips;
    this.roundTrips = {
      count: sum.count + count,
      total: sum.total + total,
      least: Math.min(sum.least, least),
      most: Math.max(sum.most, most),
    };
  }
}
