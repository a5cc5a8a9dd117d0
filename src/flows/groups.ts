/**
 * Conversations that are all alike are told once, with a count: a host that tries port after port, a flood of openings, a
 * health check every second. Alike means: the same shape between the same ends but for one thing that varies.
 */
import type { Flow } from "./flow.ts";

/** From so many on they are a group: where they came to nothing, each is as little worth a line as the other. */
const GROUP_FROM: Readonly<Record<GroupKind, number>> = { scan: 3, flood: 3, repeated: 10 };
/** Shapes remembered at a time: beyond that new ones are not grouped. */
const MOST_SHAPES = 50_000;

export type GroupKind = "scan" | "flood" | "repeated";

/** Conversations told together. */
export interface Group {
  readonly kind: GroupKind;
  /** The first of them. */
  readonly sample: Flow;
  /** Whether all of them meant the same port. */
  onePort: boolean;
  count: number;
  packets: number;
  bytes: number;
  lost: number;
}

/** What the groups are made of so far, by shape. */
export class Groups {
  readonly #byShape = new Map<string, Group>();

  /** Takes a conversation; gives its group where that is large enough to be told as one. */
  add(flow: Flow): Group | null {
    let found: Group | null = null;
    for (const [kind, shape] of shapesOf(flow)) {
      const key = `${kind} ${shape}`;
      let group = this.#byShape.get(key);
      if (group === undefined) {
        if (this.#byShape.size >= MOST_SHAPES) continue;
        group = { kind, sample: flow, onePort: true, count: 0, packets: 0, bytes: 0, lost: 0 };
        this.#byShape.set(key, group);
      }
      group.count++;
      group.onePort &&= flow.server.port === group.sample.server.port;
      group.packets += flow.fromClient.packets + flow.fromServer.packets;
      group.bytes += flow.fromClient.bytes + flow.fromServer.bytes;
      group.lost += flow.lost;
      if (group.count >= GROUP_FROM[kind] && (found === null || group.count > found.count)) found = group;
    }
    return found;
  }

  /** The group that a conversation taken before is told with, or null. */
  of(flow: Flow): Group | null {
    let found: Group | null = null;
    for (const [kind, shape] of shapesOf(flow)) {
      const group = this.#byShape.get(`${kind} ${shape}`);
      if (group !== undefined && group.count >= GROUP_FROM[kind] && (found === null || group.count > found.count)) {
        found = group;
      }
    }
    return found;
  }
}

/** Went no further than the opening: the client has neither confirmed nor sent anything. */
function isUnopened({ history, fromClient, fromServer }: Flow): boolean {
  return fromClient.bytes + fromServer.bytes === 0 && !/[AD]/.test(history);
}

/** The groups that a conversation could belong to. */
function shapesOf(flow: Flow): [GroupKind, string][] {
  const { client, server, state, fromClient, fromServer } = flow;
  if (isUnopened(flow)) {
    return [
      ["scan", `${client.address} ${server.address}`],
      ["flood", `${server.address} ${server.port} ${state}`],
    ];
  }
  return [[
    "repeated",
    `${client.address} ${server.address} ${server.port} ${state} ${fromClient.bytes} ${fromServer.bytes}`,
  ]];
}
