/**
 * A UDP datagram or an ICMP message, and what of it is the same in both captures: its content. Ports, the identifier of an echo
 * and the checksum are left out, since address translation writes them anew.
 */
import { u16, u32 } from "../../packet/bytes.ts";
import { ICMP, ICMPV6, UDP } from "../../packet/layer.ts";
import { UDP_HEADER } from "../../packet/layers/udp.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { mix } from "../survey/hash.ts";
import type { Protocol } from "../terms/talk.ts";

/** What is looked at first: so much of the content is in captures that keep a hundred bytes of a packet. */
const HEAD = 24;
/** What an error quotes of the transport header is written anew as well; the identification of the quoted packet is not. */
const QUOTED = 8;
const ECHO_TYPES: ReadonlyMap<number, "question" | "answer"> = new Map([
  [8, "question"],
  [0, "answer"],
  [128, "question"],
  [129, "answer"],
]);
const DNS_PORT = 53;
const DNS_ANSWER = 0x8000;
/** A content of fewer bytes may be that of any datagram. */
const TELLING = 12;

export interface Datagram {
  readonly protocol: Exclude<Protocol, "tcp">;
  /** 0 where there are no ports. */
  readonly srcPort: number;
  readonly dstPort: number;
  /** Bytes of content, captured or not. */
  readonly length: number;
  /** Of the first bytes, and of all that follow them; the latter 0 where some are not captured. */
  readonly head: number;
  readonly rest: number;
  /** The capture keeps less than all. */
  readonly cut: boolean;
  /** The content is long enough to be told from others. */
  readonly telling: boolean;
  /** A number that a question and its answer share: positive in the question, negative in the answer, 0 in neither. */
  readonly exchange: number;
}

/** The datagram that a packet without a TCP header is; null for a piece of one, and for whatever is none. */
export function datagramOf(packet: ReadonlyPacket): Datagram | null {
  const { layers, piece } = packet;
  if (layers.length === 0 || (piece !== null && piece.fate !== "completes")) return null;
  const { kind, start, end } = layers.at(layers.length - 1);
  if (kind === UDP) return end - start < UDP_HEADER ? null : udpOf(packet, start);
  return kind === ICMP || kind === ICMPV6 ? icmpOf(packet, start, kind === ICMP ? "icmp" : "icmpv6") : null;
}

function udpOf(packet: ReadonlyPacket, at: number): Datagram {
  const { bytes, start } = packet;
  const base = start + at;
  const [srcPort, dstPort, told] = [u16(bytes, base), u16(bytes, base + 2), u16(bytes, base + 4)];
  const room = packet.ipEnd - at - UDP_HEADER;
  const length = told >= UDP_HEADER ? Math.min(told - UDP_HEADER, room) : room;
  const from = at + UDP_HEADER;
  const isDns = (srcPort === DNS_PORT || dstPort === DNS_PORT) && from + 4 <= packet.capturedLength && length >= 4;
  const exchange = isDns ? exchangeOf(u16(bytes, start + from), (u16(bytes, start + from + 2) & DNS_ANSWER) === 0) : 0;
  return { protocol: "udp", srcPort, dstPort, exchange, ...contentOf(packet, { from, length, hash: 0 }) };
}

function icmpOf(packet: ReadonlyPacket, at: number, protocol: "icmp" | "icmpv6"): Datagram | null {
  const { bytes, start, capturedLength, ipEnd } = packet;
  if (at + 8 > Math.min(capturedLength, ipEnd)) return null;
  const base = start + at;
  const [type, code] = [bytes[base]!, bytes[base + 1]!];
  const role = ECHO_TYPES.get(type);
  const ports = { srcPort: 0, dstPort: 0 };
  const kind = mix(type, code);
  if (role !== undefined && (type >= 128) === (protocol === "icmpv6")) {
    const number = u16(bytes, base + 6);
    const content = contentOf(packet, { from: at + 8, length: ipEnd - at - 8, hash: mix(kind, number) });
    return { protocol, ...ports, exchange: exchangeOf(number, role === "question"), ...content, telling: true };
  }
  const quoted = quotedOf(packet, at + 8);
  if (quoted === null) {
    const content = contentOf(packet, { from: at + 4, length: ipEnd - at - 4, hash: kind });
    return { protocol, ...ports, exchange: 0, ...content };
  }
  const head = mix(mix(kind, u32(bytes, base + 4)), quoted);
  return { protocol, ...ports, exchange: 0, length: ipEnd - at - 8, head, rest: 0, cut: false, telling: true };
}

/** What an error quotes: length and identification of the packet, that routers and translation leave alone; null for no quote. */
function quotedOf({ bytes, start, capturedLength, ipEnd }: ReadonlyPacket, at: number): number | null {
  if (at + 20 + QUOTED > Math.min(capturedLength, ipEnd)) return null;
  const base = start + at;
  const version = bytes[base]! >> 4;
  if (version === 4) return mix(u16(bytes, base + 2), mix(u16(bytes, base + 4), bytes[base + 9]!));
  return version === 6 ? mix(u16(bytes, base + 4), mix(u32(bytes, base) & 0xfffff, bytes[base + 6]!)) : null;
}

function exchangeOf(number: number, asks: boolean): number {
  return asks ? number + 1 : -number - 1;
}

type Content = Pick<Datagram, "length" | "head" | "rest" | "cut" | "telling">;

function contentOf(
  { bytes, start, capturedLength }: ReadonlyPacket,
  { from, length, hash }: { readonly from: number; readonly length: number; readonly hash: number },
): Content {
  const until = Math.min(from + length, capturedLength);
  const middle = Math.min(from + HEAD, until);
  const cut = until < from + length;
  return {
    length,
    head: hashOf(bytes, { from: start + from, until: start + middle, hash: mix(hash, length) }),
    rest: cut ? 0 : hashOf(bytes, { from: start + middle, until: start + until, hash: 1 }) | 0,
    cut,
    telling: length >= TELLING,
  };
}

function hashOf(
  bytes: Uint8Array,
  { from, until, hash }: { readonly from: number; readonly until: number; readonly hash: number },
): number {
  let mixed = hash;
  let at = from;
  for (; at + 4 <= until; at += 4) mixed = mix(mixed, u32(bytes, at));
  for (; at < until; at++) mixed = mix(mixed, bytes[at]! + 256);
  return mixed | 0;
}
