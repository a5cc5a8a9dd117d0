/**
 * Connections that do not come about, or not at once.
 */
import type { Conversation } from "../../analysis/conversation.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import { capturedAt } from "../memory/evidence.ts";
import type { Voice } from "../words/voice.ts";
import type { Around, FindingRule, Found } from "./finding_rule.ts";

/** An answer to a single SYN may still come after the capture, within this of it, ns: the time until a kernel asks again. */
const STILL_COMING = 1e9;
/** SYNs in a row that are hardly lost by chance. */
const NO_CHANCE = 3;
/** Repetitions without an answer, of a connection that was open, that are no single loss. */
const REPEATED = 2;
/** A server heard longer ago than this, ns, may be gone by now. */
const HEARD_LATELY = 60e9;
/** SYN,ACKs sent again although the ACK was under way: one may mean that the ACK was lost, unless it was captured at the server. */
const IGNORED = 2;

/** SYNs, and nothing came back. */
function isUnanswered({ client, server, clues }: ConversationMemory): boolean {
  return client.synCount > 0 && server.lastNumber === 0 && client.ackNumber === 0 && !clues?.oldConnection;
}

const unanswered: FindingRule = {
  code: "unanswered",
  find(memory, { remaining }) {
    const { client } = memory;
    if (!isUnanswered(memory) || client.synCount === 1 && remaining < STILL_COMING) return null;
    const behind = memory.clues?.stampAbove ?? null;
    const elsewhere = memory.servers.answerTo(memory.conversation, client.synRaw);
    return {
      certainty: "certain",
      packets: [client.synNumber, client.synCount > 1 ? client.latestSyn : 0, elsewhere?.number ?? 0],
      tell(voice) {
        const { synNumber: syn, synCount } = client;
        voice.say("found.unanswered", { syn, times: voice.grammar.times(synCount) });
        if (elsewhere !== null) {
          const { number, from } = elsewhere;
          voice.say("found.answered-elsewhere", { number, from: voice.grammar.code(from) });
          return;
        }
        if (behind !== null) {
          const { number, stamp: later } = behind;
          voice.say("found.unanswered-stamp", { stamp: client.synStamp, number, later });
        }
        voice.say("found.can-be", { reasons: voice.grammar.either(reasonsFor(memory, voice)) });
      },
      ...(elsewhere !== null
        ? {}
        : { advise: (voice: Voice) => voice.say(behind === null ? "advice.unanswered" : "advice.recycle") }),
    };
  },
};

/** An open connection to the same port gets no answer to what it repeats, since before these SYNs: host or way is gone. */
function isGone({ client, servers, conversation }: ConversationMemory): boolean {
  const other = servers.agreement(conversation);
  if (other === null || other.server.lastNumber > client.synNumber || other.server.lastNumber === 0) return false;
  return Math.max(other.client.resends, other.client.unanswered) >= REPEATED;
}

/** The server was heard, in the latest connection that it agreed to, within a minute before the first SYN or behind the last. */
function wasHeardLately(memory: ConversationMemory): boolean {
  const other = memory.servers.agreement(memory.conversation);
  if (other === null) return false;
  const between = other.until(memory.startSeconds, memory.startNanoseconds) + other.lastTime;
  const behind = other.server.synTime - between - memory.client.latestSynTime;
  return between - other.server.lastTime < HEARD_LATELY && behind < HEARD_LATELY;
}

/** What an unanswered SYN can mean, what the capture itself refutes left out. */
export function reasonsFor(memory: ConversationMemory, voice: Voice): string[] {
  const { client, servers, conversation } = memory;
  const gone = isGone(memory);
  const heard = gone ? 0 : servers.heardOf(conversation.server.address);
  const agreed = gone ? 0 : servers.agreedWith(conversation);
  const reasons: string[] = [];
  reasons.push(voice.phrase(client.synCount < NO_CHANCE ? "reason.lost" : "reason.interrupted"));
  if (heard === 0) reasons.push(voice.phrase("reason.host-down"));
  // Whoever answered the same client on the same port is neither kept from it nor out of the capture's sight.
  if (agreed === 0) reasons.push(voice.phrase("reason.filter"));
  reasons.push(voice.phrase("reason.backlog"));
  if (agreed === 0) reasons.push(voice.phrase("reason.way-back"), voice.phrase("reason.not-captured"));
  return reasons;
}

/** Every SYN is answered here, and the client asks again all the same. */
const answersUnheard: FindingRule = {
  code: "answers-unheard",
  hides: ["loss"],
  find({ client, server }) {
    if (!server.sentSynAck || client.synCount < NO_CHANCE || server.synCount < NO_CHANCE) return null;
    if (client.ackNumber > 0 || client.lastNumber !== client.latestSyn || server.rstNumber > 0) return null;
    return {
      certainty: "likely",
      packets: [server.synNumber, client.synNumber, client.latestSyn],
      tell(voice) {
        voice.speakFor(false);
        const times = voice.grammar.times(client.synCount);
        voice.say("found.answers-unheard", { syn: client.synNumber, times, synAck: server.synNumber });
      },
    };
  },
};

const refused: FindingRule = {
  code: "refused",
  find({ tally, client, servers, conversation }) {
    const reset = tally.firstOf("rst-refused");
    if (reset === 0) return null;
    const open = servers.openSince(conversation);
    const unseen = client.synNumber === 0;
    return {
      certainty: open > 0 || unseen ? "possible" : "likely",
      packets: [reset, client.synNumber],
      tell(voice) {
        if (unseen) {
          voice.say("found.refused-unseen", { reset, port: conversation.server.port });
          return;
        }
        const values = { syn: client.synNumber, reset, port: conversation.server.port };
        if (open > 0) voice.say("found.refused-open", { ...values, open });
        else voice.say("found.refused", values);
      },
      advise: (voice) => voice.say("advice.refused"),
    };
  },
};

const acceptQueueFull: FindingRule = {
  code: "accept-queue-full",
  hides: ["loss"],
  find({ clues, client, server }) {
    const ignored = clues?.ignoredAcks;
    if (ignored === undefined || ignored.count === 0) return null;
    if (ignored.count < IGNORED && !capturedAt(server, client)) return null;
    return {
      certainty: "likely",
      packets: [...ignored.numbers, client.ackNumber],
      tell(voice) {
        voice.speakFor(false);
        const times = voice.grammar.times(ignored.count);
        voice.say("found.accept-queue", { times, number: ignored.first, ack: client.ackNumber });
      },
      advise: (voice) => voice.say("advice.accept"),
    };
  },
};

const listenOverflow: FindingRule = {
  code: "listen-overflow",
  hides: ["refused", "unanswered", "loss"],
  find: (memory, around) =>
    refusedThoughOpen(memory) ?? droppedThenAnswered(memory) ?? droppedThoughOpen(memory, around),
};

/** A RST from a port that is open in this capture: Windows answers so when its queue is full. */
function refusedThoughOpen({ tally, client, servers, conversation }: ConversationMemory): Found | null {
  const reset = tally.firstOf("rst-refused");
  const open = servers.openSince(conversation);
  if (
    reset === 0 || open === 0 || client.synNumber === 0 || open > reset && !openAround(reset, conversation, servers)
  ) return null;
  const until = servers.openUntil(conversation);
  const closed = servers.closedBy(conversation);
  // A server that was stopped has closed what it had open.
  const stopped = until < reset && closed > until && closed < reset;
  return {
    certainty: stopped ? "possible" : "likely",
    packets: [reset, open, client.synNumber],
    tell: (voice) => voice.say("found.overflow-refused", { port: conversation.server.port, open, reset }),
    advise: (voice) => voice.say("advice.accept"),
  };
}

function openAround(number: number, conversation: Conversation, servers: ConversationMemory["servers"]): boolean {
  return servers.openSince(conversation) < number && servers.openUntil(conversation) > number;
}

/** Several SYNs without an answer, and then one that was answered at once. */
function droppedThenAnswered({ client, server, tally }: ConversationMemory): Found | null {
  const dropped = client.synCount - 1;
  if (dropped < NO_CHANCE - 1 || server.synCount !== 1 || !server.sentSynAck) return null;
  if (server.synTime - client.latestSynTime > (client.latestSynTime - client.synTime) / 4) return null;
  const repetitions = tally.count("fast-retransmission") + client.timeouts + server.timeouts;
  // What passed the server's own interface was not lost on the way.
  const sure = capturedAt(server, client) && repetitions <= dropped;
  return {
    certainty: sure ? "likely" : "possible",
    packets: [client.synNumber, client.latestSyn, server.synNumber],
    tell(voice) {
      const time = voice.grammar.duration(server.synTime - client.latestSynTime);
      voice.say(sure ? "found.overflow-dropped" : "found.overflow-perhaps", {
        count: dropped,
        syn: client.synNumber,
        synAck: server.synNumber,
        time,
      });
    },
    advise: (voice) => voice.say("advice.accept"),
  };
}

/** SYNs without an answer, though the same client was answered on that port before or after. */
function droppedThoughOpen(memory: ConversationMemory, { remaining }: Around): Found | null {
  const { client, servers, conversation } = memory;
  const agreed = servers.agreedWith(conversation);
  if (!isUnanswered(memory) || agreed === 0 || client.synCount < 2 || isGone(memory)) return null;
  if (memory.clues?.stampAbove) return null;
  if (client.synCount === 2 && remaining < STILL_COMING) return null;
  const likely = client.synCount > NO_CHANCE && wasHeardLately(memory);
  return {
    certainty: likely ? "likely" : "possible",
    packets: [client.synNumber, client.latestSyn, agreed],
    tell(voice) {
      const values = { count: client.synCount, syn: client.synNumber, port: conversation.server.port, agreed };
      voice.say(likely ? "found.overflow-silent" : "found.overflow-silent-perhaps", values);
    },
    advise: (voice) => voice.say("advice.accept"),
  };
}

const oldConnection: FindingRule = {
  code: "old-connection",
  find({ clues, client, server }) {
    const clue = clues?.oldConnection;
    if (!clue) return null;
    const byServer = server.lastNumber > 0 && client.synNumber > 0;
    const reset = byServer ? client.rstNumber : server.rstNumber;
    return {
      certainty: clue.synAck ? "possible" : clue.certain ? "certain" : "likely",
      packets: [clue.number, reset, client.synNumber],
      tell(voice) {
        voice.speakFor(!byServer);
        const { number, ack, stream } = clue;
        const syn = client.synNumber || server.synNumber;
        if (clue.synAck) voice.say("found.old-syn-ack", { number, ack, syn });
        else if (stream >= 0) voice.say("found.old-connection", { number, ack, syn, stream });
        else voice.say("found.old-connection-unseen", { number, ack, syn });
      },
      advise: (voice) => voice.say("advice.old-connection"),
    };
  },
};

const twoStacks: FindingRule = {
  code: "two-stacks",
  hides: ["old-connection"],
  find({ clues, client, server }) {
    const second = clues?.secondStack;
    if (second !== undefined && second.count > 0) {
      const byClient = client.rstNumber > 0 && client.rstNumber < second.first && server.sentSynAck;
      const end = byClient ? client : server;
      return {
        certainty: "likely",
        packets: [end.rstNumber, ...second.numbers],
        tell(voice) {
          voice.speakFor(byClient);
          voice.say("found.raw-socket", { reset: end.rstNumber, number: second.first });
        },
        advise: (voice) => voice.say("advice.raw-socket"),
      };
    }
    const answer = clues?.secondAnswer;
    if (!answer) return null;
    return {
      certainty: "likely",
      packets: [answer.number, answer.earlier, answer.syn],
      tell(voice) {
        voice.speakFor(false);
        const { number, earlier, syn, apart } = answer;
        voice.say("found.two-answers", { number, earlier, syn, time: voice.grammar.duration(apart) });
      },
    };
  },
};

const fastOpen: FindingRule = {
  code: "fast-open",
  find({ clues }) {
    const data = clues?.synData;
    if (!data?.cookie || data.accepted === 0) return null;
    return {
      certainty: "certain",
      packets: [data.synAck, data.number],
      tell(voice) {
        const { number, synAck } = data;
        voice.say("found.fast-open", { bytes: voice.grammar.bytes(data.accepted), number, synAck });
      },
    };
  },
};

const fastOpenRefused: FindingRule = {
  code: "fast-open-refused",
  hides: ["loss"],
  find({ clues }) {
    const data = clues?.synData;
    if (!data?.cookie || data.synAck === 0 || data.accepted > 0 || data.repeated) return null;
    return {
      certainty: "certain",
      packets: [data.synAck, data.number],
      tell(voice) {
        const { number, synAck } = data;
        voice.say("found.fast-open-refused", { bytes: voice.grammar.bytes(data.bytes), number, synAck });
      },
    };
  },
};

export const OPENING_FINDINGS: readonly FindingRule[] = [
  twoStacks,
  oldConnection,
  acceptQueueFull,
  listenOverflow,
  unanswered,
  answersUnheard,
  refused,
];
export const FAST_OPEN_FINDINGS: readonly FindingRule[] = [fastOpen, fastOpenRefused];
