/**
 * Packets that outlive the reader's buffer.
 */
import { Packet, type ReadonlyPacket } from "../../src/packet/packet.ts";

/** A copy of a packet with captured bytes of its own, for callers that keep packets. */
export function copyPacket(packet: ReadonlyPacket): Packet {
  const copy = Object.assign(new Packet(), packet, { layers: packet.layers.copy() });
  copy.data = packet.data.slice();
  return copy;
}
