/**
 * Asking the kernel for its TCP sockets (sock_diag(7), linux/inet_diag.h): requests and answers as bytes. No I/O.
 */
import {
  AF_INET,
  INET_DIAG_CONG,
  INET_DIAG_INFO,
  IPPROTO_TCP,
  NLM_F_ACK,
  NLM_F_DUMP,
  NLM_F_REQUEST,
  SOCK_DIAG_BY_FAMILY,
} from "../calls/constants.ts";
import { INET_DIAG_MSG, INET_DIAG_REQ_V2 } from "../calls/structs.ts";
import { decodeAttributes, encodeNetlink } from "./message.ts";
import { readTcpInfo, type TcpInfo } from "./tcp_info.ts";

/** Every state but TIME-WAIT, CLOSED and LISTEN: there the kernel has nothing to tell. */
const STATES = 0xfff & ~((1 << 6) | (1 << 7) | (1 << 10));
/** Attribute N is asked for by bit N - 1. */
const EXTENSIONS = (1 << (INET_DIAG_INFO - 1)) | (1 << (INET_DIAG_CONG - 1));
const NO_COOKIE = 0xffffffff;
const IDENTITY_LENGTH = 48;

/** A socket's addresses and ports as the kernel writes them, without its cookie: what asks for this very socket. */
export type SocketIdentity = Uint8Array<ArrayBuffer>;

/** One socket of an answer. */
export interface DiagnosedSocket {
  readonly family: number;
  readonly identity: SocketIdentity;
  /** 4 or 16 bytes; an IPv4 address within an IPv6 socket is one of IPv4. */
  readonly localAddress: Uint8Array;
  readonly localPort: number;
  readonly remoteAddress: Uint8Array;
  readonly remotePort: number;
  /** The kernel's number of the socket: it stays the same as long as the socket lives. */
  readonly inode: number;
  readonly congestionControl: string;
  readonly info: TcpInfo;
}

/** The request for all TCP sockets of a family, or for one. */
export function diagRequest(family: number, sequence: number, identity?: SocketIdentity): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(INET_DIAG_REQ_V2.size);
  const view = new DataView(body.buffer);
  view.setUint8(INET_DIAG_REQ_V2.family, family);
  view.setUint8(INET_DIAG_REQ_V2.protocol, IPPROTO_TCP);
  view.setUint8(INET_DIAG_REQ_V2.extensions, EXTENSIONS);
  view.setUint32(INET_DIAG_REQ_V2.states, STATES, true);
  if (identity !== undefined) body.set(identity, INET_DIAG_REQ_V2.identity);
  const flags = identity === undefined ? NLM_F_REQUEST | NLM_F_DUMP : NLM_F_REQUEST | NLM_F_ACK;
  return encodeNetlink({ type: SOCK_DIAG_BY_FAMILY, flags, sequence }, [body]);
}

/** States of the kernel's in which there is no connection to tell of (net/tcp_states.h): it only waits, or was never there. */
const TIME_WAIT = 6;
const LISTEN = 10;

/** Whether a message of the answer is of a connection: a listening socket answers for those that are not there. */
export function isOfConnection(payload: Uint8Array): boolean {
  const state = payload[INET_DIAG_MSG.state];
  return payload.length >= INET_DIAG_MSG.size && state !== TIME_WAIT && state !== LISTEN;
}

/** The socket of one message of the answer; null where the kernel tells nothing of its connection. */
export function readDiagnosis(payload: Uint8Array): DiagnosedSocket | null {
  if (payload.length < INET_DIAG_MSG.size) return null;
  const attributes = decodeAttributes(payload.subarray(INET_DIAG_MSG.size));
  const info = attributes.get(INET_DIAG_INFO);
  if (info === undefined) return null;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const identity = payload.slice(INET_DIAG_MSG.identity, INET_DIAG_MSG.identity + IDENTITY_LENGTH);
  // The cookie would be checked: without one the addresses alone decide.
  new DataView(identity.buffer).setUint32(IDENTITY_LENGTH - 8, NO_COOKIE, true);
  new DataView(identity.buffer).setUint32(IDENTITY_LENGTH - 4, NO_COOKIE, true);
  const family = payload[INET_DIAG_MSG.family] ?? 0;
  const address = (at: number) => addressBytes(family, payload.slice(at, at + 16));
  return {
    family,
    identity,
    localAddress: address(INET_DIAG_MSG.identity + 4),
    localPort: view.getUint16(INET_DIAG_MSG.identity),
    remoteAddress: address(INET_DIAG_MSG.identity + 20),
    remotePort: view.getUint16(INET_DIAG_MSG.identity + 2),
    inode: view.getUint32(INET_DIAG_MSG.inode, true),
    congestionControl: text(attributes.get(INET_DIAG_CONG)),
    info: readTcpInfo(info),
  };
}

function text(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? "" : new TextDecoder().decode(bytes).replace(/\0.*$/s, "");
}

function addressBytes(family: number, bytes: Uint8Array): Uint8Array {
  if (family === AF_INET) return bytes.subarray(0, 4);
  const mapped = bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return mapped ? bytes.subarray(12) : bytes;
}
