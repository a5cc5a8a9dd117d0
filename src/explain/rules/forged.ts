/**
 * Resets that the end whose address they carry did not send: of a box on the way, or forged.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { ACK } from "../../packet/packet.ts";
import { seqBefore } from "../../packet/sequence.ts";
import type { Arrival } from "../memory/arrival.ts";
import type { Signs } from "../clues/clues.ts";
import { contradicts, isOffNumber } from "../memory/evidence.ts";
import { signsOfForgery, usualOf } from "../memory/forged_reset.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import { IS_ACK, IS_DATA, IS_RST } from "../memory/packet_kind.ts";
import { sayError } from "./resets/reset_words.ts";
import type { Rule } from "./rule.ts";
import type { Voice } from "../words/voice.ts";

/** Silence after which a box on the way may have forgotten a connection, ns: the shortest such timers in use are a minute. */
const FORGOTTEN = 60e9;
/** An end that still sends this long after its RST, ns, did not send it: what it had sent before has passed by then. */
const AFTERWARDS = 20_000_000;

function saySigns(
  signs: Signs,
  analysed: AnalysedPacket,
  { arrival, voice }: { arrival: Arrival; voice: Voice },
): void {
  const { sender, receiver, now } = arrival;
  const { packet } = analysed;
  const usual = usualOf(signs, analysed, arrival);
  if (signs.ttl) sayTtl(signs, analysed, { usual, voice });
  if (signs.time) {
    voice.say("forged.time", {
      time: voice.grammar.duration(now - receiver.lastTime),
      number: receiver.lastNumber,
      trip: voice.grammar.duration(usual.distance),
    });
  }
  if (signs.id) voice.say("forged.id", { id: packet.ipId, last: sender.lastIpId });
  if (!signs.line) return;
  if (receiver.rstId === 0) voice.say("forged.line", { id: packet.ipId, other: receiver.lastIpId });
  else {
    const time = voice.grammar.duration(now - receiver.rstTime);
    voice.say("forged.pair", { number: receiver.rstNumber, time, id: packet.ipId, other: receiver.rstId });
  }
}

function sayTtl(
  { innocent, stream }: Signs,
  { packet: { ttl } }: AnalysedPacket,
  { usual, voice }: { usual: HostMemory; voice: Voice },
): void {
  const values = { ttl, usual: usual.ttl };
  if (stream >= 0) voice.say("forged.ttl-elsewhere", { ...values, stream });
  else if (innocent) voice.say("forged.ttl-innocent", values);
  else voice.say(usual.ttlSeen > 1 ? "forged.ttl" : "forged.ttl-once", values);
}

/** Straight behind another forged RST: each stray packet may draw one from a box, but here none lies between. */
function isBurst({ sender, memory }: Arrival): boolean {
  return sender.rstForged && sender.rstNumber > 0 && memory.lastNumber === sender.lastNumber && sender.lastWasReset;
}

/** Nothing came that it could answer: something on the way ends the connection by itself, and mostly still knows it. */
function sayIdleTimer({ packet, seq, ack }: AnalysedPacket, { sender, receiver, gap }: Arrival, voice: Voice): void {
  const values = { time: voice.grammar.duration(gap) };
  const knows = (packet.flags & ACK) !== 0 && seq === sender.next && ack === receiver.next;
  voice.say(knows ? "forged.idle-timer" : "forged.idle", values);
}

const middlebox: Rule = {
  code: "rst-middlebox",
  rfc: "RFC 3360; RFC 9293 3.5.2",
  kinds: IS_RST,
  certainty: (packet, arrival) => signsOfForgery(packet, arrival)?.certainty ?? "possible",
  ordinary: false,
  // No scenario has a box on the way that answers by itself.
  scenario: null,
  remembers({ sender }) {
    if (sender.rstNumber === 0) sender.rstForged = true;
  },
  match: (packet, arrival) => !isBurst(arrival) && signsOfForgery(packet, arrival) !== null,
  tell(analysed, arrival, voice) {
    const { sender, receiver, now } = arrival;
    const signs = signsOfForgery(analysed, arrival)!;
    voice.say(signs.certainty === "possible" ? "forged.start-perhaps" : "forged.start");
    saySigns(signs, analysed, { arrival, voice });
    if (arrival.gap >= FORGOTTEN) sayIdleTimer(analysed, arrival, voice);
    else if (receiver.pause >= FORGOTTEN) {
      voice.say("forged.forgotten", { time: voice.grammar.duration(receiver.pause) });
    } else if (signs.stream >= 0) voice.say("forged.box-refuses");
    else voice.say(signs.certainty === "possible" ? "forged.box-perhaps" : "forged.box");
    if (sender.lastNumber === 0 || now === 0) return;
    const { seq } = analysed;
    if (isOffNumber(seq, arrival)) voice.say("forged.off", { seq, want: receiver.sentAck });
    else if (seqBefore(seq, sender.next)) voice.say("forged.behind", { seq, next: sender.next });
    else if (receiver.finSeq < 0) sayError(analysed, arrival, voice);
  },
};

const injected: Rule = {
  code: "rst-injected",
  rfc: "RFC 3360; RFC 5961",
  kinds: IS_RST | IS_DATA | IS_ACK,
  // Several in a row may also answer several packets: what speaks against the first one speaks against these, no more.
  certainty: (packet, arrival) =>
    arrival.kind & IS_RST ? signsOfForgery(packet, arrival)?.certainty ?? "possible" : "likely",
  ordinary: false,
  // No scenario forges packets.
  scenario: null,
  remembers(arrival, number) {
    if ((arrival.kind & IS_RST) === 0) arrival.memory.resetRefuted = number;
  },
  match(analysed, arrival) {
    const { sender, memory, kind, now } = arrival;
    if (kind & IS_RST) return isBurst(arrival) && signsOfForgery(analysed, arrival) !== null;
    if (sender.rstNumber === 0 || memory.resetRefuted > 0 || !sender.rstForged) return false;
    return now - sender.rstTime >= AFTERWARDS && analysed.packet.ttl === sender.ttl;
  },
  tell(analysed, arrival, voice) {
    const { sender } = arrival;
    if (arrival.kind & IS_RST) {
      voice.say("forged.again", { number: sender.rstNumber });
      saySigns(signsOfForgery(analysed, arrival)!, analysed, { arrival, voice });
      return;
    }
    const time = voice.grammar.duration(arrival.now - sender.rstTime);
    voice.title("rst-injected.refuted");
    voice.say("forged.goes-on", { number: sender.rstNumber, time });
    voice.say("forged.who");
  },
};

const conflictingData: Rule = {
  code: "conflicting-data",
  rfc: "RFC 9293 3.10.7.4",
  kinds: IS_DATA,
  certainty: "likely",
  ordinary: false,
  // No scenario forges packets.
  scenario: null,
  remembers({ memory, sender }, number, { packet, fromClient }) {
    const { dataNumber: other, dataTtl: otherTtl, firstTtl } = sender;
    memory.clue.conflict ??= { number, other, fromClient, ttl: packet.ttl, otherTtl, firstTtl };
  },
  match: contradicts,
  tell({ packet, seq }, { sender }, voice) {
    voice.say("conflict.start", { seq, number: sender.dataNumber });
    const values = { ttl: packet.ttl, other: sender.dataTtl, number: sender.dataNumber, first: sender.firstTtl };
    if (packet.ttl !== sender.dataTtl) voice.say("conflict.ttl", values);
    voice.say("conflict.taken", { number: sender.dataNumber });
  },
};

export const FORGED_RULES: readonly Rule[] = [middlebox, injected, conflictingData];
