/**
 * The header in front of each packet of a TUN device with offload: what the kernel leaves for the card to do.
 */
import { VIRTIO_NET_HDR } from "../../linux/calls/structs.ts";
import { VIRTIO_NET_HDR_F_NEEDS_CSUM } from "../../linux/calls/constants.ts";

/** Length of the header, bytes. */
export const VIRTIO_LENGTH = VIRTIO_NET_HDR.size;

/**
 * Does the card's work on the checksum: `frame` is a virtio header and its packet. Afterwards the checksum is right for
 * the bytes, and the header asks for nothing, so that the receiver checks it like any other.
 */
export function fillChecksum(frame: Uint8Array): void {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const needed = (view.getUint8(VIRTIO_NET_HDR.flags) & VIRTIO_NET_HDR_F_NEEDS_CSUM) !== 0;
  const start = VIRTIO_LENGTH + view.getUint16(VIRTIO_NET_HDR.csumStart, true);
  const field = start + view.getUint16(VIRTIO_NET_HDR.csumOffset, true);
  frame.fill(0, 0, VIRTIO_LENGTH);
  if (!needed || field + 2 > frame.byteLength) return;
  // The field holds the sum over the pseudo-header, uncomplemented: adding the rest and complementing completes it.
  view.setUint16(field, ~onesComplementSum(frame, start) & 0xffff);
}

/** The 16-bit ones' complement sum of `bytes` from `start` on (RFC 1071). */
function onesComplementSum(bytes: Uint8Array, start: number): number {
  let sum = 0;
  for (let i = start; i < bytes.byteLength; i += 2) sum += ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return sum;
}
