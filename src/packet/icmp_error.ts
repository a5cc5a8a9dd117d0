/**
 * ICMP and ICMPv6 errors: what a router or host says of a packet that it could not deliver, and the beginning of that packet,
 * which every error quotes (RFC 792; RFC 1122 3.2.2; RFC 4443 2.4 c).
 */
import { u16, u32 } from "./bytes.ts";
import { ICMP, ICMPV6 } from "./layer.ts";
import { ICMP_HEADER } from "./layers/icmp.ts";
import { IPV4_HEADER } from "./layers/ipv4.ts";
import { PROTOCOL_TCP } from "./layers/ip_protocol.ts";
import { IPV6_HEADER, isExtension } from "./layers/ipv6.ts";
import type { ReadonlyPacket } from "./packet.ts";

/** What kind of failure an error reports, the same words for both versions of IP. */
export type IcmpFailure =
  | "no-route"
  | "host-unreachable"
  | "protocol-unreachable"
  | "port-unreachable"
  | "prohibited"
  | "too-big"
  | "time-exceeded"
  | "reassembly-time-exceeded"
  | "bad-header"
  | "source-quench"
  | "redirect";

/** What is said of a packet that was passed on, or would be if it were smaller. */
const ADVICE: ReadonlySet<IcmpFailure> = new Set(["too-big", "source-quench", "redirect"]);

/** The packet did not arrive, and not for its size. */
export function isUndelivered(failure: IcmpFailure): boolean {
  return !ADVICE.has(failure);
}

/** The beginning of the packet that an error is about. Offsets count from the start of the captured bytes. */
export interface QuotedSegment {
  readonly ipVersion: 4 | 6;
  /** Where its IP header stands in the bytes of the packet that quotes it. */
  readonly ipStart: number;
  /** Length of the IP packet by its own header; what is quoted of it is often less. */
  readonly length: number;
  /** IPv4 identification, -1 in IPv6. */
  readonly ipId: number;
  /** It forbids to be taken apart on the way: the bit of IPv4; IPv6 packets are never taken apart. */
  readonly dontFragment: boolean;
  readonly srcPort: number;
  readonly dstPort: number;
  /** Raw sequence number. */
  readonly seq: number;
  /** Bytes of data by the header lengths, -1 where too little is quoted to tell. */
  readonly payloadLength: number;
}

/** An error, as its header has it. */
export interface IcmpError {
  readonly type: number;
  readonly code: number;
  readonly failure: IcmpFailure;
  /** MTU of the next link, bytes, where it is too small; 0 where the router does not say it (RFC 1191 4), -1 elsewhere. */
  readonly mtu: number;
  /** Null where the quoted packet is no TCP, or its ports and sequence number are not there. */
  readonly quoted: QuotedSegment | null;
}

/** ICMP destination unreachable (type 3), by code: https://www.iana.org/assignments/icmp-parameters. */
const UNREACHABLE: readonly IcmpFailure[] = [
  "no-route",
  "host-unreachable",
  "protocol-unreachable",
  "port-unreachable",
  "too-big",
  "no-route",
  "no-route",
  "host-unreachable",
  "host-unreachable",
  "prohibited",
  "prohibited",
  "no-route",
  "host-unreachable",
  "prohibited",
  "prohibited",
  "prohibited",
];
/** ICMPv6 destination unreachable (type 1), by code: https://www.iana.org/assignments/icmpv6-parameters. */
const UNREACHABLE_6: readonly IcmpFailure[] = [
  "no-route",
  "prohibited",
  "no-route",
  "host-unreachable",
  "port-unreachable",
  "prohibited",
  "prohibited",
  "bad-header",
];

const TYPE_UNREACHABLE = 3;
const CODE_TOO_BIG = 4;
const TYPE_SOURCE_QUENCH = 4;
const TYPE_REDIRECT = 5;
const TYPE_TIME_EXCEEDED = 11;
const TYPE_BAD_HEADER = 12;
const TYPE_6_UNREACHABLE = 1;
const TYPE_6_TOO_BIG = 2;
const TYPE_6_TIME_EXCEEDED = 3;
const TYPE_6_BAD_HEADER = 4;

/** The error that a packet is; null where it is none, so where it is an echo or a neighbour's advertisement too. */
export function icmpErrorOf(packet: ReadonlyPacket): IcmpError | null {
  if (packet.layers.length === 0) return null;
  const { kind, start, end } = packet.layers.at(packet.layers.length - 1);
  if (kind !== ICMP && kind !== ICMPV6) return null;
  const at = packet.start + start;
  const type = packet.bytes[at]!;
  const code = packet.bytes[at + 1]!;
  const failure = kind === ICMP ? failureOf(type, code) : failureOf6(type, code);
  if (failure === null) return null;
  let mtu = -1;
  if (failure === "too-big") mtu = kind === ICMP ? u16(packet.bytes, at + 6) : u32(packet.bytes, at + 4);
  return { type, code, failure, mtu, quoted: end - start < ICMP_HEADER ? null : quotedSegment(packet, end) };
}

function failureOf(type: number, code: number): IcmpFailure | null {
  if (type === TYPE_UNREACHABLE) return code === CODE_TOO_BIG ? "too-big" : UNREACHABLE[code] ?? "no-route";
  if (type === TYPE_TIME_EXCEEDED) return code === 1 ? "reassembly-time-exceeded" : "time-exceeded";
  if (type === TYPE_BAD_HEADER) return "bad-header";
  if (type === TYPE_SOURCE_QUENCH) return "source-quench";
  return type === TYPE_REDIRECT ? "redirect" : null;
}

function failureOf6(type: number, code: number): IcmpFailure | null {
  if (type === TYPE_6_UNREACHABLE) return UNREACHABLE_6[code] ?? "no-route";
  if (type === TYPE_6_TOO_BIG) return "too-big";
  if (type === TYPE_6_TIME_EXCEEDED) return code === 1 ? "reassembly-time-exceeded" : "time-exceeded";
  return type === TYPE_6_BAD_HEADER ? "bad-header" : null;
}

function quotedSegment(packet: ReadonlyPacket, at: number): QuotedSegment | null {
  const end = Math.min(packet.ipEnd, packet.capturedLength);
  if (at + IPV4_HEADER > end) return null;
  const version = packet.bytes[packet.start + at]! >> 4;
  if (version === 4) return quotedIn4(packet, at, end);
  return version === 6 && at + IPV6_HEADER <= end ? quotedIn6(packet, at, end) : null;
}

function quotedIn4({ bytes, start }: ReadonlyPacket, at: number, end: number): QuotedSegment | null {
  const base = start + at;
  const headerLength = (bytes[base]! & 15) * 4;
  const fragment = u16(bytes, base + 6);
  if (bytes[base + 9] !== PROTOCOL_TCP || headerLength < IPV4_HEADER || (fragment & 0x1fff) > 0) return null;
  const length = u16(bytes, base + 2);
  const ports = quotedPorts(bytes, { at: base + headerLength, end: start + end, left: length - headerLength });
  if (ports === null) return null;
  const dontFragment = (fragment & 0x4000) !== 0;
  return { ipVersion: 4, ipStart: at, length, ipId: u16(bytes, base + 4), dontFragment, ...ports };
}

function quotedIn6({ bytes, start }: ReadonlyPacket, at: number, end: number): QuotedSegment | null {
  const base = start + at;
  const length = IPV6_HEADER + u16(bytes, base + 4);
  let next = bytes[base + 6]!;
  let to = base + IPV6_HEADER;
  // A fragment header of a later piece, or one that is cut off, ends the walk before ports are found.
  while (isExtension(next) && to + 8 <= start + end) {
    if (next === 44 && (u16(bytes, to + 2) & 0xfff8) > 0) return null;
    const size = next === 44 ? 8 : (bytes[to + 1]! + 1) * 8;
    next = bytes[to]!;
    to += size;
  }
  if (next !== PROTOCOL_TCP) return null;
  const ports = quotedPorts(bytes, { at: to, end: start + end, left: length - (to - base) });
  return ports === null ? null : { ipVersion: 6, ipStart: at, length, ipId: -1, dontFragment: true, ...ports };
}

type Ports = Pick<QuotedSegment, "srcPort" | "dstPort" | "seq" | "payloadLength">;

/** What must be quoted of the segment is its first eight bytes; `left` is how long it was. */
function quotedPorts(
  bytes: Uint8Array,
  { at, end, left }: { at: number; end: number; left: number },
): Ports | null {
  if (at + 8 > end) return null;
  const payloadLength = at + 13 > end ? -1 : Math.max(0, left - (bytes[at + 12]! >> 4) * 4);
  return { srcPort: u16(bytes, at), dstPort: u16(bytes, at + 2), seq: u32(bytes, at + 4), payloadLength };
}
