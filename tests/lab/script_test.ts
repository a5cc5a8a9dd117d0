import { assert, assertEquals } from "@std/assert";
import type { HostVoice } from "../../src/lab/host/host_voice.ts";
import { everyStep, type Step } from "../../src/lab/host/program.ts";
import { inRound } from "../../src/lab/host/rounds.ts";
import { playScript } from "../../src/lab/host/script.ts";
import "../linux/open_libc.ts";
import { until } from "../until.ts";

const ignore = Deno.build.os !== "linux";
const LOOPBACK = "127.0.0.1";

/** What a script printed, and the steps in which it was. */
class Listener implements HostVoice {
  readonly lines: string[] = [];
  readonly steps: string[] = [];
  readonly #listening = Promise.withResolvers<void>();
  readonly ready = this.#listening.promise;
  line = (text: string) => void this.lines.push(text);
  listening = () => this.#listening.resolve();
  step = (text: string) => void this.steps.push(text);
  seen = () => Promise.resolve();
  tell = () => {};
  told = () => new Promise<void>(() => {});
}

/** Plays both scripts on this machine; gives what each printed, ports of the client replaced. */
async function play(server: readonly Step[], client: readonly Step[]): Promise<{ server: string[]; client: string[] }> {
  const [serving, asking] = [new Listener(), new Listener()];
  const served = playScript(server, LOOPBACK, serving);
  await serving.ready;
  await playScript(client, LOOPBACK, asking);
  await served;
  const plain = ({ lines }: Listener) => lines.map((line) => line.replace(/(127\.0\.0\.1):\d{5}$/, "$1:PORT"));
  return { server: plain(serving), client: plain(asking) };
}

/** A port that is free now; the scripts take it over at once. */
function freePort(): number {
  using listener = Deno.listen({ hostname: LOOPBACK, port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

Deno.test({
  name: "playScript() has several connections at a time, by name, in rounds",
  ignore,
  async fn() {
    const port = freePort();
    const lines = await play([
      { do: "listen", port, backlog: 5 },
      { do: "repeat", times: 2, steps: [{ do: "accept", as: "c{n}" }] },
      {
        do: "together",
        parts: [
          [{ do: "receive", bytes: 2, on: "c1" }, { do: "send", text: "one", on: "c1" }],
          [{ do: "receive", bytes: 2, on: "c2" }, { do: "send", text: "two", on: "c2" }],
        ],
      },
      { do: "receive", bytes: "end", on: "c2" },
    ], [
      { do: "repeat", times: 2, steps: [{ do: "connect", port, as: "c{n}" }] },
      { do: "send", text: "b2", on: "c2" },
      { do: "receive", bytes: 3, on: "c2" },
      { do: "send", text: "b1", on: "c1" },
      { do: "receive", bytes: 3, on: "c1" },
      { do: "close", on: "c2" },
    ]);
    assertEquals(lines.server, [
      `listening on port ${port} with a backlog of 5`,
      "c1: accepted 127.0.0.1:PORT",
      "c2: accepted 127.0.0.1:PORT",
      "c2: received 2 bytes",
      "c2: sent 3 bytes",
      "c1: received 2 bytes",
      "c1: sent 3 bytes",
      "c2: received 0 bytes, then the end of the stream",
    ]);
    assertEquals(lines.client.at(-1), "c2: closed");
  },
});

Deno.test({
  name: "playScript() reads up to a delimiter, takes nothing behind it, and sets options",
  ignore,
  async fn() {
    const port = freePort();
    const lines = await play([
      { do: "listen", port, options: { "receive-buffer": 20_000 } },
      { do: "accept" },
      { do: "set", options: { "quick-ack": true, "no-delay": true, "user-timeout": 5000 } },
      { do: "receive-until", text: "\r\n" },
      { do: "receive-until", text: "aab" },
      { do: "receive", bytes: "end" },
    ], [
      { do: "connect", port, options: { "send-buffer": 9000, "max-segment": 600, "congestion": "reno" } },
      { do: "send", text: "HELO me\r\r\naaabrest" },
      { do: "close-write" },
      { do: "receive", bytes: "end" },
    ]);
    assertEquals(lines.server.slice(2), [
      "set quick-ack true, no-delay true, user-timeout 5000",
      "received 10 bytes",
      "received 4 bytes",
      "received 4 bytes, then the end of the stream",
    ]);
  },
});

Deno.test({
  name: "playScript() sends and receives datagrams; whoever was asked answers whom it heard",
  ignore,
  async fn() {
    const port = freePort();
    const lines = await play([
      { do: "open-udp", port },
      { do: "receive-datagram", times: 2 },
      { do: "send", text: "both" },
    ], [
      { do: "open-udp", to: port, as: "u" },
      { do: "send", text: "one", times: 2, on: "u" },
      { do: "receive-datagram", on: "u" },
      { do: "close", on: "u" },
    ]);
    assertEquals(lines.server.slice(1), [
      "received 3 bytes from 127.0.0.1:PORT",
      "received 3 bytes from 127.0.0.1:PORT",
      "sent 4 bytes",
    ]);
    assertEquals(lines.client.at(-2), `u: received 4 bytes from 127.0.0.1:${port}`.replace(/\d{5}$/, "PORT"));
  },
});

Deno.test({
  name: "playScript() ends with a line where the kernel refuses, and with linger 0 the other end is reset",
  ignore,
  async fn() {
    const port = freePort();
    const refused = new Listener();
    await playScript([{ do: "connect", port }], LOOPBACK, refused);
    assertEquals(refused.lines, ["ConnectionRefusedError: [Errno 111] Connection refused"]);
    const lines = await play([{ do: "listen", port }, { do: "accept" }, { do: "receive", bytes: 1 }], [
      { do: "connect", port },
      { do: "set", options: { linger: 0 } },
      { do: "close" },
    ]);
    assertEquals(lines.server.at(-1), "ConnectionResetError: [Errno 104] Connection reset by peer");
  },
});

Deno.test({
  name: "playScript() says in which steps it is, those of parts together, and when there is none any more",
  ignore,
  async fn() {
    const voice = new Listener();
    const playing = playScript(
      [
        { do: "wait", ms: 1 },
        {
          do: "together",
          parts: [[{ do: "await", what: "this" }], [{ do: "wait", ms: 1 }, { do: "await", what: "that" }]],
        },
      ],
      LOOPBACK,
      voice,
    );
    await until("the second part waits", () => voice.steps.at(-1)?.includes("that") === true);
    assertEquals(voice.steps.at(-1), 'step 2.1.1, await what "this" and step 2.2.2, await what "that"');
    assertEquals(voice.steps[0], "step 1, wait ms 1");
    void playing;
    const short = new Listener();
    await playScript([{ do: "repeat", times: 2, steps: [{ do: "wait", ms: 0 }] }], LOOPBACK, short);
    assertEquals(short.steps, ["step 1, repeat", "step 1.1, wait ms 0", "step 1.1, wait ms 0", ""]);
  },
});

Deno.test("inRound() puts the round into names and texts, and leaves a repetition within its own", () => {
  const inner: Step = { do: "repeat", times: 2, steps: [{ do: "accept", as: "x{n}" }] };
  assertEquals(inRound({ do: "send", text: "{n}/{n}", on: "c{n}" }, 3), { do: "send", text: "3/3", on: "c3" });
  assertEquals(inRound({ do: "together", parts: [[inner, { do: "close", on: "c{n}" }]] }, 3), {
    do: "together",
    parts: [[inner, { do: "close", on: "c3" }]],
  });
});

Deno.test("everyStep() finds the steps within others", () => {
  const steps: Step[] = [
    { do: "repeat", times: 1, steps: [{ do: "together", parts: [[{ do: "accept" }], [{ do: "close" }]] }] },
    { do: "wait", ms: 1 },
  ];
  assertEquals([...everyStep(steps)].map((step) => step.do), ["repeat", "together", "accept", "close", "wait"]);
  assert(everyStep([]).next().done);
});
