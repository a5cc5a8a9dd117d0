import { assert, assertEquals } from "@std/assert";
import { ETHERNET_LENGTH, NEAR_ADDRESS, unwrapFrame, wrapPacket } from "../../src/linux/frames/ethernet.ts";
import { ringLayout } from "../../src/linux/frames/frame_socket.ts";

const IPV4 = Uint8Array.of(0x45, 1, 2, 3, 4);
const IPV6 = Uint8Array.of(0x60, 1, 2, 3, 4);
/** NEEDS_CSUM; segments of 1448 bytes; a header of 54 bytes; checksum from 34 on, at 16. */
const VIRTIO = Uint8Array.of(1, 1, 40, 0, 0xa8, 5, 20, 0, 16, 0);

Deno.test("wrapPacket() and unwrapFrame() are each other's reverse, with a virtio header and without", async (t) => {
  for (const [name, packet] of [["IPv4", IPV4], ["IPv6", IPV6]] as const) {
    for (const virtio of [false, true]) {
      await t.step(`${name}${virtio ? " with a virtio header" : ""}`, () => {
        const whole = virtio ? Uint8Array.of(...VIRTIO, ...packet) : packet;
        const [frame, back] = [new Uint8Array(100), new Uint8Array(100)];
        const length = wrapPacket(whole, virtio, frame);
        assertEquals(length, whole.length + ETHERNET_LENGTH);
        const prefix = virtio ? VIRTIO.length : 0;
        assertEquals(frame.subarray(prefix, prefix + 6), NEAR_ADDRESS);
        const head = virtio ? frame.subarray(0, prefix) : null;
        const unwrapped = unwrapFrame(frame.subarray(prefix, length), head, back);
        assertEquals(back.subarray(0, unwrapped), whole);
      });
    }
  }
});

Deno.test("wrapPacket() moves what the virtio header says by the length of the Ethernet header", () => {
  const frame = new Uint8Array(100);
  wrapPacket(Uint8Array.of(...VIRTIO, ...IPV4), true, frame);
  const view = new DataView(frame.buffer);
  assertEquals([view.getUint16(2, true), view.getUint16(6, true), view.getUint16(8, true)], [54, 34, 16]);
});

Deno.test("unwrapFrame() leaves out what is not IP", () => {
  const arp = new Uint8Array(42);
  arp.set([0x08, 0x06], 12);
  const cut = new Uint8Array(14);
  cut.set([0x08, 0x00], 12);
  for (const frame of [arp, cut, new Uint8Array(3)]) assertEquals(unwrapFrame(frame, null, new Uint8Array(100)), 0);
});

Deno.test("ringLayout() has room for the longest frame, in whole pages, and for a burst", () => {
  for (
    const { mtu, offload } of [[576, false], [1500, false], [4000, false], [65_535, false], [1500, true]].map((
      [mtu, offload],
    ) => ({ mtu: Number(mtu), offload: Boolean(offload) }))
  ) {
    const { frameSize, blockSize, blocks } = ringLayout({ mtu, offload });
    assert(frameSize >= (offload ? 65_535 : mtu) + 14 + 100);
    assertEquals([blockSize % 4096, frameSize % 16, blockSize % frameSize], [0, 0, 0]);
    assert(blocks * (blockSize / frameSize) >= 256);
  }
});
