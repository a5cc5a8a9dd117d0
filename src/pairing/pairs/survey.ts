/** The first look at one of two captures: its conversations and flows of datagrams, sketched. */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { datagramOf } from "../datagrams/datagram.ts";
import { FlowTable } from "../datagrams/flow_table.ts";
import { SurveyedFlow } from "../datagrams/surveyed_flow.ts";
import { Twins } from "../datagrams/twins.ts";
import { FileFacts } from "../survey/file_facts.ts";
import { SurveyedConversation } from "../survey/surveyed_conversation.ts";

/** Share of the packets that are copies; where each is there twice it is a half. */
const DOUBLED = 0.3;

export class Survey {
  readonly facts: FileFacts = new FileFacts();
  readonly #conversations: SurveyedConversation[] = [];
  readonly #table = new FlowTable();
  readonly #flows: SurveyedFlow[] = [];
  /** Some datagram is not captured whole. */
  cut = false;
  readonly #twins = new Twins();
  #packets = 0;
  #copies = 0;

  take(packet: ReadonlyPacket, analysed: AnalysedPacket | null): void {
    const time = this.facts.take(packet);
    if (analysed === null) return this.#takeDatagram(packet, time);
    const { conversation, fromClient, copyOf } = analysed;
    this.#packets++;
    if (copyOf !== 0) {
      this.#copies++;
      return;
    }
    const known = this.#conversations[conversation.index] ??= new SurveyedConversation(conversation);
    known.take(packet, fromClient, time);
  }

  #takeDatagram(packet: ReadonlyPacket, time: number): void {
    const datagram = datagramOf(packet);
    if (datagram === null) return;
    this.#packets++;
    if (this.#twins.has(packet, datagram, time)) {
      this.#copies++;
      return;
    }
    if (datagram.cut) this.cut = true;
    const { flow, fromClient } = this.#table.find(packet, datagram);
    (this.#flows[flow.index] ??= new SurveyedFlow(flow)).take(packet, datagram, { time, fromClient });
  }

  /** The capture holds packets twice, as where a switch mirrors two ports: a network makes copies of fewer. */
  get doubles(): boolean {
    return this.#copies > DOUBLED * this.#packets;
  }

  get flows(): readonly SurveyedFlow[] {
    return this.#flows;
  }

  get conversations(): readonly SurveyedConversation[] {
    return this.#conversations;
  }
}
