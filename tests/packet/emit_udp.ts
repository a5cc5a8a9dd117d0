/** UDP datagrams in IP packets, without checksums. */
import { foldSum, sumWords } from "../../src/packet/checksum.ts";
import { parseAddress } from "../../src/packet/parse_address.ts";
import { putU16 } from "./put_bytes.ts";
import { joined } from "./record_of.ts";

export interface DatagramFields {
  /** IPv4 or IPv6 addresses as text, both of one kind. */
  readonly src: string;
  readonly dst: string;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly payload: Uint8Array;
}

/** The IP packet. */
export function emitDatagram({ src, dst, srcPort, dstPort, payload }: DatagramFields): Uint8Array<ArrayBuffer> {
  const udp = joined(new Uint8Array(8), payload);
  putU16(udp, 0, srcPort);
  putU16(udp, 2, dstPort);
  putU16(udp, 4, udp.length);
  return emitIp({ src, dst, protocol: 17 }, udp);
}

/** An IP packet with any content. */
export function emitIp(
  { src, dst, protocol }: { readonly src: string; readonly dst: string; readonly protocol: number },
  content: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const [from, to] = [parseAddress(src)!, parseAddress(dst)!];
  if (from.length === 16) {
    return joined("60000000", content.length >> 8, content.length & 255, protocol, 64, from, to, content);
  }
  const length = 20 + content.length;
  const header = joined("4500", length >> 8, length & 255, "0000 4000", 64, protocol, "0000", from, to);
  putU16(header, 10, ~foldSum(sumWords(header, 0, header.length)));
  return joined(header, content);
}
