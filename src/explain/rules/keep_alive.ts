/**
 * Keep-alives: one kernel asks whether the other is still there.
 */
import { seqAdd, seqAfter } from "../../packet/sequence.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import { countsOn } from "../memory/forged_reset.ts";
import { answersKeepAlive, isKeepAlive, judged, namesKeepAlive, SEVERAL_TRIPS, wasSilent } from "../memory/evidence.ts";
import { IS_DATA, IS_JUDGED } from "../memory/packet_kind.ts";
import type { Rule } from "./rule.ts";
import { isProbe } from "./window.ts";

/** Linux's waiting time before the first keep-alive, ns; a shorter one was asked for. */
const DEFAULT_WAIT = 7200e9;

/** The byte in it, if any, was confirmed before: nothing is transferred. */
function onlyAsks(seq: number, { sender, kind }: Arrival): boolean {
  return (kind & IS_DATA) === 0 || sender.acked < 0 || seqAfter(sender.acked, seq);
}

/** Whoever has asked for room has data, and sends it once it hears that there is some. */
function asksForRoom({ sender }: Arrival): boolean {
  return sender.probeNumber > sender.dataNumber;
}

/** Of this connection its sender has said nothing: it may still be in the older one on these ports, and repeat a byte of that. */
function mayBeOlder({ memory, sender }: Arrival): boolean {
  return memory.older !== null && sender.synCount === 0;
}

const keepAlive: Rule = {
  code: "keep-alive",
  rfc: "RFC 9293 3.8.4",
  kinds: IS_JUDGED,
  // A byte that was a segment of its own may also be sent again.
  certainty: (analysed, arrival) => {
    const { seq, packet } = analysed;
    const { sender } = arrival;
    const own = packet.payloadLength > 0 && sender.dataLength === 1 && sender.dataSeq === seq;
    if (mayBeOlder(arrival)) return "possible";
    return !judged(analysed, verdict.KEEP_ALIVE) || own || asksForRoom(arrival) ? "likely" : "certain";
  },
  ordinary: false,
  scenario: "keep-alive",
  match: (packet, arrival) =>
    isKeepAlive(packet, arrival) && !isProbe(packet, arrival) && onlyAsks(packet.seq, arrival),
  tell({ seq, packet }, arrival, voice) {
    const { gap, sender, receiver, memory } = arrival;
    const values = { time: voice.grammar.duration(gap), seq, next: seqAdd(seq, 1) };
    if (sender.unanswered > 0 && memory.lastNumber === sender.lastNumber) {
      const { unansweredFirst: first, unanswered } = sender;
      voice.say("keep-alive.again", { ...values, times: voice.grammar.times(unanswered), first });
    } else voice.say(wasSilent(arrival) ? "keep-alive.start" : "keep-alive.heard", values);
    if (packet.payloadLength > 0) voice.say("keep-alive.byte");
    if (asksForRoom(arrival)) {
      voice.title("keep-alive.unheard");
      voice.say("keep-alive.unheard", { probe: sender.probeNumber, number: receiver.lastNumber });
      return;
    }
    if (mayBeOlder(arrival)) {
      voice.say("keep-alive.older", { stream: arrival.memory.older!.conversation.index });
      return;
    }
    voice.say("keep-alive.who");
    if (gap < DEFAULT_WAIT * 0.9 && sender.keepAlives === 0 && wasSilent(arrival)) voice.say("keep-alive.mid");
  },
};

/** An answer in less than this part of the shortest round trip is hardly the end's own; routes that change add or save few hops. */
const SHORTER = 0.5;
const REROUTED = 2;

/** No answer of this end has come so soon before; of several questions it may answer an earlier one. */
function isTooQuick({ sender, receiver, now }: Arrival): boolean {
  return receiver.unanswered === 1 && sender.trips >= SEVERAL_TRIPS &&
    now - receiver.lastTime < SHORTER * sender.distance;
}

/** It has come another way than this end's first packet. */
function isFromElsewhere({ packet: { ttl } }: AnalysedPacket, { sender: { firstTtl } }: Arrival): boolean {
  return firstTtl >= 0 && ttl >= 0 && Math.abs(ttl - firstTtl) > REROUTED;
}

/**
 * Whether something on the way answers in this end's name: `likely` by time and TTL together; by one of both it is `possible`, for
 * round trips vary and roads change; null where neither says so, or its identification is the next of its host's.
 */
function answersForIt(analysed: AnalysedPacket, arrival: Arrival): "likely" | "possible" | null {
  if (arrival.answersProbe || countsOn(analysed.packet, arrival.sender)) return null;
  const [quick, elsewhere] = [isTooQuick(arrival), isFromElsewhere(analysed, arrival)];
  if (quick && elsewhere) return "likely";
  return quick || elsewhere ? "possible" : null;
}

const keepAliveAck: Rule = {
  code: "keep-alive-ack",
  rfc: "RFC 9293 3.8.4",
  kinds: IS_JUDGED,
  certainty: (packet, arrival) => arrival.answersProbe ? "likely" : answersForIt(packet, arrival) ?? "certain",
  ordinary: false,
  scenario: "keep-alive",
  match: (packet, arrival) =>
    arrival.answersProbe || judged(packet, verdict.KEEP_ALIVE_ACK) && arrival.receiver.unanswered > 0 ||
    answersKeepAlive(packet, arrival),
  tell(analysed, arrival, voice) {
    const { ack, packet } = analysed;
    const { sender, receiver, gap, memory, answersProbe } = arrival;
    const other = answersForIt(analysed, arrival);
    if (other !== null) {
      const perhaps = other === "possible";
      voice.say(perhaps ? "keep-alive-ack.perhaps-box" : "keep-alive-ack.box", { number: receiver.lastNumber });
      const values = { time: voice.grammar.duration(gap), trip: voice.grammar.duration(sender.distance) };
      if (isTooQuick(arrival)) voice.say("keep-alive-ack.box-time", values);
      if (isFromElsewhere(analysed, arrival)) {
        voice.say("keep-alive-ack.box-ttl", { ttl: packet.ttl, first: sender.firstTtl });
      }
      if (perhaps) voice.say("keep-alive-ack.or-road");
      return;
    }
    if (answersProbe) voice.say("keep-alive-ack.first", { ack, number: receiver.lastNumber, seq: receiver.next });
    else voice.say("keep-alive-ack.start", { ack, number: receiver.lastNumber });
    if (namesKeepAlive(packet, arrival)) voice.say("keep-alive-ack.block");
    if (receiver.lastNumber === memory.lastNumber) {
      voice.say("keep-alive-ack.time", { time: voice.grammar.duration(gap) });
    }
  },
};

export const KEEP_ALIVE_RULES: readonly Rule[] = [keepAlive, keepAliveAck];
