/** From values to bytes: UDP datagrams and ICMP echoes in IPv4 or IPv6 packets, with correct lengths and checksums. */
import { foldSum, pseudoHeaderSum, sumWords } from "../../../src/packet/checksum.ts";
import { parseAddress } from "../../../src/packet/parse_address.ts";
import { putU16 } from "../../packet/put_bytes.ts";

interface IpFields {
  readonly src: string;
  readonly dst: string;
  readonly ipId?: number;
  readonly ttl?: number;
}

const UDP = 17;
const ICMP = 1;
const ICMPV6 = 58;

export function emitUdp(
  fields: IpFields & { readonly srcPort: number; readonly dstPort: number; readonly payload: Uint8Array },
): Uint8Array<ArrayBuffer> {
  const { srcPort, dstPort, payload } = fields;
  const upper = new Uint8Array(8 + payload.length);
  putU16(upper, 0, srcPort);
  putU16(upper, 2, dstPort);
  putU16(upper, 4, upper.length);
  upper.set(payload, 8);
  return inIp(fields, { protocol: UDP, upper, checksum: 6 });
}

/** A question, or the answer to one. */
export function emitEcho(
  fields: IpFields & {
    readonly answer: boolean;
    readonly id: number;
    readonly number: number;
    readonly payload: Uint8Array;
  },
): Uint8Array<ArrayBuffer> {
  const { src, answer, id, number, payload } = fields;
  const six = src.includes(":");
  const upper = new Uint8Array(8 + payload.length);
  upper[0] = six ? (answer ? 129 : 128) : (answer ? 0 : 8);
  putU16(upper, 4, id);
  putU16(upper, 6, number);
  upper.set(payload, 8);
  return inIp(fields, { protocol: six ? ICMPV6 : ICMP, upper, checksum: 2 });
}

function inIp(
  { src, dst, ipId = 0, ttl = 64 }: IpFields,
  { protocol, upper, checksum }: { readonly protocol: number; readonly upper: Uint8Array; readonly checksum: number },
): Uint8Array<ArrayBuffer> {
  const [from, to] = [parseAddress(src)!, parseAddress(dst)!];
  const four = from.length === 4;
  const header = four ? 20 : 40;
  const bytes = new Uint8Array(header + upper.length);
  if (four) {
    bytes.set([0x45, 0, bytes.length >> 8, bytes.length & 255, ipId >> 8, ipId & 255, 0, 0, ttl, protocol]);
  } else bytes.set([0x60, 0, 0, 0, upper.length >> 8, upper.length & 255, protocol, ttl]);
  bytes.set(from, four ? 12 : 8);
  bytes.set(to, four ? 16 : 24);
  bytes.set(upper, header);
  if (four) putU16(bytes, 10, ~foldSum(sumWords(bytes, 0, 20)));
  const pseudo = protocol === ICMP ? 0 : pseudoHeaderSum(bytes, upper.length, protocol);
  putU16(bytes, header + checksum, ~foldSum(sumWords(bytes, header, bytes.length, pseudo)));
  return bytes;
}
