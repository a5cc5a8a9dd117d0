/**
 * Whether a packet is damaged: whoever gets it so throws it away, whatever it says (RFC 9293 3.1, RFC 1122 3.2.1.2). Where the
 * checksum is left to a network card, a wrong one says nothing: it counts beside right ones of the same end.
 */
import { foldSum, sumWords, tcpChecksumState } from "../../packet/checksum.ts";
import { headerLengthOf, TCP_HEADER } from "../../packet/layers/tcp.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import type { HostMemory } from "./host_memory.ts";
import { IS_FIN, IS_JUDGED, IS_ODD, IS_RST, IS_SYN, IS_SYN_ACK } from "./packet_kind.ts";

/**
 * - `checksum`: TCP's, or that of the IP header, is wrong;
 * - `header`: the TCP header is shorter than one can be, or longer than its packet.
 */
export type Damage = "checksum" | "header";

/** What a checksum says of the packet: `offload` where it is left to a card, `unasked` where it was not verified. */
export type Sum = "right" | "wrong" | "offload" | "unasked";

/** Of each end so many packets are verified; later ones only where what they say is unusual or ends something. */
const VERIFIED = 32;
const SUSPICIOUS = IS_SYN | IS_SYN_ACK | IS_FIN | IS_RST | IS_ODD | IS_JUDGED;

/** Right ones of its end without which a wrong checksum says nothing. */
const USUAL = 2;

/** Verifies the checksums of a packet of this end, where that is worth the time. */
export function sumOf(packet: ReadonlyPacket, kind: number, { rightSums, wrongSums }: HostMemory): Sum {
  if (rightSums + wrongSums >= VERIFIED && (kind & SUSPICIOUS) === 0) return "unasked";
  const state = tcpChecksumState(packet);
  if (state === "unknown") return "unasked";
  if (state !== "correct") return state;
  return hasWrongHeaderSum(packet) ? "wrong" : "right";
}

/** Of IPv4 alone; 0 is what is left to a card. */
function hasWrongHeaderSum({ ipVersion, ipStart, data }: ReadonlyPacket): boolean {
  if (ipVersion !== 4 || data[ipStart + 10] === 0 && data[ipStart + 11] === 0) return false;
  return foldSum(sumWords(data, ipStart, ipStart + (data[ipStart]! & 15) * 4)) !== 0xffff;
}

/** How the packet is damaged, null where it is not. Network cards join segments, and leave those with any checksum. */
export function damageOf(packet: ReadonlyPacket, sum: Sum, { sender, receiver }: Ends): Damage | null {
  if (hasWrongLength(packet)) return "header";
  const { rightSums, wrongSums } = sender;
  if (sum !== "wrong" || rightSums < USUAL || rightSums <= wrongSums) return null;
  return packet.payloadLength <= sender.segmentLimit(receiver) ? "checksum" : null;
}

/** Where its header says that it ends, no data can begin. */
function hasWrongLength({ tcpStart, ipEnd, moreFragments, data }: ReadonlyPacket): boolean {
  if (moreFragments || tcpStart + TCP_HEADER > data.length) return false;
  const length = headerLengthOf(data, tcpStart);
  return length < TCP_HEADER || tcpStart + length > ipEnd;
}

interface Ends {
  readonly sender: HostMemory;
  readonly receiver: HostMemory;
}
