/**
 * By what a packet is recognised in another capture, whatever a box has done to it. Each kind survives something else, so a
 * conversation is sketched by all of them.
 */
import { i32, u32 } from "../../packet/bytes.ts";
import { ACK, FIN, type ReadonlyPacket, RST, SYN } from "../../packet/packet.ts";
import { findOption, OPTION_TIMESTAMPS } from "../../packet/tcp_options.ts";
import { mix } from "./hash.ts";

/** A packet that a sketch keeps. */
export interface Mark {
  /** Capture time, ns since the origin of its file. */
  readonly time: number;
  readonly fromClient: boolean;
  readonly seq: number;
  readonly ack: number;
  readonly acknowledges: boolean;
  readonly ipId: number;
  readonly window: number;
  readonly ttl: number;
  readonly hasTimestamps: boolean;
  readonly timestamp: number;
  readonly echo: number;
  /** A SYN: its random first number makes it unique. */
  readonly opens: boolean;
}

const TELLING = SYN | FIN | RST | ACK;

/** A fingerprint of each kind; 0 where the packet has none of it. */
export interface Fingerprints {
  /** Sequence numbers, flags and length: all but numbers that are shifted survive. */
  numbers: number;
  /** The sender's clock and the other one's: survives everything but removal. */
  clocks: number;
  /** The network layer's own number of the packet: the IPv4 identification, the IPv6 flow label. */
  label: number;
}

/** Offset from `packet.start` of the timestamps option's first value, or -1. */
export function timestampsAt(packet: ReadonlyPacket): number {
  const at = findOption(packet, OPTION_TIMESTAMPS);
  return at < 0 || packet.bytes[packet.start + at + 1] !== 10 ? -1 : packet.start + at + 2;
}

/** Fills `into` with the fingerprints of a TCP packet; `clockAt` is what `timestampsAt` says. */
export function fingerprint(packet: ReadonlyPacket, clockAt: number, into: Fingerprints): void {
  const { seq, ack, payloadLength: length, bytes, start, ipStart, window, ipId } = packet;
  const flags = packet.flags & TELLING;
  const shape = mix(flags, length);
  into.numbers = mix(mix(shape, seq), flags & ACK ? ack : 0);
  into.clocks = clockAt < 0 ? 0 : mix(mix(shape, i32(bytes, clockAt)), i32(bytes, clockAt + 4));
  const label = ipId >= 0 ? ipId : u32(bytes, start + ipStart) & 0xfffff;
  into.label = label === 0 ? 0 : mix(mix(shape, label), window);
}

/** The packet as a sketch keeps it. */
export function markOf(
  packet: ReadonlyPacket,
  { time, fromClient, clockAt }: { readonly time: number; readonly fromClient: boolean; readonly clockAt: number },
): Mark {
  return {
    time,
    fromClient,
    seq: packet.seq,
    ack: packet.ack,
    acknowledges: (packet.flags & ACK) !== 0,
    ipId: packet.ipId,
    window: packet.window,
    ttl: packet.ttl,
    hasTimestamps: clockAt >= 0,
    timestamp: clockAt >= 0 ? u32(packet.bytes, clockAt) : 0,
    echo: clockAt >= 0 ? u32(packet.bytes, clockAt + 4) : 0,
    opens: (packet.flags & SYN) !== 0,
  };
}
