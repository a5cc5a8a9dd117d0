/**
 * How long packets were on their way, from a capture made at one point. The quickest answer of an end to a packet that
 * passed the capture point is twice the way from that point to the end, near enough; with the ways to both ends known, a
 * packet's departure and arrival follow from when it passed. So a capture made at the client, at the server or between
 * draws the same ladder. Taking the least of all answers keeps cause before effect: no answer leaves before what it
 * answers has arrived.
 */
import type { AnalysedPacket } from "../../../analysis/analysed_packet.ts";
import type { Conversation } from "../../../analysis/conversation.ts";
import type { DelaySource } from "./report_data.ts";

/** Round trips from the capture point to either end, ns; Infinity while unknown. */
interface Ways {
  toClient: number;
  toServer: number;
}

/** A packet's place in time. */
export interface Travel {
  readonly sent: number;
  readonly arrived: number;
  readonly delay: DelaySource;
}

export class DelayEstimate {
  readonly #ways = new Map<Conversation, Ways>();

  /** Learns from a packet's acknowledgment, if it is the first of what it acknowledges. */
  learn({ conversation, fromClient, rtt }: AnalysedPacket): void {
    if (rtt === null || rtt < 0) return;
    let ways = this.#ways.get(conversation);
    if (ways === undefined) this.#ways.set(conversation, ways = { toClient: Infinity, toServer: Infinity });
    if (fromClient) ways.toClient = Math.min(ways.toClient, rtt);
    else ways.toServer = Math.min(ways.toServer, rtt);
  }

  /** When a packet that was captured at `time` left and arrived, by what has been learnt of its conversation. */
  travel(conversation: Conversation | null, fromClient: boolean, time: number): Travel {
    const ways = conversation === null ? undefined : this.#ways.get(conversation);
    if (ways === undefined || ways.toClient === Infinity || ways.toServer === Infinity) {
      return { sent: time, arrived: time, delay: "unknown" };
    }
    const [behind, ahead] = fromClient ? [ways.toClient, ways.toServer] : [ways.toServer, ways.toClient];
    return { sent: time - behind / 2, arrived: time + ahead / 2, delay: "estimated" };
  }
}
