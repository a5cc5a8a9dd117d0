/**
 * What a UDP datagram is, by its port and by its form: a port alone proves nothing, and what has another form is called UDP.
 */
import { u16, u32 } from "../../packet/bytes.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { type Datagram, datagramOf } from "../datagram.ts";

/** Of which QUIC is only probable: what is behind its first bytes is encrypted. */
export const QUIC = "QUIC";
export const QUIC_PORT = 443;

interface Kind {
  readonly name: string;
  readonly ports: readonly number[];
  /** Whether the data, of `length` captured bytes from `at` on, has the protocol's form. */
  readonly form: (bytes: Uint8Array, at: number, length: number) => boolean;
}

const DHCP_COOKIE = 0x63825363;
const STUN_COOKIE = 0x2112a442;

const KINDS: readonly Kind[] = [
  { name: "DNS", ports: [53], form: isDns },
  { name: "mDNS", ports: [5353], form: isDns },
  { name: "LLMNR", ports: [5355], form: isDns },
  { name: "NetBIOS name service", ports: [137], form: isDns },
  // RFC 8415 8: a message type.
  {
    name: "DHCPv6",
    ports: [546, 547],
    form: (bytes, at, length) => length >= 4 && bytes[at]! >= 1 && bytes[at]! <= 36,
  },
  // RFC 2131 2 and 3: request or reply, and the cookie before the options.
  {
    name: "DHCP",
    ports: [67, 68],
    form: (bytes, at, length) =>
      length >= 240 && (bytes[at]! === 1 || bytes[at]! === 2) && u32(bytes, at + 236) === DHCP_COOKIE,
  },
  // RFC 5905 7.3: versions 1 to 4, a mode.
  {
    name: "NTP",
    ports: [123],
    form: (bytes, at, length) =>
      length >= 12 && ((bytes[at]! >> 3) & 7) >= 1 && ((bytes[at]! >> 3) & 7) <= 4 && (bytes[at]! & 7) > 0,
  },
  {
    name: "SSDP",
    ports: [1900],
    form: (bytes, at, length) => begins(bytes, at, length, ["M-SEARCH ", "NOTIFY ", "HTTP/1.1 "]),
  },
  // BER: a sequence.
  { name: "SNMP", ports: [161, 162], form: (bytes, at, length) => length >= 10 && bytes[at] === 0x30 },
  { name: "syslog", ports: [514], form: (bytes, at, length) => length >= 3 && bytes[at] === 0x3c },
  {
    name: "NetBIOS datagrams",
    ports: [138],
    form: (bytes, at, length) => length >= 14 && bytes[at]! >= 0x10 && bytes[at]! <= 0x16,
  },
  // RFC 1350 5: an operation.
  { name: "TFTP", ports: [69], form: (bytes, at, length) => length >= 4 && u16(bytes, at) >= 1 && u16(bytes, at) <= 6 },
  // RFC 2865 3: code, identifier, and the length.
  {
    name: "RADIUS",
    ports: [1812, 1813, 1645, 1646],
    form: (bytes, at, length) => length >= 20 && bytes[at]! >= 1 && bytes[at]! <= 45 && u16(bytes, at + 2) <= length,
  },
  {
    name: "SIP",
    ports: [5060],
    form: (bytes, at, length) =>
      begins(bytes, at, length, [
        "SIP/2.0 ",
        "INVITE ",
        "REGISTER ",
        "OPTIONS ",
        "ACK ",
        "BYE ",
        "NOTIFY ",
        "SUBSCRIBE ",
      ]),
  },
  // RFC 7296 3.1: the version behind two SPIs; on port 4500 four bytes of zeros stand before it (RFC 3948 2.2).
  { name: "IKE", ports: [500], form: (bytes, at, length) => length >= 28 && isIkeVersion(bytes[at + 17]!) },
  {
    name: "IKE",
    ports: [4500],
    form: (bytes, at, length) => length >= 32 && u32(bytes, at) === 0 && isIkeVersion(bytes[at + 21]!),
  },
  { name: "ESP in UDP", ports: [4500], form: (bytes, at, length) => length >= 8 && u32(bytes, at) !== 0 },
  // Message types 1 to 4, and three bytes of zeros.
  {
    name: "WireGuard",
    ports: [51820],
    form: (bytes, at, length) =>
      length >= 32 && bytes[at]! >= 1 && bytes[at]! <= 4 && (u32(bytes, at) & 0xff_ffff) === 0,
  },
];

const KINDS_OF_PORT: ReadonlyMap<number, readonly Kind[]> = new Map(
  KINDS.flatMap(({ ports }) => ports).map((port) => [port, KINDS.filter(({ ports }) => ports.includes(port))]),
);

/** The protocol's name; null where neither port nor form tell one, or the packet's innermost header is no UDP. */
export function datagramName(packet: ReadonlyPacket): string | null {
  const datagram = datagramOf(packet);
  if (datagram === null) return null;
  const { srcPort, dstPort, from, end } = datagram;
  const { bytes } = packet;
  for (const port of srcPort === dstPort ? [dstPort] : [dstPort, srcPort]) {
    const kind = KINDS_OF_PORT.get(port)?.find(({ form }) => form(bytes, from, end - from));
    if (kind !== undefined) return kind.name;
  }
  if (isQuicBegin(packet.bytes, datagram)) return QUIC;
  return end - from >= 20 && (bytes[from]! & 0xc0) === 0 && u32(bytes, from + 4) === STUN_COOKIE ? "STUN" : null;
}

/** A long header (RFC 9000 17.2) on QUIC's port: its two first bits, and a version that there is, or 0 to ask for one. */
function isQuicBegin(bytes: Uint8Array, { srcPort, dstPort, from, end }: Datagram): boolean {
  if (srcPort !== QUIC_PORT && dstPort !== QUIC_PORT || end - from < 7) return false;
  if ((bytes[from]! & 0x80) === 0) return false;
  const version = u32(bytes, from + 1);
  // Version 2 (RFC 9369), drafts, Google's before them (Q0.., T0..), and those kept to exercise negotiation (RFC 9000 15).
  const known = version <= 1 || version === 0x6b3343cf || version >>> 8 === 0xff0000 || version >>> 16 === 0x5130 ||
    version >>> 16 === 0x5430 ||
    ((version & 0x0f0f0f0f) >>> 0) === 0x0a0a0a0a;
  return known && bytes[from + 5]! <= 20;
}

/** A header with few questions and records, and an operation that there is. */
function isDns(bytes: Uint8Array, at: number, length: number): boolean {
  if (length < 12) return false;
  const counts = [4, 6, 8, 10].map((offset) => u16(bytes, at + offset));
  const operation = (bytes[at + 2]! >> 3) & 15;
  return operation <= 8 && counts.every((count) => count <= 255) && counts.some((count) => count > 0);
}

function isIkeVersion(version: number): boolean {
  return version === 0x10 || version === 0x20;
}

function begins(bytes: Uint8Array, at: number, length: number, texts: readonly string[]): boolean {
  return texts.some((text) => {
    for (let i = 0; i < text.length; i++) if (i >= length || bytes[at + i] !== text.charCodeAt(i)) return false;
    return true;
  });
}
