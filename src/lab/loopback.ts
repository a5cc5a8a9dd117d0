/**
 * A scenario on this machine's own loopback interface, for machines that allow no namespaces: both programs run in this
 * process. There is no wire of ours, so nothing is delayed or lost; the packets are seen only where this process may
 * capture.
 */
import { Failure } from "../base/failure.ts";
import { ECHO_PRESETS } from "../experiment/preset.ts";
import { monotonicNow, wallNow } from "../linux/clock.ts";
import { compileForKernel } from "../capture-filter/compile/compile_filter.ts";
import { parseFilter } from "../capture-filter/language/parse_filter.ts";
import { LiveCapture, type LivePacket } from "../linux/live_capture.ts";
import { pause } from "../net/within.ts";
import { CLIENT_FINISHED } from "./host/play_http.ts";
import type { HostVoice } from "./host/host_voice.ts";
import { playProgram } from "./host/play_program.ts";
import { everyStep, type Program } from "./host/program.ts";
import type { LabOptions, LabOutcome } from "./lab_options.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import type { End } from "./wire/end.ts";
import { viewSegment } from "./wire/segment_view.ts";

const LOOPBACK = "127.0.0.1";
const ETHERNET_HEADER = 14;
/** Time for packets that a script wants to wait for, ms. */
const UNSEEN = 1500;
/** The capture goes on for this much longer than the programs, ms. */
const AFTERMATH = 150;

const NO_OWN_PROGRAMS = "Programs of one's own need hosts of their own; they cannot be played with --loopback";

export interface LoopbackOptions extends Omit<LabOptions, "link"> {
  /** Receives why no packets are seen. */
  readonly onUnseen: (reason: string) => void;
}

/** Plays a scenario that `assertPlayable` lets through. */
export async function playOnLoopback(options: LoopbackOptions): Promise<LabOutcome> {
  const { scenario, signal, timeout } = options;
  const port = portOf(scenario);
  using capture = openCapture(options, port);
  options.onReady({ client: LOOPBACK, server: LOOPBACK });
  const ended = new AbortController();
  const watching = capture === null ? Promise.resolve() : watch(capture, options, { port, signal: ended.signal });
  const interrupted = new Promise<LabOutcome>((resolve) => {
    if (signal.aborted) resolve("interrupted");
    signal.addEventListener("abort", () => resolve("interrupted"), { once: true });
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timedOut = new Promise<LabOutcome>((resolve) => timer = setTimeout(() => resolve("timed-out"), timeout));
  try {
    return await Promise.race([interrupted, timedOut, play(options)]);
  } finally {
    clearTimeout(timer);
    ended.abort();
    await watching;
  }
}

/** Throws `Failure` for a scenario that cannot be played without a wire. */
export function assertPlayable({ name, server, client, link, ipv6 }: Scenario): void {
  if (server.program === "command" || client.program === "command") throw new Failure(NO_OWN_PROGRAMS);
  const needsWire = (link.faults ?? []).length > 0 || (link.boxes ?? []).length > 0 || (link.rate ?? null) !== null;
  if (needsWire || ipv6 || [server, client].some(connectsFromFixedPort)) {
    throw new Failure(`The scenario ${name} needs a wire of its own; it cannot be played with --loopback`);
  }
}

/** The server's port. */
function portOf({ server, client }: Scenario): number {
  switch (server.program) {
    case "echo-server":
    case "echo-client":
      return ECHO_PRESETS[server.variant].port;
    case "http-server":
    case "browser":
      return server.port;
    case "command":
      return 0;
    case "script":
      return [...everyStep(server.steps), ...client.program === "script" ? everyStep(client.steps) : []].reduce(
        (port, step) => step.do === "listen" || step.do === "connect" ? step.port : port,
        0,
      );
  }
}

function connectsFromFixedPort(program: Program): boolean {
  return program.program === "script" &&
    everyStep(program.steps).some((step) => step.do === "connect" && step.from !== undefined);
}

function openCapture({ onUnseen }: LoopbackOptions, port: number): LiveCapture | null {
  try {
    return new LiveCapture({ device: "lo", filter: (view) => compileForKernel(parseFilter(`port ${port}`), view) });
  } catch (error) {
    onUnseen(error instanceof Error ? error.message : String(error));
    return null;
  }
}

async function play({ scenario, onLine, onStep }: LoopbackOptions): Promise<LabOutcome> {
  const listening = Promise.withResolvers<void>();
  const told = new Map<string, PromiseWithResolvers<void>>();
  const occasion = (key: string) => {
    const known = told.get(key) ?? Promise.withResolvers<void>();
    told.set(key, known);
    return known;
  };
  const voice = (end: End, other: End): HostVoice => ({
    line: (text) => onLine({ end, at: monotonicNow(), text }),
    listening: () => listening.resolve(),
    step: (step) => onStep?.(end, step),
    // What is on the wire cannot be waited for where there is none: time has to do.
    seen: () => pause(UNSEEN),
    tell: (what) => occasion(`${other} ${what}`).resolve(),
    told: (what) => occasion(`${end} ${what}`).promise,
  });
  const { server, client } = scenario;
  if (server.program === "command" || client.program === "command") throw new Failure(NO_OWN_PROGRAMS);
  const serving = playProgram(server, LOOPBACK, voice("server", "client"));
  const neverListens = server.program === "script" &&
    !everyStep(server.steps).some((step) => step.do === "listen");
  if (!neverListens) await Promise.race([listening.promise, serving]);
  await playProgram(client, LOOPBACK, voice("client", "server"));
  occasion(`server ${CLIENT_FINISHED}`).resolve();
  await serving;
  await pause(AFTERMATH);
  return "done";
}

/** Shows captured packets as if they came from a wire: without their Ethernet header, with the end that sent them. */
async function watch(
  capture: LiveCapture,
  { onPacket }: LoopbackOptions,
  { port, signal }: { port: number; signal: AbortSignal },
): Promise<void> {
  const wall = wallNow();
  const origin = monotonicNow();
  const show = ({ seconds, nanoseconds, data }: LivePacket) => {
    const bytes = data.slice(ETHERNET_HEADER);
    const from: End = viewSegment(bytes)?.sourcePort === port ? "server" : "client";
    const at = origin + (seconds - wall.seconds) * 1e9 + (nanoseconds - wall.nanoseconds);
    onPacket({ from, at, bytes, event: null, delay: 0 });
    return true;
  };
  while (!signal.aborted) await capture.read(show);
}
