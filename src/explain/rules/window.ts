/**
 * Receive windows: full, empty, open again, and the questions asked of an empty one.
 */
import { seqAdd, seqAfter, seqBefore, seqDiff } from "../../packet/sequence.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import {
  agreedOnSack,
  announcesScaled,
  answersKeepAlive,
  edgeBefore,
  judged,
  waitedForRoom,
} from "../memory/evidence.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import { IS_DATA, IS_JUDGED } from "../memory/packet_kind.ts";
import type { Rule } from "./rule.ts";

/** Something was sent to it, before the capture perhaps: who has got nothing yet has not read too slowly. */
function hasTaken({ receiver, memory }: Arrival): boolean {
  return receiver.bytes > 0 || memory.midStream;
}

const windowUpdate: Rule = {
  code: "window-update",
  rfc: "RFC 9293 3.8.6",
  kinds: IS_JUDGED,
  certainty: "certain",
  ordinary: true,
  scenario: "zero-window",
  match: (packet, arrival) =>
    (judged(packet, verdict.WINDOW_UPDATE) ||
      judged(packet, verdict.DUPLICATE_ACK) && announcesScaled(packet, arrival)) && !answersKeepAlive(packet, arrival),
  tell(analysed, arrival, voice) {
    const { window, ack } = analysed;
    const { sender, receiver } = arrival;
    const earlier = sender.window;
    if (earlier === 0) {
      voice.title("window-update.opens");
      voice.say(hasTaken(arrival) ? "window.opens" : "window.opens-first", { window });
    } else if (sender.segments + receiver.segments === 0) {
      voice.title("window-update.after-handshake");
      voice.say("window.after-handshake", { window, before: earlier });
    } else if (earlier - window > 0 && earlier - window < 2 ** Math.max(0, sender.windowScale)) {
      voice.title("window-update.rounded");
      voice.say("window.rounded", { window, before: earlier, unit: 2 ** sender.windowScale });
    } else if (window < earlier) {
      voice.title("window-update.shrinks");
      voice.say("window.shrunk", { window, before: earlier, ack });
      const edge = edgeBefore(analysed, arrival);
      if (edge >= 0) voice.say("window.edge-back", { earlier: edge, edge: seqAdd(ack, window) });
    } else if (window === earlier) voice.say("window.same", { window, ack });
    else voice.say("window.grown", { window, before: earlier, ack });
  },
};

/** The other end's latest packet asked for the window. */
function answersProbe(packet: AnalysedPacket, { sender, receiver, memory }: Arrival): boolean {
  // With an old number it asks itself, as a keep-alive does.
  if (sender.next >= 0 && seqBefore(packet.seq, sender.next)) return false;
  return judged(packet, verdict.ZERO_WINDOW_PROBE_ACK) || sender.window === 0 && receiver.probeNumber > 0 &&
      receiver.probeNumber === memory.lastNumber;
}

/** What comes later than this, ns, answers a question that was not captured. */
const ANSWERED = 5e9;

const zeroWindow: Rule = {
  code: "zero-window",
  rfc: "RFC 9293 3.8.6.1",
  kinds: IS_JUDGED,
  certainty: "certain",
  ordinary: false,
  scenario: "zero-window",
  remembers(arrival, number) {
    const { sender } = arrival;
    if (sender.zeroNumber === 0 && sender.finSeq < 0 && hasTaken(arrival)) sender.zeroNumber = number;
  },
  match: (packet) => judged(packet, verdict.ZERO_WINDOW),
  tell(analysed, arrival, voice) {
    const { ack } = analysed;
    const { sender, receiver } = arrival;
    if (sender.finSeq >= 0) {
      voice.title("zero-window.closed");
      voice.say("zero.closed", { ack });
    } else if (answersProbe(analysed, arrival)) {
      voice.title("zero-window.answer");
      const number = receiver.probeNumber || receiver.lastNumber;
      if (arrival.gap > ANSWERED) voice.say("zero.again", { ack });
      else if (arrival.newlyAcked > 0) voice.say("zero.answer-taken", { number, ack });
      else voice.say("zero.answer", { number, ack });
    } else if (sender.window === 0) {
      voice.title("zero-window.answer");
      voice.say("zero.again", { ack });
    } else {
      voice.say("zero.start", { ack });
      voice.say("zero.result");
    }
  },
};

/** Looks like a keep-alive, but the other end's window is 0 (that of a RST tells nothing): the kernel asks for the window. */
export function isProbe(packet: AnalysedPacket, { receiver }: Arrival): boolean {
  if (receiver.rstNumber > 0 && receiver.window > 0) return false;
  return judged(packet, verdict.ZERO_WINDOW_PROBE) || judged(packet, verdict.KEEP_ALIVE) && receiver.window === 0;
}

const zeroWindowProbe: Rule = {
  code: "zero-window-probe",
  rfc: "RFC 9293 3.8.6.1",
  kinds: IS_JUDGED,
  certainty: (packet) => judged(packet, verdict.ZERO_WINDOW_PROBE) ? "certain" : "likely",
  ordinary: false,
  scenario: "zero-window",
  match: isProbe,
  tell(analysed, arrival, voice) {
    const { gap, kind } = arrival;
    const values = { time: voice.grammar.duration(gap), seq: analysed.seq };
    if (kind & IS_DATA && !judged(analysed, verdict.KEEP_ALIVE)) voice.say("probe.byte", values);
    else voice.say("probe.empty", values);
    if (arrival.memory.first("probeMeaning")) voice.say("probe.why");
    if (judged(analysed, verdict.KEEP_ALIVE)) voice.say("probe.called");
  },
};

/** Something behind what is confirmed has arrived. */
function isReported({ sackedTo, acked }: HostMemory): boolean {
  return sackedTo >= 0 && seqAfter(sackedTo, acked);
}

const windowFull: Rule = {
  code: "window-full",
  rfc: "RFC 9293 3.8.6",
  kinds: IS_JUDGED,
  certainty: "certain",
  ordinary: false,
  scenario: "zero-window",
  match: (packet) => judged(packet, verdict.WINDOW_FULL),
  tell({ packet, seq }, { sender, receiver }, voice) {
    const bytes = voice.grammar.bytes(packet.payloadLength);
    const end = seqAdd(seq, packet.payloadLength);
    const window = sender.acked < 0 ? 0 : seqDiff(end, sender.acked);
    if (window > 0) voice.say("full.start", { bytes, end, ack: sender.acked, window });
    else voice.say("full.unseen", { bytes, end });
    // Where all that was sent is confirmed, an ACK is repeated for another reason.
    const asks = receiver.duplicates > 0 && sender.outstanding > 0;
    const hole = asks && (!agreedOnSack({ sender, receiver }) || isReported(sender)) || sender.resent.length > 0;
    if (hole) voice.say("full.hole");
    else voice.say("full.why");
  },
};

const sillyWindow: Rule = {
  code: "silly-window",
  rfc: "RFC 9293 3.8.6.2.1",
  kinds: IS_DATA,
  certainty: "likely",
  ordinary: false,
  // Whether a reader leaves a little room or none hangs on its reads: no scenario promises it.
  scenario: null,
  match: waitedForRoom,
  tell(analysed, { sender, receiver, gap }, voice) {
    const { grammar } = voice;
    voice.say("silly.start", {
      window: grammar.bytes(receiver.window),
      limit: sender.segmentLimit(receiver),
      time: grammar.duration(gap),
      bytes: grammar.bytes(analysed.packet.payloadLength),
    });
    voice.say("silly.why");
  },
};

export const WINDOW_RULES: readonly Rule[] = [sillyWindow, windowFull, zeroWindow, zeroWindowProbe, windowUpdate];
