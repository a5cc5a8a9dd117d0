/**
 * Matches packets in which a bit was flipped on the way: what arrived has a wrong checksum, and may bear other ports or numbers
 * than any connection has. It is the packet that agrees with it in all words of the header but one.
 */
import { ACK } from "../../packet/packet.ts";
import { signedAdd } from "../../packet/sequence.ts";
import type { Sighting } from "../terms/sighting.ts";
import type { DamagedPackets } from "./damaged_packets.ts";
import type { DirectionPair } from "./direction_pair.ts";
import { join } from "./match_same.ts";

/** Words of the TCP header that are compared: ports, sequence number, acknowledgment, flags with window. */
const WORDS = 4;

/** How an arrival in its receiver's numbers is told from a sending in A's. */
export interface Numbering {
  /** What the receiver's file has more: in this direction's sequence numbers, in its acknowledgments. */
  readonly seqShift: number;
  readonly ackShift: number;
  /** Source and destination port in one number, as the receiver's file has them for this direction. */
  readonly ports: number;
  readonly ipIds: boolean;
  readonly earliest: number;
  readonly latest: number;
}

/** Takes out of `damaged`, arrivals in their file's own numbers, those that are a packet of this direction. */
export function matchDamaged(direction: DirectionPair, damaged: DamagedPackets, numbering: Numbering): void {
  if (damaged.empty) return;
  const candidates: { sent: Sighting; received: Sighting; words: number; distance: number }[] = [];
  let usual = direction.recent;
  for (const sent of direction.sent) {
    if (sent.partner !== null && sent.sure) usual = sent.partner.time - sent.time;
    if ((sent.partner !== null && sent.partner.sum !== "wrong") || sent.parts !== null) continue;
    for (const received of damaged.ofLength(sent.segmentLength)) {
      const words = agreeingWords(sent, received, numbering);
      if (words < WORDS - 1) continue;
      const distance = Number.isNaN(usual) ? 0 : Math.abs(received.time - sent.time - usual);
      candidates.push({ sent, received, words, distance });
    }
  }
  candidates.sort((one, other) => other.words - one.words || one.distance - other.distance);
  for (const { sent, received } of candidates) {
    if (received.partner !== null || received.copyOf !== null) continue;
    damaged.remove(received);
    received.sum = "wrong";
    if (sent.partner === null) join(sent, received, direction, false);
    else received.copyOf = sent;
  }
}

/** How many words of the header agree; none where times or identification rule it out. */
function agreeingWords(sent: Sighting, received: Sighting, numbering: Numbering): number {
  const delay = received.time - sent.time;
  if (delay < numbering.earliest || delay > numbering.latest) return 0;
  if (numbering.ipIds && sent.ipId !== received.ipId) return 0;
  // Without its flag an acknowledgment is not kept: where the flag was flipped, that is one word.
  const lacksFlag = ((sent.flags ^ received.flags) & ACK) !== 0;
  return [
    received.ports === numbering.ports,
    received.seq === signedAdd(sent.seq, numbering.seqShift),
    lacksFlag || received.ack === signedAdd(sent.ack, numbering.ackShift) || received.ack === sent.ack,
    received.flags === sent.flags && received.window === sent.window,
  ].filter((agrees) => agrees).length;
}
