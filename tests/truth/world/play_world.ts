/**
 * Plays a world to its end: what was captured, and what truly happened.
 */
import { Random } from "../../random.ts";
import { Box } from "./boxes.ts";
import { Capture } from "./capture.ts";
import type { WorldOptions } from "./draw_world.ts";
import { EventQueue } from "./event_queue.ts";
import { Host, type World } from "./host.ts";
import { Road } from "./road.ts";
import { type Record, type Sent, TruthLog } from "./truth_log.ts";

/** Where the play ends, ns, and the most events in it. */
const LONGEST = 3 * 3600e9;
const MOST_EVENTS = 6_000;
/** A long capture adds no new kind of sentence. */
const MOST_RECORDS = 250;

export interface Played {
  readonly options: WorldOptions;
  readonly log: TruthLog;
  readonly records: readonly Record[];
}

/** Plays it. Chance comes from the seed: the same two give the same play. */
export function playWorld(options: WorldOptions, seed: number): Played {
  const random = new Random(seed * 104729 + 7);
  const queue = new EventQueue();
  const log = new TruthLog();
  const capture = new Capture(options.capture, random, log);
  const hosts: { client?: Host; server?: Host } = {};
  const boxes: Box[] = [];
  const road = new Road({
    queue,
    random,
    log,
    sides: options.sides,
    boxes,
    passes: (sent, copy) => capture.sees(sent, queue.now, copy),
    arrives: (sent) => hosts[sent.end === "client" ? "server" : "client"]!.receive(sent),
  });
  const inject = (sent: Sent, side: "client" | "server") => road.inject(sent, side);
  for (const drawn of options.boxes) boxes.push(new Box({ ...drawn, queue, random, log, inject }));
  const world: World = { queue, log, random, attempts: options.attempts, enter: (sent) => road.enter(sent) };
  hosts.client = new Host(world, options.client);
  hosts.server = new Host(world, options.server);
  for (const [i, { at }] of options.attempts.entries()) queue.at(at, () => hosts.client!.connect(i));
  queue.run(LONGEST, MOST_EVENTS);
  return { options, log, records: capture.finish().slice(0, MOST_RECORDS) };
}
