/**
 * Ends that are not heard any more, or were never captured.
 */
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import { QUIET } from "../memory/gather_clues.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import type { Certainty } from "../words/explanation.ts";
import { type Around, findAt, type FindingRule, type Found, type Side } from "./finding_rule.ts";

/** Nearly every timer of a box on the way is an hour or shorter, ns. */
const OUTLIVES_TIMERS = 3600e9;
/** Repetitions without an answer that are more than a hole in a road. */
const SEVERAL = 2;
/** Attempts after which a kernel that resets has given up; and those after which any kernel soon does. */
const GIVES_UP = 3;
const LAST_ATTEMPTS = 8;
/** Longer than a kernel waits between two attempts of its last ones, in waits. */
const NEXT_ATTEMPT = 2.5;
/** Segments that nobody sends without an acknowledgment: far beyond any initial window. */
const MUST_BE_ACKED = 64;

const oneWayCapture: FindingRule = {
  code: "one-way-capture",
  hides: ["unanswered", "loss", "retries-exhausted", "abort"],
  find: (memory) =>
    findAt(memory, ({ end, other, isClient }) => {
      if (end.lastNumber > 0 || other.lastNumber === 0) return null;
      const unasked = other.segments >= MUST_BE_ACKED;
      if (other.ackNumber === 0 || end.proven === 0 && !unasked) return null;
      return {
        certainty: end.proven > 0 ? "certain" : "likely",
        packets: [other.ackNumber, other.lastNumber],
        tell(voice) {
          voice.speakFor(isClient);
          if (end.proven > 0) voice.say("story.unseen-direction", { bytes: voice.grammar.bytes(end.proven) });
          else voice.say("story.unseen-silent");
        },
      };
    }),
};

/** Silence for minutes, and then nothing, or a RST at once that is not the end's own. */
const idleTimeoutBetween: FindingRule = {
  code: "idle-timeout-between",
  hides: ["loss"],
  find(memory) {
    const { clues } = memory;
    // An equally long silence that was survived speaks against it.
    if (clues === null || clues.quiet < QUIET || clues.survived >= 0.95 * clues.quiet) return null;
    return resetAfterQuiet(memory) ?? deadAfterQuiet(memory);
  },
};

function resetAfterQuiet({ clues, client, server }: ConversationMemory): Found | null {
  const reset = clues?.reset;
  // The RST itself may be what ends the silence: then it answers nothing.
  const alone = reset?.number === clues?.quietNumber;
  if (!clues || !reset?.signs || !alone && reset.answers !== clues.quietNumber) return null;
  const asked = reset.fromClient ? server : client;
  return {
    certainty: reset.signs.certainty,
    packets: [reset.number, reset.answers],
    tell(voice) {
      voice.speakFor(reset.fromClient);
      const time = voice.grammar.duration(clues.quiet);
      if (alone) voice.say("found.idle-reset", { reset: reset.number, time });
      else voice.say("found.forgotten-reset", { reset: reset.number, number: reset.answers, time });
    },
    advise(voice) {
      voice.speakFor(asked === client);
      voice.say("advice.keep-alive", { time: voice.grammar.duration(clues.quiet) });
    },
  };
}

function deadAfterQuiet({ clues, client, server, servers, conversation }: ConversationMemory): Found | null {
  if (clues === null) return null;
  const end = clues.quietByClient ? client : server;
  const other = clues.quietByClient ? server : client;
  const tries = Math.max(end.resends, end.unanswered - 1);
  if (other.lastNumber === 0 || other.lastNumber > clues.quietNumber || tries < SEVERAL) return null;
  // Keep-alives come after the same silence whatever has become of the other end.
  const long = clues.quiet >= OUTLIVES_TIMERS && end.resends >= SEVERAL;
  // The server is there, and its way is open: it agrees to another connection of the same client.
  const agreed = servers.agreedWith(conversation);
  const alive = end === client && agreed > clues.quietNumber ? agreed : 0;
  const certainty: Certainty = long || alive > 0 ? "likely" : "possible";
  return {
    certainty,
    packets: [clues.quietNumber, end.lastNumber, alive],
    tell(voice) {
      voice.speakFor(clues.quietByClient);
      const values = { number: clues.quietNumber, time: voice.grammar.duration(clues.quiet) };
      if (alive > 0) voice.say("found.forgotten-alone", { ...values, agreed: alive });
      else voice.say("found.forgotten-dead", values);
    },
    advise(voice) {
      voice.speakFor(clues.quietByClient);
      voice.say("advice.keep-alive", { time: voice.grammar.duration(clues.quiet) });
    },
  };
}

const keepAliveTimeout: FindingRule = {
  code: "keep-alive-timeout",
  hides: ["abort"],
  find: (memory) =>
    findAt(memory, ({ end, other, isClient }) => {
      const reset = memory.clues?.reset;
      const own = reset && reset.fromClient === isClient && reset.signs === null ? reset : null;
      const count = own?.unanswered ?? end.unanswered;
      if (count < GIVES_UP || other.lastNumber === 0 || own === null && reset) return null;
      const first = end.unansweredFirst;
      return {
        certainty: "likely",
        packets: own === null ? [first, end.lastNumber] : [own.number, first, own.answers],
        tell(voice) {
          voice.speakFor(isClient);
          if (own !== null) voice.say("found.keep-alives", { count, number: first, reset: own.number });
          else voice.say("found.keep-alives-open", { count, number: first });
        },
      };
    }),
};

const retriesExhausted: FindingRule = {
  code: "retries-exhausted",
  hides: ["loss", "abort"],
  find: (memory, around) => findAt(memory, (side) => exhausted(memory, side, around)),
};

function exhausted(memory: ConversationMemory, { end, other, isClient }: Side, { remaining }: Around): Found | null {
  if (end.resends < SEVERAL || other.lastNumber === 0 || other.lastNumber > end.resendFirst) return null;
  const reset = memory.clues?.reset;
  const own = reset && reset.fromClient === isClient && reset.signs === null ? reset : null;
  if (own === null && reset) return null;
  const attempts = own === null ? LAST_ATTEMPTS : GIVES_UP;
  if (end.resends < attempts && !(own === null && isOver(end, remaining))) return null;
  const since = end.resendSince < 0 ? end.resendTime : end.resendSince;
  return {
    certainty: "likely",
    packets: own === null ? [end.resendFirst, end.lastNumber] : [own.number, end.resendFirst],
    tell(voice) {
      voice.speakFor(isClient);
      const time = voice.grammar.duration(end.resendTime - since);
      voice.say("found.retries", { times: voice.grammar.times(end.resends), number: end.resendFirst, time });
      if (own !== null) voice.say("found.retries-reset", { reset: own.number });
    },
  };
}

/** The capture goes on for so long that another attempt would be in it. */
function isOver({ resends, resendWait }: HostMemory, remaining: number): boolean {
  return resends >= GIVES_UP && resendWait > 0 && remaining > NEXT_ATTEMPT * resendWait;
}

export const SILENCE_FINDINGS: readonly FindingRule[] = [
  oneWayCapture,
  keepAliveTimeout,
  idleTimeoutBetween,
  retriesExhausted,
];
