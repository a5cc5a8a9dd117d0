/**
 * A packet socket for the far end of a veth pair: frames that arrive are laid by the kernel into a ring in memory, so a
 * burst waits there until it is read (packet(7), Documentation/networking/packet_mmap.rst).
 */
import {
  AF_PACKET,
  ETH_P_ALL,
  PACKET_IGNORE_OUTGOING,
  PACKET_QDISC_BYPASS,
  PACKET_RX_RING,
  PACKET_VERSION,
  PACKET_VNET_HDR,
  SOCK_CLOEXEC,
  SOCK_NONBLOCK,
  SOCK_RAW,
  SOL_PACKET,
  TPACKET_V2,
} from "../calls/constants.ts";
import { Descriptor } from "../calls/descriptor.ts";
import { check } from "../calls/errors.ts";
import { libc } from "../calls/libc.ts";
import { SOCKADDR_LL, TPACKET_REQ } from "../calls/structs.ts";
import { ETHERNET_LENGTH } from "./ethernet.ts";

export interface FrameSocketOptions {
  readonly mtu: number;
  /** Frames may be segments of up to 64 KB, with a virtio header. */
  readonly offload: boolean;
}

/** How the ring is divided: one block a frame where frames are large, else many frames a block. */
export interface RingLayout {
  readonly frameSize: number;
  readonly blockSize: number;
  readonly blocks: number;
}

/** Largest IP packet. */
const LARGEST = 65_535;
/** The kernel's own header in front of each frame, its alignment, and a virtio header, with room to spare. */
export const FRAME_HEAD = 128;
const PAGE = 4096;
/** Frames that may wait: more than the largest windows of a few connections, for the wire alone may drop. */
export const WAITING_PACKETS = 8192;
const LARGE_FRAMES = 512;

/** The ring that both the one who opens the socket and the one who reads it have to agree on. */
export function ringLayout({ mtu, offload }: FrameSocketOptions): RingLayout {
  const longest = (offload ? LARGEST : mtu) + ETHERNET_LENGTH + FRAME_HEAD;
  if (longest > PAGE) {
    const size = Math.ceil(longest / PAGE) * PAGE;
    return { frameSize: size, blockSize: size, blocks: LARGE_FRAMES };
  }
  const frameSize = longest > PAGE / 2 ? PAGE : PAGE / 2;
  const perBlock = 16;
  return { frameSize, blockSize: frameSize * perBlock, blocks: WAITING_PACKETS / perBlock };
}

/** Bytes of the whole ring. */
export function ringSize(options: FrameSocketOptions): number {
  const { blockSize, blocks } = ringLayout(options);
  return blockSize * blocks;
}

/** Opens the socket on an interface of this thread's namespace. Throws `SystemCallError`. */
export function openFrameSocket(interfaceIndex: number, options: FrameSocketOptions): Descriptor {
  const type = SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC;
  const socket = new Descriptor(check(libc().socket(AF_PACKET, type, 0), "socket AF_PACKET"));
  try {
    setOption(socket, PACKET_VERSION, [TPACKET_V2]);
    if (options.offload) setOption(socket, PACKET_VNET_HDR, [1]);
    setOption(socket, PACKET_IGNORE_OUTGOING, [1]);
    setOption(socket, PACKET_QDISC_BYPASS, [1]);
    const { frameSize, blockSize, blocks } = ringLayout(options);
    const request = new Array<number>(TPACKET_REQ.size / 4);
    request[TPACKET_REQ.blockSize / 4] = blockSize;
    request[TPACKET_REQ.blockNr / 4] = blocks;
    request[TPACKET_REQ.frameSize / 4] = frameSize;
    request[TPACKET_REQ.frameNr / 4] = (blockSize / frameSize) * blocks;
    setOption(socket, PACKET_RX_RING, request);
    bind(socket, interfaceIndex);
    return socket;
  } catch (error) {
    socket.close();
    throw error;
  }
}

function bind(socket: Descriptor, interfaceIndex: number): void {
  const address = new Uint8Array(SOCKADDR_LL.size);
  const view = new DataView(address.buffer);
  view.setUint16(SOCKADDR_LL.family, AF_PACKET, true);
  view.setUint16(SOCKADDR_LL.protocol, ETH_P_ALL);
  view.setInt32(SOCKADDR_LL.ifindex, interfaceIndex, true);
  check(libc().bind(socket.fd, address, address.byteLength), "bind AF_PACKET");
}

function setOption(socket: Descriptor, option: number, words: readonly number[]): void {
  const bytes = new Uint8Array(Uint32Array.from(words).buffer);
  check(libc().setsockopt(socket.fd, SOL_PACKET, option, bytes, bytes.byteLength), `setsockopt SOL_PACKET ${option}`);
}
