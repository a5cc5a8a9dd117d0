/**
 * A rehearsal of the wire, on cables of its own that no host has: the runtime compiles what runs often, for the values that it
 * has seen, and the first packets of a lab must not wait for that. So a link like the lab's is rehearsed, and packets like theirs.
 */
import { monotonicNow } from "../../linux/clock.ts";
import { NETLINK_SOCK_DIAG } from "../../linux/calls/constants.ts";
import type { Descriptor } from "../../linux/calls/descriptor.ts";
import { FramePort } from "../../linux/frames/frame_port.ts";
import { FrameRing } from "../../linux/frames/frame_ring.ts";
import { ringLayout } from "../../linux/frames/frame_socket.ts";
import { NetlinkSocket } from "../../linux/netlink_socket.ts";
import { packetPair } from "../../linux/sockets/packet_pair.ts";
import { KernelWatch } from "../kernel/kernel_watch.ts";
import type { EachWay, LinkOptions } from "../wire/link_options.ts";
import { Wire } from "../wire/wire.ts";
import { type Tell, WireReporter } from "./wire_reporter.ts";

/** Whole numbers and others are not the same to the compiler, nor is a first packet and the next: each comes several times. */
const WIRES = 5;
/** One way, ms, and how many bursts take it. In 3 ms there is time for whoever watches. */
const TRIPS = [{ delay: 0.05, rounds: 12 }, { delay: 3, rounds: 3 }];
/** Packets of each end in a round. */
const PACKETS = 16;
/** Fast enough that nobody waits, bit/s. */
const FAST = 1e9;

/** What will be played. */
export interface Play {
  readonly link: LinkOptions;
  /** Whether the cables carry frames. */
  readonly frames: boolean;
}

/** Carries some thousand packets, and tells of them. */
export function rehearseWire({ link, frames }: Play, tell: Tell): void {
  for (let wire = 0; wire < WIRES; wire++) {
    for (const { delay, rounds } of TRIPS) rehearse({ link: shortened(link, delay), frames }, rounds, tell);
  }
}

/** The link with nothing in it that takes long. */
function shortened(link: LinkOptions, delay: number): LinkOptions {
  const jitter = each(link.jitter, (most) => Math.min(most, delay));
  const rate = each(link.rate, (rate) => rate === null ? null : FAST);
  return { ...link, delay, jitter, rate, reorder: 0, faults: [], at: [] };
}

function each<T>(value: EachWay<T>, change: (one: T) => T): EachWay<T> {
  if (!Array.isArray(value)) return change(value as T);
  const [toServer, toClient] = value as readonly [T, T];
  return [change(toServer), change(toClient)];
}

/** A cable of nobody's. */
interface Cable extends Disposable {
  readonly inner: Descriptor;
  send(packet: Uint8Array<ArrayBuffer>): void;
  /** Takes what has come, and forgets it. */
  drain(): void;
}

function cableOf({ link, frames }: Play): Cable {
  const [socket, outer] = packetPair();
  const ring = frames ? new FrameRing(new ArrayBuffer(2 * PACKETS * ringLayout(link).frameSize), link) : null;
  const inner = ring === null ? socket : new FramePort(socket, ring, { offload: link.offload, unmap: () => {} });
  // With a ring something to read only says that there are frames in it.
  if (ring !== null) outer.write(Uint8Array.of(0));
  const buffer = new Uint8Array(link.mtu);
  return {
    inner,
    send: (packet) => void (ring === null ? outer.write(packet) : ring.fill(packet)),
    drain: () => {
      while (outer.read(buffer) > 0);
    },
    [Symbol.dispose]: () => {
      inner.close();
      outer.close();
    },
  };
}

function rehearse(play: Play, rounds: number, tell: Tell): void {
  using client = cableOf(play);
  using server = cableOf(play);
  const [bell, rope] = packetPair();
  const diagnosis = () => NetlinkSocket.open(NETLINK_SOCK_DIAG);
  using kernels = new KernelWatch({ client: diagnosis(), server: diagnosis() });
  const reporter = new WireReporter(kernels, { hosts: ["client", "server"], tell });
  const wire = new Wire({ client: client.inner, server: server.inner }, bell, { link: play.link, watch: reporter });
  for (let round = 0; round < rounds; round++) {
    for (let packet = 0; packet < PACKETS; packet++) {
      server.send(segment(packet === 0 ? 40 : 1500, packet * 0x1000_0000));
      client.send(segment(packet === 0 ? 1500 : 52, packet));
    }
    do wire.step(); while (!wire.empty);
    client.drain();
    server.drain();
    reporter.turn(monotonicNow());
  }
  bell.close();
  rope.close();
}

/** An IPv4 packet that holds a TCP segment of nobody's. */
function segment(length: number, sequence: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes[0] = 0x45;
  bytes[9] = 6;
  view.setUint16(20, 60_000);
  view.setUint16(22, 60_001);
  view.setUint32(24, sequence);
  view.setUint32(28, sequence);
  view.setUint16(32, 0x5010);
  return bytes;
}
