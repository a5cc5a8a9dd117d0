/** Packets of many kinds, the same ones every time: what filter expressions are tried on, over each link layer. */
import { parseAddress } from "../../src/packet/parse_address.ts";
import { Random } from "../random.ts";

const HOSTS = ["10.0.2.4", "10.0.2.15", "10.0.3.1", "192.168.1.7", "224.0.0.251", "172.16.0.9"];
const HOSTS6 = ["2001:db8::4", "2001:db8::f", "2001:db8:1::1", "fe80::1", "ff02::fb"];
const PORTS = [20, 22, 53, 80, 443, 8080, 8081, 5353, 6000, 33333];
const SEED = 20;

/** A network packet with its EtherType. */
export interface NetworkPacket {
  readonly etherType: number;
  readonly bytes: Uint8Array;
}

/** A packet of one link type; `length` is that on the wire, more than the bytes where the capture cut them. */
export interface LinkPacket {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly length: number;
}

function put(parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function u16(value: number): number[] {
  return [value >> 8, value & 255];
}

function transport(protocol: number, random: Random): Uint8Array {
  const ports = [...u16(random.pick(PORTS)), ...u16(random.pick(PORTS))];
  const body = random.bytes(random.pick([0, 4, 30, 200]));
  if (protocol === 6) {
    const flags = random.pick([0x02, 0x12, 0x10, 0x18, 0x11, 0x04, 0x14, 0xc2]);
    return put([ports, random.bytes(8), [0x50, flags], random.bytes(6), body]);
  }
  if (protocol === 17) return put([ports, u16(8 + body.length), random.bytes(2), body]);
  if (protocol === 132) return put([ports, random.bytes(8), body]);
  return put([[random.pick([0, 3, 8, 11, 128, 129, 135]), 0], random.bytes(6), body]);
}

function ipv4(random: Random): NetworkPacket {
  const protocol = random.pick([6, 6, 6, 17, 17, 132, 1, 2, 50]);
  const options = random.chance(0.2) ? random.bytes(8) : new Uint8Array();
  const content = transport(protocol, random);
  const fragment = random.chance(0.15) ? random.pick([0x2000, 0x00b9, 0x20b9]) : 0x4000;
  const bytes = put([
    [0x45 + options.length / 4, 0],
    u16(20 + options.length + content.length),
    random.bytes(2),
    u16(fragment),
    [64, protocol, 0, 0],
    parseAddress(random.pick(HOSTS))!,
    parseAddress(random.pick(HOSTS))!,
    options,
    content,
  ]);
  return { etherType: 0x0800, bytes };
}

function ipv6(random: Random): NetworkPacket {
  const protocol = random.pick([6, 6, 17, 58, 132]);
  const content = transport(protocol, random);
  const fragment = random.chance(0.2) ? put([[protocol, 0, 0, 1], random.bytes(4)]) : new Uint8Array();
  const bytes = put([
    [0x60, 0, 0, 0],
    u16(fragment.length + content.length),
    [fragment.length > 0 ? 44 : protocol, 64],
    parseAddress(random.pick(HOSTS6))!,
    parseAddress(random.pick(HOSTS6))!,
    fragment,
    content,
  ]);
  return { etherType: 0x86dd, bytes };
}

function arp(random: Random): NetworkPacket {
  const [sender, target] = [parseAddress(random.pick(HOSTS))!, parseAddress(random.pick(HOSTS))!];
  const bytes = put([[0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1], sender, [2, 0, 0, 0, 0, 2], target]);
  return { etherType: random.pick([0x0806, 0x8035]), bytes };
}

/** `count` packets, IPv4 for the most part. */
export function networkPackets(count: number): NetworkPacket[] {
  const random = new Random(SEED);
  return Array.from({ length: count }, () => {
    const kind = random.unit();
    return kind < 0.6 ? ipv4(random) : kind < 0.9 ? ipv6(random) : arp(random);
  });
}

const MACS = [[2, 0, 0, 0, 0, 1], [2, 0, 0, 0, 0, 2], [255, 255, 255, 255, 255, 255], [1, 0, 94, 0, 0, 251]];

/** The header in front of a packet, by link type; null where the link type cannot carry it. */
const HEADERS: Readonly<Record<number, (etherType: number, random: Random) => readonly number[] | null>> = {
  0: (type, random) => loopbackHeader(type, true, random),
  1: (type, random) => {
    const tags = random.pick([0, 0, 0, 1, 2]);
    const kinds = [random.pick([0x8100, 0x88a8]), 0x8100];
    const tag = (kind: number) => [...u16(kind), ...u16(random.pick([0x0005, 0x2005, 0x0064]))];
    const inside = kinds.slice(2 - tags).flatMap(tag);
    return [...random.pick(MACS), ...random.pick(MACS.slice(0, 2)), ...inside, ...u16(type)];
  },
  101: (type) => type === 0x0800 || type === 0x86dd ? [] : null,
  108: (type, random) => loopbackHeader(type, false, random),
  113: (type, random) => [0, random.pick([0, 1, 4]), 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, ...u16(type)],
  228: (type) => type === 0x0800 ? [] : null,
  229: (type) => type === 0x86dd ? [] : null,
  276: (type, random) => [
    ...u16(type),
    ...[0, 0, 0, 0, 0, random.int(1, 3), 0, 1, random.pick([0, 1, 4]), 6, 2, 0, 0, 0, 0, 1, 0, 0],
  ],
};

function loopbackHeader(type: number, swapped: boolean, random: Random): number[] | null {
  const family = type === 0x0800 ? 2 : type === 0x86dd ? random.pick([24, 28, 30]) : null;
  if (family === null) return null;
  return swapped ? [family, 0, 0, 0] : [0, 0, 0, family];
}

export const LINK_TYPES: readonly number[] = Object.keys(HEADERS).map(Number);

/** The packets over a link layer; some are cut short, as a capture with a small snapshot length cuts them. */
export function linkPackets(linkType: number, count: number): LinkPacket[] {
  const random = new Random(SEED + linkType);
  return networkPackets(count).flatMap(({ etherType, bytes }) => {
    const header = HEADERS[linkType]!(etherType, random);
    if (header === null) return [];
    const whole = Uint8Array.from([...header, ...bytes]);
    const kept = random.chance(0.1) ? random.int(1, whole.length) : whole.length;
    return [{ bytes: whole.slice(0, kept), length: whole.length }];
  });
}
