/**
 * What happened on the way: losses and how they were repaired, disorder, boxes that change what passes.
 */
import type { Jump } from "../clues/clues.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import { isUnheard } from "../memory/evidence.ts";
import { LARGE } from "../memory/gather_pace.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import type { Voice } from "../words/voice.ts";
import { findAt, type FindingRule, type Found, type Side, sidesOf } from "./finding_rule.ts";

/** Sendings of one segment that all get lost. */
const SEVERAL = 2;

const pathMtuBlackHole: FindingRule = {
  code: "path-mtu-black-hole",
  hides: ["loss", "retries-exhausted"],
  find: (memory) => findAt(memory, blackHole),
};

/** Its large segments never arrive, though small ones did. */
function blackHole({ end, other, isClient }: Side): Found | null {
  const { resends, resendLength, resendSeq, largeSeq, largeArrived } = end;
  if (resends < SEVERAL || resendLength < LARGE || largeArrived || resendSeq !== largeSeq) return null;
  // Something small of it has arrived, and the other end was heard.
  if (end.acked <= 1 || other.lastNumber === 0) return null;
  return {
    certainty: "likely",
    packets: [end.resendFirst, end.lastNumber, other.lastNumber],
    tell(voice) {
      voice.speakFor(isClient);
      const { grammar } = voice;
      const values = { bytes: grammar.bytes(resendLength), times: grammar.times(resends + 1), number: end.resendFirst };
      voice.say("found.black-hole", values);
    },
    advise: (voice) => voice.say("advice.black-hole"),
  };
}

/** Data or FIN sent again, the SYNs apart. */
function dataTimeouts({ timeouts, synCount }: HostMemory): number {
  return Math.max(0, timeouts - Math.max(0, synCount - 1));
}

const upstreamLoss: FindingRule = {
  code: "upstream-loss",
  find: (memory) =>
    findAt(memory, ({ end, isClient }) => {
      const { jump } = end;
      if (end.filled === 0) return jump?.ofTimer ? answeredBefore(jump, isClient) : null;
      return {
        certainty: filledByLosses(end) && memory.tally.count("ack-lost-segment") === 0 ? "likely" : "possible",
        packets: [end.filledNumber],
        tell(voice) {
          voice.speakFor(isClient);
          voice.say("found.upstream", { packets: voice.grammar.packets(end.filled), number: end.filledNumber });
        },
      };
    }),
};

/**
 * Where one sending that came again, or late, was no loss, another may be none, either. A capture that misses what arrived may have
 * missed the first sending, too.
 */
function filledByLosses({ filled, filledAgain, spurious, overtaken }: HostMemory): boolean {
  return filledAgain === filled && spurious === 0 && overtaken === null;
}

/** Told from the identification and the time alone: others that the host answers may have taken the numbers. */
function answeredBefore({ number, packets, wait }: Jump, isClient: boolean): Found {
  return {
    certainty: "possible",
    packets: [number],
    tell(voice) {
      voice.speakFor(isClient);
      const values = { number, packets: voice.grammar.packets(packets), time: voice.grammar.duration(wait) };
      voice.say("found.upstream-jump", values);
    },
  };
}

const sackReneging: FindingRule = {
  code: "sack-reneging",
  hides: ["loss"],
  find: (memory) =>
    findAt(memory, ({ end, isClient }) => {
      const { reneged } = end;
      if (reneged === null) return null;
      const { report, number, ack } = reneged;
      return {
        certainty: "likely",
        packets: [number, report.number],
        tell(voice) {
          voice.speakFor(isClient);
          const { left, right } = report;
          voice.say("found.reneged", { left, last: right - 1, report: report.number, number, ack });
        },
      };
    }),
};

const loss: FindingRule = {
  code: "loss",
  find(memory) {
    const sides = sidesOf(memory).filter(lostMore);
    if (sides.length === 0) return null;
    const packets = sides.map(({ end }) => end.repairNumber);
    return {
      // Who never hears of it again may have lost it, or speaks to nobody; and a full queue of connections drops what comes.
      certainty: sides.every(({ end }) => isOpen(end)) || ignoresAcks(memory) ? "possible" : "likely",
      packets: packets.toSorted((a, b) => a - b),
      tell(voice) {
        for (const side of sides) sayLosses(side, voice);
      },
    };
  },
};

/** The other end's SYN,ACK came again though it had been confirmed, as where a program does not accept(). */
function ignoresAcks({ clues }: ConversationMemory): boolean {
  return clues !== null && clues.ignoredAcks.count > 0;
}

/** It sent more again than is known to have arrived before, and was not answered with a reset. */
function lostMore({ end, other }: Side): boolean {
  const arrived = (end.needless?.count ?? 0) + (other.reported?.count ?? 0);
  return dataTimeouts(end) + end.fast + end.early > arrived && !(isOpen(end) && other.rstNumber > end.resendFirst);
}

/** All that it sent again is the last it sent, and nobody has confirmed it. */
function isOpen(end: HostMemory): boolean {
  return end.resends > 0 && end.resends >= dataTimeouts(end) && end.fast + end.early === 0;
}

/** From some packet on it sends no timestamps, though both ends agreed on them: what it sends may be thrown away for that. */
function sayStampless({ bareNumber: number }: HostMemory, isClient: boolean, voice: Voice): void {
  if (number === 0) return;
  voice.speakFor(isClient);
  voice.say("found.stampless", { number });
}

function sayLosses({ end, other, isClient }: Side, voice: Voice): void {
  const timeouts = dataTimeouts(end);
  const { fast, early } = end;
  voice.speakFor(isClient);
  const details: string[] = [];
  if (fast > 0) details.push(voice.phrase("story.detail-fast", { count: fast }));
  if (early > 0) details.push(voice.phrase("story.detail-early", { count: early }));
  const byTimer = isUnheard(other, end) ? "story.detail-unheard" : "story.detail-timeout";
  if (timeouts > 0) details.push(voice.phrase(byTimer, { count: timeouts }));
  // Who is asked for bytes by ACKs has those ACKs.
  voice.say(isOpen(end) ? "found.loss-open" : timeouts + early === 0 ? "found.loss-fast" : "found.loss", {
    packets: voice.grammar.packets(timeouts + fast + early),
    details: voice.grammar.list(details),
  });
  sayStampless(end, isClient, voice);
}

const reordering: FindingRule = {
  code: "reordering",
  find: (memory) =>
    findAt(memory, ({ end, isClient }) => {
      const late = end.overtaken;
      if (late === null) return null;
      return {
        certainty: "likely",
        packets: late.numbers,
        tell(voice) {
          voice.speakFor(isClient);
          voice.say("found.reordering", { packets: voice.grammar.packets(late.count), number: late.first });
        },
      };
    }),
};

const spuriousRetransmission: FindingRule = {
  code: "spurious-retransmission",
  find: (memory) => findAt(memory, needless),
};

function needless({ end, other, isClient }: Side): Found | null {
  const told = other.reported;
  const resent = dataTimeouts(end) + end.fast + end.early + end.spurious;
  if (resent === 0 || told === null && end.spurious === 0 && end.needless === null) return null;
  const first = end.spuriousNumber;
  return {
    // The network, too, delivers twice.
    certainty: "likely",
    packets: [...(told?.numbers ?? []), first, end.needless?.first ?? 0],
    tell(voice) {
      voice.speakFor(isClient);
      if (told !== null) {
        voice.say("found.needless-told", { times: voice.grammar.times(told.count), number: told.first });
      } else if (end.spurious > 0) {
        // Amid repairs a sender without SACK goes on segment by segment.
        const amid = end.filled + dataTimeouts(end) + end.fast > 0;
        voice.say(amid ? "found.needless-amid" : "found.needless", {
          packets: voice.grammar.packets(end.spurious),
          number: first,
        });
      }
      if (end.needless !== null) {
        const { count, first: number } = end.needless;
        voice.say("found.needless-late", { packets: voice.grammar.packets(count), number });
      }
      sayStampless(other, !isClient, voice);
    },
  };
}

/** The capture does not hold all that was sent. */
function lacksSome({ tally }: ConversationMemory): boolean {
  return tally.count("lost-segment") + tally.count("ack-lost-segment") > 0;
}

/** A receiver reports bytes that came twice and had not been sent twice: the network made copies, not the capture. */
const networkDuplicates: FindingRule = {
  code: "network-duplicates",
  find: (memory) =>
    findAt(memory, ({ end, other, isClient }) => {
      const told = other.unasked;
      const copies = memory.tally.count("captured-twice");
      // A capture that misses packets, or begins late, may lack the second sending.
      const unseen = end.synCount === 0 || lacksSome(memory);
      if (told === null || copies === 0 && unseen) return null;
      const first = memory.tally.firstOf("captured-twice");
      return {
        // Without an identification, what looks like a copy may have been sent again.
        certainty: unseen || copies > 0 && end.highId <= 0 ? "possible" : "likely",
        packets: [first, ...told.numbers],
        tell(voice) {
          voice.speakFor(isClient);
          const values = { times: voice.grammar.times(told.count), number: told.first };
          if (copies === 0) voice.say("found.doubled-behind", values);
          else voice.say("found.doubled", { ...values, packets: voice.grammar.packets(copies), first });
        },
      };
    }),
};

const sackNotRewritten: FindingRule = {
  code: "sack-not-rewritten",
  find({ clues }) {
    const blocks = clues?.foreignBlocks;
    if (!clues || blocks === undefined || blocks.count === 0) return null;
    return {
      certainty: "likely",
      packets: blocks.numbers,
      tell(voice) {
        voice.speakFor(clues.foreignBlocksFromClient);
        voice.say("found.foreign-blocks", { packets: voice.grammar.packets(blocks.count), number: blocks.first });
      },
      advise: (voice) => voice.say("advice.foreign-blocks"),
    };
  },
};

const optionRewritten: FindingRule = {
  code: "option-rewritten",
  find({ clues }) {
    const clue = clues?.rewritten ?? null;
    if (clue === null) return null;
    const { how, number, other, fromClient } = clue;
    return {
      certainty: how === "changed" ? "certain" : "likely",
      packets: how === "overwritten" ? [number] : [number, other],
      tell(voice) {
        voice.speakFor(fromClient);
        if (how === "answered") voice.say("found.option-answered", { number, syn: other });
        else if (how === "changed") voice.say("found.option-changed", { number, first: other });
        else voice.say("found.option-overwritten", { number, count: other });
      },
      advise: (voice) => voice.say("advice.options"),
    };
  },
};

const segmentsRejected: FindingRule = {
  code: "segments-rejected",
  hides: ["loss"],
  find({ tally, server }) {
    const number = tally.firstOf("old-segment-rejected");
    if (number === 0) return null;
    const count = tally.count("old-segment-rejected");
    const byServer = !tally.firstByClient("old-segment-rejected");
    return {
      certainty: "likely",
      packets: [number, server.oldStamp],
      tell(voice) {
        voice.speakFor(!byServer);
        voice.say("found.rejected", { times: voice.grammar.times(count), number });
      },
    };
  },
};

export const ROAD_FINDINGS: readonly FindingRule[] = [
  sackNotRewritten,
  optionRewritten,
  networkDuplicates,
  pathMtuBlackHole,
  segmentsRejected,
  upstreamLoss,
  sackReneging,
  loss,
  spuriousRetransmission,
  reordering,
];
