/**
 * IP packets in Ethernet frames and out of them, with the virtio header in front where the frames have one. No I/O.
 */
import { VIRTIO_NET_HDR_F_NEEDS_CSUM } from "../calls/constants.ts";
import { VIRTIO_NET_HDR } from "../calls/structs.ts";

/** Length of a frame's header: two addresses and the type. */
export const ETHERNET_LENGTH = 14;
const ETHERTYPE_AT = 12;
const IPV4 = 0x0800;
const IPV6 = 0x86dd;

/**
 * Addresses of a cable's ends, the same on every cable: each host's interface believes that what it sends is for itself,
 * as interfaces without address resolution do, so the frame fits the other host as it is.
 */
export const NEAR_ADDRESS: Uint8Array<ArrayBuffer> = Uint8Array.of(0x02, 0, 0, 0, 0, 0x01);
export const FAR_ADDRESS: Uint8Array<ArrayBuffer> = Uint8Array.of(0x02, 0, 0, 0, 0, 0x02);

/**
 * Takes the Ethernet header out: `frame` is the header and the packet, `virtio` what stood in front of it or null. The
 * result goes to `into`; gives its length, 0 where the frame does not hold an IP packet.
 */
export function unwrapFrame(frame: Uint8Array, virtio: Uint8Array | null, into: Uint8Array<ArrayBuffer>): number {
  const type = ((frame[ETHERTYPE_AT] ?? 0) << 8) | (frame[ETHERTYPE_AT + 1] ?? 0);
  if (frame.length <= ETHERNET_LENGTH || (type !== IPV4 && type !== IPV6)) return 0;
  const prefix = virtio === null ? 0 : VIRTIO_NET_HDR.size;
  if (virtio !== null) {
    into.set(virtio);
    moveOffsets(into, -ETHERNET_LENGTH);
  }
  into.set(frame.subarray(ETHERNET_LENGTH), prefix);
  return prefix + frame.length - ETHERNET_LENGTH;
}

/**
 * Puts the Ethernet header in: `packet` is an IP packet, with a virtio header in front where `virtio` says so. The
 * result goes to `into`; gives its length.
 */
export function wrapPacket(packet: Uint8Array, virtio: boolean, into: Uint8Array<ArrayBuffer>): number {
  const prefix = virtio ? VIRTIO_NET_HDR.size : 0;
  into.set(packet.subarray(0, prefix));
  if (virtio) moveOffsets(into, ETHERNET_LENGTH);
  into.set(NEAR_ADDRESS, prefix);
  into.set(FAR_ADDRESS, prefix + 6);
  const type = (packet[prefix] ?? 0) >> 4 === 6 ? IPV6 : IPV4;
  into[prefix + ETHERTYPE_AT] = type >> 8;
  into[prefix + ETHERTYPE_AT + 1] = type & 0xff;
  into.set(packet.subarray(prefix), prefix + ETHERNET_LENGTH);
  return packet.length + ETHERNET_LENGTH;
}

/** The virtio header counts from the beginning of the frame, or of the packet. */
function moveOffsets(header: Uint8Array<ArrayBuffer>, by: number): void {
  const view = new DataView(header.buffer, header.byteOffset, VIRTIO_NET_HDR.size);
  const move = (at: number) => view.setUint16(at, view.getUint16(at, true) + by, true);
  if (view.getUint16(VIRTIO_NET_HDR.hdrLen, true) > 0) move(VIRTIO_NET_HDR.hdrLen);
  if ((view.getUint8(VIRTIO_NET_HDR.flags) & VIRTIO_NET_HDR_F_NEEDS_CSUM) !== 0) move(VIRTIO_NET_HDR.csumStart);
}
