/**
 * Packets that a box makes itself: resets in another's name, and ICMP errors in its own.
 */
import { foldSum, pseudoHeaderSum, sumWords } from "../../packet/checksum.ts";
import { ACK, FIN, RST, SYN } from "../../packet/packet.ts";
import { addressesOf, type IpParts, PROTOCOL_ICMP, PROTOCOL_ICMPV6, PROTOCOL_TCP } from "./ip_packet.ts";
import type { TcpParts } from "./tcp_parts.ts";

/** Boxes begin with another hop limit than hosts do (64): by this their packets are told from those they pretend to be. */
const BOX_TTL = 255;
const TCP_HEADER = 20;
/** RFC 8200 5: an ICMPv6 error quotes as much as fits into the smallest link. */
const LARGEST_ERROR = 1280;
/** RFC 1812 4.3.2.3: so much that the error stays within 576 bytes. */
const LARGEST_ERROR_V4 = 576;

/**
 * A RST to the sender of `packet` in the name of its receiver (RFC 9293 3.10.7.1): it carries the number that the sender
 * expects, so it is believed.
 */
export function resetToSender(packet: Uint8Array, tcp: TcpParts): Uint8Array<ArrayBuffer> {
  if ((tcp.flags & ACK) !== 0) return reset(packet, tcp, { swapped: true, sequence: tcp.acknowledgment, flags: RST });
  const acknowledgment = (tcp.sequence + segmentLength(tcp)) >>> 0;
  return reset(packet, tcp, { swapped: true, sequence: 0, flags: RST | ACK, acknowledgment });
}

/** A RST to the receiver of `packet` in the name of its sender, behind what the packet carries. */
export function resetToReceiver(packet: Uint8Array, tcp: TcpParts): Uint8Array<ArrayBuffer> {
  const sequence = (tcp.sequence + segmentLength(tcp)) >>> 0;
  return reset(packet, tcp, {
    swapped: false,
    sequence,
    flags: RST | (tcp.flags & ACK),
    acknowledgment: tcp.acknowledgment,
  });
}

function segmentLength({ length, flags }: TcpParts): number {
  return length + ((flags & SYN) !== 0 ? 1 : 0) + ((flags & FIN) !== 0 ? 1 : 0);
}

interface ResetFields {
  readonly swapped: boolean;
  readonly sequence: number;
  readonly flags: number;
  readonly acknowledgment?: number;
}

function reset(packet: Uint8Array, tcp: TcpParts, fields: ResetFields): Uint8Array<ArrayBuffer> {
  const { swapped, sequence, flags, acknowledgment = 0 } = fields;
  const bytes = ipHeader(packet, tcp, { protocol: PROTOCOL_TCP, length: TCP_HEADER });
  const start = bytes.byteLength - TCP_HEADER;
  const view = new DataView(bytes.buffer);
  const { source, length } = addressesOf(tcp);
  const [from, to] = [packet.slice(source, source + length), packet.slice(source + length, source + 2 * length)];
  bytes.set(swapped ? to : from, source);
  bytes.set(swapped ? from : to, source + length);
  const ports = packet.slice(tcp.start, tcp.start + 4);
  bytes.set(swapped ? [ports[2]!, ports[3]!, ports[0]!, ports[1]!] : ports, start);
  view.setUint32(start + 4, sequence);
  view.setUint32(start + 8, acknowledgment);
  view.setUint16(start + 12, 0x5000 | flags);
  view.setUint16(start + 16, ~foldSum(sumWords(bytes, start, bytes.length, pseudoHeaderSum(bytes, TCP_HEADER))));
  return withHeaderChecksum(bytes);
}

export interface IcmpError {
  readonly type: number;
  readonly code: number;
  /** The second half of the ICMP header: an MTU, or 0. */
  readonly value: number;
  /** The host part of the box's address: it lives in the network of the packet's receiver. */
  readonly host: number;
}

/** An ICMP error about `packet`, to its sender, from the box's own address. */
export function icmpError(packet: Uint8Array, parts: IpParts, error: IcmpError): Uint8Array<ArrayBuffer> {
  const { source, length } = addressesOf(parts);
  const header = parts.version === 4 ? 20 : 40;
  const room = (parts.version === 4 ? LARGEST_ERROR_V4 : LARGEST_ERROR) - header - 8;
  const quoted = packet.subarray(0, Math.min(packet.byteLength, room));
  const protocol = parts.version === 4 ? PROTOCOL_ICMP : PROTOCOL_ICMPV6;
  const bytes = ipHeader(packet, parts, { protocol, length: 8 + quoted.byteLength });
  const view = new DataView(bytes.buffer);
  bytes.set(boxAddress(packet.subarray(source + length, source + 2 * length), error.host), source);
  bytes.set(packet.subarray(source, source + length), source + length);
  view.setUint8(header, error.type);
  view.setUint8(header + 1, error.code);
  view.setUint32(header + 4, error.value);
  bytes.set(quoted, header + 8);
  const pseudo = parts.version === 4 ? 0 : sumWords(bytes, 8, 40) + bytes.byteLength - header + PROTOCOL_ICMPV6;
  view.setUint16(header + 2, ~foldSum(sumWords(bytes, header, bytes.length, pseudo)));
  return withHeaderChecksum(bytes);
}

/** An address of a box in the network of a host: the same but for its last bytes. */
export function boxAddress(neighbour: Uint8Array, host: number): Uint8Array<ArrayBuffer> {
  const address = new Uint8Array(neighbour);
  if (address.length === 16) address.fill(0, 8);
  address[address.length - 1] = host;
  return address;
}

function ipHeader(
  like: Uint8Array,
  { version }: IpParts,
  { protocol, length }: { protocol: number; length: number },
): Uint8Array<ArrayBuffer> {
  const header = version === 4 ? 20 : 40;
  const bytes = new Uint8Array(header + length);
  const view = new DataView(bytes.buffer);
  if (version === 4) {
    bytes[0] = 0x45;
    view.setUint16(2, bytes.byteLength);
    view.setUint16(6, 0x4000);
    bytes[8] = BOX_TTL;
    bytes[9] = protocol;
  } else {
    bytes.set(like.subarray(0, 4));
    bytes[0] = 0x60;
    bytes[1] = 0;
    view.setUint16(4, length);
    bytes[6] = protocol;
    bytes[7] = BOX_TTL;
  }
  return bytes;
}

function withHeaderChecksum(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes[0]! >> 4 !== 4) return bytes;
  new DataView(bytes.buffer).setUint16(10, ~foldSum(sumWords(bytes, 0, 20)));
  return bytes;
}
