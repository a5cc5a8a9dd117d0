/**
 * From values to bytes: TCP segments in IP packets, with correct lengths and checksums. What the dissector reads of an emitted
 * packet are the values it was made from.
 */
import { putU16, putU32 } from "./put_bytes.ts";
import { foldSum, pseudoHeaderSum, sumWords } from "../../src/packet/checksum.ts";
import { IPV4_HEADER } from "../../src/packet/layers/ipv4.ts";
import { IPV6_HEADER } from "../../src/packet/layers/ipv6.ts";
import { parseAddress } from "../../src/packet/parse_address.ts";
import { TCP_HEADER } from "../../src/packet/layers/tcp.ts";
import { emitTcpOptions } from "./emit_options.ts";
import type { TcpOption } from "../../src/packet/tcp_options.ts";

const PROTOCOL_TCP = 6;
const IPV4_CHECKSUM = 10;
const TCP_CHECKSUM = 16;
const DEFAULT_TTL = 64;
const DEFAULT_WINDOW = 64240;

/** The values of a segment; whatever is left out is 0, empty, or the usual. */
export interface SegmentFields {
  /** IPv4 or IPv6 addresses as text, both of one kind. */
  readonly src: string;
  readonly dst: string;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly seq?: number;
  readonly ack?: number;
  /** Flag bits of packet.ts. */
  readonly flags: number;
  readonly window?: number;
  readonly urgentPointer?: number;
  readonly options?: readonly TcpOption[];
  readonly payload?: Uint8Array;
  readonly ttl?: number;
  /** Differentiated services and ECN: the second byte of an IPv4 header, the traffic class of IPv6. */
  readonly tos?: number;
  readonly ipId?: number;
  /** Leave the pseudo-header sum in the checksum field, as a kernel does for a card that completes it. */
  readonly checksumOffload?: boolean;
}

/** The IP packet that carries a segment. Throws `RangeError` for an address that is none. */
export function emitSegment(fields: SegmentFields): Uint8Array<ArrayBuffer> {
  const src = addressOf(fields.src);
  const dst = addressOf(fields.dst);
  if (src.length !== dst.length) {
    throw new RangeError(`One address is IPv4, the other IPv6: ${fields.src}, ${fields.dst}`);
  }
  const options = emitTcpOptions(fields.options ?? []);
  const payload = fields.payload ?? new Uint8Array(0);
  const tcpLength = TCP_HEADER + options.length + payload.length;
  const ipHeader = src.length === 4 ? IPV4_HEADER : IPV6_HEADER;
  const bytes = new Uint8Array(ipHeader + tcpLength);
  if (ipHeader === IPV4_HEADER) putIpv4(bytes, fields);
  else putIpv6(bytes, fields, tcpLength);
  bytes.set(src, ipHeader === IPV4_HEADER ? 12 : 8);
  bytes.set(dst, ipHeader === IPV4_HEADER ? 16 : 24);
  if (ipHeader === IPV4_HEADER) putU16(bytes, IPV4_CHECKSUM, ~foldSum(sumWords(bytes, 0, IPV4_HEADER)));
  putTcp(bytes, ipHeader, fields, TCP_HEADER + options.length);
  bytes.set(options, ipHeader + TCP_HEADER);
  bytes.set(payload, ipHeader + TCP_HEADER + options.length);
  const pseudo = foldSum(pseudoHeaderSum(bytes, tcpLength));
  const sum = fields.checksumOffload ? pseudo : ~foldSum(sumWords(bytes, ipHeader, bytes.length, pseudo));
  putU16(bytes, ipHeader + TCP_CHECKSUM, sum);
  return bytes;
}

/** Total lengths beyond 65535 are written as 0, as BIG TCP does. */
function putIpv4(bytes: Uint8Array, fields: SegmentFields): void {
  bytes[0] = 0x45;
  bytes[1] = fields.tos ?? 0;
  putU16(bytes, 2, bytes.length > 0xffff ? 0 : bytes.length);
  putU16(bytes, 4, fields.ipId ?? 0);
  putU16(bytes, 6, 0x4000);
  bytes[8] = fields.ttl ?? DEFAULT_TTL;
  bytes[9] = PROTOCOL_TCP;
}

function putIpv6(bytes: Uint8Array, fields: SegmentFields, tcpLength: number): void {
  bytes[0] = 0x60 | (fields.tos ?? 0) >> 4;
  bytes[1] = (fields.tos ?? 0) << 4 & 0xff;
  putU16(bytes, 4, tcpLength > 0xffff ? 0 : tcpLength);
  bytes[6] = PROTOCOL_TCP;
  bytes[7] = fields.ttl ?? DEFAULT_TTL;
}

function putTcp(bytes: Uint8Array, at: number, fields: SegmentFields, headerLength: number): void {
  putU16(bytes, at, fields.srcPort);
  putU16(bytes, at + 2, fields.dstPort);
  putU32(bytes, at + 4, fields.seq ?? 0);
  putU32(bytes, at + 8, fields.ack ?? 0);
  putU16(bytes, at + 12, ((headerLength / 4) << 12) | (fields.flags & 0x1ff));
  putU16(bytes, at + 14, fields.window ?? DEFAULT_WINDOW);
  putU16(bytes, at + 18, fields.urgentPointer ?? 0);
}

function addressOf(text: string): Uint8Array {
  const bytes = parseAddress(text);
  if (bytes === null) throw new RangeError(`Not an IP address: ${text}`);
  return bytes;
}

/** An Ethernet frame around an IP packet, padded to the 60 bytes that a frame has at least (without its check sequence). */
export function emitEthernet(ip: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(Math.max(60, 14 + ip.length));
  frame.set([2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1]);
  putU16(frame, 12, ip[0]! >> 4 === 4 ? 0x0800 : 0x86dd);
  frame.set(ip, 14);
  return frame;
}
