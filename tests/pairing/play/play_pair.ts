/**
 * Plays a connection over the lab's wire, by its own clock, and keeps what each end's capture would hold with the truth about every
 * packet. Hundreds of runs take seconds.
 */
import type { End } from "../../../src/lab/wire/end.ts";
import { otherEnd } from "../../../src/lab/wire/end.ts";
import type { LinkOptions } from "../../../src/lab/wire/link_options.ts";
import { neverArrived, type WirePacket } from "../../../src/lab/wire/passage.ts";
import { WireCore } from "../../../src/lab/wire/wire_core.ts";
import { Random } from "../../random.ts";
import { isReset } from "./segment_bytes.ts";
import { Endpoint, type EndpointOptions } from "./endpoint.ts";

/** A packet in one end's capture. */
export interface Taken {
  /** ns. */
  time: number;
  bytes: Uint8Array<ArrayBuffer>;
  readonly from: End;
  /** Of a packet that this end sent: whether all of it arrived. */
  readonly arrived: () => boolean;
}

export interface Played {
  readonly client: Taken[];
  readonly server: Taken[];
  /** A packet arrived damaged. */
  readonly corrupted: () => boolean;
}

export interface PlayOptions {
  readonly link: LinkOptions;
  readonly seed: number;
  readonly ipv6?: boolean;
  readonly timestamps?: boolean;
  readonly sack?: boolean;
  readonly ecn?: boolean;
  readonly upload?: number;
  readonly download?: number;
  /** The client reads so many bytes at a time, and pauses between, ms; of the lab alone. */
  readonly slowly?: { readonly size: number; readonly every: number };
  readonly mss?: number;
  readonly port?: number;
}

const START = 1e9;
/** A run ends when nothing has happened for so long, ns. */
const LONGEST = 120e9;

export function playPair(options: PlayOptions): Played {
  const { link, seed } = options;
  const random = new Random(seed);
  const taken: Record<End, Taken[]> = { client: [], server: [] };
  const passages: WirePacket[] = [];
  const core = new WireCore(link, (packet) => passages.push(packet));
  const ends = endpointsOf(options, random);
  let now = START;
  const send = (from: End): void => {
    for (const bytes of ends[from].out.splice(0)) {
      const before = passages.length;
      core.enter(from, bytes, now);
      const own = passages.slice(before).filter(({ from: end, event }) =>
        end === from && event !== "injected" && event !== "held"
      );
      taken[from].push({ time: now, bytes, from, arrived: () => hasArrived(own, bytes, passages) });
      now += random.int(2000, 20_000);
    }
  };
  ends.client.open(now);
  send("client");
  for (;;) {
    const next = Math.min(core.due, ends.client.due, ends.server.due);
    if (next === Infinity || next > LONGEST) break;
    now = Math.max(now, next) + random.int(1000, 30_000);
    for (let arrival = core.leave(now); arrival !== null; arrival = core.leave(now)) {
      taken[arrival.to].push({ time: now, bytes: arrival.frame, from: otherEnd(arrival.to), arrived: () => true });
      ends[arrival.to].take(arrival.frame, now);
      send(arrival.to);
      now += 1000;
    }
    for (const end of ["client", "server"] as const) {
      ends[end].tick(now);
      send(end);
    }
  }
  return { ...taken, corrupted: () => passages.some(({ event }) => event === "corrupted") };
}

/** All pieces of a packet came, or one of its copies; a reset that a box sent behind it is neither. */
export function hasArrived(behind: readonly WirePacket[], bytes: Uint8Array, all: readonly WirePacket[]): boolean {
  const own = isReset(bytes) ? behind : behind.filter((packet) => !isReset(packet.bytes));
  // What was held back passes later, with the same bytes.
  const passed = own.length > 0 ? own : all.filter((packet) => areSame(packet.bytes, bytes));
  const came = passed.filter(({ event }) => !neverArrived(event));
  const areCopies = passed.every((packet) => packet.bytes.length === passed[0]!.bytes.length);
  return came.length > 0 && (areCopies || came.length === passed.length);
}

function areSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function endpointsOf(options: PlayOptions, random: Random): Record<End, Endpoint> {
  const { ipv6 = false, timestamps = true, sack = true, ecn = false, upload = 500, download = 40_000, mss = 1460 } =
    options;
  const [client, server] = ipv6 ? ["fd00::4", "fd00::15"] : ["10.0.2.4", "10.0.2.15"];
  const port = options.port ?? random.int(32_768, 60_999);
  const common = { timestamps, sack, ecn, mss, random };
  const make = (own: Partial<EndpointOptions>): Endpoint => new Endpoint({ ...common, ...own } as EndpointOptions);
  return {
    client: make({
      address: client!,
      port,
      peer: server!,
      peerPort: 5050,
      opens: true,
      bytes: upload,
      waitsFor: 0,
    }),
    server: make({
      address: server!,
      port: 5050,
      peer: client!,
      peerPort: port,
      opens: false,
      bytes: download,
      waitsFor: upload,
    }),
  };
}
