/**
 * What a receiver throws away: damaged packets, and ACKs by which a kernel says that what has just come does not belong to the
 * connection it holds.
 */
import { seqAdd } from "../../packet/sequence.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import { hasSelectiveAck, isTooSoon, judged } from "../memory/evidence.ts";
import { headerLengthOf } from "../../packet/layers/tcp.ts";
import { confirmsOlder } from "../memory/arrival.ts";
import { IS_ACK, IS_DAMAGED } from "../memory/packet_kind.ts";
import type { Rule } from "./rule.ts";

const damaged: Rule = {
  code: "damaged",
  rfc: "RFC 9293 3.1; RFC 1122 3.2.1.2",
  kinds: IS_DAMAGED,
  certainty: "certain",
  ordinary: false,
  // The lab's wire damages packets behind the place where they are captured.
  scenario: null,
  match: (_, { damage }) => damage !== null,
  tell({ packet: { data, tcpStart, payloadLength }, seq }, { damage, sender, fresh }, voice) {
    if (damage === "header") voice.say("damaged.header", { length: headerLengthOf(data, tcpStart) });
    else voice.say("damaged.checksum", { count: sender.rightSums });
    voice.say("damaged.nothing");
    if (fresh > 0 && fresh === payloadLength && seq === sender.next) {
      voice.say("damaged.data", { bytes: voice.grammar.bytes(payloadLength), seq });
    }
    voice.say("damaged.where");
  },
};

const oldConnectionAck: Rule = {
  code: "old-connection-ack",
  rfc: "RFC 9293 3.10.7.4; RFC 5961 4.2",
  kinds: IS_ACK,
  certainty: ({ packet }, arrival) => confirmsOlder(packet.ack, arrival) ? "certain" : "likely",
  ordinary: false,
  // No scenario connects twice from one port.
  scenario: null,
  remembers(arrival, number, { packet }) {
    arrival.memory.clue.oldConnection ??= {
      number,
      synAck: false,
      ack: packet.ack,
      stream: arrival.memory.older?.stream ?? -1,
      certain: confirmsOlder(packet.ack, arrival),
    };
  },
  match: (_, { foreign }) => foreign,
  tell({ packet }, { receiver, memory }, voice) {
    voice.say("old-ack.start", { ackRaw: packet.ack, number: receiver.synNumber, want: seqAdd(receiver.synRaw, 1) });
    const { older } = memory;
    if (older !== null) {
      const values = { stream: older.stream, number: older.lastNumber };
      if (older.client.finSeq >= 0 && older.server.finSeq >= 0) voice.say("old-ack.closed", values);
      else voice.say("old-ack.open", values);
    }
    // Who answered a SYN of the other end has none of its own to try again.
    if (!receiver.sentSynAck) voice.say("old-ack.result");
  },
};

const challengeAck: Rule = {
  code: "challenge-ack",
  rfc: "RFC 5961 3.2; RFC 9293 3.10.7.4",
  kinds: IS_ACK,
  certainty: "likely",
  ordinary: false,
  // No program of the lab can send a RST with a wrong number.
  scenario: null,
  // One that names bytes behind a hole answers those.
  match: ({ packet }, { sender, receiver, newlyAcked, foreign, memory, now }) =>
    !hasSelectiveAck(packet) && receiver.rstOff && receiver.lastWasReset && newlyAcked === 0 && !foreign &&
    memory.resetRefuted === 0 &&
    !isTooSoon(now - receiver.lastTime, sender),
  tell({ ack }, { receiver }, voice) {
    voice.say("challenge.start", { number: receiver.rstNumber, ack });
    voice.say("challenge.result");
  },
};

const oldSegmentRejected: Rule = {
  code: "old-segment-rejected",
  rfc: "RFC 7323 5",
  kinds: IS_ACK,
  certainty: "likely",
  ordinary: false,
  // Kernels of the lab do not turn their clocks back.
  scenario: null,
  match: (packet, { receiver, newlyAcked }) =>
    newlyAcked === 0 && receiver.oldStamp > 0 && receiver.oldStamp === receiver.lastNumber &&
    judged(packet, verdict.DUPLICATE_ACK) && !hasSelectiveAck(packet.packet),
  tell({ ack }, { receiver }, voice) {
    voice.say("rejected.stamp", { number: receiver.oldStamp, ack });
    voice.say("rejected.result");
  },
};

/** Such an ACK is no sign of anything missing. */
export const REJECTED_RULES: readonly Rule[] = [damaged, oldConnectionAck, challengeAck, oldSegmentRejected];

/** One of these rules speaks of the packet. */
export function isRejection(...args: Parameters<Rule["match"]>): boolean {
  return REJECTED_RULES.some((rule) => rule.match(...args));
}
