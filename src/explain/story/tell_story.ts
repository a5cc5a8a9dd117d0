/**
 * The story of a conversation: who opened it, what was sent and in which pieces, how it ended and through whose fault, what
 * went wrong on the way, and what a programmer should do about it.
 */
import type { ApplicationFacts } from "../../application/facts.ts";
import type { Endpoint } from "../../analysis/conversation.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import { KEPT_LENGTHS } from "../memory/host_memory.ts";
import type { Story } from "../words/explanation.ts";
import type { Finding } from "../words/finding.ts";
import { reasonsFor } from "../findings/opening.ts";
import { tellApplication } from "./tell_application.ts";
import { tellEnding } from "./tell_ending.ts";
import { tellTrouble } from "./tell_trouble.ts";
import type { Voice } from "../words/voice.ts";

/** Exchanges that are named one by one. */
const NAMED_EXCHANGES = 6;
/** Repetitions of the same bytes that nobody makes to whom ACKs come. */
const REPEATS = 2;

/** What a story is told from beside the packets. */
export interface StoryFacts {
  readonly findings: readonly Finding[];
  readonly application: ApplicationFacts;
}

/** Tells the story of a conversation from what is known of it, and what was found. */
export function tellStory(memory: ConversationMemory, { findings, application }: StoryFacts, voice: Voice): Story {
  const { stream, conversation: { client, server } } = memory;
  voice.begin(true);
  const title = voice.phrase("story.title", { stream, client: place(client, voice), server: place(server, voice) });
  const told = (_: ConversationMemory, speaker: Voice): void => tellApplication(memory, application, speaker);
  const parts = [tellOpening, told, tellData, tellEnding, tellTrouble];
  const paragraphs = parts.map((part) => {
    voice.begin(true);
    part(memory, voice);
    return voice.toldText;
  });
  voice.begin(true);
  paragraphs.push(adviceOf(memory, findings, voice));
  return { title, paragraphs: paragraphs.filter((text) => text !== "") };
}

/** `10.0.2.4:40618`, `[::1]:8080`. */
function place({ address, port }: Endpoint, voice: Voice): string {
  return voice.grammar.code(address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`);
}

function tellOpening(memory: ConversationMemory, voice: Voice): void {
  const { client, server, conversation } = memory;
  const address = place(conversation.client, voice);
  const to = place(conversation.server, voice);
  const syn = client.synNumber;
  const synAck = server.synNumber;
  const { refusal: reset } = memory;
  if (syn === 0 && reset > 0) voice.say("story.refused-unseen", { address, server: to, reset });
  else if (syn === 0) {
    voice.say("story.under-way", { address, server: to });
    if (synAck > 0) voice.say("story.known-by-answer", { synAck });
    else if (conversation.roles === "lower-port") voice.say("story.guessed");
    if (synAck === 0 || server.windowScale >= 0) voice.say("story.unscaled");
  } else if (reset > 0) {
    const by = memory.clues?.reset?.signs?.certainty;
    const key = by === undefined
      ? "story.refused"
      : by === "likely"
      ? "story.refused-box"
      : "story.refused-perhaps-box";
    voice.say(key, { address, server: to, syn, reset });
  } else if (client.rstNumber > 0 && (memory.clues?.secondStack.count ?? 0) > 0) {
    voice.say("story.opened-by-hand", { address, server: to, syn, synAck, reset: client.rstNumber });
  } else if (memory.tally.count("syn") > 1) {
    voice.say("story.opened-both", { address, server: to, syn, synAck });
  } else if (synAck === 0) tellNoAnswer(memory, { address, to, voice });
  else if (memory.tally.firstOf("handshake-ack") === 0) {
    voice.say("story.unfinished", { address, server: to, syn, synAck });
  } else {
    const ack = memory.tally.firstOf("handshake-ack");
    const time = voice.grammar.duration(memory.handshakeTime);
    voice.say("story.opened", { address, server: to, syn, synAck, ack, time });
    if (client.synCount > 1) voice.say("story.opened-slowly", { times: voice.grammar.times(client.synCount) });
  }
}

/** A SYN, and no SYN,ACK to it in the capture. */
function tellNoAnswer(
  memory: ConversationMemory,
  { address, to, voice }: { address: string; to: string; voice: Voice },
): void {
  const { client, server, foreignNumber, foreignFrom, clues, icmp } = memory;
  const syn = client.synNumber;
  if (foreignFrom === server && clues?.oldConnection?.synAck) {
    voice.say("story.other-syn-ack", { address, server: to, syn, number: foreignNumber });
  } else if (foreignFrom === server) {
    voice.say("story.old-connection", { address, server: to, syn, number: foreignNumber });
  } else if (client.ackNumber > 0) {
    voice.say("story.answer-unseen", { address, server: to, syn, number: client.ackNumber });
  } else if (icmp !== null && icmp.errors.some(({ expected }) => expected)) {
    const { number } = icmp.errors.find(({ expected }) => expected)!;
    voice.say("story.answered-by-error", { address, server: to, syn, number });
  } else {
    voice.say("story.unanswered", { address, server: to, syn, times: voice.grammar.times(client.synCount) });
    voice.say("found.can-be", { reasons: voice.grammar.either(reasonsFor(memory, voice)) });
  }
}

/** Nothing came of the SYN, as far as the capture shows. */
function cameToNothing({ client, server, refusal }: ConversationMemory): boolean {
  return refusal > 0 ||
    client.synNumber > 0 && server.synNumber === 0 && client.ackNumber === 0 && client.proven + server.lastNumber === 0;
}

function tellData(memory: ConversationMemory, voice: Voice): void {
  const { client, server } = memory;
  if (cameToNothing(memory) || memory.foreignNumber > 0 && client.bytes + server.bytes === 0) return;
  const unheard = [client, server].some((end) => isUnheard(end));
  if (!unheard && client.bytes + server.bytes + client.missed + server.missed === 0) {
    voice.say("story.neither-sent");
    return;
  }
  for (const end of [client, server]) {
    voice.speakFor(end === client);
    const other = end === client ? server : client;
    if (isUnheard(end)) {
      if (end.proven > 0) voice.say("story.unseen-direction", { bytes: voice.grammar.bytes(end.proven) });
      else voice.say(other.resends >= REPEATS ? "story.unseen-repeats" : "story.unseen-silent");
    } else if (end.bytes === 0 && end.missed === 0) voice.say("story.sent-nothing");
    else if (end.bytes > 0) {
      const { grammar } = voice;
      voice.say("story.sent", {
        bytes: grammar.bytes(end.bytes),
        segments: grammar.segments(end.segments),
        lengths: lengthsOf(end, voice),
      });
    }
    if (end.missed > 0) voice.say("story.missed", { bytes: voice.grammar.bytes(end.missed) });
  }
  tellPieces(memory, voice);
  tellHttp(memory, voice);
  tellCutShort(memory, voice);
}

/** The connection has ended within an answer. */
function tellCutShort({ http, client, server }: ConversationMemory, voice: Voice): void {
  const short = http?.cutShort ?? null;
  if (short === null || server.finSeq < 0 && client.rstNumber + server.rstNumber === 0) return;
  const { asked, seen, total } = short;
  voice.say("story.http-short", { request: voice.grammar.code(asked.short), seen, bytes: voice.grammar.bytes(total) });
}

/** Nothing of it was captured. */
function isUnheard(end: HostMemory): boolean {
  return end.lastNumber === 0;
}

/** The lengths of a few segments; many, or a single one, are only counted. */
function lengthsOf({ segments, firstLengths }: HostMemory, voice: Voice): string {
  if (segments < 2) return "";
  if (segments <= KEPT_LENGTHS) {
    return voice.phrase("story.lengths", { lengths: voice.grammar.list(firstLengths.map(String)) });
  }
  return voice.phrase("story.more-lengths", { lengths: firstLengths.slice(0, 4).join(", ") });
}

function tellPieces(memory: ConversationMemory, voice: Voice): void {
  const { client, server } = memory;
  const { gatheredNumber: nagleNumber, gathered: count } = memory;
  if (nagleNumber > 0) {
    voice.speakFor(memory.tally.firstByClient("nagle-coalesced"));
    if (count > 1) voice.say("story.nagle-often", { times: voice.grammar.times(count), number: nagleNumber });
    else voice.say("story.nagle", { number: nagleNumber });
  }
  if (memory.tally.count("segmentation-offload") === 0) return;
  const end = client.largest > server.segmentLimit(client) && client.largest >= server.largest ? client : server;
  voice.speakFor(end === client);
  voice.say("story.offload", { largest: end.largest, limit: end.segmentLimit(end === client ? server : client) });
}

function tellHttp({ http, server }: ConversationMemory, voice: Voice): void {
  if (http === null || http.requests + http.responses === 0) return;
  if (http.kept.length === 0) {
    if (http.cutNumber > 0) voice.say("story.http-cut", { number: http.cutNumber });
    else if (server.holes?.at(1)) voice.say("story.http-unbegun", { bytes: voice.grammar.bytes(server.bytes) });
    else if (server.bytes > 0) voice.say("story.http-headless", { bytes: voice.grammar.bytes(server.bytes) });
    else voice.say("story.http-unanswered");
    return;
  }
  const named = http.kept.slice(0, NAMED_EXCHANGES).map(({ asked, status, number }) =>
    asked === null
      ? voice.phrase("story.http-answer", { status: voice.grammar.code(status), number })
      : voice.phrase("story.http-exchange", {
        request: voice.grammar.code(asked.short),
        status: voice.grammar.code(status),
        number,
      })
  );
  const exchanges = voice.grammar.list(named);
  const count = http.responses - named.length;
  if (count > 0) voice.say("story.http-more", { exchanges, count });
  else voice.say("story.http", { exchanges });
}

/** What a programmer should change: what the findings advise, each thing once. */
function adviceOf(
  { tally, server, silenceUnanswered, silenceTicks, clues }: ConversationMemory,
  findings: readonly Finding[],
  voice: Voice,
): string {
  const advice = new Set(findings.map(({ advice }) => advice).filter((text) => text !== ""));
  // A client that closes what it did not use needs no advice.
  if (tally.count("idle-closed") > 0 && server.finNumber === tally.firstOf("idle-closed")) {
    advice.add(voice.phrase("advice.idle"));
  }
  const ofProgram = silenceUnanswered && silenceTicks < 0;
  if (ofProgram && !clues?.givenUp && server.jump === null) advice.add(voice.phrase("advice.silence"));
  return advice.size === 0 ? "" : [voice.phrase("advice.head"), ...advice].join(" ");
}
