/**
 * Where a packet's link layer says which protocol it carries, and where that begins: in capture files by their link type, in the
 * kernel by what a packet socket shows.
 */
import { allOf, anyOf, both, type Condition, NEVER, test } from "../program/condition.ts";
import * as code from "../program/instruction.ts";
import { instruction } from "../program/instruction.ts";

const ETHER_IPV4 = 0x0800;
const ETHER_IPV6 = 0x86dd;
/** Tags of IEEE 802.1Q and 802.1ad, and the one that was used for the outer tag before. */
const TAG_TYPES = [0x8100, 0x88a8, 0x9100];
const VLAN_ID = 0x0fff;
const TAG_LENGTH = 4;
/** Address family of IPv6 on NetBSD and OpenBSD, FreeBSD, macOS; that of IPv4 is the same everywhere. */
const AF_INET6 = [24, 28, 30];
const AF_INET = [2];
/** Packet type of what this machine sent (`sll_pkttype`). */
const OUTGOING = 4;

export interface LinkLayer {
  /** Whether the packet carries this protocol. `tags` is the number of VLAN tags that earlier tests looked behind. */
  etherType(number: number, tags: number): Condition;
  /** Offset of the network layer. */
  network(tags: number): number;
  /** There is an Ethernet header, with addresses and room for VLAN tags. */
  readonly ethernet: boolean;
  /** Bytes of the link layer may be asked for. */
  readonly hasHeader: boolean;
  /** A VLAN tag behind `tags` others, of one VLAN or any; null where there can be none. */
  vlan(id: number | null, tags: number): Condition | null;
  /** This machine sent the packet; null where the bytes do not say it. */
  readonly outbound: Condition | null;
  /** The packet was seen on the interface of this number; null where the bytes do not say it. */
  interface(index: number): Condition | null;
}

function half(offset: number, value: number): Condition {
  return test([instruction(code.LOAD_HALF, offset)], code.JUMP_IF_EQUAL, value);
}

function byte(offset: number, value: number): Condition {
  return test([instruction(code.LOAD_BYTE, offset)], code.JUMP_IF_EQUAL, value);
}

function word(offset: number, value: number): Condition {
  return test([instruction(code.LOAD_WORD, offset)], code.JUMP_IF_EQUAL, value);
}

/** The lowest twelve bits of what was loaded are the VLAN's number. */
function vlanId(load: number, offset: number, id: number | null): Condition {
  const steps = [instruction(load, offset), instruction(code.AND, VLAN_ID)];
  return id === null ? allOf([]) : test(steps, code.JUMP_IF_EQUAL, id);
}

const PLAIN = {
  ethernet: false,
  hasHeader: true,
  vlan: (): Condition | null => null,
  outbound: null,
  interface: (): Condition | null => null,
} as const;

const ETHERNET: LinkLayer = {
  ...PLAIN,
  ethernet: true,
  etherType: (number, tags) => half(12 + tags * TAG_LENGTH, number),
  network: (tags) => 14 + tags * TAG_LENGTH,
  vlan: (id, tags) =>
    both(
      anyOf(TAG_TYPES.map((type) => half(12 + tags * TAG_LENGTH, type))),
      vlanId(code.LOAD_HALF, 14 + tags * TAG_LENGTH, id),
    ),
};

/** Raw IP: the version is the first half byte. */
function rawIp(versions: readonly number[]): LinkLayer {
  const steps = [instruction(code.LOAD_BYTE, 0), instruction(code.AND, 0xf0)];
  const version = (number: number) => versions.includes(number) ? test(steps, code.JUMP_IF_EQUAL, number << 4) : NEVER;
  return {
    ...PLAIN,
    etherType: (number) => number === ETHER_IPV4 ? version(4) : number === ETHER_IPV6 ? version(6) : NEVER,
    network: () => 0,
  };
}

/** The link layer holds nothing but IP of one version. */
function onlyIp(etherType: number): LinkLayer {
  return { ...PLAIN, etherType: (number) => number === etherType ? allOf([]) : NEVER, network: () => 0 };
}

/** BSD loopback: an address family in four bytes, in the order of the machine that wrote it, or in that of the network. */
function loopback(anyOrder: boolean): LinkLayer {
  const swapped = (family: number) => (family << 24) >>> 0;
  const family = (families: readonly number[]) => {
    const values = anyOrder ? [...families.map(swapped), ...families] : families;
    return anyOf(values.map((value) => word(0, value)));
  };
  return {
    ...PLAIN,
    etherType: (number) => number === ETHER_IPV4 ? family(AF_INET) : number === ETHER_IPV6 ? family(AF_INET6) : NEVER,
    network: () => 4,
  };
}

const COOKED: LinkLayer = {
  ...PLAIN,
  etherType: (number) => half(14, number),
  network: () => 16,
  outbound: half(0, OUTGOING),
};

const COOKED_2: LinkLayer = {
  ...PLAIN,
  etherType: (number) => half(0, number),
  network: () => 20,
  outbound: byte(10, OUTGOING),
  interface: (index) => word(4, index),
};

/** Link types of capture files (LINKTYPE_ numbers) that can be filtered. */
export const FILE_LINKS: ReadonlyMap<number, LinkLayer> = new Map([
  [0, loopback(true)],
  [1, ETHERNET],
  [12, rawIp([4, 6])],
  [14, rawIp([4, 6])],
  [101, rawIp([4, 6])],
  [108, loopback(false)],
  [113, COOKED],
  [228, onlyIp(ETHER_IPV4)],
  [229, onlyIp(ETHER_IPV6)],
  [276, COOKED_2],
]);

const KERNEL = {
  outbound: word(code.ANCILLARY_PACKET_TYPE, OUTGOING),
  interface: (index: number) => word(code.ANCILLARY_INTERFACE, index),
} as const;

/** The kernel has taken a VLAN tag out of the packet and keeps it beside it. */
export const TAG_BESIDE: Condition = word(code.ANCILLARY_VLAN_PRESENT, 1);
const tagBeside = (id: number | null) => both(TAG_BESIDE, vlanId(code.LOAD_WORD, code.ANCILLARY_VLAN_TAG, id));

/** A packet socket with Ethernet headers (SOCK_RAW). */
export const KERNEL_ETHERNET: LinkLayer = { ...ETHERNET, ...KERNEL };

/** As `KERNEL_ETHERNET`, where the kernel has taken the outer tag out. */
export const KERNEL_ETHERNET_UNTAGGED: LinkLayer = {
  ...KERNEL_ETHERNET,
  etherType: (number, tags) => ETHERNET.etherType(number, Math.max(0, tags - 1)),
  network: (tags) => ETHERNET.network(Math.max(0, tags - 1)),
  vlan: (id, tags) => tags === 0 ? tagBeside(id) : ETHERNET.vlan(id, tags - 1),
};

/** A packet socket without link-layer headers (SOCK_DGRAM), on one interface or all. */
export const KERNEL_NETWORK: LinkLayer = {
  ...PLAIN,
  ...KERNEL,
  hasHeader: false,
  etherType: (number) => word(code.ANCILLARY_PROTOCOL, number),
  network: () => 0,
  vlan: (id, tags) => tags === 0 ? tagBeside(id) : NEVER,
};

/** What the loopback interface shows twice, on its way out and on its way in, the first time. */
export function outgoingOn(index: number): Condition {
  return both(KERNEL.outbound, KERNEL.interface(index));
}
