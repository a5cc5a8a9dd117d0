/** What packets of many layers are made of: the TCP segment "inside", and headers around bytes. */
import { ACK, PSH } from "../../../src/packet/packet.ts";
import { emitSegment, type SegmentFields } from "../emit.ts";
import { joined } from "../record_of.ts";

const fields: SegmentFields = {
  src: "192.168.7.1",
  dst: "192.168.7.2",
  srcPort: 40618,
  dstPort: 5050,
  seq: 7,
  ack: 9,
  flags: PSH | ACK,
  ttl: 33,
  ipId: 0x4321,
  payload: new TextEncoder().encode("inside"),
};
export const four = emitSegment(fields);
export const six = emitSegment({ ...fields, src: "2001:db8::1", dst: "2001:db8::2" });
export const ETHERNET = "020000000002 020000000001";

/** An IPv4 header around bytes: protocol, and the last byte of either address. */
export function in4(
  protocol: number,
  inner: Uint8Array,
  { from = 1, to = 2, fragment = 0 } = {},
): Uint8Array<ArrayBuffer> {
  const length = 20 + inner.length;
  const head = joined("4500", length >> 8, length & 255, "0001", fragment >> 8, fragment & 255, 64, protocol, "0000");
  return joined(head, "0a0000", from, "0a0000", to, inner);
}

/** An IPv6 header around bytes. */
export function in6(next: number, inner: Uint8Array): Uint8Array<ArrayBuffer> {
  const end = "000000000000000000000000000000";
  return joined("60000000", inner.length >> 8, inner.length & 255, next, "40 fd", end, "fd", end, inner);
}

/** A UDP header around bytes. */
export function udp(port: number, inner: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = 8 + inner.length;
  return joined("c350", port >> 8, port & 255, length >> 8, length & 255, "1234", inner);
}

/** A packet, and the layers that are in it with their lengths. */
export interface LayerCase {
  readonly name: string;
  readonly linkType: number;
  readonly bytes: Uint8Array;
  readonly layers: string;
  readonly six?: boolean;
}
