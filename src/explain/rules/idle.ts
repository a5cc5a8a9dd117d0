/**
 * Time in which nothing crosses the wire: programs that think, sleep or give up.
 */
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import { IS_DATA, IS_FIN, IS_RST, IS_SYN, IS_SYN_ACK } from "../memory/packet_kind.ts";
import { ticksThrough } from "../memory/timestamp_of.ts";
import type { Rule } from "./rule.ts";
import type { Voice } from "../words/voice.ts";

const SECOND = 1e9;
/** Shorter silences are ordinary computing; a server that stops waiting has waited at least the second length. */
const SILENCE = 0.5 * SECOND;
const GIVES_UP = 0.9 * SECOND;

const KERNELS_DOING = verdict.RETRANSMISSION | verdict.ZERO_WINDOW_PROBE | verdict.KEEP_ALIVE |
  verdict.OUT_OF_ORDER | verdict.LOST_SEGMENT;

/** A FIN from an end whose own answer is the last thing that was said, after a wait. */
function closesIdle({ fromClient, seq }: AnalysedPacket, { kind, sender, receiver, gap }: Arrival): boolean {
  if ((kind & IS_FIN) === 0 || kind & IS_DATA || sender.finSeq >= 0 || receiver.finSeq >= 0) return false;
  if (sender.segments + receiver.segments === 0) {
    // Of a connection that the capture joins late nobody knows whether it was used; nor of an end whose FIN has a later number.
    return sender.synCount > 0 && seq === 1 && receiver.lastNumber > 0;
  }
  return !fromClient && gap >= GIVES_UP && sender.dataNumber > receiver.dataNumber && receiver.segments > 0 &&
    sender.outstanding === 0;
}

const applicationSilence: Rule = {
  code: "application-silence",
  rfc: "",
  kinds: IS_DATA | IS_FIN,
  certainty: "likely",
  ordinary: false,
  scenario: "v4",
  remembers(arrival, number, { packet }) {
    const { memory, gap, kind, sender, receiver } = arrival;
    if (gap <= memory.longestSilence) return;
    memory.longestSilence = gap;
    memory.silenceTicks = ticksThrough(packet, sender, gap);
    memory.silenceNumber = number;
    memory.silenceUnanswered = sender === memory.server && (kind & IS_DATA) !== 0 &&
      receiver.dataNumber > sender.dataNumber && !actsByItself(arrival);
  },
  match(packet, arrival) {
    const { gap, kind, sender, receiver, fresh } = arrival;
    if (gap < SILENCE || packet.verdicts & KERNELS_DOING || kind & (IS_SYN | IS_SYN_ACK | IS_RST)) return false;
    if (kind & IS_DATA && fresh === 0) return false;
    // Less room than a segment, and it waited before it used that: the window kept it, not its program (RFC 9293 3.8.6.2.1).
    if (kind & IS_DATA && receiver.window >= 0 && packet.verdicts & verdict.WINDOW_FULL) return false;
    return sender.outstanding === 0 && receiver.outstanding === 0 && !closesIdle(packet, arrival);
  },
  tell({ fromClient, packet }, arrival, voice) {
    const { gap, sender, receiver, kind, now, memory } = arrival;
    const { grammar } = voice;
    voice.say("silence.gap", { time: grammar.duration(gap) });
    const ticks = ticksThrough(packet, sender, gap);
    if (ticks >= 0) {
      voice.title("application-silence.clock");
      voice.say("silence.stood", { ticks });
      return;
    }
    if (receiver.finSeq >= 0 && receiver.finAcked && (kind & IS_DATA) === 0) {
      voice.say("silence.end-unread", { number: receiver.finNumber });
    } else if (receiver.dataNumber > sender.dataNumber && !((kind & IS_DATA) !== 0 && actsByItself(arrival))) {
      const bytes = grammar.bytes(receiver.bytes - receiver.bytesWhenAnswered);
      const values = { bytes, number: receiver.dataNumber };
      if ((kind & IS_DATA) === 0) voice.say("silence.before-close", values);
      else if (fromClient) voice.say("silence.client", values);
      else voice.say("silence.unanswered", values);
    } else if (fromClient && (kind & IS_DATA) === 0 && sender.segments > 0) {
      voice.say("silence.awaited", { bytes: grammar.bytes(sender.dataLength), number: sender.dataNumber });
    } else {
      voice.say("silence.idle");
      if (memory.tally.count("keep-alive") === 0) voice.say("silence.idle-quiet");
      else sayKeptAlive(arrival, voice);
    }
    // Where kernels' own answers take as long, the clock of the capture is no witness.
    if (gap < 1.5 * Math.max(sender.trips && sender.distance, receiver.trips && receiver.distance)) return;
    if (actsByItself(arrival)) {
      const seconds = Math.round((now - sender.dataTime) / SECOND);
      voice.say("silence.own-timer", { seconds, number: sender.dataNumber });
    } else sayTimer(gap, voice);
  },
};

/** It comes whole seconds after what this end itself sent last, better than after anything else: no answer, but a step of its own. */
function actsByItself({ sender, gap, now }: Arrival): boolean {
  const own = now - sender.dataTime;
  return sender.segments > 0 && isTimer(own) && offSeconds(own) < offSeconds(gap);
}

/** Keep-alives have passed on this connection: a program has been silent since the data before them. */
function sayKeptAlive({ sender, receiver, now }: Arrival, voice: Voice): void {
  const last = sender.dataTime >= receiver.dataTime ? sender : receiver;
  if (last.segments === 0) return;
  voice.say("silence.idle-kept", { number: last.dataNumber, time: voice.grammar.duration(now - last.dataTime) });
}

/** How far a time is from whole seconds, ns. */
function offSeconds(time: number): number {
  return Math.abs(time - Math.round(time / SECOND) * SECOND);
}

/** Timers run late and never early; this much is left to clocks and to the way to the capture, ns. */
const EARLY = 100_000;

/** A wait of whole seconds, or at most a hundredth more, is a timer's more often than chance. */
function isTimer(time: number): boolean {
  return time >= GIVES_UP && time >= Math.round(time / SECOND) * SECOND - EARLY &&
    offSeconds(time) <= Math.min(0.03 * SECOND, time / 100);
}

function sayTimer(time: number, voice: Voice): void {
  if (isTimer(time)) voice.say("silence.timer", { seconds: Math.round(time / SECOND) });
}

/** Closes of one host this close, ns, have one cause. */
const TOGETHER = 1_000_000;

/** The server's latest close of another connection. */
type OtherClose = NonNullable<ReturnType<Arrival["memory"]["servers"]["latestClose"]>>;

function isTogether({ ago }: OtherClose): boolean {
  return ago >= 0 && ago <= TOGETHER;
}

function sayTogether({ number, ago }: OtherClose, voice: Voice): void {
  voice.say("idle.together", { number, time: voice.grammar.duration(ago) });
}

/** A server that gave up waiting: since the handshake, or since it turned to this client. */
function sayServerWaits(
  analysed: AnalysedPacket,
  arrival: Arrival,
  { time, voice }: { time: number; voice: Voice },
): void {
  const other = arrival.memory.servers.latestClose(analysed.conversation, analysed.packet);
  if (other !== null && isTogether(other)) sayTogether(other, voice);
  else if (other !== null && other.ago < time && isTimer(other.ago) && offSeconds(other.ago) < offSeconds(time)) {
    voice.say("idle.after-sibling", { time: voice.grammar.duration(other.ago), number: other.number });
    sayTimer(other.ago, voice);
  } else {
    voice.say("idle.server-waits");
    sayTimer(time, voice);
  }
}

/** Ports that browsers speak HTTP to. */
const WEB_PORTS: ReadonlySet<number> = new Set([80, 443, 3000, 5000, 8000, 8080, 8443]);

const idleClosed: Rule = {
  code: "idle-closed",
  rfc: "RFC 9112 9.5",
  kinds: IS_FIN,
  certainty: "likely",
  ordinary: false,
  // Browsers of the http scenarios leave one connection unused; no scenario is about that.
  scenario: null,
  match: closesIdle,
  tell(analysed, arrival, voice) {
    const { fromClient, conversation } = analysed;
    const { now, sender, receiver, gap, memory } = arrival;
    const { grammar } = voice;
    if (sender.segments + receiver.segments > 0) {
      voice.title("idle-closed.after-use");
      const time = grammar.duration(now - sender.dataTime);
      const other = memory.servers.latestClose(conversation, analysed.packet);
      if (other !== null && isTogether(other)) {
        voice.say("idle.after-use-closed", { time });
        sayTogether(other, voice);
      } else {
        voice.say("idle.after-use", { time });
        sayTimer(gap, voice);
      }
      return;
    }
    const opened = Math.max(sender.synTime, receiver.synTime, memory.handshakeTime);
    const time = now - opened;
    voice.say("idle.unused", { time: grammar.duration(time) });
    if (!fromClient && time >= GIVES_UP) sayServerWaits(analysed, arrival, { time, voice });
    if (WEB_PORTS.has(conversation.server.port)) voice.say("idle.speculative");
  },
};

export const IDLE_RULES: readonly Rule[] = [applicationSilence, idleClosed];
