/**
 * The far end of a veth pair, used as a TUN device is: a read gives one IP packet, a write takes one, each with its
 * virtio header where there is offload.
 */
import {
  MAP_SHARED,
  MSG_DONTWAIT,
  PACKET_STATISTICS,
  PROT_READ,
  PROT_WRITE,
  SOL_PACKET,
  TP_STATUS_KERNEL,
  TP_STATUS_USER,
} from "../calls/constants.ts";
import { Descriptor } from "../calls/descriptor.ts";
import { check, EAGAIN, EINTR, ENOBUFS, SystemCallError } from "../calls/errors.ts";
import { errno, libc } from "../calls/libc.ts";
import { TPACKET2_HDR, TPACKET_STATS, VIRTIO_NET_HDR } from "../calls/structs.ts";
import { ETHERNET_LENGTH, unwrapFrame, wrapPacket } from "./ethernet.ts";
import { type FrameSocketOptions, ringLayout } from "./frame_socket.ts";

const LONGEST = 65_535 + ETHERNET_LENGTH + VIRTIO_NET_HDR.size;

export class FramePort extends Descriptor {
  readonly #offload: boolean;
  readonly #frameSize: number;
  readonly #frames: number;
  readonly #memory: Deno.PointerObject;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #status: Int32Array;
  readonly #scratch = new Uint8Array(LONGEST);
  #next = 0;
  #unmapped = false;

  /** Takes over a socket that `openFrameSocket` opened with the same options. Throws `SystemCallError`. */
  constructor(socket: Descriptor, options: FrameSocketOptions) {
    super(socket.fd);
    const { frameSize, blockSize, blocks } = ringLayout(options);
    const size = blockSize * blocks;
    const pointer = libc().mmap(null, BigInt(size), PROT_READ | PROT_WRITE, MAP_SHARED, socket.fd, 0n);
    if (pointer === null || Deno.UnsafePointer.value(pointer) === 0xffff_ffff_ffff_ffffn) {
      throw new SystemCallError("mmap", errno());
    }
    this.#offload = options.offload;
    this.#frameSize = frameSize;
    this.#frames = size / frameSize;
    this.#memory = pointer;
    const memory = Deno.UnsafePointerView.getArrayBuffer(pointer, size);
    this.#bytes = new Uint8Array(memory);
    this.#view = new DataView(memory);
    this.#status = new Int32Array(memory);
  }

  override read(buffer: Uint8Array<ArrayBuffer>): number {
    for (;;) {
      const frame = this.#next * this.#frameSize;
      // The kernel hands a frame over by this word: the atomic read orders what is read after it.
      const status = (frame + TPACKET2_HDR.status) >> 2;
      if ((Atomics.load(this.#status, status) & TP_STATUS_USER) === 0) return -1;
      const length = this.#take(frame, buffer);
      Atomics.store(this.#status, status, TP_STATUS_KERNEL);
      this.#next = (this.#next + 1) % this.#frames;
      if (length > 0) return length;
    }
  }

  #take(frame: number, buffer: Uint8Array<ArrayBuffer>): number {
    const start = frame + this.#view.getUint16(frame + TPACKET2_HDR.mac, true);
    const end = start + this.#view.getUint32(frame + TPACKET2_HDR.snaplen, true);
    const virtio = this.#offload ? this.#bytes.subarray(start - VIRTIO_NET_HDR.size, start) : null;
    return unwrapFrame(this.#bytes.subarray(start, end), virtio, buffer);
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
    if (!this.#unmapped) libc().munmap(this.#memory, BigInt(this.#bytes.byteLength));
    this.#unmapped = true;
    super.close();
  }
}
