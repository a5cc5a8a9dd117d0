/**
 * ICMP errors: who could not deliver which packet, why, and what TCP makes of it (RFC 1122 4.2.3.9, RFC 5461).
 */
import type { QuotingError } from "../../analysis/related_packet.ts";
import { destinationAddress, endpointText, ipv4Text, ipv6Text, sourceAddress } from "../../packet/address.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import { HEADERS, isFromReceiver, isFromSender, isJoined, isToSender } from "../memory/icmp_notes.ts";
import type { Voice } from "../words/voice.ts";
import type { IcmpFailure } from "../../packet/icmp_error.ts";
import type { SentenceKey, TitleKey } from "../../language/en/explanation_words.ts";
import { linuxErrorOf } from "../words/linux_error.ts";
import type { RelatedRule } from "./rule.ts";

/** Title and sentence of each failure; that of a packet that is too big has numbers in it. */
const SAID = {
  "no-route": ["icmp-error.no-route", "icmp.no-route"],
  "host-unreachable": ["icmp-error.host-unreachable", "icmp.host-unreachable"],
  "protocol-unreachable": ["icmp-error.protocol-unreachable", "icmp.protocol-unreachable"],
  "port-unreachable": ["icmp-error.port-unreachable", "icmp.port-unreachable"],
  "prohibited": ["icmp-error.prohibited", "icmp.prohibited"],
  "too-big": ["icmp-error.too-big", "icmp.too-big"],
  "time-exceeded": ["icmp-error.time-exceeded", "icmp.time-exceeded"],
  "reassembly-time-exceeded": ["icmp-error.reassembly-time-exceeded", "icmp.reassembly-time-exceeded"],
  "bad-header": ["icmp-error.bad-header", "icmp.bad-header"],
  "source-quench": ["icmp-error.source-quench", "icmp.source-quench"],
  "redirect": ["icmp-error.redirect", "icmp.redirect"],
} as const satisfies Readonly<Record<IcmpFailure, readonly [title: TitleKey, sentence: SentenceKey]>>;

export const ICMP_ERROR: RelatedRule<QuotingError> = {
  code: "icmp-error",
  rfc: "RFC 1122 4.2.3.9; RFC 5461; RFC 5927",
  ordinary: false,
  // No scenario has a router that refuses; the lab's links deliver or lose.
  scenario: null,
  certainty: (related) =>
    related.conversation !== null && !related.expected || !isToSender(related) || isJoined(related)
      ? "likely"
      : "certain",
  tell(related, memory, voice) {
    sayWho(related, voice);
    sayWhich(related, memory, voice);
    if (related.conversation !== null && !related.expected) voice.say("icmp.stray");
    else sayWhatFollows(related, memory, voice);
  },
};

function sayWho(related: QuotingError, voice: Voice): void {
  const { error, packet } = related;
  const address = voice.grammar.code(sourceAddress(packet));
  const own = isFromSender(related);
  const who = voice.phrase(isFromReceiver(related) ? "icmp.host" : own ? "icmp.own" : "icmp.router", { address });
  const name = voice.grammar.code(packet.ipVersion === 6 ? "ICMPv6" : "ICMP");
  const said = { who, name, type: error.type, code: error.code };
  voice.title(SAID[error.failure][0]);
  if (related.conversation === null) voice.say("icmp.start-unknown", said);
  else voice.say("icmp.start", said);
  if (own && (error.failure === "port-unreachable" || error.failure === "prohibited")) {
    voice.title("icmp-error.own");
    voice.say("icmp.own-rule");
  } else if (error.failure === "too-big" && error.mtu > 0) {
    voice.say("icmp.too-big", { length: related.quoted.length, mtu: error.mtu });
  } else if (error.failure === "too-big") voice.say("icmp.too-big-unsaid", { length: related.quoted.length });
  else voice.say(SAID[error.failure][1]);
}

function sayWhich(related: QuotingError, memory: ConversationMemory | null, voice: Voice): void {
  const { quoted, packet, quotedNumber, seq } = related;
  if (memory === null) {
    const text = quoted.ipVersion === 4 ? ipv4Text : ipv6Text;
    const at = packet.start + quoted.ipStart + (quoted.ipVersion === 4 ? 12 : 8);
    const src = endpointText(text(packet.bytes, at), quoted.srcPort);
    const dst = endpointText(text(packet.bytes, at + (quoted.ipVersion === 4 ? 4 : 16)), quoted.dstPort);
    voice.say("icmp.quotes-unknown", { src: voice.grammar.code(src), dst: voice.grammar.code(dst), raw: seq });
    if (!isToSender(related)) voice.say("icmp.not-to-sender", { to: voice.grammar.code(destinationAddress(packet)) });
  } else if (quotedNumber === 0) voice.say("icmp.quotes-number", { stream: memory.stream, seq });
  else voice.say("icmp.quotes", { number: quotedNumber, stream: memory.stream, seq });
}

function sayWhatFollows(
  related: QuotingError,
  memory: ConversationMemory | null,
  voice: Voice,
): void {
  const { error, quoted, fromClient } = related;
  switch (error.failure) {
    case "too-big":
      if (isJoined(related)) {
        const { sentBytes, quotedNumber } = related;
        voice.say("icmp.joined", { number: quotedNumber, sent: voice.grammar.bytes(sentBytes) });
      } else if (error.mtu > 0) {
        voice.say("icmp.smaller", { segment: Math.max(0, error.mtu - HEADERS[quoted.ipVersion]) });
      } else voice.say("icmp.guess");
      return;
    case "source-quench":
    case "redirect":
      return;
    case "port-unreachable":
      if (!isFromSender(related)) voice.say("icmp.reject");
      break;
    case "time-exceeded":
      voice.say("icmp.loop");
  }
  const failed = linuxErrorOf(error, quoted.ipVersion);
  const name = voice.grammar.code(failed);
  if (memory === null) return;
  const sender = fromClient ? memory.client : memory.server;
  const other = fromClient ? memory.server : memory.client;
  // Of a connection that was there before the capture nobody is in connect().
  if (sender.state === "SYN-SENT" || other.lastNumber === 0 && !memory.midStream) {
    voice.say("icmp.connecting", { name });
  } else voice.say("icmp.established", { name });
}
