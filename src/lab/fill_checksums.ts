/**
 * Checksums that a host left to its network card (offload), completed as the card would.
 */
import { foldSum, sumWords } from "../packet/checksum.ts";
import { addressesOf, partsOf, PROTOCOL_TCP, PROTOCOL_UDP, u16 } from "./boxes/ip_packet.ts";

/**
 * The packet with its TCP or UDP checksum filled in, where the field holds the sum over the pseudo-header alone; else the
 * very same packet.
 */
export function withChecksum(packet: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const parts = partsOf(packet);
  if (parts === null || parts.laterFragment) return packet;
  const { protocol, start } = parts;
  if (protocol !== PROTOCOL_TCP && protocol !== PROTOCOL_UDP) return packet;
  const at = start + (protocol === PROTOCOL_TCP ? 16 : 6);
  const { source, length } = addressesOf(parts);
  const size = packet.byteLength - start;
  const pseudo = foldSum(sumWords(packet, source, source + 2 * length) + protocol + (size >>> 16) + (size & 0xffff));
  if (u16(packet, at) !== pseudo) return packet;
  const filled = packet.slice();
  const sum = ~foldSum(sumWords(filled, start, filled.byteLength)) & 0xffff;
  const written = sum === 0 && protocol === PROTOCOL_UDP ? 0xffff : sum;
  filled[at] = written >> 8;
  filled[at + 1] = written & 255;
  return filled;
}
