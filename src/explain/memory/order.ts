/**
 * In which order packets of one host left: by the IP identification, which most systems count up, or by the timestamp (RFC 7323),
 * which never goes back.
 */
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { ipIdStep, seqDiff } from "../../packet/sequence.ts";
import type { Arrival } from "./arrival.ts";
import { comesBehindItsAck, isCopy, tooSoonToBeAsked } from "./copies.ts";
import { fillsGap, holeOf, judged } from "./evidence.ts";
import { IS_DATA } from "./packet_kind.ts";
import { timestampOf } from "./timestamp_of.ts";

/** What tells which of two packets left first: the mark of the one at hand, and that of the other. */
export interface Order {
  readonly by: "id" | "stamp";
  readonly own: number;
  readonly other: number;
  /** The one at hand left first. */
  readonly first: boolean;
}

/** Packets of one host that follow each other step less than this where it counts them. */
const NEIGHBOURS = 1000;
/** So many small steps up in a row make a count; without one, only numbers as close as this are no chance. */
const A_COUNT = 2;
const CLOSE = 16;

function byId(own: number, other: number, { sender }: Arrival): Order | null {
  if (own <= 0 || other <= 0 || own === other) return null;
  const step = ipIdStep(other, own);
  const near = sender.idCount < A_COUNT ? CLOSE : NEIGHBOURS;
  return Math.abs(step) > near ? null : { by: "id", own, other, first: step < 0 };
}

function byStamp(own: number, other: number): Order | null {
  if (own < 0 || other < 0 || own === other) return null;
  return { by: "stamp", own, other, first: seqDiff(own, other) < 0 };
}

/** Whether bytes that were missing left before the packet behind the gap; null where nothing tells. */
export function orderInGap(analysed: AnalysedPacket, arrival: Arrival): Order | null {
  const hole = holeOf(analysed, arrival);
  if (hole === null) return null;
  const { packet } = analysed;
  return byId(packet.ipId, hole.ipId, arrival) ??
    (arrival.sender.timestamps ? byStamp(timestampOf(packet), hole.stamp) : null);
}

const AGAIN = verdict.RETRANSMISSION | verdict.FAST_RETRANSMISSION | verdict.SPURIOUS_RETRANSMISSION |
  verdict.OUT_OF_ORDER;

/**
 * Bytes that are there already, in a packet that left before one that was captured earlier: it was overtaken, by what brought
 * them in its stead too. Null where it is no such packet, or nothing tells.
 */
export function overtakenLate(analysed: AnalysedPacket, arrival: Arrival): Order | null {
  const { sender, kind, fresh } = arrival;
  if ((kind & IS_DATA) === 0 || fresh > 0 || !judged(analysed, AGAIN) || fillsGap(analysed, arrival)) return null;
  const { packet } = analysed;
  const order = byId(packet.ipId, sender.highId, arrival) ??
    (sender.timestamps ? byStamp(timestampOf(packet), sender.stamp) : null);
  return order !== null && order.first && !isCopy(analysed, arrival) ? order : null;
}

/**
 * By its time it came before what stands before it, the packet behind the gap that it fills or the ACK of its bytes: the file has them
 * in another order than the wire had.
 */
export function isMisfiled(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { gap, now, sender } = arrival;
  return gap < 0 && fillsGap(packet, arrival) || now < sender.ackedTime && comesBehindItsAck(packet, arrival);
}

/**
 * Flagged a retransmission, but its marks, or the time, say that it was sent before the packet behind it, or before others that
 * were captured earlier.
 */
export function overtaken(packet: AnalysedPacket, arrival: Arrival): boolean {
  if (isMisfiled(packet, arrival)) return true;
  return fillsGap(packet, arrival) ? wasFirst(packet, arrival) === true : overtakenLate(packet, arrival) !== null;
}

/** Whether it left before the packet behind the gap; null where nothing tells. */
export function wasFirst(packet: AnalysedPacket, arrival: Arrival): boolean | null {
  return orderInGap(packet, arrival)?.first ?? (tooSoonToBeAsked(packet, arrival) ? true : null);
}
