/** The columns of `--format conversations`: what each shows, what it sorts by, and how much it matters where room is scarce. */
import { basename } from "@std/path";
import { serverNameOf } from "../../application/facts.ts";
import { printable } from "../../base/printable.ts";
import type { Flow } from "../../flows/flow.ts";
import type { ColumnKey, ConversationWords } from "../../language/kinds/conversation_words.ts";
import type { WhyWords } from "../../language/kinds/why_words.ts";
import { endpointText } from "../../packet/address.ts";
import { epochTime, type Moment } from "../../base/moment.ts";
import { duration, relativeTime } from "../words/times.ts";

/** What texts of a column are made with. */
export interface ColumnContext {
  readonly words: ConversationWords;
  readonly why: WhyWords;
  /** From which times are counted. */
  readonly first: Moment;
}

export interface Column {
  readonly key: ColumnKey;
  /** For people. */
  text(flow: Flow, context: ColumnContext): string;
  /** For programs: seconds, bytes, counts; null for nothing. */
  value(flow: Flow): number | string | null;
  /** What the worst has most of; null where the order is that of the alphabet, or of time. */
  readonly worst: ((flow: Flow) => number) | null;
  readonly right: boolean;
  /** The smaller goes first where the line is too narrow. */
  readonly weight: number;
}

const again = ({ fromClient, fromServer }: Flow): number => fromClient.retransmissions + fromServer.retransmissions;
const packets = ({ fromClient, fromServer }: Flow): number => fromClient.packets + fromServer.packets;
const bytes = ({ fromClient, fromServer }: Flow): number => fromClient.bytes + fromServer.bytes;
/** Bits a second of the direction that carried more; 0 where no time passed. */
function rate(flow: Flow): number {
  const most = Math.max(flow.fromClient.bytes, flow.fromServer.bytes);
  return flow.duration > 0 ? 8e9 * most / flow.duration : 0;
}

export const COLUMNS: readonly Column[] = [
  {
    key: "capture",
    // The last part of a path tells files of one folder apart.
    text: ({ capture }) => printable(basename(capture)),
    value: ({ capture }) => capture,
    worst: null,
    right: false,
    weight: 99,
  },
  {
    key: "stream",
    text: ({ stream }) => String(stream),
    value: ({ stream }) => stream,
    worst: null,
    right: true,
    weight: 100,
  },
  {
    key: "client",
    text: ({ client }) => endpointText(client.address, client.port),
    value: ({ client }) => endpointText(client.address, client.port),
    worst: null,
    right: false,
    weight: 90,
  },
  {
    key: "server",
    text: ({ server }) => endpointText(server.address, server.port),
    value: ({ server }) => endpointText(server.address, server.port),
    worst: null,
    right: false,
    weight: 95,
  },
  {
    key: "name",
    text: ({ application }, { words }) => serverNameOf(application) ?? words.none,
    value: ({ application }) => serverNameOf(application),
    worst: null,
    right: false,
    weight: 82,
  },
  {
    key: "start",
    text: (flow, { first }) => relativeTime(first, flow).replace(/\d{6}$/, ""),
    value: (flow) => epochTime(flow),
    worst: null,
    right: true,
    weight: 20,
  },
  {
    key: "duration",
    text: (flow) => duration(flow.duration),
    value: (flow) => flow.duration / 1e9,
    worst: (flow) => flow.duration,
    right: true,
    weight: 80,
  },
  { key: "packets", text: (flow) => amount(packets(flow)), value: packets, worst: packets, right: true, weight: 30 },
  {
    key: "toServer",
    text: ({ fromClient }) => amount(fromClient.bytes),
    value: ({ fromClient }) => fromClient.bytes,
    worst: ({ fromClient }) => fromClient.bytes,
    right: true,
    weight: 50,
  },
  {
    key: "toClient",
    text: ({ fromServer }) => amount(fromServer.bytes),
    value: ({ fromServer }) => fromServer.bytes,
    worst: ({ fromServer }) => fromServer.bytes,
    right: true,
    weight: 55,
  },
  {
    key: "rate",
    text: (flow, { words }) =>
      rate(flow) === 0 ? words.none : `${amount(rate(flow))}${rate(flow) < 1000 ? " " : ""}bit/s`,
    value: rate,
    // The slowest of those that carried something is the worst.
    worst: (flow) => bytes(flow) === 0 ? -Infinity : -rate(flow),
    right: true,
    weight: 25,
  },
  { key: "again", text: (flow) => amount(again(flow)), value: again, worst: again, right: true, weight: 60 },
  {
    key: "rtt",
    text: ({ rtt }, { words }) => rtt === null ? words.none : duration(rtt),
    value: ({ rtt }) => rtt === null ? null : rtt / 1e9,
    worst: ({ rtt }) => rtt ?? -Infinity,
    right: true,
    weight: 40,
  },
  {
    key: "state",
    text: ({ state }, { words }) => words.states[state],
    value: ({ state }) => state,
    worst: null,
    right: false,
    weight: 35,
  },
  {
    key: "lost",
    text: ({ lost }) => duration(lost),
    value: ({ lost }) => lost / 1e9,
    worst: ({ lost }) => lost,
    right: true,
    weight: 85,
  },
  {
    key: "cause",
    text: ({ verdict }, { why }) => why.causes[verdict.cause]!,
    value: ({ verdict }) => verdict.cause,
    worst: null,
    right: false,
    weight: 88,
  },
  {
    key: "findings",
    text: (flow, { words }) => surely(flow).map(({ code }) => code).join(" ") || words.none,
    value: (flow) => surely(flow).map(({ code }) => code).join(" "),
    worst: (flow) => surely(flow).length,
    right: false,
    weight: 45,
  },
];

/** What was found of a conversation and is at least likely. */
function surely({ findings }: Flow): Flow["findings"] {
  return findings.filter(({ certainty }) => certainty !== "possible");
}

/** Names that other orders have for a column. */
const ALIKE: Readonly<Record<string, ColumnKey>> = { "lost-time": "lost" };

/** The column of this key. */
export function columnOf(key: string): Column | undefined {
  const wanted = Object.hasOwn(ALIKE, key) ? ALIKE[key] : key;
  return COLUMNS.find((column) => column.key === wanted);
}

/** Which of two flows goes first, by a column: the worst, or what comes first in its order. */
export function orderBy({ worst, value }: Column, reversed: boolean): (a: Flow, b: Flow) => number {
  const sign = reversed ? -1 : 1;
  if (worst !== null) return (a, b) => sign * (worst(b) - worst(a) || 0);
  return (a, b) => sign * compared(value(a), value(b));
}

function compared(a: number | string | null, b: number | string | null): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

/** `999`, `1.23 k`, `45.6 M`: powers of ten. */
function amount(count: number): string {
  if (count < 1000) return String(Math.round(count));
  const [size, unit] = count < 1e6 ? [1e3, "k"] : count < 1e9 ? [1e6, "M"] : [1e9, "G"];
  return `${(count / Number(size)).toPrecision(3)} ${unit}`;
}
