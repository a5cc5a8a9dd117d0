/**
 * Programs for the kernel's packet filter (linux/filter.h; McCanne and Jacobson, 1993), for the few questions that
 * `tcplab capture` asks. A program runs in the kernel for every packet, so what is not wanted costs no copy.
 */
import { PACKET_OUTGOING } from "./calls/constants.ts";

/** One instruction. `jt` and `jf` count instructions from the next one. */
export interface BpfInstruction {
  readonly code: number;
  readonly jt: number;
  readonly jf: number;
  readonly k: number;
}

// Instruction codes: class | size | mode.
const LOAD_WORD = 0x20;
const LOAD_HALF = 0x28;
const LOAD_BYTE = 0x30;
const LOAD_HALF_INDEXED = 0x48;
const LOAD_X_IPV4_LENGTH = 0xb1;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_ANY_BIT = 0x45;
const RETURN = 0x06;

/** Offsets from here count from the network header, whatever the link layer is. */
const NETWORK = -0x100000;
/** What the kernel knows besides the bytes: EtherType, direction, interface. */
const ANCILLARY_PROTOCOL = -0x1000;
const ANCILLARY_PACKET_TYPE = -0x1000 + 4;
const ANCILLARY_INTERFACE = -0x1000 + 8;

const ETHERTYPE_IPV4 = 0x0800;
const ETHERTYPE_ARP = 0x0806;
const ETHERTYPE_RARP = 0x8035;
const ETHERTYPE_IPV6 = 0x86dd;
const TCP = 6;
const UDP = 17;
const SCTP = 132;
const FRAGMENT_OFFSET = 0x1fff;

/** Bytes of a packet that are kept: all of them. */
const KEEP = 262_144;

/** What is wanted; a packet must fit everything that is given. */
export interface FilterWishes {
  /** TCP, UDP or SCTP port of either end. */
  readonly port?: number | undefined;
  /** Address of either end: 4 or 16 bytes. */
  readonly host?: Uint8Array | undefined;
  /** Index of the loopback interface, which shows every packet twice: on its way out and on its way in. */
  readonly loopback: number;
}

type Label = string;

/** An instruction that jumps to labels; a label left out is the next instruction. */
interface Line {
  readonly label?: Label;
  readonly code: number;
  readonly k: number;
  readonly yes?: Label;
  readonly no?: Label;
}

/** The program that lets wanted packets through. */
export function buildFilter(wishes: FilterWishes): BpfInstruction[] {
  return assemble([
    ...dropOutgoingLoopback(wishes.loopback),
    { code: LOAD_WORD, k: ANCILLARY_PROTOCOL },
    ...chooseProtocol(wishes),
    ...ipv4Lines(wishes),
    ...ipv6Lines(wishes),
    ...arpLines(wishes),
    { label: "keep", code: RETURN, k: KEEP },
    { label: "drop", code: RETURN, k: 0 },
  ]);
}

function dropOutgoingLoopback(loopback: number): Line[] {
  return [
    { code: LOAD_WORD, k: ANCILLARY_PACKET_TYPE },
    { code: JUMP_IF_EQUAL, k: PACKET_OUTGOING, no: "begin" },
    { code: LOAD_WORD, k: ANCILLARY_INTERFACE },
    { code: JUMP_IF_EQUAL, k: loopback, yes: "drop" },
  ];
}

/** Without wishes every protocol is kept; a port is a question to IP, an IPv4 address to IPv4 and ARP. */
function chooseProtocol({ port, host }: FilterWishes): Line[] {
  if (port === undefined && host === undefined) return [{ code: JUMP_IF_EQUAL, k: 0, yes: "keep", no: "keep" }];
  const wantsIpv4 = host === undefined || host.length === 4;
  const wantsIpv6 = host === undefined || host.length === 16;
  const wantsArp = host?.length === 4 && port === undefined;
  return [
    ...(wantsIpv4 ? [{ code: JUMP_IF_EQUAL, k: ETHERTYPE_IPV4, yes: "ipv4" }] : []),
    ...(wantsIpv6 ? [{ code: JUMP_IF_EQUAL, k: ETHERTYPE_IPV6, yes: "ipv6" }] : []),
    ...(wantsArp ? [{ code: JUMP_IF_EQUAL, k: ETHERTYPE_ARP, yes: "arp" }] : []),
    ...(wantsArp ? [{ code: JUMP_IF_EQUAL, k: ETHERTYPE_RARP, yes: "arp" }] : []),
    { code: JUMP_IF_EQUAL, k: 0, yes: "drop", no: "drop" },
  ];
}

function ipv4Lines({ port, host }: FilterWishes): Line[] {
  if (host?.length === 16 || (port === undefined && host === undefined)) return [];
  const lines: Line[] = host === undefined
    ? []
    : compareAddress(host, { source: 12, destination: 16, found: "ipv4 host" });
  if (port === undefined) return entry("ipv4", [...lines, ...land("ipv4 host", "keep")]);
  return entry("ipv4", [
    ...lines,
    ...(host === undefined ? [] : land("ipv4 host", "ipv4 port")),
    { label: "ipv4 port", code: LOAD_BYTE, k: NETWORK + 9 },
    ...transportJumps("ipv4 first"),
    // Only a first fragment has the ports.
    { label: "ipv4 first", code: LOAD_HALF, k: NETWORK + 6 },
    { code: JUMP_IF_ANY_BIT, k: FRAGMENT_OFFSET, yes: "drop" },
    { code: LOAD_X_IPV4_LENGTH, k: NETWORK },
    { code: LOAD_HALF_INDEXED, k: NETWORK },
    { code: JUMP_IF_EQUAL, k: port, yes: "keep" },
    { code: LOAD_HALF_INDEXED, k: NETWORK + 2 },
    { code: JUMP_IF_EQUAL, k: port, yes: "keep", no: "drop" },
  ]);
}

function ipv6Lines({ port, host }: FilterWishes): Line[] {
  if (host?.length === 4 || (port === undefined && host === undefined)) return [];
  const lines: Line[] = host === undefined
    ? []
    : compareAddress(host, { source: 8, destination: 24, found: "ipv6 host" });
  if (port === undefined) return entry("ipv6", [...lines, ...land("ipv6 host", "keep")]);
  return entry("ipv6", [
    ...lines,
    ...(host === undefined ? [] : land("ipv6 host", "ipv6 port")),
    { label: "ipv6 port", code: LOAD_BYTE, k: NETWORK + 6 },
    ...transportJumps("ipv6 ports"),
    { label: "ipv6 ports", code: LOAD_HALF, k: NETWORK + 40 },
    { code: JUMP_IF_EQUAL, k: port, yes: "keep" },
    { code: LOAD_HALF, k: NETWORK + 42 },
    { code: JUMP_IF_EQUAL, k: port, yes: "keep", no: "drop" },
  ]);
}

function arpLines({ port, host }: FilterWishes): Line[] {
  if (host?.length !== 4 || port !== undefined) return [];
  const lines = compareAddress(host, { source: 14, destination: 24, found: "arp host" });
  return entry("arp", [...lines, ...land("arp host", "keep")]);
}

/** Jumps to `found` where the address at either offset is `host`, else to `drop`. */
function compareAddress(
  host: Uint8Array,
  { source, destination, found }: { source: number; destination: number; found: Label },
): Line[] {
  const view = new DataView(host.buffer, host.byteOffset, host.byteLength);
  const words = Array.from({ length: host.length / 4 }, (_, index) => view.getUint32(index * 4));
  const other = `${found} other`;
  return [
    ...compareWords(words, source, { found, other }),
    ...entry(other, compareWords(words, destination, { found, other: "drop" })),
  ];
}

function compareWords(words: readonly number[], offset: number, to: { found: Label; other: Label }): Line[] {
  return words.flatMap((word, index) => [
    { code: LOAD_WORD, k: NETWORK + offset + index * 4 },
    { code: JUMP_IF_EQUAL, k: word, no: to.other, ...(index === words.length - 1 ? { yes: to.found } : {}) },
  ]);
}

/** A place that `from` leads to and that goes on at `to`. */
function land(from: Label, to: Label): Line[] {
  return [{ label: from, code: JUMP_IF_EQUAL, k: 0, yes: to, no: to }];
}

function transportJumps(next: Label): Line[] {
  return [
    { code: JUMP_IF_EQUAL, k: TCP, yes: next },
    { code: JUMP_IF_EQUAL, k: UDP, yes: next },
    { code: JUMP_IF_EQUAL, k: SCTP, no: "drop" },
  ];
}

/** Gives the first of `lines` a label. */
function entry(label: Label, lines: readonly Line[]): Line[] {
  const first = lines[0]?.label;
  if (first !== undefined) return [...land(label, first), ...lines];
  return lines.map((line, index) => index === 0 ? { ...line, label } : line);
}

/** Turns labels into distances. `begin` is the first line behind the loopback test. */
function assemble(lines: readonly Line[]): BpfInstruction[] {
  const places = new Map<Label, number>([["begin", 4]]);
  lines.forEach(({ label }, index) => label !== undefined && places.set(label, index));
  return lines.map(({ code, k, yes, no }, index) => {
    const distance = (label: Label | undefined) => label === undefined ? 0 : (places.get(label) ?? 0) - index - 1;
    return { code, jt: distance(yes), jf: distance(no), k: k >>> 0 };
  });
}
