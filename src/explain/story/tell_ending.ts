/**
 * How a conversation ended.
 */
import { sayUnread } from "../findings/resets.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import type { Voice } from "../words/voice.ts";

/** Tells who closed, or who reset it and whose fault that is. */
export function tellEnding(memory: ConversationMemory, voice: Voice): void {
  const { client, server } = memory;
  if (memory.refusal > 0) return;
  if (client.synNumber > 0 && server.synNumber === 0 && client.ackNumber === 0 && memory.foreignNumber === 0) return;
  const resetter = memory.closedInOrder ? null : firstReset(memory);
  if (resetter !== null) {
    tellReset(memory, resetter, voice);
    return;
  }
  if (client.finSeq < 0 && server.finSeq < 0) {
    if (memory.endedLater > 0) voice.say("story.ended-later", { number: memory.endedLater });
    else voice.say("story.open");
    return;
  }
  tellClose(memory, voice);
}

/** The end that sent the first RST. */
function firstReset({ client, server }: ConversationMemory): HostMemory | null {
  if (client.rstNumber === 0 && server.rstNumber === 0) return null;
  if (client.rstNumber === 0) return server;
  return server.rstNumber === 0 || client.rstNumber < server.rstNumber ? client : server;
}

function tellReset(memory: ConversationMemory, end: HostMemory, voice: Voice): void {
  const { client } = memory;
  const reset = end.rstNumber;
  voice.speakFor(end === client);
  const { tally, resetRefuted: number } = memory;
  if (number > 0 && end.rstForged) voice.say("story.reset-injected", { reset, number });
  else if (number > 0) voice.say("story.reset-rejected", { reset, number });
  else if (tally.firstOf("rst-middlebox") === reset) {
    const perhaps = memory.clues?.reset?.signs?.certainty === "possible";
    voice.say(perhaps ? "story.reset-perhaps-middlebox" : "story.reset-middlebox", { reset });
  } else if (tally.firstOf("rst-unacceptable-ack") === reset) voice.say("story.reset-unacceptable", { reset });
  else if (tally.firstOf("rst-data-after-close") === reset) {
    const values = {
      fin: end.finNumber,
      bytes: voice.grammar.bytes(memory.strayBytes),
      data: memory.strayNumber,
      reset,
    };
    const conflict = memory.clues?.conflict;
    if (conflict?.number === memory.strayNumber) {
      voice.say("story.reset-after-injected", { ...values, other: conflict.other });
    } else if (memory.strayCrossed) voice.say("story.close-race", values);
    else if (memory.strayUnaware) voice.say("story.close-unheard", values);
    else voice.say(memory.farewell ? "story.reset-farewell" : "story.reset-after-close", values);
  } else if (memory.tally.firstOf("rst-unread-data") === reset) {
    sayUnread(memory, { number: reset, fromClient: end === client }, voice);
  } else if (memory.tally.firstOf("rst-abort") === reset) {
    if (memory.gaveUp) voice.say("story.reset-keep-alives", { reset });
    else voice.say("story.reset-abort", { reset });
  } else voice.say("story.reset-gone", { reset });
}

function tellClose(memory: ConversationMemory, voice: Voice): void {
  const { client, server } = memory;
  const clientFirst = client.finSeq >= 0 && (server.finSeq < 0 || client.finNumber < server.finNumber);
  const first = clientFirst ? client : server;
  const second = clientFirst ? server : client;
  voice.speakFor(clientFirst);
  const numbers = { fin: first.finNumber, otherFin: second.finNumber };
  if (second.finSeq < 0) voice.say("story.half-closed", { fin: first.finNumber });
  else if (memory.tally.count("simultaneous-close") > 0) voice.say("story.closed-both", numbers);
  else if (first.finAcked && second.finAcked) voice.say("story.closed", numbers);
  else voice.say("story.closing", numbers);
  if (second.bytesAfterPeerFin > 0) {
    voice.say("story.half-close", { bytes: voice.grammar.bytes(second.bytesAfterPeerFin) });
  }
}
