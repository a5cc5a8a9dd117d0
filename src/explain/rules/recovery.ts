/**
 * Recovery and congestion: retransmissions that no timer and no third duplicate ACK made (probes of the tail, the steps of a
 * recovery under way), reports that something came twice, and marks that routers set instead of dropping (ECN, RFC 3168).
 */
import { seqAdd, seqAfter, seqAtOrBefore, seqBefore, seqRelative } from "../../packet/sequence.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { AE, CWR, ECE, type ReadonlyPacket, SYN } from "../../packet/packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import { cutAnewFor, isCopy } from "../memory/copies.ts";
import { overtakenLate } from "../memory/order.ts";
import { agreedOnSack, doubledBlock, fillsGap, judged, namesKeepAlive } from "../memory/evidence.ts";
import { IS_ACK, IS_DATA, IS_FIN, IS_JUDGED, IS_ODD } from "../memory/packet_kind.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import type { Rule } from "./rule.ts";
import type { Voice } from "../words/voice.ts";

/** The shortest probe timer, ns (RFC 8985 7.2). */
const SHORTEST_PROBE = 10_000_000;
/** Within this of the ACK, ns, the way to the sender apart, a kernel reacts to it. */
const REACTS = 5_000_000;

function isResent(packet: AnalysedPacket, arrival: Arrival): boolean {
  return judged(packet, verdict.RETRANSMISSION) && !judged(packet, verdict.SPURIOUS_RETRANSMISSION) &&
    (arrival.kind & IS_DATA) !== 0 && arrival.fresh === 0 && !fillsGap(packet, arrival) && !isCopy(packet, arrival) &&
    overtakenLate(packet, arrival) === null && cutAnewFor(packet, arrival) === null;
}

const resentSmaller: Rule = {
  code: "resent-smaller",
  rfc: "RFC 1191 6.5; RFC 8201 5.2",
  kinds: IS_JUDGED,
  certainty: "likely",
  ordinary: false,
  scenario: "path-mtu",
  match: (packet, arrival) => cutAnewFor(packet, arrival) !== null,
  tell(analysed, arrival, voice) {
    const { packet, seq } = analysed;
    const { number, mtu, quotedNumber, quotedSeq, quotedLength } = cutAnewFor(analysed, arrival)!;
    const { grammar } = voice;
    const values = { bytes: grammar.bytes(packet.payloadLength), seq, number };
    if (mtu > 0) voice.say("smaller.start", { ...values, mtu: grammar.bytes(mtu) });
    else voice.say("smaller.unnamed", values);
    if (seq === quotedSeq && quotedNumber > 0) {
      voice.say("smaller.before", { quoted: quotedNumber, length: grammar.bytes(quotedLength) });
    }
    voice.say("smaller.why");
  },
};

/**
 * The last segment of all again, though older ones are unconfirmed: a timer would begin with the oldest, and so does what
 * duplicate ACKs ask for (RFC 8985 7).
 */
export function isTailProbe(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver, now } = arrival;
  if (!isResent(packet, arrival) || seqAdd(packet.seq, packet.packet.payloadLength) !== sender.next) return false;
  // Where the other end is not heard, nobody knows what it has confirmed; and the tail is probed once.
  if (receiver.lastNumber === 0 || sender.acked < 0 || sender.resends > 0 && sender.resendSeq === packet.seq) {
    return false;
  }
  // A probe has waited; what goes beside another that is sent again is of the same recovery.
  if (sender.resendTime >= 0 && now - sender.resendTime < SHORTEST_PROBE) return false;
  return seqAfter(packet.seq, sender.acked) && (sender.sackedTo < 0 || seqAtOrBefore(sender.sackedTo, sender.next));
}

/** The first unconfirmed segment again, right after an ACK that confirmed a part of what was out when recovery began. */
export function followsPartialAck(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, now } = arrival;
  // What follows a timer's sending goes as ACKs come, and yet for the timer's sake.
  if (sender.recoverUntil < 0 || sender.timerTo >= 0 || !isResent(packet, arrival) || packet.seq !== sender.acked) {
    return false;
  }
  if (!seqBefore(sender.acked, sender.recoverUntil)) return false;
  if (sender.resendTime > sender.ackedTime && sender.resendSeq === packet.seq) return false;
  return now - sender.ackedTime <= reactionTime(sender);
}

function reactionTime({ distance }: HostMemory): number {
  return distance === Infinity ? REACTS : 1.5 * distance + REACTS;
}

const tailLossProbe: Rule = {
  code: "tail-loss-probe",
  rfc: "RFC 8985 7",
  kinds: IS_JUDGED,
  certainty: "likely",
  ordinary: false,
  // No scenario loses the end of a burst alone.
  scenario: null,
  remembers: ({ sender }) => sender.early++,
  match: isTailProbe,
  tell({ packet, seq }, { sender, now }, voice) {
    const { grammar } = voice;
    const values = { bytes: grammar.bytes(packet.payloadLength), seq, wait: grammar.duration(now - sender.dataTime) };
    voice.say("probe.tail", { ...values, acked: sender.acked });
    voice.say("probe.tail-why");
  },
};

const partialAck: Rule = {
  code: "partial-ack-retransmission",
  rfc: "RFC 6582 3.2; RFC 6675 5",
  kinds: IS_JUDGED,
  certainty: "likely",
  ordinary: false,
  // No scenario loses two segments of one burst.
  scenario: null,
  remembers: ({ sender }) => sender.fast++,
  match: followsPartialAck,
  tell({ packet, seq }, { sender, now }, voice) {
    const { grammar } = voice;
    voice.say("partial.start", {
      bytes: grammar.bytes(packet.payloadLength),
      seq,
      number: sender.ackedBy,
      time: grammar.duration(now - sender.ackedTime),
      until: sender.recoverUntil,
    });
    voice.say("partial.why");
  },
};

const doubled: Rule = {
  code: "dsack",
  rfc: "RFC 2883 4",
  kinds: IS_ACK,
  certainty: "certain",
  ordinary: false,
  scenario: "duplicate",
  match: ({ packet }, arrival) =>
    agreedOnSack(arrival) && doubledBlock(packet) !== null &&
    !namesKeepAlive(packet, arrival),
  tell({ packet, ack }, _, voice) {
    const { left, right } = doubledBlock(packet)!;
    const base = seqAdd(packet.ack, -ack);
    voice.say("dsack.start", { from: seqRelative(left, base), to: seqRelative(right - 1, base), ack });
    voice.say("dsack.result");
  },
};

export const RECOVERY_RULES: readonly Rule[] = [resentSmaller, tailLossProbe, partialAck];
/** Of bytes that the receiver had named as held, and has given up since, none was lost; says so. */
export function sayReneged(
  { seq, packet }: AnalysedPacket,
  { receiver: { reneged } }: Arrival,
  voice: Voice,
): boolean {
  if (reneged === null || packet.payloadLength === 0 || seqBefore(seq, reneged.report.left)) return false;
  const { report, number } = reneged;
  voice.title("retransmission-timeout.follows");
  voice.say("timeout.reneged", { left: report.left, last: report.right - 1, report: report.number, number });
  return true;
}

export const DOUBLED_RULES: readonly Rule[] = [doubled];

/** The flags mean what RFC 3168 says: with AccECN (RFC 9768) the same bits are a counter. */
function speaksClassic({ flags }: ReadonlyPacket, { memory }: Arrival): boolean {
  return memory.ecn.speaks && (flags & (SYN | AE)) === 0 && (flags & (ECE | CWR)) !== 0;
}

const ecn: Rule = {
  code: "ecn",
  rfc: "RFC 3168 5, 6.1",
  kinds: IS_ACK | IS_DATA | IS_FIN,
  certainty: "certain",
  ordinary: false,
  // The lab's queues can mark (--queue red:ecn), but no scenario does.
  scenario: null,
  remembers({ sender }, number, { packet }) {
    if (packet.flags & ECE) sender.echoNumber = number;
  },
  match: ({ packet }, arrival) =>
    (arrival.kind & IS_ODD) === 0 && (arrival.memory.ecn.marks(packet) || speaksClassic(packet, arrival)),
  tell({ packet }, arrival, voice) {
    const { receiver, memory } = arrival;
    if (memory.ecn.marks(packet)) voice.say("ecn.marked");
    if (!speaksClassic(packet, arrival)) return;
    if (packet.flags & ECE) voice.say("ecn.echo");
    if ((packet.flags & CWR) === 0) return;
    if ((packet.flags & ECE) === 0 && !memory.ecn.marks(packet)) voice.title("ecn.reduced");
    if (receiver.echoNumber > 0) voice.say("ecn.reduced", { number: receiver.echoNumber });
    else voice.say("ecn.reduced-unasked");
  },
};

export const ECN_RULES: readonly Rule[] = [ecn];
