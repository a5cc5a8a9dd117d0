/**
 * A ring of blocks that the kernel fills with packets and this process empties (packet_mmap, TPACKET_V3): no system call
 * and no copy a packet. At 100,000 packets a second that is the difference between keeping up and losing.
 */
import {
  AF_PACKET,
  ETH_P_ALL,
  MAP_SHARED,
  PACKET_RX_RING,
  PACKET_STATISTICS,
  PACKET_VERSION,
  PROT_READ,
  PROT_WRITE,
  SOL_PACKET,
  TP_STATUS_USER,
  TPACKET_V3,
} from "./calls/constants.ts";
import type { Descriptor } from "./calls/descriptor.ts";
import { check, SystemCallError } from "./calls/errors.ts";
import { errno, libc } from "./calls/libc.ts";
import { SOCKADDR_LL, TPACKET3_HDR, TPACKET_BLOCK, TPACKET_REQ3, TPACKET_STATS_V3 } from "./calls/structs.ts";

const BLOCK_SIZE = 1 << 20;
const FRAME_SIZE = 1 << 11;
/** A block that is not full is handed over after this long, ms: what a person watches must not wait for the next packet. */
const RETIRE = 50;

/** One packet in the ring; valid until the visitor returns. */
export interface RingPacket {
  seconds: number;
  nanoseconds: number;
  /** Length on the wire, and where in the ring the captured bytes are. */
  length: number;
  start: number;
  end: number;
  status: number;
  vlanTci: number;
  vlanTpid: number;
  /** Offset of the `struct sockaddr_ll` in the ring. */
  address: number;
}

export interface RingCounts {
  /** Packets that passed the filter, and those of them that found the ring full. */
  readonly packets: number;
  readonly drops: number;
}

export class PacketRing implements Disposable {
  readonly #socket: Descriptor;
  readonly #pointer: Deno.PointerObject;
  readonly #size: number;
  readonly #status: Int32Array;
  readonly #view: DataView;
  readonly #blocks: number;
  readonly #packet: RingPacket = {
    seconds: 0,
    nanoseconds: 0,
    length: 0,
    start: 0,
    end: 0,
    status: 0,
    vlanTci: 0,
    vlanTpid: 0,
    address: 0,
  };
  /** The ring itself. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  #next = 0;
  #packets = 0;
  #drops = 0;

  /** Puts a ring of `megabytes` on a packet socket that is not bound yet. Throws `SystemCallError`. */
  constructor(socket: Descriptor, megabytes: number) {
    this.#socket = socket;
    this.#blocks = megabytes;
    this.#size = megabytes * BLOCK_SIZE;
    setOption(socket, PACKET_VERSION, Int32Array.of(TPACKET_V3));
    setOption(socket, PACKET_RX_RING, ringRequest(megabytes));
    const pointer = libc().mmap(null, BigInt(this.#size), PROT_READ | PROT_WRITE, MAP_SHARED, socket.fd, 0n);
    if (pointer === null || Deno.UnsafePointer.value(pointer) === 0xffff_ffff_ffff_ffffn) {
      throw new SystemCallError("mmap", errno());
    }
    this.#pointer = pointer;
    const memory = Deno.UnsafePointerView.getArrayBuffer(pointer, this.#size);
    this.bytes = new Uint8Array(memory);
    this.#view = new DataView(memory);
    this.#status = new Int32Array(memory);
  }

  /** Binds the socket: packets come from now on, from the interface of that index, or from all for 0. */
  bind(interfaceIndex: number): void {
    const address = new Uint8Array(SOCKADDR_LL.size);
    const view = new DataView(address.buffer);
    view.setUint16(SOCKADDR_LL.family, AF_PACKET, true);
    view.setUint16(SOCKADDR_LL.protocol, ETH_P_ALL);
    view.setInt32(SOCKADDR_LL.ifindex, interfaceIndex, true);
    check(libc().bind(this.#socket.fd, address, address.byteLength), "bind");
  }

  /**
   * Shows `visit` the packets of the next full block and gives the block back; false where none is full. `visit` gets the
   * same object each time, and returns false to see no more.
   */
  readBlock(visit: (packet: RingPacket) => boolean): boolean {
    const block = this.#next * BLOCK_SIZE;
    const status = (block + TPACKET_BLOCK.status) >> 2;
    // The kernel hands a block over by this word: the atomic read orders what is read after it.
    if ((Atomics.load(this.#status, status) & TP_STATUS_USER) === 0) return false;
    const view = this.#view;
    let at = block + view.getUint32(block + TPACKET_BLOCK.offsetToFirst, true);
    for (let left = view.getUint32(block + TPACKET_BLOCK.numPackets, true); left > 0; left--) {
      if (!visit(this.#read(at))) break;
      at += view.getUint32(at + TPACKET3_HDR.nextOffset, true);
    }
    Atomics.store(this.#status, status, 0);
    this.#next = (this.#next + 1) % this.#blocks;
    return true;
  }

  /** What the kernel counted so far. */
  counts(): RingCounts {
    const stats = new Uint8Array(TPACKET_STATS_V3.size);
    const length = new Uint8Array(Uint32Array.of(stats.byteLength).buffer);
    check(libc().getsockopt(this.#socket.fd, SOL_PACKET, PACKET_STATISTICS, stats, length), "getsockopt");
    // Asking sets the kernel's counters to zero.
    const view = new DataView(stats.buffer);
    this.#packets += view.getUint32(TPACKET_STATS_V3.packets, true);
    this.#drops += view.getUint32(TPACKET_STATS_V3.drops, true);
    return { packets: this.#packets, drops: this.#drops };
  }

  [Symbol.dispose](): void {
    libc().munmap(this.#pointer, BigInt(this.#size));
  }

  #read(at: number): RingPacket {
    const view = this.#view;
    const packet = this.#packet;
    packet.seconds = view.getUint32(at + TPACKET3_HDR.seconds, true);
    packet.nanoseconds = view.getUint32(at + TPACKET3_HDR.nanoseconds, true);
    packet.length = view.getUint32(at + TPACKET3_HDR.length, true);
    packet.start = at + view.getUint16(at + TPACKET3_HDR.mac, true);
    packet.end = packet.start + view.getUint32(at + TPACKET3_HDR.snaplen, true);
    packet.status = view.getUint32(at + TPACKET3_HDR.status, true);
    packet.vlanTci = view.getUint16(at + TPACKET3_HDR.vlanTci, true);
    packet.vlanTpid = view.getUint16(at + TPACKET3_HDR.vlanTpid, true);
    packet.address = at + TPACKET3_HDR.address;
    return packet;
  }
}

function ringRequest(blocks: number): Uint32Array<ArrayBuffer> {
  const request = new Uint32Array(TPACKET_REQ3.size / 4);
  request[TPACKET_REQ3.blockSize / 4] = BLOCK_SIZE;
  request[TPACKET_REQ3.blockNr / 4] = blocks;
  request[TPACKET_REQ3.frameSize / 4] = FRAME_SIZE;
  request[TPACKET_REQ3.frameNr / 4] = (BLOCK_SIZE / FRAME_SIZE) * blocks;
  request[TPACKET_REQ3.retireBlockTov / 4] = RETIRE;
  return request;
}

function setOption(
  socket: Descriptor,
  option: number,
  value: Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
): void {
  const bytes = new Uint8Array(value.buffer);
  check(libc().setsockopt(socket.fd, SOL_PACKET, option, bytes, bytes.byteLength), "setsockopt SOL_PACKET");
}
