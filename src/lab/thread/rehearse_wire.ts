/**
 * A rehearsal of the wire, on cables of its own that no host has: the runtime compiles what runs often, for the values that it
 * has seen, and the first packets of a lab must not wait for that. So a link like the lab's is rehearsed, and packets like theirs.
 */
import { monotonicNow } from "../../linux/clock.ts";
import { NETLINK_SOCK_DIAG } from "../../linux/calls/constants.ts";
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

/** Carries some thousand packets, and tells of them; `link` is the one that will be played. */
export function rehearseWire(link: LinkOptions, tell: Tell): void {
  for (let wire = 0; wire < WIRES; wire++) {
    for (const { delay, rounds } of TRIPS) rehearse(shortened(link, delay), rounds, tell);
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

function rehearse(link: LinkOptions, rounds: number, tell: Tell): void {
  const [client, outerClient] = packetPair();
  const [server, outerServer] = packetPair();
  const [bell, rope] = packetPair();
  const diagnosis = () => NetlinkSocket.open(NETLINK_SOCK_DIAG);
  using kernels = new KernelWatch({ client: diagnosis(), server: diagnosis() });
  const reporter = new WireReporter(kernels, { hosts: ["client", "server"], tell });
  const wire = new Wire({ client, server }, bell, { link, watch: reporter });
  const buffer = new Uint8Array(link.mtu);
  for (let round = 0; round < rounds; round++) {
    for (let packet = 0; packet < PACKETS; packet++) {
      outerServer.write(segment(packet === 0 ? 40 : 1500, packet * 0x1000_0000));
      outerClient.write(segment(packet === 0 ? 1500 : 52, packet));
    }
    do wire.step(); while (!wire.empty);
    for (const end of [outerClient, outerServer]) while (end.read(buffer) > 0);
    reporter.turn(monotonicNow());
  }
  for (const end of [client, outerClient, server, outerServer, bell, rope]) end.close();
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
