/**
 * What made a conversation slow.
 */
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import type { Voice } from "../words/voice.ts";
import { findAt, type FindingRule, type Found, type Side } from "./finding_rule.ts";

/** Rounds that a window must have filled before it is said to bound the rate. */
const SEVERAL = 2;
/** Waits for 100 Continue shorter than this, ns, are only the server's answer. */
const WAITED = 200e6;
/** The most that a window field holds by itself. */
const UNSCALED_MOST = 65_535;
/** From here on a larger window field would not have helped: the window is that large because scaling is missing. */
const NEARLY_ALL = 60_000;

const nagleDelayedAck: FindingRule = {
  code: "nagle-delayed-ack",
  hides: ["small-writes"],
  find: (memory) =>
    findAt(memory, ({ end, isClient }) => {
      const { stalls } = end;
      if (stalls === null || end.noNagle) return null;
      return {
        certainty: stalls.telling >= SEVERAL ? "likely" : "possible",
        packets: [stalls.acks.first, stalls.first, ...stalls.acks.numbers.slice(1), ...stalls.numbers.slice(1)],
        tell(voice) {
          voice.speakFor(isClient);
          const { grammar } = voice;
          const values = { number: stalls.first, ack: stalls.acks.first, each: grammar.duration(stalls.longest) };
          if (stalls.count === 1) voice.say("found.nagle-once", values);
          else {
            voice.say("found.nagle", {
              ...values,
              times: grammar.times(stalls.count),
              total: grammar.duration(stalls.total),
            });
          }
        },
        advise: (voice) => voice.say("advice.nagle"),
      };
    }),
};

const smallWrites: FindingRule = {
  code: "small-writes",
  find({ gathered, gatheredNumber, tally }) {
    if (gathered === 0) return null;
    return {
      certainty: "likely",
      packets: [gatheredNumber],
      tell(voice) {
        voice.speakFor(tally.firstByClient("nagle-coalesced"));
        if (gathered > 1) {
          voice.say("story.nagle-often", { times: voice.grammar.times(gathered), number: gatheredNumber });
        } else voice.say("story.nagle", { number: gatheredNumber });
      },
      advise: (voice) => voice.say("advice.nagle"),
    };
  },
};

const slowStartRestart: FindingRule = {
  code: "slow-start-restart",
  find: (memory) =>
    findAt(memory, ({ end, isClient }) => {
      const restart = end.bursts?.restart ?? null;
      if (restart === null) return null;
      return {
        certainty: "likely",
        packets: [restart.number],
        tell(voice) {
          voice.speakFor(isClient);
          const { bytes, duration } = voice.grammar;
          voice.say("found.slow-start", {
            time: duration(restart.pause),
            number: restart.number,
            before: bytes(restart.before),
            after: bytes(restart.after),
          });
        },
        advise: (voice) => voice.say("advice.slow-start"),
      };
    }),
};

interface Bound {
  readonly window: number;
  readonly count: number;
  readonly packets: readonly number[];
}

/** A window that allows more than so many times the rate that was reached has not bounded it. */
const NEAR = 4;

/** A window for each round trip is near what its sender reached on the whole. */
function isNear(window: number, { end, other }: Side, { handshakeTime }: ConversationMemory): boolean {
  const trip = end.distance + other.distance;
  const took = end.dataTime - Math.max(0, handshakeTime);
  return trip === Infinity || NEAR * end.bytes * trip >= window * took;
}

/** The other end's window, where it was filled again and again, and hardly more was possible than what went through it. */
function windowBound(side: Side, memory: ConversationMemory): Bound | null {
  const { end, other } = side;
  const full = end.fullWindows;
  if (other.zeroNumber > 0 || other.largestWindow <= 0) return null;
  if (full !== null && full.count >= SEVERAL && isNear(other.largestWindow, side, memory)) {
    return { window: other.largestWindow, count: full.count, packets: full.numbers };
  }
  const rounds = end.bursts;
  if (rounds === null || rounds.windowful < SEVERAL) return null;
  return { window: rounds.window, count: rounds.windowful, packets: [rounds.windowfulNumber] };
}

/** Mbit/s that a window allows for each round trip, in three digits. */
function rateOf(window: number, trip: number): string {
  return (window * 8000 / trip).toPrecision(3);
}

function isScaled({ client, server }: ConversationMemory): boolean {
  return client.windowScale >= 0 && server.windowScale >= 0;
}

function toldBound(key: "found.not-scaled" | "found.window", side: Side, bound: Bound): Found {
  const { end, other, isClient } = side;
  const trip = end.distance + other.distance;
  return {
    certainty: "likely",
    packets: bound.packets,
    tell(voice) {
      voice.speakFor(!isClient);
      const { grammar } = voice;
      const values = {
        window: grammar.bytes(bound.window),
        times: grammar.times(bound.count),
        number: bound.packets[0] ?? 0,
      };
      voice.say(key, values);
      if (trip === Infinity || trip <= 0) return;
      const rate = grammar.code(`${rateOf(bound.window, trip)} Mbit/s`);
      voice.say("found.window-rate", { trip: grammar.duration(trip), rate });
    },
    advise: (voice) => voice.say(key === "found.not-scaled" ? "advice.scaling" : "advice.buffer"),
  };
}

const windowNotScaled: FindingRule = {
  code: "window-not-scaled",
  hides: ["window-limited"],
  find: (memory) =>
    findAt(memory, (side) => {
      const { client, server } = memory;
      if (client.synCount === 0 || server.synCount === 0 || isScaled(memory)) return null;
      const bound = windowBound(side, memory);
      if (bound === null || bound.window < NEARLY_ALL || bound.window > UNSCALED_MOST) return null;
      return toldBound("found.not-scaled", side, bound);
    }),
};

const windowLimited: FindingRule = {
  code: "window-limited",
  find: (memory) =>
    findAt(memory, (side) => {
      // Without both SYNs the unit of the window is not known.
      if (memory.client.synCount === 0 || memory.server.synCount === 0) return null;
      const bound = windowBound(side, memory);
      return bound === null ? null : toldBound("found.window", side, bound);
    }),
};

const receiverSlow: FindingRule = {
  code: "receiver-slow",
  // Who reads late acknowledges late: round trips that grow need no queue.
  hides: ["window-limited", "window-not-scaled", "queue-delay"],
  find: (memory) => findAt(memory, slowReader),
};

/** A window that was closed for less, ns, in all held nobody up: its program had only not come to read yet. */
const BRIEF = 10e6;

function slowReader({ end, other, isClient }: Side): Found | null {
  const advise = (voice: Voice): void => voice.say("advice.zero-window");
  if (end.zeroNumber > 0 && (end.zeroSince >= 0 || end.zeroTime >= BRIEF)) {
    return {
      certainty: "likely",
      packets: [end.zeroNumber, firstProbe(other, end)],
      tell(voice) {
        voice.speakFor(isClient);
        voice.say("story.zero-window", { number: end.zeroNumber });
      },
      advise,
    };
  }
  const small = other.smallWindows;
  if (small === null) return null;
  return {
    certainty: "likely",
    packets: small.numbers,
    tell(voice) {
      voice.speakFor(isClient);
      voice.say("found.small-window", { times: voice.grammar.times(small.count), number: small.first });
    },
    advise,
  };
}

/** The first question whether the window has opened. */
function firstProbe(sender: HostMemory, receiver: HostMemory): number {
  return sender.probedNumber > receiver.zeroNumber ? sender.probedNumber : 0;
}

const queueDelay: FindingRule = {
  code: "queue-delay",
  find: (memory) =>
    findAt(memory, ({ end, isClient }) => {
      const { climb } = end;
      if (climb === null || climb.to === 0) return null;
      return {
        certainty: "likely",
        packets: [climb.toNumber, climb.fromNumber],
        tell(voice) {
          voice.speakFor(isClient);
          const { duration } = voice.grammar;
          const values = { number: climb.toNumber, earlier: climb.fromNumber };
          voice.say("found.queue", { ...values, from: duration(climb.from), to: duration(climb.to) });
        },
      };
    }),
};

const expectContinue: FindingRule = {
  code: "expect-continue",
  find({ clues }) {
    if (clues === null || clues.expectedBody === 0 || clues.expectedWait < WAITED) return null;
    const { expecting, expectedBody, expectedWait } = clues;
    return {
      certainty: "certain",
      packets: [expectedBody, expecting],
      tell(voice) {
        const time = voice.grammar.duration(expectedWait);
        voice.say("found.expect", { request: expecting, body: expectedBody, time });
      },
      advise: (voice) => voice.say("advice.expect"),
    };
  },
};

export const PACE_FINDINGS: readonly FindingRule[] = [
  receiverSlow,
  nagleDelayedAck,
  smallWrites,
  windowNotScaled,
  windowLimited,
  queueDelay,
  slowStartRestart,
  expectContinue,
];
