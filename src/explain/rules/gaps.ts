/**
 * What is missing: jumps in the numbers, acknowledgments of what was not captured; and bytes that come behind later
 * ones, overtaken on the way or sent a second time.
 */
import { FIN } from "../../packet/packet.ts";
import { ipIdStep, seqAdd, seqAfter, seqAtOrBefore, seqBefore, seqDiff, seqRelative } from "../../packet/sequence.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import type { Hole } from "../memory/holes.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import { Occurrences } from "../clues/occurrences.ts";
import {
  comesBehindItsAck,
  cutAnewFor,
  isCopy,
  lastSending,
  noteBehind,
  sentAgainLately,
  waitOf,
} from "../memory/copies.ts";
import {
  agreedOnSack,
  asksOnly,
  cannotHavePassed,
  contradicts,
  exceedsWindows,
  fillsGap,
  holeOf,
  judged,
  SHORTEST_TIMER,
} from "../memory/evidence.ts";
import { isMisfiled, orderInGap, overtaken, overtakenLate, wasFirst } from "../memory/order.ts";
import { IS_JUDGED, IS_RST } from "../memory/packet_kind.ts";
import { destinationAddress, sourceAddress } from "../../packet/address.ts";
import { isUnconfirmed, keepAliveInName, takesNumbers } from "./loss.ts";
import { isFast } from "./recovery.ts";
import type { Rule } from "./rule.ts";
import { packetList } from "../words/voice.ts";

/** Pieces of the packets that follow a host's latest have identifications this close to its own. */
const PIECES_NEAR = 16;
/** More packets than this between two of one host, and the count says nothing. */
const PLAUSIBLE = 1000;

/** The numbers up to `end` were in a packet of this end of which the capture's record holds the beginning only. */
function wasShorn({ shornTo }: HostMemory, end: number): boolean {
  return shornTo >= 0 && seqAtOrBefore(end, shornTo);
}

/** How many packets a host that counts them sent between two; 0 where that says nothing. */
function idsBetween(id: number, next: number): number {
  const between = ipIdStep(id, next) - 1;
  return between > 0 && between < PLAUSIBLE ? between : 0;
}

const lostSegment: Rule = {
  code: "lost-segment",
  rfc: "RFC 9293 3.4",
  kinds: IS_JUDGED,
  certainty: "certain",
  ordinary: false,
  scenario: "lost-segment",
  match: (packet, { sender }) =>
    judged(packet, verdict.LOST_SEGMENT) && (sender.next < 0 || seqAfter(packet.seq, sender.next)),
  tell({ packet, seq }, { sender, memory, now }, voice) {
    const { next, lastIpId, lastTime } = sender;
    const missing = seqDiff(seq, next);
    if (next >= 0 && wasShorn(sender, seq)) {
      voice.title("lost-segment.shorn");
      voice.say("lost.shorn", { next, seq, bytes: voice.grammar.bytes(missing), number: sender.shornNumber });
      return;
    }
    if (next >= 0 && cannotHavePassed(missing, now - lastTime)) {
      const values = { next, seq, bytes: voice.grammar.bytes(missing), time: voice.grammar.duration(now - lastTime) };
      voice.title("lost-segment.never");
      voice.say("lost.impossible", values);
      return;
    }
    const between = idsBetween(lastIpId, packet.ipId);
    const way = [sourceAddress(packet), destinationAddress(packet)] as const;
    const pieces = memory.servers.pieces.behind(lastIpId, between, way);
    const jump = { next, seq, bytes: voice.grammar.bytes(missing) };
    if (pieces.length > 0) {
      voice.say(pieces.length === 1 ? "lost.piece" : "lost.pieces", { ...jump, packets: packetList(pieces, voice) });
    } else if (next >= 0 && missing > 0) voice.say("lost.gap", jump);
    else voice.say("lost.unknown", { seq });
    if (packet.ipId > 0 && lastIpId > 0 && between > 0) {
      voice.say("lost.ids", { from: lastIpId, to: packet.ipId, packets: voice.grammar.packets(between) });
    }
    if (sender.ackedBy > 0 && seqAtOrBefore(seq, sender.acked)) {
      voice.say(pieces.length > 0 ? "lost.confirmed-pieces" : "lost.confirmed", { number: sender.ackedBy });
      return;
    }
    if (sender.ackedBy > 0 && next >= 0 && seqAfter(sender.acked, next)) {
      voice.say("lost.confirmed-to", { number: sender.ackedBy, ack: sender.acked });
    }
    if (packet.payloadLength === 0 && (packet.flags & FIN) === 0) voice.say("lost.fate-bare");
    else voice.say("lost.fate");
  },
};

/** Of an end that the capture joins late, a first packet one number short is a keep-alive; nothing was missed. */
function beganWithKeepAlive({ ack }: AnalysedPacket, receiver: HostMemory): boolean {
  return receiver.synCount === 0 && receiver.segments === 0 && seqDiff(ack, receiver.next) === 1;
}

const ackLostSegment: Rule = {
  code: "ack-lost-segment",
  rfc: "",
  kinds: IS_JUDGED,
  // What lies between captured numbers is there; a number beyond them all may also be a mistake of who confirms it.
  certainty: ({ ack }, { receiver }) => seqDiff(ack, receiver.next) > 0 ? "likely" : "certain",
  ordinary: false,
  // The lab's wire records every packet that passes.
  scenario: null,
  // The number in a RST may be the guess of a box on the way.
  match: (packet, { receiver, foreign, answersProbe, kind }) =>
    judged(packet, verdict.ACK_LOST_SEGMENT) && receiver.next >= 0 && !foreign && !answersProbe &&
    (kind & IS_RST) === 0 && !beganWithKeepAlive(packet, receiver) && !wasShorn(receiver, packet.ack),
  tell({ ack, packet }, arrival, voice) {
    const { sender, receiver, memory, now } = arrival;
    const unseen = seqDiff(ack, receiver.next);
    const quiet = now - Math.max(receiver.lastTime, sender.lastTime);
    if (cannotHavePassed(unseen, quiet) || exceedsWindows(unseen, sender, receiver, quiet)) {
      voice.title("ack-lost-segment.never");
      voice.say("ack-lost.impossible", { ack, bytes: voice.grammar.bytes(unseen), next: receiver.next });
      return;
    }
    // Confirmed for the first time is what lies from the ACK before on.
    const confirmed = Math.max(0, receiver.acked);
    const hole = receiver.holes?.between(confirmed, seqRelative(ack, 0)) ?? null;
    if (unseen <= 0 && hole === null) {
      voice.say("ack-lost.probe", { ack, number: receiver.lastNumber });
      return;
    }
    const way = [destinationAddress(packet), sourceAddress(packet)] as const;
    const { pieces: loose } = memory.servers;
    const pieces = unseen > 0
      ? loose.behind(receiver.lastIpId, PIECES_NEAR, way)
      : loose.behind(hole!.idBefore, idsBetween(hole!.idBefore, hole!.ipId), way);
    const one = pieces.length === 1;
    const from = unseen > 0 ? receiver.next : Math.max(hole!.from, confirmed);
    const to = unseen > 0 ? ack : Math.min(hole!.to, seqRelative(ack, 0));
    const bytes = voice.grammar.bytes(seqDiff(to, from));
    if (unseen <= 0) {
      voice.say("ack-lost.gap", { ack, from, to: to - 1, number: hole!.number });
      if (pieces.length > 0) {
        voice.say(one ? "ack-lost.gap-piece" : "ack-lost.gap-pieces", { packets: packetList(pieces, voice) });
      }
    } else if (pieces.length > 0) {
      voice.say(one ? "ack-lost.piece" : "ack-lost.pieces", {
        ack,
        next: receiver.next,
        packets: packetList(pieces, voice),
      });
    } else voice.say("ack-lost.start", { ack, next: receiver.next });
    voice.say(pieces.length > 0 ? "ack-lost.rest" : "ack-lost.why", { bytes });
    const report = reportOf(arrival, from, to);
    if (report > 0) voice.say("ack-lost.reported", { number: report });
    else if (sender.duplicates === 0) voice.say("ack-lost.network");
  },
};

/** Repeated ACKs that stand for a hole where nobody speaks SACK. */
const SEVERAL = 2;

/** The packet in which this end had told that bytes of these numbers were missing while later ones had come; 0 without one. */
function reportOf(arrival: Arrival, from: number, to: number): number {
  const { sender, receiver } = arrival;
  const { gapReport: report } = sender;
  if (report !== null && seqBefore(report.ack, to) && seqAfter(report.to, from)) return report.number;
  // One repeated ACK may also answer a packet that came twice, and several what was sent again.
  if (sender.duplicates < SEVERAL || agreedOnSack(arrival) || sentAgainLately(arrival)) return 0;
  return seqAtOrBefore(from, receiver.acked) && seqBefore(receiver.acked, to) ? sender.lastNumber : 0;
}

/** Called fast because it fills a gap amid duplicate ACKs; but this way moves packets, and nothing tells when it left. */
function staysUnknown(packet: AnalysedPacket, arrival: Arrival): boolean {
  return judged(packet, verdict.FAST_RETRANSMISSION) && fillsGap(packet, arrival) && !isFast(packet, arrival);
}

/** What showed the gap is a FIN without bytes, and nothing else lies behind it. */
function onlyFinBehind({ to, number }: Hole, { finSeq, finNumber, next }: HostMemory): boolean {
  return number === finNumber && to === seqRelative(finSeq, 0) && next === seqAdd(finSeq, 1);
}

/** The first sending of these bytes may come only now: none was captured before, or their second sending was, a moment ago. */
function mayBeFirst(packet: AnalysedPacket, arrival: Arrival): boolean {
  if (comesBehindItsAck(packet, arrival)) return false;
  const { payloadLength: length } = packet.packet;
  if (length > 0 && packet.newBytes === length) return true;
  return length > 0 && lastSending(packet, arrival)?.again === true && waitOf(packet, arrival) < SHORTEST_TIMER;
}

const spuriousRetransmission: Rule = {
  code: "spurious-retransmission",
  rfc: "RFC 9293 3.10.7.4; RFC 5682",
  kinds: IS_JUDGED,
  certainty: (packet, arrival) => mayBeFirst(packet, arrival) ? "possible" : "likely",
  ordinary: false,
  // No scenario loses or delays an ACK alone.
  scenario: null,
  remembers(arrival, number, packet) {
    if (comesBehindItsAck(packet, arrival)) noteBehind(arrival);
    else if (!mayBeFirst(packet, arrival) && arrival.sender.spurious++ === 0) arrival.sender.spuriousNumber = number;
  },
  match: (packet, arrival) =>
    judged(packet, verdict.SPURIOUS_RETRANSMISSION) && takesNumbers(packet, arrival) && !asksOnly(packet, arrival) &&
      !isCopy(packet, arrival) && !isMisfiled(packet, arrival) && cutAnewFor(packet, arrival) === null &&
      overtakenLate(packet, arrival) === null ||
    keepAliveInName(packet, arrival) && !isUnconfirmed(packet, arrival),
  tell(analysed, arrival, voice) {
    const { packet, seq } = analysed;
    const { sender } = arrival;
    const bytes = voice.grammar.bytes(packet.payloadLength);
    if (comesBehindItsAck(analysed, arrival)) {
      const time = voice.grammar.duration(arrival.now - sender.ackedTime);
      voice.title("spurious-retransmission.behind");
      voice.say("spurious.behind", { bytes, seq, time, number: sender.ackedBy });
      return;
    }
    if (sender.ackedBy > 0) voice.say("spurious.start", { bytes, seq, acked: sender.acked, number: sender.ackedBy });
    else voice.say("spurious.confirmed", { bytes, seq });
    if (mayBeFirst(analysed, arrival)) {
      voice.title("spurious-retransmission.late");
      voice.say("spurious.late");
    } else voice.say("spurious.why");
    voice.say("spurious.result");
  },
};

const outOfOrder: Rule = {
  code: "out-of-order",
  rfc: "RFC 9293 3.10.7.4",
  kinds: IS_JUDGED,
  certainty: (packet, arrival) =>
    fillsGap(packet, arrival) && wasFirst(packet, arrival) === null ? "possible" : "likely",
  ordinary: false,
  scenario: "out-of-order",
  remembers(arrival, number, packet) {
    if (comesBehindItsAck(packet, arrival)) noteBehind(arrival);
    // What only the file has in another order was overtaken by nothing.
    if (!overtaken(packet, arrival) || isMisfiled(packet, arrival)) return;
    (arrival.sender.overtaken ??= new Occurrences()).add(number);
  },
  match: (packet, arrival) =>
    (judged(packet, verdict.OUT_OF_ORDER) || staysUnknown(packet, arrival)) && !isCopy(packet, arrival) &&
      cutAnewFor(packet, arrival) === null &&
      !contradicts(packet, arrival) &&
      (arrival.fresh < packet.packet.payloadLength || fillsGap(packet, arrival)) ||
    overtaken(packet, arrival),
  tell(analysed, arrival, voice) {
    const { packet, seq } = analysed;
    const { sender, receiver } = arrival;
    const bytes = voice.grammar.bytes(packet.payloadLength);
    const last = seqAdd(seq, packet.payloadLength - 1);
    if (isMisfiled(analysed, arrival)) {
      const behindAck = arrival.now < sender.ackedTime;
      const time = voice.grammar.duration(behindAck ? sender.ackedTime - arrival.now : -arrival.gap);
      voice.title("out-of-order.file");
      voice.say("order.file", {
        bytes,
        seq,
        last,
        time,
        number: behindAck ? sender.ackedBy : arrival.memory.lastNumber,
      });
      return;
    }
    const late = overtakenLate(analysed, arrival);
    if (late !== null) {
      voice.title("out-of-order.late");
      voice.say(late.by === "id" ? "order.late-id" : "order.late-stamp", {
        bytes,
        seq,
        own: late.own,
        other: late.other,
      });
      return;
    }
    const first = wasFirst(analysed, arrival);
    const order = orderInGap(analysed, arrival);
    const hole = holeOf(analysed, arrival);
    const number = hole?.number ?? 0;
    if (hole === null) {
      voice.title("out-of-order.resent");
      // Of numbers that only a packet without data had shown nothing was captured.
      const unseen = seqAtOrBefore(seqAdd(sender.dataSeq, sender.dataLength), seq);
      if (unseen) voice.say("order.unseen", { bytes, seq, last, next: sender.next });
      else voice.say("order.repeated", { bytes, seq, next: sender.next });
    } else if (first === null) voice.say("order.unknown", { bytes, seq, last, number });
    else if (first) {
      voice.say("order.late", { bytes, seq, last, number });
      if (order === null) voice.say("order.time");
      else voice.say(order.by === "id" ? "order.by-id" : "order.by-stamp", { own: order.own, other: order.other });
    } else {
      voice.title("out-of-order.resent");
      voice.say("order.resent", { bytes, seq, last, number });
      voice.say(order!.by === "id" ? "order.resent-id" : "order.resent-stamp", {
        own: order!.own,
        other: order!.other,
        number,
      });
    }
    if (hole !== null && onlyFinBehind(hole, sender)) voice.say("order.fin-behind", { number: sender.finNumber });
    else if (hole !== null && receiver.finSeq < 0) voice.say("order.buffered");
  },
};

export const ORDER_RULES: readonly Rule[] = [spuriousRetransmission, outOfOrder];
export const GAP_RULES: readonly Rule[] = [lostSegment, ackLostSegment];
