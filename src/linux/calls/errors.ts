/**
 * Error numbers of Linux (asm-generic, the same on x86-64 and arm64), and a failed call as an exception.
 */
import { errno } from "./libc.ts";

export const EPERM = 1;
export const ENOENT = 2;
export const EINTR = 4;
export const EIO = 5;
export const ENXIO = 6;
export const EBADF = 9;
export const EAGAIN = 11;
const ENOMEM = 12;
export const EACCES = 13;
export const EBUSY = 16;
export const ENODEV = 19;
export const EINVAL = 22;
const EMFILE = 24;
const ENOSPC = 28;
const EPIPE = 32;
const EBADFD = 77;
export const ENOBUFS = 105;
const ENETDOWN = 100;
const ECONNRESET = 104;
const ETIMEDOUT = 110;
const ECONNREFUSED = 111;
export const EISCONN = 106;
export const EALREADY = 114;
export const EINPROGRESS = 115;

/** Symbols of what can happen on a socket. */
const SYMBOLS: Readonly<Record<number, string>> = {
  [EACCES]: "EACCES",
  [EINVAL]: "EINVAL",
  [EPIPE]: "EPIPE",
  98: "EADDRINUSE",
  99: "EADDRNOTAVAIL",
  101: "ENETUNREACH",
  [ECONNRESET]: "ECONNRESET",
  107: "ENOTCONN",
  [ETIMEDOUT]: "ETIMEDOUT",
  [ECONNREFUSED]: "ECONNREFUSED",
  113: "EHOSTUNREACH",
};

const TEXTS: Readonly<Record<number, string>> = {
  [EPERM]: "operation not permitted",
  [ENOENT]: "no such file",
  [EINTR]: "interrupted",
  [EIO]: "input/output error",
  [ENXIO]: "no such device or address",
  [EAGAIN]: "try again",
  [ENOMEM]: "out of memory",
  [EACCES]: "permission denied",
  [EBUSY]: "device or resource busy",
  [ENODEV]: "no such device",
  [EINVAL]: "invalid argument",
  [EMFILE]: "too many open files",
  [ENOSPC]: "no space left",
  [EPIPE]: "broken pipe",
  [EBADFD]: "descriptor in bad state",
  [ENETDOWN]: "network is down",
  [ENOBUFS]: "no buffer space",
  [ECONNRESET]: "connection reset by peer",
  [ETIMEDOUT]: "connection timed out",
  [ECONNREFUSED]: "connection refused",
  [EINPROGRESS]: "in progress",
};

/** A call that failed: its name, and the error number the kernel gave. */
export class SystemCallError extends Error {
  override name = "SystemCallError";
  /** The kernel's symbol, as errors of Deno carry it; undefined for an error that no socket has. */
  readonly code: string | undefined;
  constructor(readonly call: string, readonly errno: number) {
    super(`${call}: ${TEXTS[errno] ?? "error"} (errno ${errno})`);
    this.code = SYMBOLS[errno];
  }
}

/**
 * Whether a call that does not wait gave up because it would have had to, so that it is tried again. What
 * the runtime does before the error number is read may overwrite it: no read, write or accept gives ENOENT, so that is the
 * mark of another one's.
 */
export function wouldWait(code: number): boolean {
  return code === EAGAIN || code === EINTR || code === EINPROGRESS || code === ENOENT;
}

/** Gives `result` back, or throws what `errno` says where it is negative. */
export function check(result: number | bigint, call: string): number {
  if (result < 0) throw new SystemCallError(call, errno());
  return Number(result);
}
