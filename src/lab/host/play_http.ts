/**
 * The classic static server on a host, until the browser is done.
 */
import { fromFileUrl } from "@std/path";
import { type ClassicEvent, classicTranscript, serveClassic } from "../../http/server/classic.ts";
import { listenTcp } from "../../net/listen.ts";
import { pause } from "../../net/within.ts";
import type { HostVoice } from "./host_voice.ts";

/** What the lab tells the server once the client's program has ended. */
export const CLIENT_FINISHED = "the client has finished";

/** Serves tcplab's own site. */
export async function playHttpServer(port: number, voice: HostVoice): Promise<void> {
  const stop = new AbortController();
  const root = fromFileUrl(new URL("../../../www", import.meta.url));
  const busy = new Set<"client">();
  const onEvent = (event: ClassicEvent) => {
    if (event.type === "listening") voice.listening();
    if (event.type === "connection") busy.add("client");
    if (event.type === "disconnected") busy.clear();
    for (const line of (classicTranscript(event) ?? "").split("\n")) if (line.trim() !== "") voice.line(line.trimEnd());
  };
  const serving = serveClassic({
    root,
    listener: listenTcp({ hostname: "0.0.0.0", port }),
    signal: stop.signal,
    onEvent,
  });
  await voice.told(CLIENT_FINISHED);
  // The client's last FIN may still be on its way: the server ends when it has read it.
  for (let quiet = 0; quiet < 10; quiet = busy.size === 0 ? quiet + 1 : 0) await pause(20);
  stop.abort();
  await serving;
}
