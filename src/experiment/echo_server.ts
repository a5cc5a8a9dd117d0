/**
 * The server of the echo experiments: accepts clients, one at a time unless told otherwise, and answers each in upper
 * case.
 */
import { prepareKernelClose } from "../net/kernel_close.ts";
import { listenTcp } from "../net/listen.ts";
import { closeQuietly } from "../net/linger.ts";
import { errorCode, isClosedHere, isOutOfDescriptors } from "../net/peer_error.ts";
import { pause } from "../net/within.ts";
import { type EchoListener, now } from "./echo_event.ts";
import { rehearse, serveClient } from "./echo_session.ts";
import type { ServerPreset } from "./preset.ts";
import { CONNECTION_RESET, socketError } from "./socket_error.ts";

/** A preset's parameters (`...ECHO_PRESETS.v2.server`) and where and for whom to serve. */
export interface EchoServerOptions extends ServerPreset {
  /** Address to listen on: `127.0.0.1`, `0.0.0.0`, a name. */
  readonly host: string;
  /** 0 lets the kernel choose; the `listening` event has the choice. */
  readonly port: number;
  /** Serve every client at once instead of one after the other. */
  readonly concurrent?: boolean;
  /** Switch Nagle's algorithm off (TCP_NODELAY). */
  readonly noDelay?: boolean;
  /** Longest wait of a read or a complete reply, ms; `TimeoutError: timed out` then. No limit where it is absent. */
  readonly timeout?: number | undefined;
  /** Stop after this many clients. */
  readonly count?: number | undefined;
  /** Stops the server and closes every connection. */
  readonly signal?: AbortSignal;
  /** Receives `listening`, then each client's events. */
  readonly onEvent?: EchoListener;
}

/** How a server's run ended. */
export interface EchoServerResult {
  /** Clients accepted. */
  readonly clients: number;
  /** `signal` ended it. */
  readonly interrupted: boolean;
}

/**
 * Runs an echo server until `count` clients are served or `signal` is aborted; by then its sockets are closed, except
 * one whose client does not read: a reply that waits for it cannot be taken back, and goes with the client or with this
 * process. Rejects with `Failure` where it cannot listen. A client that resets or times out is an `error` event and the
 * next is served.
 */
export async function runEchoServer(options: EchoServerOptions): Promise<EchoServerResult> {
  const { host, port, signal: wanted, onEvent = () => {} } = options;
  await prepareKernelClose();
  await rehearse();
  const faulty = new AbortController();
  const signal = wanted === undefined ? faulty.signal : AbortSignal.any([wanted, faulty.signal]);
  const listener = listenTcp({ hostname: host, port });
  const stop = () => closeQuietly(listener);
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const sessions = new Sessions(() => faulty.abort());
  try {
    if (!signal.aborted) await onEvent({ type: "listening", time: now(), local: listener.addr });
    const clients = await acceptClients(listener, sessions, { ...options, onEvent, signal });
    return { clients, interrupted: wanted?.aborted ?? false };
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
}

type AcceptOptions = EchoServerOptions & { readonly onEvent: EchoListener; readonly signal: AbortSignal };

/** Accepts and serves; gives the number of clients once all have been served. */
async function acceptClients(
  listener: Deno.TcpListener,
  sessions: Sessions,
  options: AcceptOptions,
): Promise<number> {
  const { concurrent = false, noDelay = false, count = Infinity, signal } = options;
  let clients = 0;
  while (clients < count && !signal.aborted) {
    const conn = await accept(listener, options);
    if (conn === undefined) continue;
    clients++;
    if (noDelay) setNoDelay(conn);
    const session = sessions.add(serveClient(conn, { ...options, connection: clients }));
    if (!concurrent) await session;
  }
  if (clients >= count) closeQuietly(listener);
  await sessions.ended();
  return clients;
}

/**
 * The next client; `undefined` where there is none to serve: the listener was closed, the client was gone before it was
 * accepted, or no descriptor is left (which passes when a client leaves).
 */
async function accept(listener: Deno.TcpListener, options: AcceptOptions): Promise<Deno.TcpConn | undefined> {
  const { signal, onEvent } = options;
  try {
    return await listener.accept();
  } catch (error) {
    if (signal.aborted && isClosedHere(error)) return undefined;
    // A client that has reset already has no name any more (getpeername fails); Python finds out with its first read.
    const failure = errorCode(error) === "ENOTCONN" ? CONNECTION_RESET : socketError(error);
    if (failure === undefined) throw error;
    await onEvent({ type: "error", time: now(), connection: undefined, error: failure });
    if (isOutOfDescriptors(error)) await pause(200, signal).catch(() => {});
    return undefined;
  }
}

/** A client that has reset its connection already makes the option fail; the first read will say so. */
function setNoDelay(conn: Deno.TcpConn): void {
  try {
    conn.setNoDelay(true);
  } catch (error) {
    if (socketError(error) === undefined) throw error;
  }
}

/** The sessions under way, and the first of them that failed by a fault of the program's own. */
class Sessions {
  readonly #open = new Set<Promise<void>>();
  readonly #onFailure: () => void;
  #failure: { readonly error: unknown } | undefined;

  constructor(onFailure: () => void) {
    this.#onFailure = onFailure;
  }

  /** Resolves when the session has ended, well or not. */
  add(session: Promise<void>): Promise<void> {
    const watched = session.catch((error) => {
      this.#failure ??= { error };
      this.#onFailure();
    }).finally(() => this.#open.delete(watched));
    this.#open.add(watched);
    return watched;
  }

  /** Resolves when all have ended; rejects with the failure, if there was one. */
  async ended(): Promise<void> {
    await Promise.all(this.#open);
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
