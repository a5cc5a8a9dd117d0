/**
 * The story of a conversation: what happened, in the order in which a reader asks.
 */
import type { Before } from "./before.ts";
import type { Story } from "./explanation.ts";
import type { Voice } from "./voice.ts";

/** Tells the story of a conversation from what is known of it. */
export function tellStory(before: Before, voice: Voice): Story {
  const { client, server, stream } = before.conversation;
  voice.begin(true);
  const title = voice.phrase("story.title", {
    stream,
    client: `${client.address}:${client.port}`,
    server: `${server.address}:${server.port}`,
  });
  return { title, paragraphs: [tellData(before, voice)] };
}

function tellData({ client, server }: Before, voice: Voice): string {
  if (client.bytes + server.bytes === 0) return voice.phrase("story.sent-nothing");
  const { grammar } = voice;
  return voice.phrase("story.sent", {
    clientBytes: grammar.bytes(client.bytes),
    clientSegments: grammar.segments(client.segments),
    serverBytes: grammar.bytes(server.bytes),
    serverSegments: grammar.segments(server.segments),
  });
}
