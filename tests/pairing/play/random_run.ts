/** A run of which only the seed is given: the connection, the link, the boxes, and what becomes of both captures. */
import { parseBox } from "../../../src/lab/boxes/parse_box.ts";
import type { End } from "../../../src/lab/wire/end.ts";
import { GOOD_LINK, type LinkOptions } from "../../../src/lab/wire/link_options.ts";
import type { ChangeCode } from "../../../src/pairing/terms/change.ts";
import { Random } from "../../random.ts";
import { playDatagrams } from "./play_datagrams.ts";
import { type Played, type PlayOptions, playPair, type Taken } from "./play_pair.ts";
import { isReset, isSegment } from "./segment_bytes.ts";
import { spoil, type Spoiled, type Spoiling } from "./spoil.ts";

export interface RandomRun {
  readonly client: Spoiled;
  readonly server: Spoiled;
  readonly changes: readonly ChangeCode[];
  /** The server's clock: seconds ahead at time 0 of the client's, and its skew. */
  readonly offset: number;
  readonly skewPpm: number;
  /** B's clock was set by so many seconds more than A's while the captures ran; 0 for not at all. */
  readonly stepped: number;
  readonly description: string;
}

export interface RunKind {
  /** No boxes and no faults. */
  readonly clean?: boolean;
  /** Share of the records taken out of both files, or of one of them, either. */
  readonly missing?: number;
  readonly ofOne?: boolean;
  /** One of the clocks is set while its capture runs. */
  readonly steps?: boolean;
}

const FIRST_HOP_LIMIT_OF_BOXES = 200;
const RESEGMENTED = 700;
/** Whether there are datagrams is drawn by itself. */
const DATAGRAMS = 0xda7a;
const STEP = 0x57e9;

/** Whose clock is set behind this share of its packets, and by how many seconds. */
interface Step {
  readonly end: End;
  readonly place: number;
  readonly seconds: number;
}

/** What is played, and what becomes of the server's capture. */
export interface Wishes {
  readonly options: PlayOptions;
  readonly boxes: readonly string[];
  readonly spoiling: Spoiling;
  readonly step: Step | null;
  /** The only file that records are taken out of. */
  readonly missingAt?: End;
  readonly random: Random;
  /** Datagrams go the same way. */
  readonly datagrams: boolean;
}

/** A connection played by its own clock. */
export function randomRun(seed: number, kind: RunKind = {}): RandomRun {
  const wishes = randomWishes(seed, kind);
  return finishRun(wishes, playPair(wishes.options));
}

export function randomWishes(
  seed: number,
  { clean = false, missing = 0, ofOne = false, steps = false }: RunKind = {},
): Wishes {
  const random = new Random(seed);
  const ipv6 = random.chance(0.2);
  const common = { timestamps: !random.chance(0.15), sack: !random.chance(0.1), ecn: random.chance(0.3) };
  const boxes = clean ? [] : randomBoxes(random, ipv6);
  const link = { ...(clean ? cleanLink(random) : faultyLink(random, { boxes, ipv6 })), seed };
  const options: PlayOptions = { ...common, ...amounts(random), link, seed, ipv6 };
  const [offset, skewPpm] = [random.pick([0, 0.01, -3, 1234.567, -86_400 * 300]), random.pick([0, 0, 50, -100])];
  const vlan = clean || !random.chance(0.1) ? {} : { vlan: 7 };
  const snapLength = random.chance(0.2) && link.corrupt === 0 ? { snapLength: 120 } : {};
  const ethernet = "vlan" in vlan || random.chance(0.3);
  const datagrams = new Random(seed ^ DATAGRAMS).chance(0.5);
  return {
    options,
    boxes,
    random,
    datagrams,
    step: steps ? randomStep(new Random(seed ^ STEP)) : null,
    ...(ofOne ? { missingAt: seed % 2 === 0 ? "client" : "server" } : {}),
    spoiling: { missing, offset, skewPpm, ethernet, ...vlan, ...snapLength },
  };
}

/** Spoils both captures of a connection that was played, and says what is true of them. */
export function finishRun(
  { options, boxes, spoiling, step, missingAt, random, datagrams }: Wishes,
  segments: Played,
): RandomRun {
  const whole = datagrams ? withDatagrams(segments, options, boxes) : segments;
  const played = step === null ? whole : { ...whole, [step.end]: stepped(whole[step.end], step) };
  const { missing = 0, offset = 0, skewPpm = 0 } = spoiling;
  const missingOf = (end: End): number => missingAt === undefined || missingAt === end ? missing : 0;
  const client = spoil(played.client, { missing: missingOf("client") }, random);
  const server = spoil(played.server, { ...spoiling, missing: missingOf("server") }, random);
  const changes = changesOf(played, { boxes, options, vlan: spoiling.vlan !== undefined });
  const description = `seed ${options.seed}: ${describe(options.link, boxes)} ipv6=${options.ipv6}`;
  const by = step === null ? 0 : step.end === "server" ? step.seconds : -step.seconds;
  return { client, server, changes, offset, skewPpm, stepped: by, description };
}

function randomStep(random: Random): Step {
  const seconds = random.pick([-3600, -60, -2, -0.5, -0.3, 0.3, 0.5, 2, 60, 3600]);
  return { end: random.pick(["client", "server"]), place: random.int(15, 85) / 100, seconds };
}

function stepped(taken: readonly Taken[], { place, seconds }: Step): Taken[] {
  const at = taken[Math.floor(taken.length * place)]?.time ?? Infinity;
  return taken.map((packet) => packet.time < at ? packet : { ...packet, time: packet.time + seconds * 1e9 });
}

/** Both in one capture. What is held back behind a box cannot be followed, so it is held back on one way only. */
function withDatagrams(segments: Played, { link, seed, ipv6 }: PlayOptions, boxes: readonly string[]): Played {
  const reorder = boxes.length > 0 ? [toPair(link.reorder)[0], 0] as const : link.reorder;
  const options = { link: { ...link, reorder }, seed, echoes: !boxes.includes("nat") };
  const others = playDatagrams({ ...options, ...(ipv6 === undefined ? {} : { ipv6 }) });
  const both = (end: "client" | "server"): Taken[] =>
    [...segments[end], ...others[end]].sort((one, other) => one.time - other.time);
  const corrupted = (): boolean => segments.corrupted() || others.corrupted();
  return { client: both("client"), server: both("server"), corrupted };
}

function toPair(value: LinkOptions["reorder"]): readonly [number, number] {
  return typeof value === "number" ? [value, value] : value;
}

function amounts(random: Random): { upload: number; download: number } {
  const upload = random.pick([0, 200, 30_000]);
  return { upload, download: random.pick([upload === 0 ? 800 : 0, 500, 60_000, 200_000]) };
}

function randomBoxes(random: Random, ipv6: boolean): string[] {
  const boxes: [chance: number, box: string][] = [
    [0.3, "nat"],
    [0.2, "mss=1200"],
    [0.2, `ttl=${random.int(1, 9)}`],
    [0.15, "strip=timestamps"],
    [0.1, "strip=sack"],
    [0.1, "strip=wscale"],
    [0.2, `seq=${random.int(1, 2 ** 32 - 1)}${random.chance(0.3) ? ":no-sack" : ""}`],
    [0.15, "ecn=clear"],
    [0.15, "dscp=10"],
    // Two packets that are alike to the bit are told from a copy by the identification, which IPv6 has not.
    [ipv6 ? 0 : 0.1, "copy=7"],
    [0.15, `resegment=${RESEGMENTED}`],
    [0.1, `reset=server:data:${random.int(3, 20)}`],
  ];
  const chosen = boxes.flatMap(([chance, box]) => random.chance(chance) ? [box] : []);
  // Whether all pieces of a packet came cannot be told where there are copies of them.
  return chosen.filter((box) => !box.startsWith("copy") || !chosen.includes(`resegment=${RESEGMENTED}`));
}

function cleanLink(random: Random): LinkOptions {
  return { ...GOOD_LINK, delay: random.pick([0.05, 1, 5, 20, 80]), jitter: random.pick([0, 0, 2, 10]) };
}

function faultyLink(random: Random, { boxes, ipv6 }: { boxes: readonly string[]; ipv6: boolean }): LinkOptions {
  const corrupts = random.chance(0.2) && !boxes.includes(`resegment=${RESEGMENTED}`);
  return {
    ...cleanLink(random),
    loss: random.pick([0, 0.01, 0.03, 0.1]),
    duplicate: !ipv6 && random.chance(0.2) ? 0.03 : 0,
    // What is held back and damaged, or held back behind a box, cannot be followed through the wire.
    reorder: !corrupts && random.chance(0.2) ? [0.03, boxes.length > 0 ? 0 : 0.03] : 0,
    corrupt: corrupts ? 0.02 : 0,
    boxes: boxes.map(parseBox),
  };
}

/** What must be named. */
function changesOf(
  played: Played,
  { boxes, options, vlan }: {
    boxes: readonly string[];
    options: PlayOptions;
    vlan: boolean;
  },
): ChangeCode[] {
  const has = (start: string): boolean => boxes.some((box) => box.startsWith(start));
  const all = [...played.client, ...played.server];
  const sent = [...played.client.filter(({ from }) => from === "client"), ...played.server.filter(isFromServer)];
  const injected = all.some(({ bytes }) => isReset(bytes) && hopLimit(bytes) > FIRST_HOP_LIMIT_OF_BOXES);
  const told: [ChangeCode, boolean][] = [
    ["nat", has("nat")],
    ["mss-clamped", has("mss")],
    ["ttl", has("ttl")],
    ["window-scale-removed", has("strip=wscale")],
    ["sack-removed", has("strip=sack") && options.sack !== false],
    ["timestamps-removed", has("strip=timestamps") && options.timestamps !== false],
    ["sequence-shift", has("seq")],
    ["ecn-cleared", has("ecn") && sent.some((one) => one.arrived() && speaksEcn(one.bytes))],
    ["dscp-changed", has("dscp")],
    ["rst-injected", injected],
    [
      "resegmented",
      has("resegment") &&
      sent.some((one) => one.arrived() && isSegment(one.bytes) && one.bytes.length > RESEGMENTED + 100),
    ],
    ["vlan", vlan],
    ["corrupted", played.corrupted()],
  ];
  return told.filter(([, is]) => is).map(([code]) => code);
}

function isFromServer({ from }: Taken): boolean {
  return from === "server";
}

function speaksEcn(bytes: Uint8Array): boolean {
  return (bytes[0]! >> 4 === 4 ? bytes[1]! & 3 : (bytes[1]! >> 4) & 3) !== 0;
}

function hopLimit(bytes: Uint8Array): number {
  return bytes[bytes[0]! >> 4 === 4 ? 8 : 7]!;
}

function describe({ loss, reorder, duplicate, corrupt, delay, jitter }: LinkOptions, boxes: readonly string[]): string {
  return JSON.stringify({ loss, reorder, duplicate, corrupt, delay, jitter, boxes });
}
