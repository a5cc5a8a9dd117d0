/**
 * Resets and closes, and whose doing they are.
 */
import type { Signs } from "../clues/clues.ts";
import type { ResetClue } from "../clues/clues.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import { QUIET } from "../memory/gather_clues.ts";
import type { Voice } from "../words/voice.ts";
import type { FindingRule, Found } from "./finding_rule.ts";

/** The end that sent the conversation's first RST. */
function resetter({ client, server }: ConversationMemory, { fromClient }: ResetClue): ConversationMemory["client"] {
  return fromClient ? client : server;
}

/** All other packets of its supposed sender, several of them, had one TTL, and the RST another. */
function keepsTtl(memory: ConversationMemory, reset: ResetClue): boolean {
  const { ttl, ttlSeen } = resetter(memory, reset);
  return reset.signs?.innocent === false && ttlSeen > 1 && ttl >= 0 && reset.ttl >= 0 && reset.ttl !== ttl;
}

/** Why a RST is not the end's own, as phrases. */
function signPhrases(signs: Signs, reset: ResetClue, voice: Voice): string {
  const phrases: string[] = [];
  if (signs.ttl) phrases.push(voice.phrase("sign.ttl", { ttl: reset.ttl, usual: reset.usualTtl }));
  if (signs.time) {
    const time = voice.grammar.duration(reset.after);
    phrases.push(voice.phrase("sign.time", { time, trip: voice.grammar.duration(reset.trip) }));
  }
  if (signs.id) phrases.push(voice.phrase("sign.id", { id: reset.id, last: reset.lastId }));
  if (signs.line) phrases.push(voice.phrase("sign.line", { id: reset.id, other: reset.otherId }));
  return voice.grammar.list(phrases);
}

const resetInjected: FindingRule = {
  code: "reset-injected",
  hides: ["reset-by-middlebox", "challenge-ack", "abort"],
  find(memory) {
    const reset = memory.clues?.reset;
    const refuted = memory.resetRefuted;
    if (!reset?.signs || refuted === 0) return null;
    const { signs } = reset;
    const several = [signs.ttl, signs.time, signs.id, signs.line].filter((sign) => sign).length > 1;
    return {
      certainty: several || keepsTtl(memory, reset) ? "certain" : "likely",
      packets: [reset.number, refuted, reset.answers],
      tell(voice) {
        voice.speakFor(reset.fromClient);
        const values = { reset: reset.number, number: refuted, signs: signPhrases(signs, reset, voice) };
        voice.say("found.reset-injected", values);
      },
    };
  },
};

const injectedData: FindingRule = {
  code: "injected-data",
  hides: ["data-after-close", "close-race", "unread-data"],
  find({ clues }) {
    const conflict = clues?.conflict ?? null;
    if (conflict === null) return null;
    const { number, other, fromClient, ttl, otherTtl, firstTtl } = conflict;
    return {
      certainty: "likely",
      packets: [other, number],
      tell(voice) {
        voice.speakFor(fromClient);
        voice.say("found.injected-data", { number, other });
        if (ttl !== otherTtl) voice.say("found.injected-ttl", { ttl, otherTtl, firstTtl });
      },
    };
  },
};

const resetByMiddlebox: FindingRule = {
  code: "reset-by-middlebox",
  hides: ["abort", "challenge-ack"],
  find(memory) {
    const reset = memory.clues?.reset;
    if (!reset?.signs) return null;
    const { signs } = reset;
    const certainty = keepsTtl(memory, reset) ? "likely" : signs.certainty;
    return {
      certainty,
      packets: [reset.number, reset.answers],
      tell(voice) {
        voice.speakFor(reset.fromClient);
        const values = { reset: reset.number, signs: signPhrases(signs, reset, voice) };
        if (signs.stream >= 0 && signs.time) voice.say("found.refused-by-box", { ...values, syn: reset.answers });
        else if (certainty !== "possible") voice.say("found.reset-not-own", values);
        else {
          voice.say("found.reset-perhaps-not-own", values);
          if (signs.innocent) voice.say("found.innocent-ttl");
          else if (signs.ttl) voice.say("found.single-ttl");
        }
      },
    };
  },
};

/** Its own kernel answers after a long silence that it knows no such connection. */
const peerForgot: FindingRule = {
  code: "peer-forgot",
  find(memory) {
    const reset = memory.clues?.reset;
    const quiet = memory.clues?.quiet ?? 0;
    if (!reset || reset.signs !== null || reset.reason !== "rst-reply-to-rst-closed" || quiet < QUIET) return null;
    if (reset.answers !== memory.clues?.quietNumber || resetter(memory, reset).finSeq >= 0) return null;
    return {
      certainty: "likely",
      packets: [reset.number, reset.answers],
      tell(voice) {
        voice.speakFor(reset.fromClient);
        const values = { reset: reset.number, number: reset.answers, time: voice.grammar.duration(quiet) };
        voice.say("found.peer-forgot", values);
      },
    };
  },
};

const closeRace: FindingRule = {
  code: "close-race",
  find(memory) {
    const reset = memory.clues?.reset;
    const { strayCrossed, strayUnaware } = memory;
    if (!reset || reset.reason !== "rst-data-after-close" || !strayCrossed && !strayUnaware) return null;
    const { finNumber: fin } = resetter(memory, reset);
    return {
      certainty: reset.certainty,
      packets: [fin, memory.strayNumber, reset.number],
      tell(voice) {
        voice.speakFor(reset.fromClient);
        const bytes = voice.grammar.bytes(memory.strayBytes);
        const key = strayUnaware ? "story.close-unheard" : "story.close-race";
        voice.say(key, { fin, bytes, data: memory.strayNumber, reset: reset.number });
      },
      advise: (voice) => voice.say(reset.fromClient ? "advice.idle" : "advice.close-race"),
    };
  },
};

const clientGaveUp: FindingRule = {
  code: "client-gave-up",
  hides: ["abort"],
  find({ clues, client, server, http, gaveUp }) {
    const given = clues?.givenUp;
    if (!given) return null;
    const reset = clues.reset;
    const broken = reset?.fromClient === true && reset.signs === null && reset.reason !== "rst-reply-to-rst-closed";
    // It may have shut down its own direction only, and take the answer all the same.
    if (!broken && server.bytesAfterPeerFin > 0 || given.begun && !broken) return null;
    // A kernel that takes the other end for dead, or a box, is no program that gives up waiting.
    if (gaveUp || reset?.number === given.number && !broken) return null;
    // Of a protocol that is not known, only an answer that comes all the same shows that one was awaited.
    if (http === null && server.dataNumber <= given.number) return null;
    return {
      certainty: "likely",
      packets: [given.number, given.request, broken && reset.number !== given.number ? reset.number : 0],
      tell(voice) {
        voice.speakFor(true);
        const values = { number: given.number, request: given.request, time: voice.grammar.duration(given.waited) };
        if (given.begun) voice.say("found.gave-up-amid", values);
        else voice.say("found.gave-up-waiting", values);
        if (broken && client.finNumber === given.number) voice.say("found.gave-up-reset", { reset: reset.number });
      },
      ...(given.begun ? {} : { advise: (voice: Voice) => voice.say("advice.gave-up") }),
    };
  },
};

const dataAfterClose: FindingRule = {
  code: "data-after-close",
  find(memory) {
    const reset = memory.clues?.reset;
    if (!reset || reset.reason !== "rst-data-after-close") return null;
    if (memory.strayCrossed || memory.strayUnaware || memory.farewell) return null;
    const { finNumber: fin } = resetter(memory, reset);
    const gaveUp = memory.clues?.givenUp && reset.fromClient;
    return {
      certainty: reset.certainty,
      packets: [memory.strayNumber, reset.number, fin],
      tell(voice) {
        voice.speakFor(reset.fromClient);
        const bytes = voice.grammar.bytes(memory.strayBytes);
        voice.say("story.reset-after-close", { fin, bytes, data: memory.strayNumber, reset: reset.number });
      },
      ...(gaveUp ? {} : { advise: (voice: Voice) => voice.say("advice.read-to-end") }),
    };
  },
};

/** Who hears of the first RST of `end`. */
function sayWhoHears({ client, server }: ConversationMemory, fromClient: boolean, voice: Voice): void {
  const { finSeq, finNumber: fin } = fromClient ? server : client;
  if (finSeq < 0) voice.say("story.reset-error");
  else voice.say("story.reset-unheard", { fin });
}

/** Reset with data unread, certainly or not; in findings and stories alike. */
export function sayUnread(
  memory: ConversationMemory,
  reset: { number: number; fromClient: boolean },
  voice: Voice,
): void {
  const said = { reset: reset.number };
  voice.say(memory.unreadLikely ? "story.reset-unread" : "story.reset-unread-or-abort", said);
  sayWhoHears(memory, reset.fromClient, voice);
}

const unreadData: FindingRule = {
  code: "unread-data",
  find(memory) {
    const reset = memory.clues?.reset;
    if (!reset || reset.reason !== "rst-unread-data" || reset.certainty === "possible") return null;
    const { dataNumber } = reset.fromClient ? memory.server : memory.client;
    return {
      certainty: reset.certainty,
      packets: [reset.number, dataNumber],
      tell(voice) {
        voice.speakFor(reset.fromClient);
        sayUnread(memory, reset, voice);
      },
      advise: (voice) => voice.say("advice.read-to-end"),
    };
  },
};

/** Broken off, and the packets do not say why. */
const abort: FindingRule = {
  code: "abort",
  find(memory) {
    const reset = memory.clues?.reset;
    if (!reset || memory.gaveUp) return null;
    if (reset.reason === "rst-abort") {
      return toldAbort(reset, (voice) => voice.say("story.reset-abort", { reset: reset.number }));
    }
    if (reset.reason !== "rst-unread-data" || reset.certainty !== "possible") return null;
    return toldAbort(reset, (voice) => sayUnread(memory, reset, voice));
  },
};

function toldAbort(reset: ResetClue, tell: (voice: Voice) => void): Found {
  return {
    certainty: "possible",
    packets: [reset.number],
    tell(voice) {
      voice.speakFor(reset.fromClient);
      tell(voice);
    },
  };
}

const challengeAck: FindingRule = {
  code: "challenge-ack",
  hides: ["abort"],
  find(memory) {
    const { tally, clues, resetRefuted } = memory;
    const challenge = tally.firstOf("challenge-ack");
    const reset = clues?.reset;
    if (challenge === 0 || !reset) return null;
    return {
      certainty: resetRefuted > 0 ? "certain" : "likely",
      packets: [challenge, reset.number, resetRefuted],
      tell(voice) {
        voice.speakFor(reset.fromClient);
        voice.say("found.challenged", { reset: reset.number, number: challenge });
        if (resetRefuted > 0) voice.say("found.goes-on", { number: resetRefuted });
      },
    };
  },
};

export const RESET_FINDINGS: readonly FindingRule[] = [
  resetInjected,
  injectedData,
  closeRace,
  clientGaveUp,
  dataAfterClose,
  unreadData,
  resetByMiddlebox,
  peerForgot,
  challengeAck,
  abort,
];
