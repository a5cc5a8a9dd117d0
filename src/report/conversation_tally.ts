/**
 * What a summary counts in a conversation, packet by packet, beyond what the analysis keeps: verdicts, round trips, and
 * how it ended. It reads numbers only, so that a million packets cost a million small additions.
 */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import { VERDICTS } from "../analysis/analysed_packet.ts";
import { ACK, FIN, RST, SYN } from "../packet/packet.ts";
import type { Moment } from "./times.ts";

/** What one end did to close the conversation: packet numbers of its first FIN and its first RST, 0 where it sent none. */
export interface Closing {
  fin: number;
  reset: number;
}

/** Counts of one conversation, or of many together. */
export class ConversationTally {
  /** Conversations counted here. */
  conversations = 1;
  packets = 0;
  /** How often each of `VERDICTS` was given, in their order. */
  readonly verdicts: number[] = VERDICTS.map(() => 0);
  /** Round trips measured from data to its acknowledgment, ns. */
  roundTrips = 0;
  roundTripSum = 0;
  roundTripMinimum = Infinity;
  roundTripMaximum = 0;
  /** Segments that carried data, by sender. */
  segmentsFromClient = 0;
  segmentsFromServer = 0;
  bytesFromClient = 0;
  bytesFromServer = 0;
  readonly client: Closing = { fin: 0, reset: 0 };
  readonly server: Closing = { fin: 0, reset: 0 };
  /** Number of the first packet, and of the server's SYN,ACK where the handshake was seen. */
  synAck = 0;
  firstSeconds = 0;
  firstNanoseconds = 0;
  lastSeconds = 0;
  lastNanoseconds = 0;

  /** Counts one packet of the conversation. */
  add(analysed: AnalysedPacket): void {
    const { packet, fromClient } = analysed;
    if (this.packets++ === 0) {
      this.firstSeconds = packet.seconds;
      this.firstNanoseconds = packet.nanoseconds;
    }
    this.lastSeconds = packet.seconds;
    this.lastNanoseconds = packet.nanoseconds;
    if (packet.payloadLength > 0) {
      if (fromClient) {
        this.segmentsFromClient++;
        this.bytesFromClient += packet.payloadLength;
      } else {
        this.segmentsFromServer++;
        this.bytesFromServer += packet.payloadLength;
      }
    }
    const rtt = analysed.rtt;
    if (rtt !== null) this.addRoundTrip(rtt);
    if (analysed.verdicts !== 0) this.addVerdicts(analysed.verdicts);
    if ((packet.flags & (FIN | RST | SYN)) !== 0) this.addEnds(analysed);
  }

  /** Adds another conversation's counts to these; what cannot be added up (times, who closed) stays. */
  merge(other: ConversationTally): void {
    this.conversations += other.conversations;
    this.packets += other.packets;
    other.verdicts.forEach((count, i) => this.verdicts[i]! += count);
    this.roundTrips += other.roundTrips;
    this.roundTripSum += other.roundTripSum;
    this.roundTripMinimum = Math.min(this.roundTripMinimum, other.roundTripMinimum);
    this.roundTripMaximum = Math.max(this.roundTripMaximum, other.roundTripMaximum);
    this.segmentsFromClient += other.segmentsFromClient;
    this.segmentsFromServer += other.segmentsFromServer;
    this.bytesFromClient += other.bytesFromClient;
    this.bytesFromServer += other.bytesFromServer;
  }

  get first(): Moment {
    return { seconds: this.firstSeconds, nanoseconds: this.firstNanoseconds };
  }

  get last(): Moment {
    return { seconds: this.lastSeconds, nanoseconds: this.lastNanoseconds };
  }

  private addRoundTrip(rtt: number): void {
    this.roundTrips++;
    this.roundTripSum += rtt;
    if (rtt < this.roundTripMinimum) this.roundTripMinimum = rtt;
    if (rtt > this.roundTripMaximum) this.roundTripMaximum = rtt;
  }

  private addVerdicts(verdicts: number): void {
    for (let i = 0; i < VERDICTS.length; i++) {
      if ((verdicts & (1 << i)) !== 0) this.verdicts[i]!++;
    }
  }

  private addEnds({ packet, fromClient }: AnalysedPacket): void {
    const end = fromClient ? this.client : this.server;
    if ((packet.flags & FIN) !== 0 && end.fin === 0) end.fin = packet.number;
    if ((packet.flags & RST) !== 0 && end.reset === 0) end.reset = packet.number;
    if ((packet.flags & (SYN | ACK)) === (SYN | ACK) && this.synAck === 0) this.synAck = packet.number;
  }
}
