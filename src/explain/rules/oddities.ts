/**
 * What is unusual: in the packet itself, in the way it was captured, or in what surrounds it.
 */
import * as verdict from "../../analysis/verdict_bits.ts";
import { staysHere } from "../../packet/address.ts";
import { ACK, FIN, PSH, type ReadonlyPacket, RST, SYN, URG } from "../../packet/packet.ts";
import { flagNames } from "../../packet/flags.ts";
import { tcpOptions } from "../../packet/tcp_options.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { seqAdd, seqAfter } from "../../packet/sequence.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import { judged, lacksStamp } from "../memory/evidence.ts";
import type { Arrival } from "../memory/arrival.ts";
import { isHabit } from "../memory/copies.ts";
import { SEVERAL_NETWORKS } from "../memory/known_servers.ts";
import { IS_ACK, IS_ANY, IS_DATA, IS_FIN, IS_ODD, IS_STRAY, IS_SYN, IS_SYN_ACK } from "../memory/packet_kind.ts";
import type { Rule } from "./rule.ts";
import type { Voice } from "../words/voice.ts";
import { synOffer } from "../../packet/syn_offer.ts";

/** Copies further apart than this, ns, were not made at one place. */
const ONE_PLACE = 1_000_000;

/** Asked first, and alone: of a packet that was captured twice nothing else is true. */
export const CAPTURED_TWICE: Rule = {
  code: "captured-twice",
  rfc: "",
  kinds: IS_ANY,
  certainty: (packet, arrival) => isOfCapture(packet, arrival) ? "likely" : "possible",
  ordinary: false,
  // A lab's capture has one interface. `duplicate` doubles a packet in the network, to show how the other end
  // reports it.
  scenario: null,
  remembers: ({ sender }, number) => sender.copyNumber = number,
  match: (_, { copyOf }) => copyOf !== 0,
  tell(analysed, arrival, voice) {
    const { packet, seq, isPiece, isReplay } = analysed;
    const { copyOf, copyGap } = arrival;
    if (isReplay) {
      voice.title("captured-twice.record");
      voice.say("twice.record", { number: copyOf });
      return;
    }
    const time = voice.grammar.duration(copyGap);
    if (isPiece) {
      const bytes = voice.grammar.bytes(packet.payloadLength);
      voice.title("captured-twice.piece");
      voice.say("twice.piece", { bytes, seq, number: copyOf, id: packet.ipId, time });
      voice.say("twice.cut");
      return;
    }
    const later = copyGap === 0 ? voice.phrase("twice.same-time") : voice.phrase("twice.later", { time });
    if (packet.ipId > 0) voice.say("twice.same", { number: copyOf, id: packet.ipId, later });
    else voice.say("twice.same-no-id", { number: copyOf, later });
    if (isPastRouter(analysed, arrival)) {
      voice.say("twice.router", { ttl: packet.ttl, usual: arrival.sender.ttl });
      return;
    }
    if (!isOfCapture(analysed, arrival)) voice.title("captured-twice.perhaps");
    if (copyGap > ONE_PLACE) {
      voice.say("twice.far");
      return;
    }
    const data = packet.payloadLength > 0;
    if (isOfCapture(analysed, arrival)) {
      voice.say("twice.why");
      voice.say(data ? "twice.network" : "twice.network-bare");
    } else {
      voice.say("twice.perhaps");
      if (data) voice.say("twice.perhaps-data");
    }
  },
};

/** The capture sees it on both sides of a router. */
function isPastRouter({ packet }: AnalysedPacket, { sender }: Arrival): boolean {
  return packet.ipId > 0 && sender.ttl >= 0 && packet.ttl !== sender.ttl;
}

/** What a capture takes twice it takes so time and again; a network that doubles does it now and then. */
function isOfCapture(analysed: AnalysedPacket, arrival: Arrival): boolean {
  const { packet, isPiece, isReplay } = analysed;
  if (isReplay) return true;
  const { copyGap, receiver, memory } = arrival;
  if (packet.ipId <= 0 || copyGap > ONE_PLACE) return false;
  if (isPiece || isPastRouter(analysed, arrival)) return true;
  const { fromClient, fromServer } = memory.conversation;
  const copies = memory.tally.count("captured-twice");
  // Bytes that came twice to the other end were doubled on the way.
  return receiver.unasked === null && isHabit(copies, fromClient.packets + fromServer.packets);
}

/** Of each end the first packet is looked at: what holds for it holds for the others. */
const checksumOffload: Rule = {
  code: "checksum-offload",
  rfc: "",
  kinds: IS_ANY,
  certainty: "likely",
  ordinary: true,
  scenario: "v3",
  match: (_, { sender, sum }) => sender.lastNumber === 0 && sum === "offload",
  tell({ packet }, _, voice) {
    const checksum = "0x" + packet.checksum.toString(16).padStart(4, "0");
    if (staysHere(packet)) {
      voice.title("checksum-offload.loopback");
      voice.say("checksum.loopback", { checksum });
    } else voice.say("checksum.offload", { checksum });
  },
};

/** The same SYN again, though nobody refused it: its timer ran out. */
function isSameAttempt({ packet }: AnalysedPacket, { client, server }: ConversationMemory): boolean {
  return client.synRaw === packet.seq && server.rstNumber === 0;
}

const portReuse: Rule = {
  code: "port-reuse",
  rfc: "RFC 9293 3.4.3; RFC 6191",
  kinds: IS_SYN | IS_SYN_ACK | IS_STRAY,
  certainty: ({ packet }, { memory, kind }) =>
    kind & IS_SYN && (isOwnSyn(packet, memory) || isOpen(memory.older)) ? "likely" : "certain",
  ordinary: false,
  // No scenario connects twice from one port.
  scenario: null,
  match: (packet, { memory, kind }) => {
    if (kind === IS_STRAY) return true;
    // Of a single packet, a RST above all, nobody knows which connection it was of.
    if (!judged(packet, verdict.REUSED_PORTS) || memory.older !== null && memory.older.packets === 1) return false;
    if (kind & IS_SYN_ACK) return answeredBefore(packet, memory);
    return memory.older === null || !isSameAttempt(packet, memory.older);
  },
  tell({ packet, fromClient }, { kind, memory }, voice) {
    if (kind & IS_SYN) {
      const { older } = memory;
      if (older !== null && older.client.synRaw === packet.seq) {
        voice.say("port-reuse.same", { raw: packet.seq, stream: older.stream });
      } else if (older !== null && isOwnSyn(packet, memory)) {
        voice.say("port-reuse.late", { raw: packet.seq, stream: older.stream });
      } else sayNewNumber(packet, memory, voice);
    } else if (kind === IS_STRAY) {
      voice.title("port-reuse.stray");
      voice.say("port-reuse.stray", { raw: packet.seq });
    } else if (endBefore(memory, fromClient)?.synRaw === packet.seq) {
      voice.title("port-reuse.repeated");
      voice.say("port-reuse.syn-ack-same", { raw: packet.seq, stream: memory.older!.stream });
    } else voice.say("port-reuse.syn-ack", { raw: packet.seq });
  },
};

/** Both ends had agreed to it, and neither was seen to close or to reset it. */
function isOpen(older: ConversationMemory | null): boolean {
  if (older === null || older.ended || older.client.finSeq >= 0 || older.server.finSeq >= 0) return false;
  return older.midStream || older.server.sentSynAck;
}

/** The first number of the connection before, whose own SYN the capture lacks: only the answer to it shows the number. */
function isOwnSyn({ seq }: ReadonlyPacket, memory: ConversationMemory): boolean {
  const end = endBefore(memory, true);
  return end !== null && end.synRaw < 0 && end.answeredRaw === seq;
}

/** A new connection: how its number and its timestamp lie to those of the one before, as far as these are known. */
function sayNewNumber(packet: ReadonlyPacket, memory: ConversationMemory, voice: Voice): void {
  const end = endBefore(memory, true);
  const first = end === null ? -1 : end.synRaw >= 0 ? end.synRaw : end.answeredRaw;
  const open = isOpen(memory.older);
  if (first < 0) voice.say("port-reuse.syn-unknown", { raw: packet.seq });
  else voice.say(open ? "port-reuse.syn-asks" : "port-reuse.syn", { raw: packet.seq });
  if (open) {
    voice.title("port-reuse.open");
    voice.say("port-reuse.open");
    return;
  }
  voice.say("port-reuse.why");
  if (end === null || first < 0) return;
  const { stamp } = synOffer(packet);
  const old = Math.max(end.stamp, end.synStamp);
  if (seqAfter(packet.seq, seqAdd(first, end.next))) voice.say("port-reuse.beyond");
  else if (stamp >= 0 && old >= 0 && stamp > old) voice.say("port-reuse.stamp", { stamp, old });
}

/** This client or server as an end of the conversation before; null where none is known. */
function endBefore({ older, conversation }: ConversationMemory, isClient: boolean): HostMemory | null {
  if (older === null) return null;
  const { address, port } = isClient ? conversation.client : conversation.server;
  const { client } = older.conversation;
  return client.address === address && client.port === port ? older.client : older.server;
}

/** The end that sends this SYN,ACK had sent another one in the conversation before. */
function answeredBefore({ fromClient }: AnalysedPacket, memory: ConversationMemory): boolean {
  return endBefore(memory, fromClient)?.sentSynAck ?? false;
}

const synData: Rule = {
  code: "syn-data",
  rfc: "RFC 7413",
  kinds: IS_SYN | IS_SYN_ACK,
  certainty: "certain",
  ordinary: false,
  // No program of the lab uses Fast Open.
  scenario: null,
  match: ({ packet }) => packet.payloadLength > 0 || cookieOf(packet) !== "",
  tell({ packet }, { kind }, voice) {
    const { grammar } = voice;
    const cookie = cookieOf(packet);
    const length = packet.payloadLength;
    if (length > 0) {
      voice.say("syn-data.start", { bytes: grammar.bytes(length), last: length });
      if (cookie !== "" && kind & IS_SYN) voice.say("syn-data.fast-open");
    }
    if (kind & IS_SYN_ACK) {
      if (cookie !== "") voice.say("syn-data.offer", { cookie: grammar.bytes(cookie.length / 2) });
      return;
    }
    if (cookie !== "") voice.say("syn-data.cookie", { cookie: grammar.bytes(cookie.length / 2) });
    else voice.say("syn-data.no-cookie");
  },
};

/** The Fast Open cookie in hexadecimal, empty where there is none. */
function cookieOf(packet: ReadonlyPacket): string {
  for (const option of tcpOptions(packet)) if (option.kind === "fast_open") return option.cookie;
  return "";
}

const ETHERNET_MTU = 1500;
/** Below this, the number is a limit of the stack rather than of a link. */
const SMALLEST_LINK = 1200;
const DEFAULT_SEGMENT = 536;
/** Bytes of the timestamps option with its padding: old BSD stacks took them off what they announce (RFC 6691 says not to). */
const TIMESTAMPS = 12;

/** IP and TCP headers that the announced size leaves out (RFC 9293 3.7.1; RFC 6691). */
function headersOf(packet: ReadonlyPacket): number {
  return packet.ipVersion === 6 ? 60 : 40;
}

const missingStamp: Rule = {
  code: "timestamps-missing",
  rfc: "RFC 7323 3.2",
  kinds: IS_DATA | IS_ACK | IS_FIN,
  certainty: "certain",
  ordinary: false,
  // No box of the lab takes options out of packets behind the SYN.
  scenario: null,
  remembers: ({ sender }, number) => sender.bareNumber = number,
  match: (packet, arrival) => arrival.sender.bareNumber === 0 && lacksStamp(packet, arrival),
  tell(_, { sender, receiver }, voice) {
    voice.say("stampless.start", { own: sender.synNumber, other: receiver.synNumber });
    voice.say("stampless.fate");
  },
};

const mtuClamped: Rule = {
  code: "mtu-clamped",
  rfc: "RFC 9293 3.7.1; RFC 6691",
  kinds: IS_SYN | IS_SYN_ACK,
  certainty: "possible",
  ordinary: false,
  // The links of all scenarios carry 1500 bytes; --mtu changes that.
  scenario: null,
  match({ packet }, { sender }) {
    if (sender.synCount > 0) return false;
    const segment = synOffer(packet).maximumSegment;
    const mtu = segment + headersOf(packet);
    if (synOffer(packet).timestamps && ETHERNET_MTU - mtu === TIMESTAMPS) return false;
    return segment === DEFAULT_SEGMENT || segment >= SMALLEST_LINK && mtu < ETHERNET_MTU && segment !== 1440;
  },
  tell({ packet }, arrival, voice) {
    const segment = synOffer(packet).maximumSegment;
    const headers = headersOf(packet);
    const mtu = segment + headers;
    const less = ETHERNET_MTU - mtu;
    voice.say("clamped.size", { segment, headers, mtu, less });
    if (segment === DEFAULT_SEGMENT) voice.say("clamped.default");
    else if (isNearClient(segment, arrival)) {
      voice.say("clamped.near", { networks: SEVERAL_NETWORKS, own: arrival.receiver.maximumSegment });
    } else voice.say("clamped.why");
    if (less === 8) voice.say("clamped.pppoe");
  },
};

/** Servers that have no link in common name one size to a client that offers more. */
function isNearClient(segment: number, { kind, receiver, memory: { servers, conversation } }: Arrival): boolean {
  return (kind & IS_SYN_ACK) !== 0 && receiver.maximumSegment > segment &&
    servers.networksOffering(conversation, segment).length >= SEVERAL_NETWORKS;
}

const oddFlags: Rule = {
  code: "odd-flags",
  rfc: "RFC 9293 3.1, 3.10.7",
  kinds: IS_ODD,
  certainty: "certain",
  ordinary: false,
  // Kernels send no such packets.
  scenario: null,
  match: () => true,
  tell({ packet }, { sender, receiver }, voice) {
    const { flags } = packet;
    if ((flags & 0x3f) === 0) voice.say("odd.none");
    else if ((flags & (SYN | FIN)) === (SYN | FIN)) voice.say("odd.syn-fin");
    else if ((flags & (SYN | RST)) === (SYN | RST)) voice.say("odd.syn-rst");
    else if ((flags & (FIN | RST)) === (FIN | RST)) voice.say(flags & ACK ? "odd.fin-rst" : "odd.fin-rst-bare");
    else if ((flags & (FIN | PSH | URG)) === (FIN | PSH | URG)) voice.say("odd.christmas");
    else {
      const values = { flags: voice.grammar.code(flagNames(flags).join(",")) };
      const known = sender.synCount + receiver.synCount > 0 || sender.ackNumber + receiver.ackNumber > 0;
      voice.say(known ? "odd.no-ack" : "odd.probe", values);
    }
  },
};

export const ODDITY_RULES: readonly Rule[] = [oddFlags, portReuse, synData, mtuClamped, missingStamp, checksumOffload];
