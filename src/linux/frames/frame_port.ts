/**
 * The far end of a veth pair, used as a TUN device is: a read gives one IP packet, a write takes one, each with its
 * virtio header where there is offload.
 */
import { MAP_SHARED, MSG_DONTWAIT, PACKET_STATISTICS, PROT_READ, PROT_WRITE, SOL_PACKET } from "../calls/constants.ts";
import { Descriptor } from "../calls/descriptor.ts";
import { check, EAGAIN, EINTR, ENOBUFS, SystemCallError } from "../calls/errors.ts";
import { errno, libc } from "../calls/libc.ts";
import { TPACKET_STATS, VIRTIO_NET_HDR } from "../calls/structs.ts";
import { ETHERNET_LENGTH, wrapPacket } from "./ethernet.ts";
import { FrameRing } from "./frame_ring.ts";
import { type FrameSocketOptions, ringSize } from "./frame_socket.ts";

const LONGEST = 65_535 + ETHERNET_LENGTH + VIRTIO_NET_HDR.size;

export class FramePort extends Descriptor {
  readonly #offload: boolean;
  readonly #ring: FrameRing;
  readonly #unmap: () => void;
  readonly #scratch = new Uint8Array(LONGEST);

  /** Takes over a socket, and the ring into which its frames are laid; `unmap` gives the ring's memory back. */
  constructor(socket: Descriptor, ring: FrameRing, { offload, unmap }: { offload: boolean; unmap: () => void }) {
    super(socket.fd);
    this.#offload = offload;
    this.#ring = ring;
    this.#unmap = unmap;
  }

  /** Takes over a socket that `openFrameSocket` opened with the same options. Throws `SystemCallError`. */
  static of(socket: Descriptor, options: FrameSocketOptions): FramePort {
    const size = ringSize(options);
    const pointer = libc().mmap(null, BigInt(size), PROT_READ | PROT_WRITE, MAP_SHARED, socket.fd, 0n);
    if (pointer === null || Deno.UnsafePointer.value(pointer) === 0xffff_ffff_ffff_ffffn) {
      throw new SystemCallError("mmap", errno());
    }
    const ring = new FrameRing(Deno.UnsafePointerView.getArrayBuffer(pointer, size), options);
    let mapped = true;
    const unmap = () => {
      if (mapped) libc().munmap(pointer, BigInt(size));
      mapped = false;
    };
    return new FramePort(socket, ring, { offload: options.offload, unmap });
  }

  override read(buffer: Uint8Array<ArrayBuffer>): number {
    return this.#ring.read(buffer);
  }

  override write(packet: Uint8Array<ArrayBuffer>): number {
    const length = wrapPacket(packet, this.#offload, this.#scratch);
    const sent = libc().send(this.fd, this.#scratch, BigInt(length), MSG_DONTWAIT);
    if (sent >= 0n) return packet.byteLength;
    const code = errno();
    if (code === EAGAIN || code === EINTR || code === ENOBUFS) return -1;
    throw new SystemCallError("send", code);
  }

  /** Frames that found the ring full, since the last time that this was asked. Throws `SystemCallError`. */
  takeDropped(): number {
    const stats = new Uint8Array(TPACKET_STATS.size);
    const length = new Uint8Array(Uint32Array.of(stats.byteLength).buffer);
    check(libc().getsockopt(this.fd, SOL_PACKET, PACKET_STATISTICS, stats, length), "getsockopt PACKET_STATISTICS");
    return new DataView(stats.buffer).getUint32(TPACKET_STATS.drops, true);
  }

  override close(): void {
    this.#unmap();
    super.close();
  }
}
