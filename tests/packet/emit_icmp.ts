/**
 * ICMP and ICMPv6 errors as bytes: the header, and the beginning of the packet that they are about.
 */
import { foldSum, sumWords } from "../../src/packet/checksum.ts";
import { parseAddress } from "../../src/packet/parse_address.ts";
import { putU16, putU32 } from "./put_bytes.ts";
import { joined } from "./record_of.ts";

export interface IcmpFields {
  /** Who reports. */
  readonly from: string;
  readonly type: number;
  readonly code: number;
  /** Whom it goes to; left out: the sender of that packet. */
  readonly toward?: string | null;
  readonly mtu?: number;
  /** The IP packet that it is about. */
  readonly about: Uint8Array;
  /** Bytes quoted of it: by RFC 792 its header and eight bytes in IPv4; all of it in IPv6. */
  readonly quotes?: number;
}

/** The IP packet with the error. */
export function emitIcmpError(
  { from, type, code, toward = null, mtu = 0, about, quotes }: IcmpFields,
): Uint8Array<ArrayBuffer> {
  const six = about[0]! >> 4 === 6;
  const quoted = about.subarray(0, quotes ?? (six ? about.length : 28));
  const icmp = joined(type, code, "0000 00000000", quoted);
  if (six) putU32(icmp, 4, mtu);
  else putU16(icmp, 6, mtu);
  const sender = six ? about.subarray(8, 24) : about.subarray(12, 16);
  const to = toward === null ? sender : parseAddress(toward)!;
  const source = parseAddress(from)!;
  if (six) return joined("60000000", icmp.length >> 8, icmp.length & 255, 58, 64, source, to, icmp);
  putU16(icmp, 2, ~foldSum(sumWords(icmp, 0, icmp.length)));
  const length = 20 + icmp.length;
  const header = joined("4500", length >> 8, length & 255, "0001 0000", 64, 1, "0000", source, to);
  putU16(header, 10, ~foldSum(sumWords(header, 0, header.length)));
  return joined(header, icmp);
}
