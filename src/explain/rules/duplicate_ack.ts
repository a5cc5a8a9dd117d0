/**
 * ACKs that say again what was said: something is missing, or came twice.
 */
import { seqAdd, seqAtOrBefore, seqBefore, seqDiff, seqRelative } from "../../packet/sequence.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import {
  agreedOnSack,
  announcesScaled,
  answersKeepAlive,
  hasSelectiveAck,
  isKeepAlive,
  judged,
  namesKeepAlive,
  sackBlocks,
} from "../memory/evidence.ts";
import { sentAgainLately } from "../memory/copies.ts";
import { IS_JUDGED } from "../memory/packet_kind.ts";
import { synOffer } from "../../packet/syn_offer.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { isRejection } from "./rejected.ts";
import type { Rule } from "./rule.ts";
import type { Voice } from "../words/voice.ts";

const duplicateAck: Rule = {
  code: "duplicate-ack",
  rfc: "RFC 5681 3.2, 4.2; RFC 2018",
  kinds: IS_JUDGED,
  certainty: (packet, arrival) => isDoubtful(packet, arrival) && mayBeMissing(arrival) ? "possible" : "likely",
  ordinary: false,
  scenario: "fast-retransmit",
  match: (packet, arrival) =>
    judged(packet, verdict.DUPLICATE_ACK) && !announcesScaled(packet, arrival) && !isRejection(packet, arrival) &&
    !namesKeepAlive(packet.packet, arrival) && !isKeepAlive(packet, arrival) && !answersKeepAlive(packet, arrival),
  tell(analysed, arrival, voice) {
    const { ack, duplicateOf } = analysed;
    const { receiver } = arrival;
    const blocks = sackBlocks(analysed.packet);
    const first = blocks[0];
    const twice = first !== undefined && seqAtOrBefore(first.right, analysed.packet.ack);
    const base = seqAdd(analysed.packet.ack, -ack);
    if (twice && blocks.length === 1) {
      voice.title("duplicate-ack.harmless");
      voice.say("duplicate.only-twice", { ack, of: duplicateOf, block: blockPhrase(first, base, voice) });
      if (receiver.copyNumber > 0 && receiver.resendTime < 0) {
        voice.say("duplicate.doubled", { copy: receiver.copyNumber });
      }
      return;
    }
    const holds = blocks.length > (twice ? 1 : 0);
    if (hasSynOptions(analysed.packet)) {
      voice.title("duplicate-ack.unclear");
      voice.say("duplicate.made", { ack, of: duplicateOf });
      return;
    }
    if (!holds && receiver.lastNumber === 0) {
      voice.title("duplicate-ack.unclear");
      voice.say("duplicate.unheard", { ack, of: duplicateOf });
    } else if (!holds && !mayBeMissing(arrival)) {
      voice.title("duplicate-ack.harmless");
      const { sender } = arrival;
      const closing = sender.finAcked && receiver.finSeq >= 0 && sender.ackedBy === receiver.lastNumber;
      if (closing) voice.say("duplicate.closing", { ack, of: duplicateOf, number: sender.ackedBy });
      else voice.say("duplicate.harmless", { ack, of: duplicateOf });
    } else sayMissing(analysed, arrival, voice);
    // The latest block comes first in the packet; the stream's order is easier to read.
    const ordered = blocks.slice(twice ? 1 : 0).toSorted((a, b) => seqDiff(a.left, b.left));
    const phrases = ordered.map((block) => blockPhrase(block, base, voice));
    if (phrases.length > 0) voice.say("duplicate.sacks", { blocks: voice.grammar.list(phrases) });
    if (twice) voice.say("duplicate.dsack", { block: blockPhrase(first, base, voice) });
  },
};

/** Options that are of use in a SYN alone, which this packet is not: kernels put them nowhere else. */
function hasSynOptions(packet: ReadonlyPacket): boolean {
  const { maximumSegment, windowScale } = synOffer(packet);
  return maximumSegment >= 0 || windowScale >= 0;
}

/** Repetitions that more often mean a loss than anything else (RFC 5681 3.2). */
const SEVERAL = 3;

/** No block says what it holds, and few repetitions do not: a segment that came twice draws the same ACK as a hole. */
function isDoubtful({ packet, duplicateAck }: AnalysedPacket, arrival: Arrival): boolean {
  return duplicateAck < SEVERAL && !hasSelectiveAck(packet) && !agreedOnSack(arrival);
}

/** Something of the other end may be missing. */
function mayBeMissing({ receiver }: Arrival): boolean {
  return receiver.outstanding > 0 || receiver.hasHole;
}

function sayMissing(analysed: AnalysedPacket, arrival: Arrival, voice: Voice): void {
  const { ack, duplicateAck, duplicateOf, packet } = analysed;
  const values = { ack, count: duplicateAck, of: duplicateOf };
  // Whoever holds bytes behind a hole says so in a SACK block, where both ends agreed on them.
  if (agreedOnSack(arrival) && !hasSelectiveAck(packet)) {
    voice.title("duplicate-ack.unclear");
    voice.say("duplicate.no-block", { ack, of: duplicateOf });
    return;
  }
  const { receiver } = arrival;
  if (sentAgainLately(arrival) && seqBefore(receiver.resendSeq, ack) && !hasSelectiveAck(packet)) {
    voice.title("duplicate-ack.unclear");
    voice.say("duplicate.had", { ack, of: duplicateOf });
    return;
  }
  if (isDoubtful(analysed, arrival)) voice.say("duplicate.perhaps", values);
  else if (duplicateAck > 1) voice.say("duplicate.again", values);
  else voice.say("duplicate.start", values);
  if (duplicateAck === 3) voice.say("duplicate.third");
  else if (duplicateAck < 3 && arrival.memory.first("duplicateMeaning")) voice.say("duplicate.threshold");
}

/** A SACK block in relative numbers, first and last byte. */
function blockPhrase({ left, right }: { left: number; right: number }, base: number, voice: Voice): string {
  const from = seqRelative(left, base);
  const to = seqRelative(right - 1, base);
  return from === to ? voice.phrase("duplicate.number", { from }) : voice.phrase("duplicate.block", { from, to });
}

export const DUPLICATE_ACK_RULES: readonly Rule[] = [duplicateAck];
