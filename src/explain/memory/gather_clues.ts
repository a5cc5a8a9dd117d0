/**
 * Gathers, packet by packet, the evidence of the findings. It runs before the packet changes what is known.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { ACK, type ReadonlyPacket } from "../../packet/packet.ts";
import { seqAdd, seqAfter, seqAtOrAfter, seqBefore, seqDiff } from "../../packet/sequence.ts";
import { noteOptions } from "./note_options.ts";
import { synOffer } from "../../packet/syn_offer.ts";
import type { Certainty } from "../words/explanation.ts";
import type { Code } from "../words/codes.ts";
import type { Arrival } from "./arrival.ts";
import type { ConversationMemory } from "./conversation_memory.ts";
import type { GivenUp } from "../clues/clues.ts";
import { isDeferred, sackBlocks } from "./evidence.ts";
import { signsOfForgery, usualOf } from "./forged_reset.ts";
import { IS_ACK, IS_DATA, IS_FIN, IS_ODD, IS_RST, IS_SYN, IS_SYN_ACK } from "./packet_kind.ts";

/** Silence after which a box on the way may have forgotten a connection, ns: the shortest such timers in use are a minute. */
export const QUIET = 60e9;
/** A client that closes sooner after its request has not waited for the answer, ns: it may have shut down its side only. */
const WAITED = 1e9;
/** Two answers further apart, ns, may come of one stack that was started anew. */
const AT_ONE_TIME = 1e9;
/** Numbers further than this from all that an end has sent are not its own: no window in use is that wide. */
const ELSEWHERE = 1 << 26;

/** Takes a packet that is no copy. */
export function gatherClues(arrival: Arrival, analysed: AnalysedPacket): void {
  const { kind, memory } = arrival;
  if (arrival.gap >= QUIET && memory.packets > 0) noteQuiet(arrival, analysed);
  else if (memory.clues !== null && memory.clues.quiet > 0) noteSurvival(arrival, analysed);
  if (kind & (IS_SYN | IS_SYN_ACK)) {
    noteSyn(arrival, analysed);
    noteOptions(arrival, analysed);
  }
  if (kind & (IS_FIN | IS_RST)) noteGivingUp(arrival, analysed);
  if (kind & IS_ACK) noteBlocks(arrival, analysed);
  if (analysed.packet.flags & ACK && !arrival.foreign) noteHeld(arrival, analysed);
  if (kind & IS_DATA && memory.http !== null) noteExpectation(arrival, analysed);
  const { sender } = arrival;
  if (sender.rstNumber > 0 && !sender.rstForged && kind & (IS_ACK | IS_DATA)) noteSecondStack(arrival, analysed);
}

function noteQuiet({ memory, gap }: Arrival, { packet, fromClient }: AnalysedPacket): void {
  const clues = memory.clue;
  if (gap < clues.quiet) return;
  clues.quiet = gap;
  clues.quietNumber = packet.number;
  clues.quietByClient = fromClient;
}

/** The other end answers what ended the silence: whatever lies between has not forgotten the connection. */
function noteSurvival({ memory, kind }: Arrival, { fromClient }: AnalysedPacket): void {
  const { clues } = memory;
  if (clues === null || fromClient === clues.quietByClient || kind & IS_RST) return;
  clues.survived = Math.max(clues.survived, clues.quiet);
}

function noteSyn(arrival: Arrival, { packet }: AnalysedPacket): void {
  const { kind, sender, receiver, memory } = arrival;
  if (kind & IS_SYN) noteStampAbove(memory, packet);
  if (kind & IS_SYN && packet.payloadLength > 0 && sender.synCount === 0) {
    memory.clue.synData = {
      number: packet.number,
      bytes: packet.payloadLength,
      cookie: synOffer(packet).fastOpenCookie !== null,
      synAck: 0,
      accepted: 0,
      repeated: false,
    };
  }
  if ((kind & IS_SYN_ACK) === 0 || arrival.foreign) return;
  if (memory.packets === 0) noteSecondAnswer(arrival, packet);
  const data = memory.clues?.synData ?? null;
  if (data !== null && data.synAck === 0) {
    data.synAck = packet.number;
    data.accepted = Math.max(0, arrival.newlyAcked - 1);
    // It may answer a SYN that came again without the data: then nobody knows whether the first one arrived.
    data.repeated = receiver.synCount > 1;
  }
  if (sender.synCount === 0 || receiver.ackNumber <= sender.synNumber) return;
  // A SYN that came again asks for it; and so late it was not for want of the ACK.
  if (isDeferred(sender, receiver, arrival.now - sender.latestSynTime)) return;
  // Whoever hears a second SYN,ACK repeats its ACK at once: that has to be here too, or the way is interrupted.
  if (sender.synCount > 1 && receiver.lastNumber < sender.latestSyn) return;
  if (receiver.synCount <= sender.synCount) memory.clue.ignoredAcks.add(packet.number);
}

/** A SYN from this address with a higher timestamp was answered before. */
function noteStampAbove(memory: ConversationMemory, packet: ReadonlyPacket): void {
  const highest = memory.servers.highestStamp(memory.conversation);
  if (highest === null) return;
  const { stamp } = synOffer(packet);
  if (stamp >= 0 && stamp < highest.stamp) memory.clue.stampAbove ??= highest;
}

/** One SYN, and two answers that do not fit together. */
function noteSecondAnswer({ memory }: Arrival, packet: ReadonlyPacket): void {
  const { older } = memory;
  if (older === null || older.client.synCount !== 1 || seqAdd(older.client.synRaw, 1) !== packet.ack) return;
  const { client, server } = older;
  const earlier = server.sentSynAck ? server.synNumber : server.rstNumber;
  if (earlier === 0 || client.ackNumber > 0) return;
  const apart = older.timeOf(packet) - (server.sentSynAck ? server.synTime : server.rstTime);
  if (apart < AT_ONE_TIME) memory.clue.secondAnswer = { number: packet.number, earlier, syn: client.synNumber, apart };
}

/** The client closes, or resets, with a request under way. */
function noteGivingUp({ sender, memory, now, kind }: Arrival, { packet, fromClient }: AnalysedPacket): void {
  if (!fromClient || kind & IS_ODD || sender.finSeq >= 0 || sender.rstNumber > 0 || memory.clues?.givenUp) return;
  const { client, server, http } = memory;
  if (client.dataNumber === 0 || server.finSeq >= 0 || server.rstNumber > 0) return;
  const waited = now - client.dataTime;
  const begun = server.dataNumber > client.dataNumber;
  const pending = http === null ? !begun : http.pending > 0;
  if (!pending || !begun && waited < WAITED) return;
  const request: GivenUp = { number: packet.number, request: client.dataNumber, waited, begun };
  memory.clue.givenUp = request;
}

/** What the other end holds behind a hole, as its duplicate ACKs and those after them tell. */
function noteHeld({ sender, receiver }: Arrival, { ack, packet }: AnalysedPacket): void {
  const report = sender.gapReport;
  // Who holds what he named confirms all of it at once: an ACK that stops within it has given it up (RFC 2018 8).
  if (report !== null && seqAtOrAfter(ack, report.left) && seqBefore(ack, report.right)) {
    sender.reneged ??= { report, number: packet.number, ack };
  }
  let end = ack;
  let first = { left: ack, right: ack };
  for (const block of sackBlocks(packet)) {
    const left = seqAdd(ack, seqDiff(block.left, packet.ack));
    const right = seqAdd(ack, seqDiff(block.right, packet.ack));
    if (seqAfter(left, ack) && (first.left === ack || seqBefore(left, first.left))) first = { left, right };
    if (seqAfter(right, end)) end = right;
  }
  if (end === ack) return;
  sender.gapReport = { number: packet.number, ack, ...first, to: end };
  if (receiver.sackedTo < 0 || seqAfter(end, receiver.sackedTo)) receiver.sackedTo = end;
}

/** SACK blocks of numbers that are nowhere near those of the other end's stream (RFC 2018 3). */
function noteBlocks({ sender, receiver, memory }: Arrival, { packet, fromClient }: AnalysedPacket): void {
  if (!sender.selectiveAcks || receiver.acked < 0) return;
  for (const { left } of sackBlocks(packet)) {
    if (Math.abs(seqDiff(left, packet.ack)) <= ELSEWHERE) continue;
    memory.clue.foreignBlocks.add(packet.number);
    memory.clue.foreignBlocksFromClient = fromClient;
    return;
  }
}

/** `Expect: 100-continue`, and then nothing until the body comes all the same (RFC 9110 10.1.1). */
function noteExpectation(
  { memory, now, fresh, sender, receiver }: Arrival,
  { packet, fromClient }: AnalysedPacket,
): void {
  const { http } = memory;
  if (!fromClient || fresh === 0 || http === null) return;
  const { head } = http.part;
  if (head !== null && head.expectsContinue && http.part.body === 0) {
    memory.clue.expecting = packet.number;
    return;
  }
  const { clues } = memory;
  if (clues === null || clues.expecting === 0 || clues.expectedBody > 0 || head !== null) return;
  clues.expectedBody = packet.number;
  clues.expectedWait = receiver.dataNumber > clues.expecting ? 0 : now - sender.dataTime;
}

/** Its kernel has refused the other end's SYN,ACK, yet in its name the handshake goes on. */
function noteSecondStack({ sender, receiver, memory }: Arrival, { packet }: AnalysedPacket): void {
  // A RST with another number answers something older than this SYN,ACK.
  if ((packet.flags & ACK) === 0 || !receiver.sentSynAck || sender.synCount === 0 || sender.rstOff) return;
  if (sender.ackNumber === 0 || sender.ackNumber === sender.rstNumber) memory.clue.secondStack.add(packet.number);
}

/** Keeps what was known when the first RST came; `code` is the rule that explains it. */
export function noteReset(
  arrival: Arrival,
  analysed: AnalysedPacket,
  { code, certainty }: { code: Code; certainty: Certainty },
): void {
  const { sender, receiver, memory, now } = arrival;
  if (memory.clues?.reset || !code.startsWith("rst-") || (arrival.kind & IS_RST) === 0) return;
  const { packet, fromClient } = analysed;
  const signs = signsOfForgery(analysed, arrival);
  const usual = usualOf(signs, analysed, arrival);
  memory.clue.reset = {
    number: packet.number,
    fromClient,
    reason: code,
    certainty,
    answers: receiver.lastNumber,
    after: receiver.lastTime < 0 ? 0 : now - receiver.lastTime,
    signs,
    trip: usual.distance,
    ttl: packet.ttl,
    usualTtl: usual.ttl,
    id: packet.ipId,
    lastId: sender.lastIpId,
    otherId: receiver.rstId > 0 ? receiver.rstId : receiver.lastIpId,
    unanswered: sender.unanswered,
    attempts: sender.resends,
  };
}
