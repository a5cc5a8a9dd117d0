/**
 * What went wrong, or slowly, in a conversation.
 */
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import { capturedAt, isUnheard } from "../memory/evidence.ts";
import type { Voice } from "../words/voice.ts";

/** Tells round trips, losses, copies, full windows and silences. */
export function tellTrouble(memory: ConversationMemory, voice: Voice): void {
  tellRoundTrips(memory, voice);
  const copies = memory.tally.count("captured-twice");
  if (copies > 0) voice.say("story.twice", { packets: voice.grammar.packets(copies) });
  tellRetransmissions(memory, memory.client, voice);
  tellRetransmissions(memory, memory.server, voice);
  const seen = memory.client.behind + memory.server.behind + (memory.clues?.denies ? 1 : 0);
  if (memory.tally.count("ack-lost-segment") > seen) {
    voice.say("story.not-captured");
  }
  for (const end of [memory.client, memory.server]) {
    if (end.zeroNumber === 0) continue;
    voice.speakFor(end === memory.client);
    voice.say("story.zero-window", { number: end.zeroNumber });
  }
  if (memory.longestSilence > 0) tellSilence(memory, voice);
  if (memory.surelyDelayed > 0) voice.say("story.delayed-ack", { number: memory.surelyDelayed });
}

/** Whose silence it was, where nothing else is known to have kept the other end waiting. */
function tellSilence(
  { longestSilence, silenceNumber: number, silenceUnanswered, silenceTicks, clues, server }: ConversationMemory,
  voice: Voice,
): void {
  const values = { time: voice.grammar.duration(longestSilence), number };
  if (silenceTicks >= 0) voice.say("story.silence-stood", { ...values, ticks: silenceTicks });
  else if (silenceUnanswered) {
    voice.say(server.jump?.number === number ? "story.silence-unclear" : "story.silence", values);
  } else if (clues?.givenUp?.number === number) voice.say("story.silence-awaited", values);
  else if (clues?.expectedBody === number) voice.say("story.silence-expecting", values);
  else voice.say("story.idle", values);
}

function tellRoundTrips(memory: ConversationMemory, voice: Voice): void {
  const { client, server } = memory;
  const { grammar } = voice;
  const toServer = server.distance;
  const toClient = client.distance;
  if (toServer !== Infinity && toClient !== Infinity) {
    voice.say("story.rtt", { server: grammar.duration(toServer), client: grammar.duration(toClient) });
    const near = capturedAt(server, client) ? server : capturedAt(client, server) ? client : null;
    if (near !== null) {
      voice.speakFor(near === client);
      voice.say("story.captured-at");
    }
  } else if (toServer !== Infinity) voice.say("story.rtt-server", { server: grammar.duration(toServer) });
  else if (toClient !== Infinity) voice.say("story.rtt-client", { client: grammar.duration(toClient) });
}

function tellRetransmissions(memory: ConversationMemory, end: HostMemory, voice: Voice): void {
  const { timeouts, early, copied, fast, spurious, filled } = end;
  const count = timeouts + early + copied + fast + spurious + filled;
  if (count === 0) return;
  voice.speakFor(end === memory.client);
  const details: string[] = [];
  const unheard = isUnheard(end === memory.client ? memory.server : memory.client, end);
  const byTimer = unheard ? "story.detail-unheard" : "story.detail-timeout";
  if (timeouts > 0) details.push(voice.phrase(byTimer, { count: timeouts }));
  if (early > 0) details.push(voice.phrase("story.detail-early", { count: early }));
  if (copied > 0) details.push(voice.phrase("story.detail-copied", { count: copied }));
  if (fast > 0) details.push(voice.phrase("story.detail-fast", { count: fast }));
  if (spurious > 0) details.push(voice.phrase("story.detail-spurious", { count: spurious }));
  if (filled > 0) details.push(voice.phrase("story.detail-filled", { count: filled }));
  voice.say("story.retransmitted", {
    packets: voice.grammar.packets(count),
    detail: voice.phrase("story.retransmitted-detail", { details: voice.grammar.list(details) }),
  });
}
