/**
 * What is missing: duplicate ACKs, jumps in the numbers, acknowledgments of what was not captured.
 */
import { seqAdd, seqAtOrBefore, seqBefore, seqDiff, seqRelative } from "../../packet/sequence.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import { hasSelectiveAck, judged, reactionTime, sackBlocks } from "../memory/evidence.ts";
import { IS_JUDGED } from "../memory/packet_kind.ts";
import { isRejection } from "./rejected.ts";
import type { Rule } from "./rule.ts";
import type { Voice } from "../words/voice.ts";

const duplicateAck: Rule = {
  code: "duplicate-ack",
  rfc: "RFC 5681 3.2, 4.2; RFC 2018",
  kinds: IS_JUDGED,
  certainty: "likely",
  ordinary: false,
  scenario: "fast-retransmit",
  match: (packet, arrival) => judged(packet, verdict.DUPLICATE_ACK) && !isRejection(packet, arrival),
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
      if (receiver.copyNumber > 0) voice.say("duplicate.doubled", { copy: receiver.copyNumber });
      return;
    }
    const holds = blocks.length > (twice ? 1 : 0);
    if (!holds && receiver.lastNumber === 0) {
      voice.title("duplicate-ack.unclear");
      voice.say("duplicate.unheard", { ack, of: duplicateOf });
    } else if (!holds && receiver.outstanding === 0 && !receiver.hasHole) {
      voice.title("duplicate-ack.harmless");
      voice.say("duplicate.harmless", { ack, of: duplicateOf });
    } else sayMissing(analysed, arrival, voice);
    // The latest block comes first in the packet; the stream's order is easier to read.
    const ordered = blocks.slice(twice ? 1 : 0).toSorted((a, b) => seqDiff(a.left, b.left));
    const phrases = ordered.map((block) => blockPhrase(block, base, voice));
    if (phrases.length > 0) voice.say("duplicate.sacks", { blocks: voice.grammar.list(phrases) });
    if (twice) voice.say("duplicate.dsack", { block: blockPhrase(first, base, voice) });
  },
};

function sayMissing(
  { ack, duplicateAck, duplicateOf, packet }: AnalysedPacket,
  arrival: Arrival,
  voice: Voice,
): void {
  const values = { ack, count: duplicateAck, of: duplicateOf };
  // Whoever holds bytes behind a hole says so in a SACK block, where both ends agreed on them.
  if (arrival.sender.selectiveAcks && arrival.receiver.selectiveAcks && !hasSelectiveAck(packet)) {
    voice.title("duplicate-ack.unclear");
    voice.say("duplicate.no-block", { ack, of: duplicateOf });
    return;
  }
  const { sender, receiver, now } = arrival;
  if (
    now - receiver.resendTime <= reactionTime(sender) && seqBefore(receiver.resendSeq, ack) && !hasSelectiveAck(packet)
  ) {
    voice.title("duplicate-ack.unclear");
    voice.say("duplicate.had", { ack, of: duplicateOf });
    return;
  }
  if (duplicateAck > 1) voice.say("duplicate.again", values);
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

/** More packets than this between two of one host, and the count says nothing. */
const PLAUSIBLE = 1000;

const lostSegment: Rule = {
  code: "lost-segment",
  rfc: "RFC 9293 3.4",
  kinds: IS_JUDGED,
  certainty: "certain",
  ordinary: false,
  scenario: "lost-segment",
  match: (packet) => judged(packet, verdict.LOST_SEGMENT),
  tell({ packet, seq }, { sender }, voice) {
    const { next, lastIpId } = sender;
    const missing = seqDiff(seq, next);
    if (next >= 0 && missing > 0) voice.say("lost.gap", { next, seq, bytes: voice.grammar.bytes(missing) });
    else voice.say("lost.unknown", { seq });
    const between = ((packet.ipId - lastIpId) & 0xffff) - 1;
    if (packet.ipId > 0 && lastIpId > 0 && between > 0 && between < PLAUSIBLE) {
      voice.say("lost.ids", { from: lastIpId, to: packet.ipId, packets: voice.grammar.packets(between) });
    }
    voice.say("lost.fate");
  },
};

const ackLostSegment: Rule = {
  code: "ack-lost-segment",
  rfc: "",
  kinds: IS_JUDGED,
  certainty: "certain",
  ordinary: false,
  // The lab's wire records every packet that passes.
  scenario: null,
  match: (packet, { receiver, foreign }) => judged(packet, verdict.ACK_LOST_SEGMENT) && receiver.next >= 0 && !foreign,
  tell({ ack }, { receiver }, voice) {
    const unseen = seqDiff(ack, receiver.next);
    const hole = receiver.holes?.below(seqRelative(ack, 0)) ?? null;
    if (unseen > 0) {
      voice.say("ack-lost.start", { ack, next: receiver.next });
      voice.say("ack-lost.why", { bytes: voice.grammar.bytes(unseen) });
    } else if (hole !== null) {
      const to = Math.min(hole.to, seqRelative(ack, 0));
      const bytes = voice.grammar.bytes(to - hole.from);
      voice.say("ack-lost.gap", { ack, from: hole.from, to: to - 1, number: hole.number, bytes });
    } else voice.say("ack-lost.probe", { ack, number: receiver.lastNumber });
  },
};

export const GAP_RULES: readonly Rule[] = [lostSegment, ackLostSegment, duplicateAck];
