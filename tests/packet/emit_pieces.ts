/**
 * IP packets cut into pieces, as a router with a small link does it (IPv4), or the sender itself (IPv6).
 */
import { foldSum, sumWords } from "../../src/packet/checksum.ts";
import { putU16 } from "./put_bytes.ts";
import { joined } from "./record_of.ts";

/** The piece of a packet that carries the bytes from `from` up to `to` of its content; `id` is that of IPv6 pieces. */
export function pieceOf(
  packet: Uint8Array,
  { from, to, id = 1 }: { from: number; to: number; id?: number },
): Uint8Array<ArrayBuffer> {
  const six = packet[0]! >> 4 === 6;
  const header = six ? 40 : 20;
  const content = packet.slice(header + from, header + to);
  const more = header + to < packet.length ? 1 : 0;
  if (six) {
    const place = from | more;
    const fragment = joined(packet[6]!, 0, place >> 8, place & 255, "0000", id >> 8, id & 255);
    const bytes = joined(packet.slice(0, 6), 44, packet.slice(7, 40), fragment, content);
    putU16(bytes, 4, bytes.length - 40);
    return bytes;
  }
  const bytes = joined(packet.slice(0, 20), content);
  putU16(bytes, 2, bytes.length);
  putU16(bytes, 6, (from / 8) | (more ? 0x2000 : 0));
  putU16(bytes, 10, 0);
  putU16(bytes, 10, ~foldSum(sumWords(bytes, 0, 20)));
  return bytes;
}

/** All pieces of a packet, each with at most `size` bytes of its content, which is a multiple of 8. */
export function piecesOf(packet: Uint8Array, size: number, id = 1): Uint8Array<ArrayBuffer>[] {
  const length = packet.length - (packet[0]! >> 4 === 6 ? 40 : 20);
  return Array.from(
    { length: Math.ceil(length / size) },
    (_, i) => pieceOf(packet, { from: i * size, to: Math.min(length, (i + 1) * size), id }),
  );
}
