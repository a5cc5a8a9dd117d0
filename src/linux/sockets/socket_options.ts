/**
 * Options of sockets by the names that scenarios use (socket(7), tcp(7)), and what the kernel takes for them.
 */
import {
  IPPROTO_TCP,
  SO_KEEPALIVE,
  SO_LINGER,
  SO_RCVBUF,
  SO_SNDBUF,
  SOL_SOCKET,
  TCP_CONGESTION,
  TCP_CORK,
  TCP_FASTOPEN,
  TCP_FASTOPEN_CONNECT,
  TCP_MAXSEG,
  TCP_NODELAY,
  TCP_QUICKACK,
  TCP_USER_TIMEOUT,
  TCP_WINDOW_CLAMP,
} from "../calls/constants.ts";
import { check } from "../calls/errors.ts";
import { libc } from "../calls/libc.ts";

/** Values by name; what is not given stays as the kernel has it. */
export interface SocketOptions {
  /** Bytes; Linux doubles them for its own book-keeping. Before a connection is open they decide its window scale. */
  readonly "receive-buffer"?: number;
  readonly "send-buffer"?: number;
  /** Seconds that a close may wait for what was not sent; 0 sends RST. */
  readonly "linger"?: number;
  readonly "no-delay"?: boolean;
  readonly "cork"?: boolean;
  /** The kernel may take it back by itself. */
  readonly "quick-ack"?: boolean;
  readonly "keep-alive"?: boolean;
  /** Milliseconds that sent data may stay unacknowledged before the connection is given up (RFC 5482). */
  readonly "user-timeout"?: number;
  /** Largest segment, bytes; before the connection is open it is what the SYN offers. */
  readonly "max-segment"?: number;
  /** Largest window offered, bytes. */
  readonly "window-clamp"?: number;
  readonly "congestion"?: string;
  /** Of a listener: how many may wait with data in their SYN; of a connection: send the first data in the SYN (RFC 7413). */
  readonly "fast-open"?: number;
}

type Name = keyof SocketOptions;

/** Level and number of each; an option whose value is no number has its own bytes. */
const OPTIONS: Readonly<Record<Exclude<Name, "fast-open">, readonly [level: number, option: number]>> = {
  "receive-buffer": [SOL_SOCKET, SO_RCVBUF],
  "send-buffer": [SOL_SOCKET, SO_SNDBUF],
  "linger": [SOL_SOCKET, SO_LINGER],
  "no-delay": [IPPROTO_TCP, TCP_NODELAY],
  "cork": [IPPROTO_TCP, TCP_CORK],
  "quick-ack": [IPPROTO_TCP, TCP_QUICKACK],
  "keep-alive": [SOL_SOCKET, SO_KEEPALIVE],
  "user-timeout": [IPPROTO_TCP, TCP_USER_TIMEOUT],
  "max-segment": [IPPROTO_TCP, TCP_MAXSEG],
  "window-clamp": [IPPROTO_TCP, TCP_WINDOW_CLAMP],
  "congestion": [IPPROTO_TCP, TCP_CONGESTION],
};

/** Sets options of a socket; `listens` says which of Fast Open's two is meant. Throws `SystemCallError`. */
export function setSocketOptions(fd: number, options: SocketOptions, { listens = false } = {}): void {
  for (const [name, value] of Object.entries(options) as [Name, number | boolean | string][]) {
    const [level, option] = name === "fast-open"
      ? [IPPROTO_TCP, listens ? TCP_FASTOPEN : TCP_FASTOPEN_CONNECT]
      : OPTIONS[name];
    const bytes = valueBytes(name, value);
    check(libc().setsockopt(fd, level, option, bytes, bytes.byteLength), `setsockopt ${name}`);
  }
}

function valueBytes(name: Name, value: number | boolean | string): Uint8Array<ArrayBuffer> {
  if (typeof value === "string") return new TextEncoder().encode(value);
  // struct linger { int l_onoff; int l_linger; }
  const numbers = name === "linger" ? [1, Number(value)] : [Number(value)];
  return new Uint8Array(new Int32Array(numbers).buffer);
}
