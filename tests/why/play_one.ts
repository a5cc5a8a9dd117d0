/**
 * Plays one transfer of the corpus and keeps what was seen of it: a capture at each end and one between, headers only, and beside
 * them what only the lab can know: what the programs did when, what the kernels said, how long each packet waited in the queue.
 *
 *     deno run -A tests/why/play_one.ts FOLDER KIND SEED
 */
import { fromFileUrl } from "@std/path";
import { runLab } from "../../src/lab/lab.ts";
import { ownScenario } from "../../src/lab/own_scenario.ts";
import { LINKTYPE_RAW, Recording } from "../../src/lab/recording.ts";
import { GOOD_LINK, type LinkOptions, oneWay } from "../../src/lab/wire/link_options.ts";
import { type WirePacket } from "../../src/lab/wire/passage.ts";
import type { End } from "../../src/lab/wire/end.ts";
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { Random } from "../random.ts";
import { playOf } from "./kinds.ts";
import type { Play } from "./play.ts";
import type { Known, KnownSample } from "./known.ts";
import { wasLate } from "./lateness.ts";
import { readSeen } from "./seen.ts";

const SNAP_LENGTH = 128;
const TIMEOUT = 40_000;
const ENDS: readonly End[] = ["client", "server"];

/** Exit code of a run in which the wire was late. */
const LATE = 3;

/** Plays it and keeps what was seen; false where the wire was late. Throws where it did not end by itself. */
export async function playTransfer(play: Play, path: string, seed: number): Promise<boolean> {
  const { link, settings = {} } = play;
  const wire: LinkOptions = { ...GOOD_LINK, ...link, seed };
  const recording = new Recording({ hosts: ENDS });
  const { client, server } = play;
  await Deno.writeTextFile(`${path}.plan`, JSON.stringify({ client, server }));
  const program = fromFileUrl(new URL("transfer.py", import.meta.url));
  const command = (end: End) => `exec python3 ${program} ${path}.plan ${end} ${path}.${end}`;
  const lines: string[] = [];
  const outcome = await runLab({
    scenario: ownScenario({ client: command("client"), server: command("server") }),
    link: wire,
    signal: new AbortController().signal,
    timeout: TIMEOUT,
    onReady: () => {},
    onPacket: (packet) => recording.addPacket(packet),
    seenOf: ENDS,
    onSeen: (host, packet) => recording.addSeen(host, packet),
    onLine: ({ text }) => void lines.push(text),
    onSample: (sample) => recording.addSample(sample),
    hosts: { settings: { client: settings, server: settings } },
  });
  if (outcome !== "done") throw new Error(`${path}: ${outcome} ${lines.join(" ")}`);
  const known = await knownOf(play, recording, { path, wire });
  await Deno.writeFile(`${path}.json.gz`, await gzipped(new TextEncoder().encode(JSON.stringify(known))));
  await writeCaptures(recording, known, { path, wire, seed });
  for (const end of [".plan", ".client", ".server"]) await Deno.remove(path + end);
  const whole = (end: End) => readSeen(`${path}_${end}.${known.gap === null ? "pcap" : "whole"}.gz`, known);
  return !wasLate(known, { client: await whole("client"), server: await whole("server") });
}

async function knownOf(
  play: Play,
  recording: Recording,
  { path, wire }: { path: string; wire: LinkOptions },
): Promise<Known> {
  const { start } = recording;
  const log = async (end: End): Promise<Known["log"][End]> =>
    JSON.parse(await Deno.readTextFile(`${path}.${end}`)).map(([at, state]: [number, string]) => [at - start, state]);
  const { seconds, nanoseconds } = recording.timeOf(start);
  return {
    kind: play.kind,
    sender: play.sender,
    nodelay: { client: play.client.options?.nodelay ?? false, server: play.server.options?.nodelay ?? false },
    start: [seconds, nanoseconds],
    gap: play.gap ?? null,
    rate: { client: oneWay(wire.rate, "client"), server: oneWay(wire.rate, "server") },
    delay: { client: oneWay(wire.delay, "client") * 1e6, server: oneWay(wire.delay, "server") * 1e6 },
    log: { client: await log("client"), server: await log("server") },
    samples: { client: samplesOf(recording, "client"), server: samplesOf(recording, "server") },
    wire: recording.packets.map((
      { from, at, delay, event, bytes, length },
    ) => [from === "client" ? 0 : 1, at - start, delay, event, length ?? bytes.length]),
    settings: play.settings ?? {},
  };
}

function samplesOf({ samples, start }: Recording, end: End): KnownSample[] {
  return samples.filter((sample) => sample.end === end && sample.localPort + sample.remotePort > 0).map((
    { at, info },
  ) => ({
    at: at - start,
    recovery: info.recovery,
    window: info.congestionWindowSegments ?? 0,
    threshold: info.slowStartThresholdSegments,
    unacked: info.unackedSegments ?? 0,
    unsent: info.notSentBytes ?? 0,
    mss: info.sendMssBytes ?? 0,
    retransmits: info.retransmitsInARow ?? 0,
    backoff: info.backoff ?? 0,
    busy: info.busyMicroseconds ?? 0,
    receiver: info.receiveWindowLimitedMicroseconds ?? 0,
    buffer: info.sendBufferLimitedMicroseconds ?? 0,
    state: info.state,
  }));
}

interface Seen {
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly length: number;
}

async function writeCaptures(
  recording: Recording,
  known: Known,
  { path, wire, seed }: { path: string; wire: LinkOptions; seed: number },
): Promise<void> {
  const own = (end: End): Seen[] =>
    recording.seenRecords(end).map(({ seconds, nanoseconds, bytes, length }) => ({
      at: (seconds - known.start[0]) * 1e9 + nanoseconds - known.start[1],
      bytes: bytes.slice(0, SNAP_LENGTH),
      length,
    }));
  const captures: Record<string, Seen[]> = {
    client: own("client"),
    server: own("server"),
    between: tapped(recording, wire, new Random(seed)),
  };
  for (const [place, seen] of Object.entries(captures)) {
    if (known.gap !== null) await writeCapture(`${path}_${place}.whole.gz`, seen, known);
    await writeCapture(`${path}_${place}.pcap.gz`, withoutGap(seen, known), known);
  }
}

async function writeCapture(
  path: string,
  seen: readonly Seen[],
  { start: [seconds, nanoseconds] }: Known,
): Promise<void> {
  const parts = [pcapHeader(LINKTYPE_RAW)];
  for (const { at, bytes, length } of seen) {
    const time = nanoseconds + at;
    const carry = Math.floor(time / 1e9);
    parts.push(
      pcapRecord({ seconds: seconds + carry, nanoseconds: Math.round(time - carry * 1e9), length, data: bytes }),
    );
  }
  await Deno.writeFile(path, await gzipped(new Uint8Array(await new Blob(parts).arrayBuffer())));
}

/** What a tap on the line sees, some way from the client: behind the queue of the one that sends, before the rest of the delay. */
function tapped(recording: Recording, wire: LinkOptions, random: Random): Seen[] {
  const place = 0.2 + 0.6 * random.unit();
  const seen: Seen[] = [];
  for (const packet of recording.packets) {
    const { from, at, delay, event, bytes, length } = packet as WirePacket;
    const behind = (from === "client" ? 1 - place : place) * oneWay(wire.delay, from) * 1e6;
    if (event === "dropped" || event === "injected" || (event === "lost" && random.chance(0.5))) continue;
    if (event === "blocked" && from === "server") continue;
    seen.push({
      at: Math.max(at, at + delay - behind) - recording.start,
      bytes: bytes.slice(0, SNAP_LENGTH),
      length: length ?? bytes.length,
    });
  }
  return seen.sort((a, b) => a.at - b.at);
}

function withoutGap(seen: readonly Seen[], { gap }: Known): readonly Seen[] {
  if (gap === null || seen.length === 0) return seen;
  const last = seen.at(-1)!.at;
  return seen.filter(({ at }) => at < gap.from * last || at >= gap.to * last);
}

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
  );
}

if (import.meta.main) {
  const [folder = ".", kind = "", seed = "1"] = Deno.args;
  const inTime = await playTransfer(playOf(kind, Number(seed)), `${folder}/${kind}_${seed}`, Number(seed));
  Deno.exit(inTime ? 0 : LATE);
}
