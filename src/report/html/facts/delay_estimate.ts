/**
 * How long packets were on their way, from a capture made at one point. The quickest answer of an end to a packet that
 * passed the capture point is twice the way from that point to the end, near enough; with the ways to both ends known, a
 * packet's departure and arrival follow from when it passed. So a capture made at the client, at the server or between
 * draws the same ladder. Taking the least of all answers keeps cause before effect: no answer leaves before what it
 * answers has arrived.
 */
import type { AnalysedPacket } from "../../../analysis/analysed_packet.ts";
import type { Conversation } from "../../../analysis/conversation.ts";
import { ACK, FIN, RST } from "../../../packet/packet.ts";
import { seqAdd, seqAtOrBefore } from "../../../packet/sequence.ts";
import { type Moment, nanosecondsBetween } from "../../../base/moment.ts";
import type { DelaySource } from "./report_data.ts";

/** Packets of an end remembered, at most: what a reset answers came shortly before it. */
const REMEMBERED = 64;

/** A packet that passed, and the number that a reset in answer to it would begin with. */
interface Passed extends Moment {
  readonly ack: number;
  /** The number after its last byte. */
  readonly end: number;
  /** It has data or a FIN. */
  readonly brings: boolean;
}

/** Round trips from the capture point to either end, ns, Infinity while unknown; and what each end sent last. */
interface Ways {
  toClient: number;
  toServer: number;
  readonly fromClient: Passed[];
  readonly fromServer: Passed[];
}

/** A packet's place in time. */
export interface Travel {
  readonly sent: number;
  readonly arrived: number;
  readonly delay: DelaySource;
}

export class DelayEstimate {
  readonly #ways = new Map<Conversation, Ways>();

  /** Learns from a packet's acknowledgment, if it is the first of what it acknowledges, or from a reset in answer to another. */
  learn(analysed: AnalysedPacket): void {
    const { conversation, fromClient } = analysed;
    let ways = this.#ways.get(conversation);
    if (ways === undefined) {
      ways = { toClient: Infinity, toServer: Infinity, fromClient: [], fromServer: [] };
      this.#ways.set(conversation, ways);
    }
    const [own, other] = fromClient ? [ways.fromClient, ways.fromServer] : [ways.fromServer, ways.fromClient];
    const answered = analysed.rtt ?? timeToReset(analysed, other);
    remember(analysed, own, other);
    if (answered === null || answered < 0) return;
    if (fromClient) ways.toClient = Math.min(ways.toClient, answered);
    else ways.toServer = Math.min(ways.toServer, answered);
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

/**
 * How long after the packet that it answers a reset came, ns; null where that cannot be told. A reset without the ACK flag
 * answers a packet that has it, and begins with the number which that acknowledges (RFC 9293 3.10.7.1); packets that
 * acknowledge the same are answered in order, those first that bring something.
 */
function timeToReset({ packet }: AnalysedPacket, passed: Passed[]): number | null {
  if ((packet.flags & (RST | ACK)) !== RST) return null;
  const asks = (one: Passed) => one.ack === packet.seq;
  const bringing = passed.findIndex((one) => asks(one) && one.brings);
  const at = bringing < 0 ? passed.findIndex(asks) : bringing;
  const [cause] = at < 0 ? [] : passed.splice(at, 1);
  return cause === undefined ? null : nanosecondsBetween(cause, packet);
}

/** Keeps what a reset may answer: a packet that acknowledges, is none itself, and was not answered otherwise. */
function remember({ packet }: AnalysedPacket, own: Passed[], other: Passed[]): void {
  const { flags, seq, ack, payloadLength, seconds, nanoseconds } = packet;
  if ((flags & (RST | ACK)) !== ACK) return;
  const answered = other.findLastIndex((one) => seqAtOrBefore(one.end, ack));
  other.splice(0, answered + 1);
  const takes = payloadLength + (flags & FIN ? 1 : 0);
  own.push({ ack, end: seqAdd(seq, takes), brings: takes > 0, seconds, nanoseconds });
  if (own.length > REMEMBERED) own.shift();
}
