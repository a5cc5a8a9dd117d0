/**
 * What went wrong on a socket, in the words of Python on Linux: the exception's name, the error number and the
 * kernel's text. The numbers are Linux's on every system, so that transcripts compare.
 */
import { errorCode } from "../net/peer_error.ts";
import { DeadlineExceeded } from "../net/within.ts";

export interface SocketError {
  /** Python's exception: `ConnectionResetError`. */
  readonly name: string;
  /** The kernel's symbol, where the kernel said it: `ECONNRESET`. */
  readonly code: string | undefined;
  /** What Python prints behind the name: `[Errno 104] Connection reset by peer`. */
  readonly message: string;
}

/** Symbol: Python's exception, Linux's number, the kernel's text (errno(3), PEP 3151). */
const ERRORS: Readonly<Record<string, readonly [name: string, errno: number, text: string]>> = {
  EINTR: ["InterruptedError", 4, "Interrupted system call"],
  EACCES: ["PermissionError", 13, "Permission denied"],
  EPERM: ["PermissionError", 1, "Operation not permitted"],
  ENFILE: ["OSError", 23, "Too many open files in system"],
  EMFILE: ["OSError", 24, "Too many open files"],
  EINVAL: ["OSError", 22, "Invalid argument"],
  EPIPE: ["BrokenPipeError", 32, "Broken pipe"],
  EPROTO: ["OSError", 71, "Protocol error"],
  EADDRINUSE: ["OSError", 98, "Address already in use"],
  EADDRNOTAVAIL: ["OSError", 99, "Cannot assign requested address"],
  EAFNOSUPPORT: ["OSError", 97, "Address family not supported by protocol"],
  ENETDOWN: ["OSError", 100, "Network is down"],
  ENETUNREACH: ["OSError", 101, "Network is unreachable"],
  ENETRESET: ["OSError", 102, "Network dropped connection on reset"],
  ECONNABORTED: ["ConnectionAbortedError", 103, "Software caused connection abort"],
  ECONNRESET: ["ConnectionResetError", 104, "Connection reset by peer"],
  ENOBUFS: ["OSError", 105, "No buffer space available"],
  ENOTCONN: ["OSError", 107, "Transport endpoint is not connected"],
  ETIMEDOUT: ["TimeoutError", 110, "Connection timed out"],
  ECONNREFUSED: ["ConnectionRefusedError", 111, "Connection refused"],
  EHOSTDOWN: ["OSError", 112, "Host is down"],
  EHOSTUNREACH: ["OSError", 113, "No route to host"],
};

/** What `getaddrinfo` says of a name that nobody knows. */
const NAME_NOT_KNOWN: SocketError = {
  name: "socket.gaierror",
  code: "ENOTFOUND",
  message: "[Errno -2] Name or service not known",
};

/** The peer's RST. */
export const CONNECTION_RESET: SocketError = pythonized("ECONNRESET", "");

/** A deadline of the program's own (`settimeout`), not the kernel's. */
const TIMED_OUT: SocketError = { name: "TimeoutError", code: undefined, message: "timed out" };

/** The error of a socket operation in Python's words; `undefined` for an error that no socket made (a bug of ours). */
export function socketError(error: unknown): SocketError | undefined {
  if (error instanceof DeadlineExceeded) return TIMED_OUT;
  if (!(error instanceof Error)) return undefined;
  const code = errorCode(error);
  if (code !== "") return pythonized(code, error.message);
  if (error.message.startsWith("failed to lookup address information") || error instanceof URIError) {
    return NAME_NOT_KNOWN;
  }
  return undefined;
}

/** The words for a symbol of errno; `message` where there are none. */
function pythonized(code: string, message: string): SocketError {
  const known = ERRORS[code];
  if (known === undefined) return { name: "OSError", code, message };
  return { name: known[0], code, message: `[Errno ${known[1]}] ${known[2]}` };
}

/** `ConnectionResetError: [Errno 104] Connection reset by peer`. */
export function pythonError({ name, message }: SocketError): string {
  return `${name}: ${message}`;
}
