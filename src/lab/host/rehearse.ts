/**
 * A rehearsal on the host's own loopback, which no wire sees. A program's first read, write and close take milliseconds
 * longer than the later ones, because the runtime compiles them first; a lesson about who was faster must not depend on
 * that.
 */
import { runEchoClient } from "../../experiment/echo_client.ts";
import { runEchoServer } from "../../experiment/echo_server.ts";
import type { HostVoice } from "./host_voice.ts";
import type { Step } from "./program.ts";
import { playScript } from "./script.ts";

const ROUNDS = 3;

export type Rehearsal = "script" | "echo";

/** The port is nobody's yet: this host has just been made. */
const PORT = 7;
const LOOPBACK = "127.0.0.1";

const SERVER: readonly Step[] = [
  { do: "listen", port: PORT },
  {
    do: "repeat",
    times: ROUNDS,
    steps: [{ do: "accept" }, { do: "receive", bytes: 4 }, { do: "send", bytes: 4 }, { do: "receive", bytes: "end" }, {
      do: "close",
    }],
  },
];
const CLIENT: readonly Step[] = [{
  do: "repeat",
  times: ROUNDS,
  steps: [{ do: "connect", port: PORT }, { do: "send", bytes: 4 }, { do: "receive", bytes: 4 }, { do: "close" }],
}];

/** Plays what this host is going to play, a script or an echo experiment, a few times within the host. */
export async function rehearse(kind: Rehearsal): Promise<void> {
  if (kind === "script") return await rehearseScript();
  const server = { host: LOOPBACK, buffer: 5, delay: 0, repeat: 1, exchanges: undefined };
  const client = { host: LOOPBACK, messages: ["rehearsal"], times: 1, sends: 2, reads: 1, readSize: 4 };
  const listening = Promise.withResolvers<number>();
  const served = runEchoServer({
    ...server,
    port: 0,
    count: ROUNDS,
    onEvent: (event) => {
      if (event.type === "listening") listening.resolve(event.local.port);
    },
  });
  const port = await Promise.race([listening.promise, served.then(() => 0)]);
  for (let round = 0; round < ROUNDS; round++) await runEchoClient({ ...client, port });
  await served;
}

async function rehearseScript(): Promise<void> {
  const listening = Promise.withResolvers<void>();
  const unheard = { line() {}, step() {}, tell() {}, seen: () => Promise.resolve(), told: () => Promise.resolve() };
  const voice: HostVoice = { ...unheard, listening: () => listening.resolve() };
  const serving = playScript(SERVER, LOOPBACK, voice);
  await Promise.race([listening.promise, serving]);
  await playScript(CLIENT, LOOPBACK, voice);
  await serving;
}
