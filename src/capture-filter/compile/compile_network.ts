/** Tests of addresses, ports and protocols as conditions on the packet's bytes (RFC 791, 8200, 826). */
import type { AddressLayer, Direction, Network, Primitive } from "../language/syntax_tree.ts";
import { ETHER_TYPES, IP_PROTOCOLS } from "../language/words.ts";
import { allOf, ALWAYS, anyOf, both, type Condition, either, test } from "../program/condition.ts";
import * as code from "../program/instruction.ts";
import { instruction } from "../program/instruction.ts";
import type { Place } from "./place.ts";

/** Offsets of the source's and the destination's address in the network header. */
const ADDRESSES: Readonly<Record<AddressLayer, readonly [number, number]>> = {
  ip: [12, 16],
  ip6: [8, 24],
  arp: [14, 24],
  rarp: [14, 24],
};
const IPV4_FRAGMENT = 6;
const FRAGMENT_OFFSET = 0x1fff;
const IPV4_PROTOCOL = 9;
const IPV6_NEXT_HEADER = 6;
const IPV6_LENGTH = 40;
/** A fragment header of IPv6 (RFC 8200 4.5), which names the protocol behind it in its first byte. */
const FRAGMENT_HEADER = 44;
const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const ETHERNET_DESTINATION = 0;
const ETHERNET_SOURCE = 6;

/** The packet carries this network layer. */
export function carries(layer: AddressLayer, place: Place): Condition {
  return place.link.etherType(ETHER_TYPES.get(layer)!, place.tags);
}

/** Which end must be what: the conditions of the source and of the destination joined as the direction says. */
function ends(direction: Direction, source: Condition, destination: Condition): Condition {
  switch (direction) {
    case "src":
      return source;
    case "dst":
      return destination;
    case "both":
      return both(source, destination);
    case "either":
      return either(source, destination);
  }
}

/** An address or network of one layer, or of all that have such addresses. */
export function networkTest(
  network: Network & { readonly layer: AddressLayer | null; readonly direction: Direction },
  place: Place,
): Condition {
  const layers: readonly AddressLayer[] = network.layer === null ? ["ip", "arp", "rarp"] : [network.layer];
  return anyOf(layers.map((layer) => {
    const [source, destination] = ADDRESSES[layer];
    const start = place.link.network(place.tags);
    const at = (offset: number) => bytesAt(start + offset, network);
    return both(carries(layer, place), ends(network.direction, at(source), at(destination)));
  }));
}

/** Compares bytes by words and what is left of them by smaller pieces, from the last to the first, as far as the mask goes. */
function bytesAt(offset: number, { address, mask }: Network): Condition {
  const [wanted, masks] = [viewOf(address), viewOf(mask)];
  const words = Array.from({ length: address.length / 4 }, (_, index) => (address.length / 4 - 1 - index) * 4);
  return allOf(words.map((at) => {
    const bits = masks.getUint32(at);
    if (bits === 0) return ALWAYS;
    const masking = bits === 0xffff_ffff ? [] : [instruction(code.AND, bits)];
    return test([instruction(code.LOAD_WORD, offset + at), ...masking], code.JUMP_IF_EQUAL, wanted.getUint32(at));
  }));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** An Ethernet address: its last four bytes, then its first two. */
export function ethernetTest({ address, direction }: Primitive & { kind: "ethernet address" }): Condition {
  const view = viewOf(address);
  const at = (offset: number) =>
    both(
      test([instruction(code.LOAD_WORD, offset + 2)], code.JUMP_IF_EQUAL, view.getUint32(2)),
      test([instruction(code.LOAD_HALF, offset)], code.JUMP_IF_EQUAL, view.getUint16(0)),
    );
  return ends(direction, at(ETHERNET_SOURCE), at(ETHERNET_DESTINATION));
}

/** The protocol inside IP; of IPv6 the one behind a fragment header as well. */
export function protocolTest(layer: "ip" | "ip6" | null, number: number, place: Place): Condition {
  if (layer === null) return either(protocolTest("ip", number, place), protocolTest("ip6", number, place));
  if (layer === "ip") return both(carries("ip", place), place.networkByte(IPV4_PROTOCOL, number));
  const direct = place.networkByte(IPV6_NEXT_HEADER, number);
  const fragment = both(place.networkByte(IPV6_NEXT_HEADER, FRAGMENT_HEADER), place.networkByte(IPV6_LENGTH, number));
  return both(carries("ip6", place), either(direct, fragment));
}

/** What must hold before bytes of a protocol over IPv4 are looked at: the protocol, and no later fragment. */
export function transportOverIpv4(number: number, place: Place): Condition {
  return allOf([carries("ip", place), place.networkByte(IPV4_PROTOCOL, number), firstFragment(place)]);
}

/** As `transportOverIpv4` for IPv6, without extension headers. */
export function transportOverIpv6(number: number, place: Place): Condition {
  return both(carries("ip6", place), place.networkByte(IPV6_NEXT_HEADER, number));
}

/** Only the first fragment of a datagram has the ports. */
function firstFragment(place: Place): Condition {
  const load = instruction(code.LOAD_HALF, place.link.network(place.tags) + IPV4_FRAGMENT);
  return test([load, instruction(code.AND, FRAGMENT_OFFSET)], code.JUMP_IF_EQUAL, 0);
}

/** Ports of transports over IPv6 and IPv4. */
export function portTest(asked: Primitive & { kind: "port" }, place: Place): Condition {
  const start = place.link.network(place.tags);
  const protocols = (offset: number) => anyOf(asked.protocols.map((number) => place.networkByte(offset, number)));
  const overIpv6 = ends(
    asked.direction,
    between([instruction(code.LOAD_HALF, start + IPV6_LENGTH + SOURCE_PORT)], asked),
    between([instruction(code.LOAD_HALF, start + IPV6_LENGTH + DESTINATION_PORT)], asked),
  );
  const behindHeader = (offset: number) => [
    instruction(code.LOAD_X_HEADER_LENGTH, start),
    instruction(code.LOAD_HALF_INDEXED, start + offset),
  ];
  const overIpv4 = ends(
    asked.direction,
    between(behindHeader(SOURCE_PORT), asked),
    between(behindHeader(DESTINATION_PORT), asked),
  );
  return either(
    allOf([carries("ip6", place), protocols(IPV6_NEXT_HEADER), overIpv6]),
    allOf([carries("ip", place), protocols(IPV4_PROTOCOL), firstFragment(place), overIpv4]),
  );
}

function between(
  steps: Parameters<typeof test>[0],
  { first, last }: { readonly first: number; readonly last: number },
): Condition {
  if (first === last) return test(steps, code.JUMP_IF_EQUAL, first);
  const notAbove: Condition = { kind: "not", operand: test(steps, code.JUMP_IF_GREATER, last) };
  return both(test(steps, code.JUMP_IF_NOT_LESS, first), notAbove);
}

/** Addresses of groups: the lowest bit of the first byte of Ethernet's, 224.0.0.0/4, ff00::/8. */
export function multicastTest(layer: "ether" | "ip" | "ip6", place: Place): Condition {
  const start = place.link.network(place.tags);
  if (layer === "ether") return test([instruction(code.LOAD_BYTE, ETHERNET_DESTINATION)], code.JUMP_IF_ANY_BIT, 1);
  if (layer === "ip6") return both(carries("ip6", place), place.networkByte(ADDRESSES.ip6[1], 0xff));
  const steps = [instruction(code.LOAD_BYTE, start + ADDRESSES.ip[1]), instruction(code.AND, 0xf0)];
  return both(carries("ip", place), test(steps, code.JUMP_IF_EQUAL, 0xe0));
}

/** The number of an IP protocol that has a name. */
export function protocolNumber(name: string): number {
  return IP_PROTOCOLS.get(name)!.number;
}
