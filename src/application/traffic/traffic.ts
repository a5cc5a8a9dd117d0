/** What a capture holds beside TCP: each packet named by its evidence, and counted. */
import { LLC_SNAP, NOTHING } from "../../packet/layer.ts";
import { linkTypeName } from "../../packet/link_layer.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { datagramOf } from "../datagram.ts";
import { datagramName, QUIC, QUIC_PORT } from "./datagram_name.ts";
import { PROTOCOL_TCP } from "../../packet/layers/ip_protocol.ts";
import { etherTypeName, ipProtocolName, llcName } from "./protocol_numbers.ts";

/** Packets of one protocol. */
export interface TrafficCount {
  /** As its documents write it, the same in every language. */
  readonly name: string;
  /** The evidence leaves room for another: encrypted but for a few bytes. */
  readonly probable: boolean;
  readonly packets: number;
  /** Bytes on the wire. */
  readonly bytes: number;
}

const ETHERNET_HEADER = 14;
const FIRST_TYPE = 0x0600;
const PROTOCOL_UDP = 17;
/** Flows in which QUIC began, whose later packets have no long header; and names counted apart. */
const MOST_FLOWS = 10_000;
const MOST_NAMES = 200;
const OTHERS = "others";

/** The name of what a packet is that is not read as TCP. */
export function trafficName(packet: ReadonlyPacket): string {
  const { ipVersion, protocol, etherType } = packet;
  if (ipVersion !== 0) {
    if (packet.pieceStart >= 0) return "IP fragments";
    if (protocol === PROTOCOL_TCP) return "TCP (header not readable)";
    return protocol === PROTOCOL_UDP ? datagramName(packet) ?? "UDP" : ipProtocolName(protocol);
  }
  if (etherType >= FIRST_TYPE) return etherTypeName(etherType);
  return etherType >= 0 ? frameName(packet) : innermostName(packet);
}

/** An IEEE 802.3 frame: what its LLC header says. */
function frameName({ bytes, start, layers, capturedLength }: ReadonlyPacket): string {
  const last = layers.length === 0 ? null : layers.at(layers.length - 1);
  const at = last === null ? ETHERNET_HEADER : last.kind === LLC_SNAP ? last.start : last.end;
  const point = at + 2 < capturedLength && bytes[start + at] === bytes[start + at + 1] ? bytes[start + at]! : NOTHING;
  return llcName(point) ?? "IEEE 802.3 frames";
}

function innermostName({ linkType }: ReadonlyPacket): string {
  return `${linkTypeName(linkType)} without a network header`;
}

/** Counts packets that are not TCP. */
export class Traffic {
  readonly #counts = new Map<string, { packets: number; bytes: number }>();
  readonly #quicFlows = new Set<string>();

  take(packet: ReadonlyPacket): void {
    let name = trafficName(packet);
    if (name === QUIC || name === "UDP") name = this.#isQuic(packet, name === QUIC) ? QUIC : name;
    let count = this.#counts.get(name);
    if (count === undefined) {
      if (this.#counts.size >= MOST_NAMES) name = OTHERS;
      count = this.#counts.get(name) ?? { packets: 0, bytes: 0 };
      this.#counts.set(name, count);
    }
    count.packets++;
    count.bytes += packet.length;
  }

  /** Most packets first. */
  counts(): readonly TrafficCount[] {
    return [...this.#counts].map(([name, { packets, bytes }]) => ({ name, probable: name === QUIC, packets, bytes }))
      .sort((a, b) => b.packets - a.packets || (a.name < b.name ? -1 : 1));
  }

  /** A long header begins a flow; what the same ends send afterwards belongs to it. */
  #isQuic(packet: ReadonlyPacket, begins: boolean): boolean {
    const datagram = datagramOf(packet);
    if (datagram === null || datagram.srcPort !== QUIC_PORT && datagram.dstPort !== QUIC_PORT) return false;
    const flow = flowOf(packet, datagram);
    if (begins && this.#quicFlows.size < MOST_FLOWS) this.#quicFlows.add(flow);
    return begins || this.#quicFlows.has(flow);
  }
}

/** The same for both directions. */
function flowOf(
  { bytes, start, ipStart, ipVersion }: ReadonlyPacket,
  ports: { srcPort: number; dstPort: number },
): string {
  const size = ipVersion === 4 ? 4 : 16;
  const at = start + ipStart + (ipVersion === 4 ? 12 : 8);
  const from = `${bytes.subarray(at, at + size)} ${ports.srcPort}`;
  const to = `${bytes.subarray(at + size, at + 2 * size)} ${ports.dstPort}`;
  return from < to ? `${from} ${to}` : `${to} ${from}`;
}
