/**
 * A ring of frames in memory: whoever fills it hands each frame over by a word of its own, and gets it back by the same
 * (Documentation/networking/packet_mmap.rst, TPACKET_V2).
 */
import { TP_STATUS_KERNEL, TP_STATUS_USER } from "../calls/constants.ts";
import { TPACKET2_HDR, VIRTIO_NET_HDR } from "../calls/structs.ts";
import { unwrapFrame, wrapPacket } from "./ethernet.ts";
import { FRAME_HEAD, type FrameSocketOptions, ringLayout } from "./frame_socket.ts";

export class FrameRing {
  readonly #offload: boolean;
  readonly #frameSize: number;
  readonly #frames: number;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #status: Int32Array;
  #next = 0;
  #nextFilled = 0;

  /** A ring of as many frames as `memory` has room for. */
  constructor(memory: ArrayBuffer, options: FrameSocketOptions) {
    this.#offload = options.offload;
    this.#frameSize = ringLayout(options).frameSize;
    this.#frames = memory.byteLength / this.#frameSize;
    this.#bytes = new Uint8Array(memory);
    this.#view = new DataView(memory);
    this.#status = new Int32Array(memory);
  }

  /** Takes the next IP packet out, its virtio header in front where there is offload; gives its length, -1 where there is none. */
  read(buffer: Uint8Array<ArrayBuffer>): number {
    for (;;) {
      const frame = this.#next * this.#frameSize;
      // The frame is handed over by this word: the atomic read orders what is read after it.
      const status = (frame + TPACKET2_HDR.status) >> 2;
      if ((Atomics.load(this.#status, status) & TP_STATUS_USER) === 0) return -1;
      const length = this.#take(frame, buffer);
      Atomics.store(this.#status, status, TP_STATUS_KERNEL);
      this.#next = (this.#next + 1) % this.#frames;
      if (length > 0) return length;
    }
  }

  /** Puts a packet in as the kernel does, for a rehearsal. */
  fill(packet: Uint8Array): void {
    const frame = this.#nextFilled * this.#frameSize;
    const prefix = this.#offload ? VIRTIO_NET_HDR.size : 0;
    const start = frame + FRAME_HEAD;
    const length = wrapPacket(packet, this.#offload, this.#bytes.subarray(start - prefix));
    this.#view.setUint16(frame + TPACKET2_HDR.mac, FRAME_HEAD, true);
    this.#view.setUint32(frame + TPACKET2_HDR.snaplen, length - prefix, true);
    Atomics.store(this.#status, (frame + TPACKET2_HDR.status) >> 2, TP_STATUS_USER);
    this.#nextFilled = (this.#nextFilled + 1) % this.#frames;
  }

  #take(frame: number, buffer: Uint8Array<ArrayBuffer>): number {
    const start = frame + this.#view.getUint16(frame + TPACKET2_HDR.mac, true);
    const end = start + this.#view.getUint32(frame + TPACKET2_HDR.snaplen, true);
    const virtio = this.#offload ? this.#bytes.subarray(start - VIRTIO_NET_HDR.size, start) : null;
    return unwrapFrame(this.#bytes.subarray(start, end), virtio, buffer);
  }
}
