/**
 * What stands where in the headers that have a fixed layout: names as in the documents that define them, lengths, and how a
 * value reads. To name the bytes of another layer, add its layout here.
 */
import { ipv4Text, ipv6Text } from "../../../packet/address.ts";
import { u16, u32 } from "../../../packet/bytes.ts";
import * as layer from "../../../packet/layer.ts";
import { GRE_CHECKSUM_PRESENT, GRE_KEY_PRESENT, GRE_SEQUENCE_PRESENT } from "../../../packet/layers/gre.ts";

/** The fields of a header in order: name, length in bytes, and how the value reads. */
export type Layout =
  readonly (readonly [name: string, length: number, read: (bytes: Uint8Array, at: number) => string])[];

const decimal8 = (bytes: Uint8Array, at: number): string => String(bytes[at]);
const decimal16 = (bytes: Uint8Array, at: number): string => String(u16(bytes, at));
const hex16 = (bytes: Uint8Array, at: number): string => `0x${u16(bytes, at).toString(16).padStart(4, "0")}`;
const hardware = (bytes: Uint8Array, at: number): string =>
  Array.from(bytes.subarray(at, at + 6), (byte) => byte.toString(16).padStart(2, "0")).join(":");

const ETHERNET: Layout = [
  ["destination", 6, hardware],
  ["source", 6, hardware],
  ["EtherType", 2, hex16],
];

/** https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html */
const COOKED: Layout = [
  ["packet type", 2, (bytes, at) => ["to us", "broadcast", "multicast", "to others", "sent"][u16(bytes, at)] ?? "?"],
  ["ARPHRD type", 2, decimal16],
  ["address length", 2, decimal16],
  ["address", 8, hardware],
  ["protocol", 2, hex16],
];

/** https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html */
const COOKED2: Layout = [
  ["protocol", 2, hex16],
  ["reserved", 2, decimal16],
  ["interface", 4, (bytes, at) => String(u32(bytes, at))],
  ["ARPHRD type", 2, decimal16],
  ["packet type", 1, (bytes, at) => ["to us", "broadcast", "multicast", "to others", "sent"][bytes[at] ?? 9] ?? "?"],
  ["address length", 1, decimal8],
  ["address", 8, hardware],
];

/** IEEE 802.1Q and 802.1ad */
const VLAN: Layout = [
  ["priority, VLAN", 2, (bytes, at) => `${bytes[at]! >> 5}, ${u16(bytes, at) & 0xfff}`],
  ["EtherType", 2, hex16],
];

/** RFC 1042 */
const LLC_SNAP: Layout = [
  ["LLC", 3, (bytes, at) => Array.from(bytes.subarray(at, at + 3), (byte) => byte.toString(16)).join(" ")],
  ["organization", 3, (bytes, at) => `0x${(u32(bytes, at) >>> 8).toString(16).padStart(6, "0")}`],
  ["EtherType", 2, hex16],
];

/** RFC 2516 4 */
const PPPOE: Layout = [
  ["version, type", 1, (bytes, at) => `${bytes[at]! >> 4}, ${bytes[at]! & 15}`],
  ["code", 1, decimal8],
  ["session", 2, decimal16],
  ["length", 2, decimal16],
];

/** RFC 3032 2.1 */
const MPLS: Layout = [
  ["label", 3, (bytes, at) => `${u32(bytes, at) >>> 12}${bytes[at + 2]! & 1 ? ", the last" : ""}`],
  ["time to live", 1, decimal8],
];

/** RFC 791 3.1 */
const IPV4: Layout = [
  ["version, header length", 1, (bytes, at) => `${bytes[at]! >> 4}, ${(bytes[at]! & 15) * 4} bytes`],
  ["DSCP, ECN", 1, (bytes, at) => `${bytes[at]! >> 2}, ${bytes[at]! & 3}`],
  ["total length", 2, decimal16],
  ["identification", 2, hex16],
  ["flags, fragment offset", 2, fragment],
  ["time to live", 1, decimal8],
  ["protocol", 1, (bytes, at) => bytes[at] === 6 ? "6 (TCP)" : String(bytes[at])],
  ["header checksum", 2, hex16],
  ["source address", 4, ipv4Text],
  ["destination address", 4, ipv4Text],
];

/** RFC 8200 3 */
const IPV6: Layout = [
  ["version, class, flow label", 4, (bytes, at) => `6, 0x${u32(bytes, at).toString(16).slice(1)}`],
  ["payload length", 2, decimal16],
  ["next header", 1, (bytes, at) => bytes[at] === 6 ? "6 (TCP)" : String(bytes[at])],
  ["hop limit", 1, decimal8],
  ["source address", 16, ipv6Text],
  ["destination address", 16, ipv6Text],
];

function fragment(bytes: Uint8Array, at: number): string {
  const value = u16(bytes, at);
  const flags = [...(value & 0x4000 ? ["DF"] : []), ...(value & 0x2000 ? ["MF"] : [])].join(" ") || "-";
  return `${flags}, ${(value & 0x1fff) * 8}`;
}

/** RFC 2784 2.1 and RFC 2890 2: the first bits tell which fields there are. */
function greLayout(bytes: Uint8Array, at: number): Layout {
  const flags = u16(bytes, at);
  const decimal32 = (data: Uint8Array, offset: number): string => String(u32(data, offset));
  return [
    ["flags, version", 2, hex16],
    ["protocol", 2, hex16],
    ...(flags & GRE_CHECKSUM_PRESENT ? [["checksum", 2, hex16], ["reserved", 2, decimal16]] as const : []),
    ...(flags & GRE_KEY_PRESENT ? [["key", 4, decimal32]] as const : []),
    ...(flags & GRE_SEQUENCE_PRESENT ? [["sequence number", 4, decimal32]] as const : []),
  ];
}

/** RFC 768 */
const UDP: Layout = [
  ["source port", 2, decimal16],
  ["destination port", 2, decimal16],
  ["length", 2, decimal16],
  ["checksum", 2, hex16],
];

/** RFC 792; RFC 4443 2.1 */
const ICMP: Layout = [
  ["type", 1, decimal8],
  ["code", 1, decimal8],
  ["checksum", 2, hex16],
  ["depends on the type", 4, (bytes, at) => String(u32(bytes, at))],
];

const network24 = (bytes: Uint8Array, at: number): string => String(u32(bytes, at) >>> 8);

/** RFC 7348 5 */
const VXLAN: Layout = [
  ["flags", 4, (bytes, at) => `0x${u32(bytes, at).toString(16).padStart(8, "0")}`],
  ["network", 4, network24],
];

/** RFC 8926 3.4 */
const GENEVE: Layout = [
  ["version, options' length", 1, (bytes, at) => `${bytes[at]! >> 6}, ${(bytes[at]! & 63) * 4} bytes`],
  ["flags", 1, decimal8],
  ["protocol", 2, hex16],
  ["network", 4, network24],
];

/** 3GPP TS 29.281 5.1 */
const GTP_U: Layout = [
  ["version, flags", 1, (bytes, at) => `0x${bytes[at]!.toString(16)}`],
  ["message type", 1, decimal8],
  ["length", 2, decimal16],
  ["tunnel endpoint", 4, (bytes, at) => String(u32(bytes, at))],
];

/** RFC 5415 4.3 */
const CAPWAP: Layout = [
  ["version, type", 1, decimal8],
  ["length, radio, binding, flags", 3, (bytes, at) => `0x${(u32(bytes, at) >>> 8).toString(16).padStart(6, "0")}`],
  ["fragment", 2, decimal16],
  ["fragment's offset", 2, decimal16],
];

const LAYOUTS: ReadonlyMap<number, Layout> = new Map([
  [layer.ETHERNET, ETHERNET],
  [layer.VLAN, VLAN],
  [layer.PROVIDER_VLAN, VLAN],
  [layer.LLC_SNAP, LLC_SNAP],
  [layer.PPPOE, PPPOE],
  [layer.MPLS, MPLS],
  [layer.COOKED, COOKED],
  [layer.COOKED_2, COOKED2],
  [layer.IPV4, IPV4],
  [layer.IPV6, IPV6],
  [layer.UDP, UDP],
  [layer.ICMP, ICMP],
  [layer.ICMPV6, ICMP],
  [layer.VXLAN, VXLAN],
  [layer.VXLAN_GPE, VXLAN],
  [layer.GENEVE, GENEVE],
  [layer.GTP_U, GTP_U],
  [layer.CAPWAP, CAPWAP],
]);

/** The layout of the header of a kind (packet/layer.ts) that begins at `at`; empty where none is known. */
export function layoutOf(kind: number, bytes: Uint8Array, at: number): Layout {
  return kind === layer.GRE ? greLayout(bytes, at) : LAYOUTS.get(kind) ?? [];
}

/** What the bytes of a header beyond its layout are called. */
export function restName(kind: number): string {
  if (kind === layer.IPV4) return "options";
  return kind === layer.IPV6 ? "extension headers" : layer.LAYER_NAMES[kind]!;
}
