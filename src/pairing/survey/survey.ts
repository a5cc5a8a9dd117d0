/** The first reading of one of two captures. */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { SurveyedConversation } from "./surveyed_conversation.ts";

export class Survey {
  readonly conversations: SurveyedConversation[] = [];
  packets = 0;
  tcpPackets = 0;
  /** The whole second that the file's times count from, and its first and last packet's, ns since then. */
  origin = NaN;
  first = 0;
  last = 0;
  /** The coarsest unit that fits every time: 1, 1000 or 1,000,000 ns. */
  resolution = 1_000_000;

  take(packet: ReadonlyPacket, analysed: AnalysedPacket | null): void {
    if (Number.isNaN(this.origin)) this.origin = packet.seconds;
    const time = (packet.seconds - this.origin) * 1e9 + packet.nanoseconds;
    if (this.packets === 0 || time < this.first) this.first = time;
    if (this.packets === 0 || time > this.last) this.last = time;
    while (packet.nanoseconds % this.resolution !== 0) this.resolution /= 1000;
    this.packets++;
    if (analysed === null) return;
    this.tcpPackets++;
    const { conversation, fromClient } = analysed;
    const known = this.conversations[conversation.index] ??= new SurveyedConversation(conversation);
    known.take(packet, fromClient, time);
  }
}
