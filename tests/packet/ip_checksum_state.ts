/** Whether the checksum of an IPv4 header is right (RFC 791 3.1), for tests of what writes one. */
import { foldSum, sumWords } from "../../src/packet/checksum.ts";
import type { ReadonlyPacket } from "../../src/packet/packet.ts";

/** "unknown" where there is no IPv4 header, or not all of it. */
export function ipChecksumState({ ipVersion, ipStart, data }: ReadonlyPacket): "correct" | "wrong" | "unknown" {
  if (ipVersion !== 4) return "unknown";
  const end = ipStart + (data[ipStart]! & 15) * 4;
  if (end > data.length) return "unknown";
  return foldSum(sumWords(data, ipStart, end)) === 0xffff ? "correct" : "wrong";
}
