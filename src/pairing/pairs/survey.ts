/** The first look at one of two captures: its conversations and flows of datagrams, sketched. */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { datagramOf } from "../datagrams/datagram.ts";
import { FlowTable } from "../datagrams/flow_table.ts";
import { SurveyedFlow } from "../datagrams/surveyed_flow.ts";
import { FileFacts } from "../survey/file_facts.ts";
import { SurveyedConversation } from "../survey/surveyed_conversation.ts";

export class Survey {
  readonly facts: FileFacts = new FileFacts();
  readonly #conversations: SurveyedConversation[] = [];
  readonly #table = new FlowTable();
  readonly #flows: SurveyedFlow[] = [];
  /** Some datagram is not captured whole. */
  cut = false;

  take(packet: ReadonlyPacket, analysed: AnalysedPacket | null): void {
    const time = this.facts.take(packet);
    if (analysed === null) return this.#takeDatagram(packet, time);
    const { conversation, fromClient } = analysed;
    const known = this.#conversations[conversation.index] ??= new SurveyedConversation(conversation);
    known.take(packet, fromClient, time);
  }

  #takeDatagram(packet: ReadonlyPacket, time: number): void {
    const datagram = datagramOf(packet);
    if (datagram === null) return;
    if (datagram.cut) this.cut = true;
    const { flow, fromClient } = this.#table.find(packet, datagram);
    (this.#flows[flow.index] ??= new SurveyedFlow(flow)).take(packet, datagram, { time, fromClient });
  }

  get flows(): readonly SurveyedFlow[] {
    return this.#flows;
  }

  get conversations(): readonly SurveyedConversation[] {
    return this.#conversations;
  }
}
