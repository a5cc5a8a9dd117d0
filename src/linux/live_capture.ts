/**
 * Live capture of one interface, or of all.
 */
import {
  ARPHRD_ETHER,
  ARPHRD_LOOPBACK,
  assertKnownMachine,
  SOCK_DGRAM,
  SOCK_RAW,
  TP_STATUS_VLAN_TPID_VALID,
  TP_STATUS_VLAN_VALID,
} from "./calls/constants.ts";
import type { Descriptor } from "./calls/descriptor.ts";
import { hardwareType, interfaceIndex } from "./devices/interface.ts";
import { PacketRing, type RingCounts, type RingPacket } from "./packet_ring.ts";
import { makePromiscuous, openPacketSocket } from "./packet_socket.ts";
import { PollSet } from "./poll.ts";
import { attachFilter, type FilterInstruction } from "./socket_filter.ts";
import { SOCKADDR_LL } from "./calls/structs.ts";

/** Link types of the capture's packets (tcpdump.org/linktypes.html). */
const LINKTYPE_ETHERNET = 1;
const LINKTYPE_RAW = 101;
const LINKTYPE_LINUX_SLL2 = 276;
/** Length of the SLL2 header (LINKTYPE_LINUX_SLL2), which stands for the link layer where interfaces differ. */
const SLL2_LENGTH = 20;
const ETHERNET_ADDRESSES = 12;
const VLAN_TAG = 4;
const TPID_8021Q = 0x8100;
/** Enough for a tenth of a second of full 10-gigabit traffic. */
const RING_MEGABYTES = 128;
/** The longest wait before somebody is asked whether to go on, ns. */
const WAIT = 100e6;

/** What a filter of the capture will see. */
export interface CaptureView {
  /** Packets begin with an Ethernet header, or with the network layer's. */
  readonly headers: "ethernet" | "none";
  /** Number of the loopback interface, which shows every packet twice: on its way out and on its way in. */
  readonly loopback: number;
}

export interface CaptureOptions {
  /** Name of the interface; null for all of them. */
  readonly device: string | null;
  /** Other machines' traffic, too, where the interface sees it; not with all interfaces. */
  readonly promiscuous?: boolean;
  /** Gives the program that says which packets are kept, and how many bytes of each. */
  readonly filter: (view: CaptureView) => readonly FilterInstruction[];
}

/** One captured packet; its bytes are those of a buffer that is filled again for the next one. */
export interface LivePacket {
  seconds: number;
  nanoseconds: number;
  /** Length on the wire, the link-layer header included. */
  length: number;
  data: Uint8Array<ArrayBuffer>;
}

export class LiveCapture implements Disposable {
  readonly #socket: Descriptor;
  readonly #ring: PacketRing;
  readonly #poll: PollSet;
  readonly #cooked: boolean;
  readonly #scratch = new Uint8Array(SLL2_LENGTH + 262_144);
  readonly #scratchView = new DataView(this.#scratch.buffer);
  readonly #packet: LivePacket = { seconds: 0, nanoseconds: 0, length: 0, data: this.#scratch };
  readonly linkType: number;

  /**
   * Starts capturing. Throws `Failure` where this process may not, `SystemCallError` where there is no such interface.
   */
  constructor({ device, promiscuous = false, filter }: CaptureOptions) {
    assertKnownMachine();
    const index = device === null ? 0 : interfaceIndex(device);
    const hardware = device === null ? -1 : hardwareType(device);
    const ethernet = hardware === ARPHRD_ETHER || hardware === ARPHRD_LOOPBACK;
    this.#cooked = device === null;
    this.linkType = this.#cooked ? LINKTYPE_LINUX_SLL2 : ethernet ? LINKTYPE_ETHERNET : LINKTYPE_RAW;
    // A packet socket of the cooked kind leaves the link-layer header away, whatever the interface has.
    this.#socket = openPacketSocket(ethernet ? SOCK_RAW : SOCK_DGRAM);
    try {
      const loopback = interfaceIndex("lo");
      attachFilter(this.#socket, filter({ headers: ethernet ? "ethernet" : "none", loopback }));
      this.#ring = new PacketRing(this.#socket, RING_MEGABYTES);
      if (promiscuous && device !== null) makePromiscuous(this.#socket, index);
      this.#ring.bind(index);
    } catch (error) {
      this.#socket.close();
      throw error;
    }
    this.#poll = new PollSet([this.#socket]);
  }

  /**
   * Shows `visit` every packet that is there; where none is, waits for some, but not longer than a tenth of a second.
   * `visit` gives false to see no more.
   */
  async read(visit: (packet: LivePacket) => boolean): Promise<void> {
    const shown = (packet: RingPacket) => visit(this.#dress(packet));
    if (!this.#ring.readBlock(shown)) await this.#poll.wait(WAIT);
  }

  counts(): RingCounts {
    return this.#ring.counts();
  }

  [Symbol.dispose](): void {
    this.#ring[Symbol.dispose]();
    this.#socket.close();
  }

  /** The packet as a capture file holds it. */
  #dress(packet: RingPacket): LivePacket {
    const dressed = this.#packet;
    dressed.seconds = packet.seconds;
    dressed.nanoseconds = packet.nanoseconds;
    dressed.length = packet.length;
    const bytes = this.#ring.bytes.subarray(packet.start, packet.end);
    if (this.#cooked) this.#cook(packet, bytes);
    else if (this.linkType === LINKTYPE_ETHERNET && (packet.status & TP_STATUS_VLAN_VALID) !== 0) {
      this.#tag(packet, bytes);
    } else dressed.data = bytes;
    return dressed;
  }

  /** Puts the SLL2 header in front: protocol, interface, hardware type, direction, address. */
  #cook({ address, length }: RingPacket, bytes: Uint8Array<ArrayBuffer>): void {
    const view = this.#scratchView;
    const ring = this.#ring.bytes;
    const word = (at: number) => (ring[at] ?? 0) | ((ring[at + 1] ?? 0) << 8);
    this.#scratch.fill(0, 0, SLL2_LENGTH);
    view.setUint16(0, word(address + SOCKADDR_LL.protocol), true);
    view.setUint32(4, word(address + SOCKADDR_LL.ifindex) | (word(address + SOCKADDR_LL.ifindex + 2) << 16));
    view.setUint16(8, word(address + SOCKADDR_LL.hatype));
    view.setUint8(10, ring[address + SOCKADDR_LL.pkttype] ?? 0);
    view.setUint8(11, ring[address + SOCKADDR_LL.halen] ?? 0);
    this.#scratch.set(ring.subarray(address + SOCKADDR_LL.addr, address + SOCKADDR_LL.addr + 8), 12);
    this.#scratch.set(bytes, SLL2_LENGTH);
    this.#packet.data = this.#scratch.subarray(0, SLL2_LENGTH + bytes.length);
    this.#packet.length = length + SLL2_LENGTH;
  }

  /** Puts the VLAN tag back that the kernel has taken out of the Ethernet header. */
  #tag({ vlanTci, vlanTpid, status, length }: RingPacket, bytes: Uint8Array<ArrayBuffer>): void {
    const tpid = (status & TP_STATUS_VLAN_TPID_VALID) !== 0 ? vlanTpid : TPID_8021Q;
    this.#scratch.set(bytes.subarray(0, ETHERNET_ADDRESSES));
    this.#scratchView.setUint16(ETHERNET_ADDRESSES, tpid);
    this.#scratchView.setUint16(ETHERNET_ADDRESSES + 2, vlanTci);
    this.#scratch.set(bytes.subarray(ETHERNET_ADDRESSES), ETHERNET_ADDRESSES + VLAN_TAG);
    this.#packet.data = this.#scratch.subarray(0, bytes.length + VLAN_TAG);
    this.#packet.length = length + VLAN_TAG;
  }
}
