/**
 * What happens while an echo server or client runs, as values. The functions that do the work print nothing; whoever
 * runs them makes a transcript, JSON or a diagram of these.
 */
import type { SocketError } from "./socket_error.ts";

/** What every event says. */
interface Happening {
  /** When, in milliseconds since the epoch with a fraction. */
  readonly time: number;
}

/** What every event of a connection says. */
interface OnConnection extends Happening {
  /** 1 for a server's first client; always 1 for a client. */
  readonly connection: number;
}

/** The server accepts clients from now on. `local` has the port that was chosen for port 0. */
export interface ListeningEvent extends Happening {
  readonly type: "listening";
  readonly local: Deno.NetAddr;
}

export interface ConnectionEvent extends OnConnection {
  readonly type: "connection";
  readonly local: Deno.NetAddr;
  readonly remote: Deno.NetAddr;
}

/** What one read gave; a client's read that found the end of stream gives no bytes, as `recv` does. */
export interface ReceivedEvent extends OnConnection {
  readonly type: "received";
  readonly bytes: Uint8Array;
}

/** The kernel has taken `bytes` `times` times: `length` bytes in all. */
export interface SentEvent extends OnConnection {
  readonly type: "sent";
  readonly bytes: Uint8Array;
  readonly times: number;
  readonly length: number;
}

/** Why a connection was closed by this side. */
export type CloseReason = "end-of-stream" | "done" | "error" | "interrupted";

export interface ClosedEvent extends OnConnection {
  readonly type: "closed";
  readonly reason: CloseReason;
  /** Bytes received and sent over the connection's life. */
  readonly received: number;
  readonly sent: number;
}

/** Something failed on the socket; `connection` is absent where none had been made. */
export interface ErrorEvent extends Happening {
  readonly type: "error";
  readonly connection: number | undefined;
  readonly error: SocketError;
}

export type EchoEvent = ListeningEvent | ConnectionEvent | ReceivedEvent | SentEvent | ClosedEvent | ErrorEvent;

/** Receives each event as it happens. A promise that it gives is awaited: a slow reader of events slows the work down. */
export type EchoListener = (event: EchoEvent) => void | Promise<void>;

/** The time of an event: the wall clock with the resolution of the monotonic one, ms since the epoch. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
