import "../linux/open_libc.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../../src/base/failure.ts";
import { compare, describeDifference } from "../../src/lab/expectation/compare.ts";
import { runLab } from "../../src/lab/lab.ts";
import type { LabOptions, ProgramEnding } from "../../src/lab/lab_options.ts";
import { ownScenario } from "../../src/lab/own_scenario.ts";
import { parseScenario } from "../../src/lab/scenario-file/scenario_file.ts";
import type { Scenario } from "../../src/lab/scenarios/scenario.ts";
import { SCENARIOS } from "../../src/lab/scenarios/registry.ts";
import type { KernelSample } from "../../src/lab/kernel/kernel_sample.ts";
import type { WirePacket } from "../../src/lab/wire/passage.ts";
import { GOOD_LINK } from "../../src/lab/wire/link_options.ts";
import { PYTHON } from "../experiment/python.ts";
import { pythonClient, pythonServer } from "../experiment/python_programs.ts";
import { CANNOT_PLAY, playing } from "./can_play.ts";

const WITHOUT_PYTHON = CANNOT_PLAY || !PYTHON.available;
const withPython = (name: string) => playing(name) + PYTHON.whyNot;

interface Played {
  readonly packets: readonly WirePacket[];
  readonly client: readonly string[];
  readonly server: readonly string[];
  readonly endings: readonly ProgramEnding[];
  readonly samples: readonly KernelSample[];
}

async function play(scenario: Scenario, options: Partial<LabOptions> = {}): Promise<Played> {
  const [packets, endings, samples] = [[] as WirePacket[], [] as ProgramEnding[], [] as KernelSample[]];
  const lines = { client: [] as string[], server: [] as string[] };
  const outcome = await runLab({
    scenario,
    link: { ...GOOD_LINK, ...scenario.link },
    signal: new AbortController().signal,
    timeout: 60_000,
    onReady: () => {},
    onPacket: (packet) => packets.push(packet),
    onLine: ({ end, text }) => lines[end].push(text),
    onExit: (ending) => endings.push(ending),
    onSample: (sample) => samples.push(sample),
    ...options,
  });
  assertEquals(outcome, "done");
  return { packets, ...lines, endings, samples };
}

/** A shell command that runs a Python program. */
function python(program: string, ...args: string[]): string {
  const reachable = program.replaceAll("'127.0.0.1', int", "'0.0.0.0', int");
  return `exec python3 -c ${quoted(reachable)} ${args.join(" ")}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const exitOf = (endings: readonly ProgramEnding[], end: string) => endings.find((ending) => ending.end === end)?.exit;

for (const way of ["tun", "veth"] as const) {
  Deno.test({
    name: withPython(`runLab() plays the lesson of v2 with Python programs (${way})`),
    ignore: WITHOUT_PYTHON,
    async fn() {
      const v2 = SCENARIOS.find(({ name }) => name === "v2")!;
      const server = python(pythonServer("v2"), "5050");
      const client = python(pythonClient("v2"), "5050", "server");
      const scenario = { ...ownScenario({ server, client }), link: { ...v2.link, delay: 60 } };
      for (let left = 2;; left--) {
        const { packets, endings, ...lines } = await play(scenario, { hosts: { way } });
        const difference = compare(packets, v2.expect ?? []);
        // Python is quick enough where the machine is not busy with something else.
        if (difference !== null && left > 0) continue;
        assertEquals(difference, null, difference === null ? "" : describeDifference(difference));
        assertEquals(lines.client, ["received data: b'WORLD'"]);
        assertEquals(lines.server.slice(-4), [
          "received: b'World'",
          "received: b'! Hel'",
          "received: b'lo, W'",
          "received: b'orld!'",
        ]);
        assertEquals(exitOf(endings, "client"), { code: 0, signal: null });
        return;
      }
    },
  });

  Deno.test({
    name: playing(`own programs have names, lo, a network and process ids of their own, and their user's id (${way})`),
    ignore: CANNOT_PLAY,
    async fn() {
      const look = "grep -E 'client|server' /etc/hosts; ls /sys/class/net >/dev/null; cat /proc/net/dev | grep -c :; " +
        "id -u; pwd; test -t 1 && echo terminal";
      const { client } = await play(ownScenario({ server: "exec sleep 1000", client: look, ready: 0 }), {
        hosts: { way },
      });
      assertEquals(client.slice(0, 2), ["10.0.2.4 client", "10.0.2.15 server"]);
      assertEquals(client.slice(2), ["2", String(Deno.uid()), Deno.cwd(), "terminal"]);
    },
  });
}

Deno.test({
  name: playing("a server that never ends is stopped when its client has ended, and the client's code is told"),
  ignore: CANNOT_PLAY,
  async fn() {
    const background = "(sleep 1000 &) ; trap '' TERM; while :; do sleep 1; done";
    const { endings } = await play(ownScenario({ server: background, client: "exit 3", ready: 0 }));
    assertEquals(exitOf(endings, "client"), { code: 3, signal: null });
    const server = endings.find(({ end }) => end === "server");
    assertEquals([server?.stopped, server?.exit.signal], [true, 9]);
  },
});

Deno.test({
  name: playing("a server that ends before it listens is told of with its last lines"),
  ignore: CANNOT_PLAY,
  async fn() {
    const scenario = ownScenario({ server: "echo one; echo two >&2; exit 4", client: "true" });
    const error = await assertRejects(() => play(scenario), Failure);
    assertEquals(error.message, "The server ended with exit code 4 before it listened; its last lines: one | two");
  },
});

Deno.test({
  name: withPython("a server that listens to its own host only is told what to bind to"),
  ignore: WITHOUT_PYTHON,
  async fn() {
    const local =
      "import socket,time; s=socket.socket(); s.bind((chr(49)+'27.0.0.1', 5050)); s.listen(); time.sleep(60)";
    const scenario = ownScenario({ server: python(local), client: "true" });
    const error = await assertRejects(() => play(scenario), Failure);
    for (const part of ["127.0.0.1:5050 (TCP) only", "0.0.0.0", "10.0.2.15"]) assert(error.message.includes(part));
  },
});

Deno.test({
  name: withPython("own programs speak UDP over IPv6, and a datagram's server counts as listening"),
  ignore: WITHOUT_PYTHON,
  async fn() {
    const server = "import socket\ns=socket.socket(socket.AF_INET6,socket.SOCK_DGRAM)\ns.bind(('::',7000))\n" +
      "d,a=s.recvfrom(100)\nprint(a[0])\ns.sendto(d.upper(),a)";
    const client = "import socket\ni=socket.getaddrinfo('server',7000,type=socket.SOCK_DGRAM)[0]\n" +
      "s=socket.socket(i[0],i[1])\ns.sendto(b'hello',i[4])\nprint(s.recv(100))";
    const scenario = ownScenario({ server: python(server), client: python(client) });
    const { packets, ...lines } = await play(scenario, { hosts: { ipv6: true } });
    assertEquals(lines, { client: ["b'HELLO'"], server: ["fd00::4"], endings: lines.endings, samples: lines.samples });
    assertEquals(packets.map(({ from }) => from), ["client", "server"]);
    assertEquals(packets.every(({ bytes }) => (bytes[0] ?? 0) >> 4 === 6), true);
  },
});

Deno.test({
  name: withPython("a scenario file may name a command for one host, and a script for the other"),
  ignore: WITHOUT_PYTHON,
  async fn() {
    const server = { program: "command", command: python(pythonServer("v1"), "5050") };
    const steps = [
      { do: "connect", port: 5050 },
      { do: "send", text: "hello" },
      { do: "receive", bytes: 5 },
      { do: "close" },
    ];
    const scenario = parseScenario(JSON.stringify({ server, client: { program: "script", steps } }), "mixed.json");
    const { client, endings } = await play(scenario);
    assert(client.includes("received 5 bytes"));
    assertEquals(exitOf(endings, "server"), { code: 0, signal: null });
  },
});

Deno.test({
  name: playing("both hosts' kernels tell of a connection, and settings of one host hold there only"),
  ignore: CANNOT_PLAY,
  async fn() {
    const slowStart = SCENARIOS.find(({ name }) => name === "slow-start")!;
    const settings = { client: { "ipv4/tcp_window_scaling": "0" }, server: {} };
    const { samples, packets } = await play(slowStart, { hosts: { settings } });
    assertEquals(new Set(samples.map(({ end }) => end)).size, 2);
    assertEquals(samples.every((sample, index) => sample.at >= (samples[index - 1]?.at ?? 0)), true);
    const largest = Math.max(...samples.map(({ info }) => info.congestionWindowSegments ?? 0));
    assert(largest >= 20, `the window grew to ${largest} only`);
    // The client's SYN offers no window scaling (kind 3, length 3).
    const syn = packets[0]?.bytes ?? new Uint8Array();
    assert(!syn.some((byte, at) => at >= 40 && byte === 3 && syn[at + 1] === 3));
    await assertRejects(
      () => play(slowStart, { hosts: { settings: { client: { "ipv4/tcp_congestion_control": "none" }, server: {} } } }),
      Failure,
      "net.ipv4.tcp_allowed_congestion_control",
    );
  },
});
