/** What a conversation remembers of ICMP errors after a scenario. */
import { Arrival } from "../../src/explain/memory/arrival.ts";
import { ConversationMemory } from "../../src/explain/memory/conversation_memory.ts";
import type { IcmpNotes } from "../../src/explain/memory/icmp_notes.ts";
import { KnownServers } from "../../src/explain/memory/known_servers.ts";
import { takeIn } from "../../src/explain/intake/take_in.ts";
import { playedPackets, type ScenarioOptions } from "./scenario.ts";

/** The notes of the scenario's one conversation, null where there was no error. */
export function notesOf(text: string, options: ScenarioOptions = {}): IcmpNotes | null {
  let memory: ConversationMemory | null = null;
  playedPackets(text, options, ({ packet, analysed, related }) => {
    const conversation = (analysed ?? related)!.conversation!;
    memory ??= new ConversationMemory(conversation, new KnownServers());
    if (related?.kind === "icmp-error") memory.takeError(related);
    if (analysed === null) return;
    const arrival = new Arrival(memory);
    arrival.take(analysed, memory);
    memory.icmp?.follow(analysed, arrival);
    takeIn(arrival, analysed);
    memory.pass(packet, arrival.now);
  });
  return (memory as ConversationMemory | null)?.icmp ?? null;
}
