import "../linux/open_libc.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Failure } from "../../src/base/failure.ts";
import { compare, describeDifference } from "../../src/lab/expectation/compare.ts";
import { runLab } from "../../src/lab/lab.ts";
import type { LabOptions, LabOutcome, TranscriptLine } from "../../src/lab/lab_options.ts";
import { assertHostsPossible } from "../../src/lab/requirements.ts";
import { parseScenario } from "../../src/lab/scenario-file/scenario_file.ts";
import type { Scenario } from "../../src/lab/scenarios/scenario.ts";
import { SCENARIOS } from "../../src/lab/scenarios/registry.ts";
import type { WirePacket } from "../../src/lab/wire/passage.ts";
import { GOOD_LINK, type LinkOptions } from "../../src/lab/wire/link_options.ts";
import { until } from "../until.ts";
import { CANNOT_PLAY, playing } from "./can_play.ts";

interface Played {
  readonly outcome: LabOutcome;
  readonly packets: readonly WirePacket[];
  readonly lines: readonly TranscriptLine[];
}

async function play(
  scenario: Scenario,
  link: Partial<LinkOptions> = {},
  rest: Partial<LabOptions> = {},
): Promise<Played> {
  const packets: WirePacket[] = [];
  const lines: TranscriptLine[] = [];
  const outcome = await runLab({
    scenario,
    link: { ...GOOD_LINK, ...scenario.link, ...link },
    signal: new AbortController().signal,
    timeout: 30_000,
    onReady: () => {},
    onPacket: (packet) => packets.push(packet),
    onLine: (line) => lines.push(line),
    ...rest,
  });
  return { outcome, packets, lines };
}

function named(name: string): Scenario {
  return SCENARIOS.find((scenario) => scenario.name === name)!;
}

/**
 * Plays until the packets come as promised, three times at most: what is tested is the lab, and on a machine that is busy
 * with something else a program may be too slow for its lesson once.
 */
async function playAsPromised(name: string): Promise<Played> {
  const scenario = named(name);
  for (let left = 2;; left--) {
    const played = await play(scenario);
    const difference = compare(played.packets, scenario.expect ?? []);
    if (difference === null) return played;
    assert(left > 0, describeDifference(difference));
  }
}

function said(lines: readonly TranscriptLine[], end: string): string[] {
  return lines.filter((line) => line.end === end).map(({ text }) => text.replace(/\('10.0.2.4', \d+\)/, "ADDRESS"));
}

Deno.test("assertHostsPossible() says what is left on a machine that is not Linux", () => {
  assertHostsPossible({ os: "linux", arch: "x86_64" });
  const ways = {
    darwin: "in a virtual machine with Linux the lab runs; here explain",
    windows: "in WSL 2 the lab runs",
  };
  for (const [os, way] of Object.entries(ways)) {
    const error = assertThrows(() => assertHostsPossible({ os, arch: "aarch64" }), Failure, way);
    assertEquals(error.message.includes("\n"), false);
  }
});

Deno.test({
  name: playing("runLab() plays v2 with the report's packets and transcripts"),
  ignore: CANNOT_PLAY,
  async fn() {
    const { outcome, lines } = await playAsPromised("v2");
    assertEquals(outcome, "done");
    assertEquals(said(lines, "client"), ["received data: b'WORLD'"]);
    assertEquals(said(lines, "server"), [
      "New connection from: ADDRESS",
      "received: b'World'",
      "received: b'! Hel'",
      "received: b'lo, W'",
      "received: b'orld!'",
    ]);
  },
});

Deno.test({
  name: playing("runLab() plays v3 with segmentation offload, and the server hears of the reset"),
  ignore: CANNOT_PLAY,
  async fn() {
    const { lines } = await playAsPromised("v3");
    assertEquals(said(lines, "server").at(-1), "ConnectionResetError: [Errno 104] Connection reset by peer");
  },
});

for (const name of ["refused", "lost-segment", "half-close", "http-404"]) {
  Deno.test({
    name: playing(`runLab() plays ${name} as promised`),
    ignore: CANNOT_PLAY,
    fn: async () => void await playAsPromised(name),
  });
}

const TRANSFER = parseScenario(
  JSON.stringify({
    server: {
      program: "script",
      steps: [{ do: "listen", port: 5050 }, { do: "accept" }, { do: "receive-all" }, { do: "close" }],
    },
    client: {
      program: "script",
      steps: [{ do: "connect", port: 5050 }, { do: "send", bytes: 300_000 }, { do: "close" }],
    },
  }),
  "transfer.json",
);

for (const offload of [false, true]) {
  Deno.test({
    name: playing(`runLab() brings every byte over a bad link ${offload ? "with" : "without"} offload`),
    ignore: CANNOT_PLAY,
    async fn() {
      const link = { offload, delay: 2, loss: 0.02, reorder: 0.05, duplicate: 0.05, corrupt: 0.02, seed: 3 };
      const { outcome, lines, packets } = await play(TRANSFER, link);
      assertEquals(outcome, "done");
      assertEquals(said(lines, "server")[2], "received 300000 bytes, then the end of the stream");
      assertEquals(packets.some(({ bytes }) => bytes.length > 1500), offload);
      for (const event of ["lost", "held", "duplicated", "corrupted"]) {
        if (!offload) assert(packets.some((packet) => packet.event === event), event);
      }
    },
  });
}

Deno.test({
  name: playing("runLab() ends after its time, and at once when it is interrupted"),
  ignore: CANNOT_PLAY,
  async fn() {
    assertEquals((await play(named("keep-alive"), {}, { timeout: 500 })).outcome, "timed-out");
    const interrupt = new AbortController();
    const onPacket = () => interrupt.abort();
    assertEquals((await play(named("keep-alive"), {}, { signal: interrupt.signal, onPacket })).outcome, "interrupted");
  },
});

Deno.test({
  name: playing("runLab() says so when a host is killed"),
  ignore: CANNOT_PLAY,
  async fn() {
    const kill = async () => {
      const [pid] = await hostsOf(Deno.pid);
      if (pid !== undefined) Deno.kill(pid, "SIGKILL");
    };
    let started = false;
    const onPacket = () => {
      if (!started) kill();
      started = true;
    };
    await assertRejects(
      () => play(named("keep-alive"), {}, { onPacket }),
      Failure,
      "host was ended by SIGKILL before the scenario was over",
    );
    assertEquals(await hostsOf(Deno.pid), []);
  },
});

Deno.test({
  name: playing("runLab() leaves no hosts when its own process is killed"),
  ignore: CANNOT_PLAY,
  async fn() {
    const lab = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "main.ts", "lab", "keep-alive"],
      cwd: new URL("../../", import.meta.url),
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const reader = lab.stdout.getReader();
    // Its first words come when both hosts stand.
    await reader.read();
    const hosts = await hostsOf(lab.pid);
    assertEquals(hosts.length, 2);
    lab.kill("SIGKILL");
    await lab.status;
    await reader.cancel();
    await until("the lab's hosts have ended", async () => (await hostsOf(lab.pid)).length === 0);
  },
});

/** The host processes that a lab has started, by their command lines. */
async function hostsOf(lab: number): Promise<number[]> {
  const hosts: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
    if (line.includes("lab-host") && line.includes(`--parent\0${lab}\0`)) hosts.push(Number(name));
  }
  return hosts;
}
