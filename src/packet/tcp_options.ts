/**
 * TCP options (RFC 9293 3.2 and the RFCs named at each kind), parsed to values. Nothing is repaired: a shift of 20 is told as
 * 20, an option of impossible length ends the list as "malformed" with the reason.
 */
import { i32, u16, u32 } from "./bytes.ts";
import type { ReadonlyPacket } from "./packet.ts";
import { TCP_HEADER } from "./layers/tcp.ts";

/** Option kinds by number. */
export const OPTION_END = 0;
export const OPTION_NOP = 1;
export const OPTION_MSS = 2;
export const OPTION_WINDOW_SCALE = 3;
export const OPTION_SACK_PERMITTED = 4;
export const OPTION_SACK = 5;
export const OPTION_TIMESTAMPS = 8;
export const OPTION_MD5 = 19;
export const OPTION_USER_TIMEOUT = 28;
export const OPTION_AUTHENTICATION = 29;
export const OPTION_MPTCP = 30;
export const OPTION_FAST_OPEN = 34;
export const OPTION_ACCECN_0 = 172;
export const OPTION_ACCECN_1 = 174;
export const OPTION_EXPERIMENTAL_1 = 253;
export const OPTION_EXPERIMENTAL_2 = 254;

/** The largest window shift a receiver may use; larger ones count as this (RFC 7323 2.3). */
export const LARGEST_WINDOW_SHIFT = 14;

/** One selectively acknowledged range: raw sequence numbers, `right` is the first one after it. */
export interface SackBlock {
  readonly left: number;
  readonly right: number;
}

export type TcpOption =
  | { readonly kind: "end" }
  | { readonly kind: "nop" }
  /** RFC 9293 3.7.1: largest segment the sender of the option takes, bytes. */
  | { readonly kind: "mss"; readonly value: number }
  /** RFC 7323 2: the shift as it stands in the packet. */
  | { readonly kind: "window_scale"; readonly shift: number }
  /** RFC 2018. */
  | { readonly kind: "sack_permitted" }
  | { readonly kind: "sack"; readonly blocks: readonly SackBlock[] }
  /** RFC 7323 3. */
  | { readonly kind: "timestamps"; readonly value: number; readonly echo: number }
  /** RFC 2385: hexadecimal digest. */
  | { readonly kind: "md5"; readonly digest: string }
  /** RFC 5482: seconds. */
  | { readonly kind: "user_timeout"; readonly seconds: number }
  /** RFC 5925. */
  | { readonly kind: "authentication"; readonly keyId: number; readonly nextKeyId: number; readonly mac: string }
  /** RFC 8684: subtype number and its name. */
  | { readonly kind: "mptcp"; readonly subtype: number; readonly name: string }
  /** RFC 7413: hexadecimal cookie, "" in a request for one. */
  | { readonly kind: "fast_open"; readonly cookie: string; readonly experimental: boolean }
  /** AccECN byte counters (draft-ietf-tcpm-accurate-ecn): ECT(0), CE and ECT(1), as far as they are given. */
  | { readonly kind: "accecn"; readonly order: 0 | 1; readonly counters: readonly number[] }
  /** RFC 6994: the experiment's identifier and its data in hexadecimal. */
  | { readonly kind: "experimental"; readonly number: number; readonly identifier: number; readonly data: string }
  | { readonly kind: "unknown"; readonly number: number; readonly data: string }
  /** The list ends here: `offset` counts from the start of the options. */
  | { readonly kind: "malformed"; readonly number: number; readonly offset: number; readonly reason: string };

const MPTCP_SUBTYPES = [
  "MP_CAPABLE",
  "MP_JOIN",
  "DSS",
  "ADD_ADDR",
  "REMOVE_ADDR",
  "MP_PRIO",
  "MP_FAIL",
  "MP_FASTCLOSE",
  "MP_TCPRST",
];

/** Experiment identifier of TCP Fast Open before it had a kind of its own (RFC 7413 2.1). */
export const FAST_OPEN_EXPERIMENT = 0xf989;

/** The options of a packet that has a TCP header. */
export function tcpOptions(packet: ReadonlyPacket): TcpOption[] {
  if (packet.tcpStart < 0) return [];
  const end = Math.min(packet.payloadStart, packet.capturedLength);
  return parseTcpOptions(
    packet.data.subarray(packet.tcpStart + TCP_HEADER, Math.max(end, packet.tcpStart + TCP_HEADER)),
  );
}

/** Parses the bytes between the TCP header's 20 bytes and the data. */
export function parseTcpOptions(bytes: Uint8Array): TcpOption[] {
  const options: TcpOption[] = [];
  let at = 0;
  while (at < bytes.length) {
    const number = bytes[at]!;
    if (number === OPTION_END) {
      options.push({ kind: "end" });
      break;
    }
    if (number === OPTION_NOP) {
      options.push({ kind: "nop" });
      at++;
      continue;
    }
    const reason = impossibleLength(bytes, at);
    if (reason !== null) {
      options.push({ kind: "malformed", number, offset: at, reason });
      break;
    }
    const length = bytes[at + 1]!;
    options.push(parseOption(number, bytes.subarray(at + 2, at + length)));
    at += length;
  }
  return options;
}

function impossibleLength(bytes: Uint8Array, at: number): string | null {
  if (at + 1 >= bytes.length) return "the options end before its length";
  const length = bytes[at + 1]!;
  if (length < 2) return `its length is ${length}, less than its own two bytes`;
  if (at + length > bytes.length) return `its length is ${length}, but ${bytes.length - at} bytes are left`;
  return null;
}

/** One option from its data; a known kind with data of the wrong size is told as unknown. */
function parseOption(number: number, data: Uint8Array): TcpOption {
  return READERS.get(number)?.(data, number) ?? { kind: "unknown", number, data: hex(data) };
}

type OptionReader = (data: Uint8Array, number: number) => TcpOption | null;

/** How each kind is read; null where its data cannot be of that kind. To add an option, add a line. */
const READERS: ReadonlyMap<number, OptionReader> = new Map<number, OptionReader>([
  [OPTION_MSS, (data) => data.length === 2 ? { kind: "mss", value: u16(data, 0) } : null],
  [OPTION_WINDOW_SCALE, (data) => data.length === 1 ? { kind: "window_scale", shift: data[0]! } : null],
  [OPTION_SACK_PERMITTED, (data) => data.length === 0 ? { kind: "sack_permitted" } : null],
  [OPTION_SACK, readSack],
  [
    OPTION_TIMESTAMPS,
    (data) => data.length === 8 ? { kind: "timestamps", value: u32(data, 0), echo: u32(data, 4) } : null,
  ],
  [OPTION_MD5, (data) => data.length === 16 ? { kind: "md5", digest: hex(data) } : null],
  [OPTION_USER_TIMEOUT, readUserTimeout],
  [OPTION_AUTHENTICATION, readAuthentication],
  [OPTION_MPTCP, readMptcp],
  [OPTION_FAST_OPEN, (data) => ({ kind: "fast_open", cookie: hex(data), experimental: false })],
  [OPTION_ACCECN_0, readAccEcn],
  [OPTION_ACCECN_1, readAccEcn],
  [OPTION_EXPERIMENTAL_1, readExperimental],
  [OPTION_EXPERIMENTAL_2, readExperimental],
]);

function readSack(data: Uint8Array): TcpOption | null {
  if (data.length % 8 !== 0) return null;
  const blocks: SackBlock[] = [];
  for (let at = 0; at < data.length; at += 8) blocks.push({ left: u32(data, at), right: u32(data, at + 4) });
  return { kind: "sack", blocks };
}

/** The top bit chooses minutes instead of seconds. */
function readUserTimeout(data: Uint8Array): TcpOption | null {
  if (data.length !== 2) return null;
  const field = u16(data, 0);
  return { kind: "user_timeout", seconds: (field & 0x7fff) * (field & 0x8000 ? 60 : 1) };
}

function readAuthentication(data: Uint8Array): TcpOption | null {
  if (data.length < 2) return null;
  return { kind: "authentication", keyId: data[0]!, nextKeyId: data[1]!, mac: hex(data.subarray(2)) };
}

function readMptcp(data: Uint8Array): TcpOption | null {
  if (data.length < 1) return null;
  const subtype = data[0]! >> 4;
  return { kind: "mptcp", subtype, name: MPTCP_SUBTYPES[subtype] ?? `subtype ${subtype}` };
}

function readAccEcn(data: Uint8Array, number: number): TcpOption | null {
  if (data.length % 3 !== 0) return null;
  const counters: number[] = [];
  for (let at = 0; at < data.length; at += 3) counters.push((data[at]! << 16) | u16(data, at + 1));
  return { kind: "accecn", order: number === OPTION_ACCECN_0 ? 0 : 1, counters };
}

function readExperimental(data: Uint8Array, number: number): TcpOption | null {
  if (data.length < 2) return null;
  const identifier = u16(data, 0);
  const rest = hex(data.subarray(2));
  if (identifier === FAST_OPEN_EXPERIMENT) return { kind: "fast_open", cookie: rest, experimental: true };
  return { kind: "experimental", number, identifier, data: rest };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The offset (from `packet.start`) of the first well-formed option of a kind, or -1: for code that runs for every packet and
 * wants one option without a list of all. Gives the offset of the kind byte.
 */
export function findOption(packet: ReadonlyPacket, kind: number): number {
  const { bytes, start } = packet;
  const end = Math.min(packet.payloadStart, packet.capturedLength);
  let at = packet.tcpStart + TCP_HEADER;
  // Two NOPs and timestamps: what almost every segment carries, and nothing else.
  if (end - at === 12 && kind !== OPTION_TIMESTAMPS && i32(bytes, start + at) === 0x0101080a) return -1;
  while (at + 1 < end) {
    const number = bytes[start + at]!;
    if (number === OPTION_END) return -1;
    if (number === OPTION_NOP) {
      at++;
      continue;
    }
    const length = bytes[start + at + 1]!;
    if (length < 2 || at + length > end) return -1;
    if (number === kind) return at;
    at += length;
  }
  return -1;
}
