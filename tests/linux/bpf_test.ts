import { assertEquals } from "@std/assert";
import { buildFilter, type FilterWishes } from "../../src/linux/bpf.ts";
import { parseAddress } from "../../src/packet/parse_address.ts";
import { type FilteredPacket, keeps } from "./bpf_machine.ts";

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const ARP = 0x0806;

interface Ip {
  readonly from: string;
  readonly to: string;
  readonly ports?: readonly [number, number];
  readonly transport?: number;
  readonly optionBytes?: number;
  readonly fragmentOffset?: number;
}

function ipv4({ from, to, ports = [1, 2], transport = 6, optionBytes = 0, fragmentOffset = 0 }: Ip): FilteredPacket {
  const bytes = new Uint8Array(20 + optionBytes + 20);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x45 + optionBytes / 4);
  view.setUint16(6, 0x4000 | fragmentOffset);
  view.setUint8(9, transport);
  bytes.set(parseAddress(from)!, 12);
  bytes.set(parseAddress(to)!, 16);
  view.setUint16(20 + optionBytes, ports[0]);
  view.setUint16(22 + optionBytes, ports[1]);
  return { bytes, protocol: IPV4 };
}

function ipv6({ from, to, ports = [1, 2], transport = 6 }: Ip): FilteredPacket {
  const bytes = new Uint8Array(60);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x60);
  view.setUint8(6, transport);
  bytes.set(parseAddress(from)!, 8);
  bytes.set(parseAddress(to)!, 24);
  view.setUint16(40, ports[0]);
  view.setUint16(42, ports[1]);
  return { bytes, protocol: IPV6 };
}

function arp(sender: string, target: string): FilteredPacket {
  const bytes = new Uint8Array(28);
  bytes.set(parseAddress(sender)!, 14);
  bytes.set(parseAddress(target)!, 24);
  return { bytes, protocol: ARP };
}

const A = "10.0.2.4";
const B = "10.0.2.15";
const A6 = "2001:db8::4";
const B6 = "2001:db8::f";

const CASES: readonly {
  name: string;
  wishes: Omit<FilterWishes, "loopback">;
  packet: FilteredPacket;
  kept: boolean;
}[] = [
  { name: "everything without wishes", wishes: {}, packet: ipv4({ from: A, to: B }), kept: true },
  { name: "ARP without wishes", wishes: {}, packet: arp(A, B), kept: true },
  { name: "a source port", wishes: { port: 80 }, packet: ipv4({ from: A, to: B, ports: [80, 9] }), kept: true },
  { name: "a destination port", wishes: { port: 80 }, packet: ipv4({ from: A, to: B, ports: [9, 80] }), kept: true },
  { name: "no other port", wishes: { port: 80 }, packet: ipv4({ from: A, to: B, ports: [9, 81] }), kept: false },
  {
    name: "a port of UDP",
    wishes: { port: 53 },
    packet: ipv4({ from: A, to: B, ports: [53, 9], transport: 17 }),
    kept: true,
  },
  {
    name: "no port of ICMP",
    wishes: { port: 53 },
    packet: ipv4({ from: A, to: B, ports: [53, 9], transport: 1 }),
    kept: false,
  },
  {
    name: "a port behind options",
    wishes: { port: 80 },
    packet: ipv4({ from: A, to: B, ports: [9, 80], optionBytes: 8 }),
    kept: true,
  },
  {
    name: "no later fragment",
    wishes: { port: 80 },
    packet: ipv4({ from: A, to: B, ports: [9, 80], fragmentOffset: 185 }),
    kept: false,
  },
  { name: "a port of IPv6", wishes: { port: 80 }, packet: ipv6({ from: A6, to: B6, ports: [9, 80] }), kept: true },
  {
    name: "no other port of IPv6",
    wishes: { port: 80 },
    packet: ipv6({ from: A6, to: B6, ports: [9, 8] }),
    kept: false,
  },
  { name: "no ARP for a port", wishes: { port: 80 }, packet: arp(A, B), kept: false },
  { name: "a sender", wishes: { host: parseAddress(A)! }, packet: ipv4({ from: A, to: B }), kept: true },
  { name: "a receiver", wishes: { host: parseAddress(B)! }, packet: ipv4({ from: A, to: B }), kept: true },
  { name: "nobody else", wishes: { host: parseAddress("10.0.2.5")! }, packet: ipv4({ from: A, to: B }), kept: false },
  { name: "a host's ARP", wishes: { host: parseAddress(B)! }, packet: arp(A, B), kept: true },
  { name: "nobody else's ARP", wishes: { host: parseAddress("10.0.2.5")! }, packet: arp(A, B), kept: false },
  { name: "an IPv6 host", wishes: { host: parseAddress(B6)! }, packet: ipv6({ from: A6, to: B6 }), kept: true },
  {
    name: "no IPv6 host that differs late",
    wishes: { host: parseAddress("2001:db8::5")! },
    packet: ipv6({ from: A6, to: B6 }),
    kept: false,
  },
  {
    name: "no IPv4 for an IPv6 host",
    wishes: { host: parseAddress(B6)! },
    packet: ipv4({ from: A, to: B }),
    kept: false,
  },
  {
    name: "host and port",
    wishes: { host: parseAddress(A)!, port: 80 },
    packet: ipv4({ from: A, to: B, ports: [9, 80] }),
    kept: true,
  },
  {
    name: "not the host alone",
    wishes: { host: parseAddress(A)!, port: 80 },
    packet: ipv4({ from: A, to: B, ports: [9, 8] }),
    kept: false,
  },
  {
    name: "not the port alone",
    wishes: { host: parseAddress("10.0.2.5")!, port: 80 },
    packet: ipv4({ from: A, to: B, ports: [9, 80] }),
    kept: false,
  },
  {
    name: "host and port of IPv6",
    wishes: { host: parseAddress(A6)!, port: 80 },
    packet: ipv6({ from: A6, to: B6, ports: [80, 9] }),
    kept: true,
  },
];

Deno.test("buildFilter() keeps what is asked for, and nothing else", async (t) => {
  for (const { name, wishes, packet, kept } of CASES) {
    await t.step(name, () => assertEquals(keeps(buildFilter({ ...wishes, loopback: 1 }), packet), kept));
  }
});

Deno.test("buildFilter() drops the outgoing copy on the loopback interface only", () => {
  const packet = ipv4({ from: A, to: B, ports: [80, 9] });
  for (const wishes of [{}, { port: 80 }, { host: parseAddress(A)! }]) {
    const program = buildFilter({ ...wishes, loopback: 1 });
    assertEquals(keeps(program, { ...packet, packetType: 4, interfaceIndex: 1 }), false);
    assertEquals(keeps(program, { ...packet, packetType: 0, interfaceIndex: 1 }), true);
    assertEquals(keeps(program, { ...packet, packetType: 4, interfaceIndex: 2 }), true);
  }
});

Deno.test("buildFilter() gives programs that cut packets do not get past", () => {
  const whole = ipv4({ from: A, to: B, ports: [9, 80] });
  const program = buildFilter({ port: 80, host: parseAddress(A)!, loopback: 1 });
  for (let length = 0; length < 24; length++) {
    assertEquals(keeps(program, { ...whole, bytes: whole.bytes.subarray(0, length) }), false, `${length} bytes`);
  }
});
