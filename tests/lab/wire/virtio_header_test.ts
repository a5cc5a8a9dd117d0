import { assertEquals } from "@std/assert";
import { fillChecksum, VIRTIO_LENGTH } from "../../../src/lab/wire/virtio_header.ts";
import { segment } from "../segment.ts";

/** Ones' complement sum of 16-bit words, by the book (RFC 1071), slowly. */
function sum(words: readonly number[]): number {
  return words.reduce((total, word) => {
    const next = total + word;
    return next > 0xffff ? next - 0xffff : next;
  }, 0);
}

function words(bytes: Uint8Array): number[] {
  const padded = bytes.length % 2 === 0 ? [...bytes] : [...bytes, 0];
  return Array.from({ length: padded.length / 2 }, (_, index) => padded[index * 2]! * 256 + padded[index * 2 + 1]!);
}

function pseudoHeader(packet: Uint8Array): number[] {
  return [...words(packet.subarray(12, 20)), 6, packet.length - 20];
}

/** A frame as a TUN device with offload gives it: the checksum field holds the sum of the pseudo-header. */
function partialFrame(length: number): Uint8Array<ArrayBuffer> {
  const packet = segment({ flags: "PSH ACK", length });
  packet.set([10, 0, 2, 4, 10, 0, 2, 15], 12);
  const frame = new Uint8Array(VIRTIO_LENGTH + packet.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, 1);
  view.setUint16(6, 20, true);
  view.setUint16(8, 16, true);
  frame.set(packet, VIRTIO_LENGTH);
  view.setUint16(VIRTIO_LENGTH + 36, sum(pseudoHeader(packet)));
  return frame;
}

Deno.test("fillChecksum() makes the checksum right and asks the receiver to check it", () => {
  for (const length of [0, 1, 2, 13, 7240, 60_001]) {
    const frame = partialFrame(length);
    fillChecksum(frame);
    const packet = frame.subarray(VIRTIO_LENGTH);
    // The sum over pseudo-header and segment, checksum included, is all ones where the checksum is right.
    assertEquals(sum([...pseudoHeader(packet), ...words(packet.subarray(20))]), 0xffff, `${length} bytes`);
    assertEquals([...frame.subarray(0, VIRTIO_LENGTH)], new Array(VIRTIO_LENGTH).fill(0));
  }
});

Deno.test("fillChecksum() leaves a checksum alone that is filled in already", () => {
  const frame = partialFrame(5);
  frame[0] = 0;
  const before = frame.slice(VIRTIO_LENGTH);
  fillChecksum(frame);
  assertEquals(frame.slice(VIRTIO_LENGTH), before);
});
