/**
 * A world from a number: hosts, road, boxes, programs, and how it is captured. The same number gives the same world.
 */
import { Random } from "../../random.ts";
import type { BoxKind } from "./boxes.ts";
import type { CaptureOptions } from "./capture.ts";
import { drawPrograms } from "./draw_programs.ts";
import type { Attempt, HostOptions } from "./host.ts";
import type { Sides, Stretch } from "./road.ts";
import { drawStack } from "./stack.ts";
import type { End } from "./truth_log.ts";

const US = 1_000;
const MS = 1_000_000;
const SECOND = 1e9;

export interface DrawnBox {
  readonly box: BoxKind;
  readonly side: End;
  readonly ttl: number;
  readonly zeroId: boolean;
}

export interface WorldOptions {
  readonly ipv6: boolean;
  readonly client: HostOptions;
  readonly server: HostOptions;
  readonly sides: Sides;
  readonly boxes: readonly DrawnBox[];
  readonly attempts: readonly Attempt[];
  readonly capture: CaptureOptions;
}

/** The world with this number. */
export function drawWorld(seed: number): WorldOptions {
  const random = new Random(seed * 7919 + 13);
  const ipv6 = random.chance(0.2);
  const at = random.pick(["client", "server", "between"] as const);
  const sides = drawSides(random, at);
  return {
    ipv6,
    client: drawHost(random, "client", ipv6),
    server: drawHost(random, "server", ipv6),
    sides,
    boxes: random.chance(0.12) ? [drawBox(random, at)] : [],
    attempts: drawAttempts(random),
    capture: drawCapture(random, at),
  };
}

function drawHost(random: Random, end: End, ipv6: boolean): HostOptions {
  const server = end === "server";
  const rare = server && random.chance(0.08);
  const troubled = rare ? random.pick(["down", "deaf", "full", "busy"] as const) : "fine";
  return {
    end,
    stack: drawStack(random, ipv6),
    listens: troubled !== "deaf",
    fullUntil: troubled === "full" ? random.int(1, 20) * SECOND : 0,
    refusesWhenFull: random.chance(0.4),
    acceptsFrom: troubled === "busy" ? random.int(1, 20) * SECOND : 0,
    down: troubled === "down",
  };
}

type At = End | "between";

function drawSides(random: Random, at: At): Sides {
  // Half of one way, ns.
  const way = random.pick([100 * US, 300 * US, 2 * MS, 8 * MS, 20 * MS, 60 * MS]) * (0.5 + random.unit());
  const part = at === "client" ? 0 : at === "server" ? 1 : random.unit();
  const troubles = drawTroubles(random);
  const side = (end: End, share: number) => {
    const near = share === 0;
    const delay = near ? random.int(2, 20) * US : way * 2 * share;
    const stretch = (from: End) => near ? quiet(delay) : troubled(random, delay, { ...troubles, end: from });
    return { [end]: { client: stretch("client"), server: stretch("server") } };
  };
  return { ...side("client", part), ...side("server", 1 - part) } as Sides;
}

function quiet(delay: number): Stretch {
  return {
    delay,
    jitter: 0,
    spikes: 0,
    ordered: true,
    overtaken: 0,
    detour: 0,
    loss: 0,
    bursts: 0,
    burstLength: 1,
    copies: 0,
    rate: 0,
    queue: 0,
    outageFrom: 0,
    outageTo: 0,
    outageHolds: false,
    largest: 0,
  };
}

const TROUBLES = [
  "loss",
  "loss",
  "bursts",
  "jitter",
  "disorder",
  "overtaken",
  "copies",
  "narrow",
  "outage",
  "stall",
  "small",
] as const;
type Trouble = (typeof TROUBLES)[number];

function drawTroubles(random: Random): { troubles: readonly Trouble[] } {
  const count = random.pick([0, 0, 1, 1, 1, 2]);
  return { troubles: random.shuffled(TROUBLES).slice(0, count) };
}

/** A stretch with some of the road's troubles: each direction and each side has its own. */
function troubled(
  random: Random,
  delay: number,
  { troubles, end }: { troubles: readonly Trouble[]; end: End },
): Stretch {
  const has = (trouble: Trouble) => troubles.includes(trouble) && random.chance(0.6);
  const jitter = has("jitter");
  const disorder = has("disorder");
  // Balancing over links moves packets by little; only now and then by more than a round trip.
  const strength = random.pick([50 * US, 300 * US, 2 * MS, 2 * MS, 30 * MS]);
  const outage = has("outage");
  const stall = !outage && has("stall");
  const from = random.unit() * 4 * SECOND;
  return {
    ...quiet(delay),
    jitter: disorder
      ? strength * random.unit()
      : jitter
      ? delay * random.unit() * 2 + random.unit() * 50 * MS
      : delay * 0.02,
    spikes: (jitter || disorder) && random.chance(0.4) ? 0.1 : 0,
    ordered: !disorder,
    overtaken: has("overtaken") ? random.pick([0.005, 0.02, 0.1]) : 0,
    detour: random.unit() * (random.chance(0.5) ? 2 : 60) * MS,
    loss: has("loss") ? random.pick([0.002, 0.01, 0.03, 0.1]) : 0,
    bursts: has("bursts") ? random.pick([0.003, 0.01]) : 0,
    burstLength: random.int(1, 6),
    copies: has("copies") ? random.pick([0.003, 0.03]) : 0,
    rate: has("narrow") ? random.pick([20_000, 60_000, 250_000, 1_250_000]) : 0,
    queue: random.pick([5_000, 20_000, 60_000, 200_000]),
    outageFrom: outage || stall ? from : 0,
    outageTo: outage || stall ? from + random.unit() * (stall ? 1.5 : 6) * SECOND : 0,
    outageHolds: stall,
    largest: end === "server" && has("small") ? 1400 : 0,
  };
}

function drawBox(random: Random, at: At): DrawnBox {
  const box = random.pick<BoxKind>([
    { kind: "forgets", idle: random.pick([20, 60, 300]) * SECOND, refuses: random.chance(0.6) },
    { kind: "filter", refuses: random.chance(0.5) },
    { kind: "injects", at: random.int(1, 3), both: random.chance(0.5), count: random.int(1, 3) },
  ]);
  // A capture on a host sees the road's boxes on the far side only.
  const side = at === "client" ? "server" : at === "server" ? "client" : random.pick(["client", "server"] as const);
  return { box, side, ttl: random.pick([64, 64, 128, 255]), zeroId: random.chance(0.3) };
}

function drawAttempts(random: Random): Attempt[] {
  const count = random.pick([1, 1, 1, 1, 2, 3]);
  const samePort = random.chance(0.3);
  const serverPort = random.pick([80, 443, 5050, 8080, 3306, 22, 502]);
  const clientPort = random.int(32768, 60000);
  const attempts: Attempt[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    const { client, server } = drawPrograms(random);
    attempts.push({ at, clientPort: samePort ? clientPort : clientPort + i * 2, serverPort, client, server });
    at += random.pick([random.unit() * 0.1, random.unit() * 10, 30 + random.unit() * 100]) * SECOND;
  }
  return attempts;
}

function drawCapture(random: Random, at: At): CaptureOptions {
  const defect = random.pick(
    ["none", "none", "none", "none", "drops", "one-way", "late", "copies", "none", "none"] as const,
  );
  return {
    at,
    drops: defect === "drops" ? random.pick([0.01, 0.05, 0.2]) : 0,
    dropsLength: random.int(1, 5),
    only: defect === "one-way" ? random.pick(["client", "server"] as const) : null,
    from: defect === "late" ? random.unit() * random.pick([0.05, 1, 20]) * SECOND : 0,
    copies: defect === "copies" ? random.pick([0.02, 1]) : 0,
    copyDelay: random.pick([2, 20, 200]) * US,
    copyHop: random.chance(0.4),
    resolution: random.pick([1, 1000, 1000]),
    offload: at !== "between" && random.chance(0.6),
    hops: { client: random.int(1, 12), server: random.int(1, 12) },
    // A route that changes: other TTLs from then on.
    reroutedAt: random.chance(0.06) ? random.unit() * 3 * SECOND : Infinity,
    reroutedBy: random.pick([-2, -1, 1, 2]),
  };
}
