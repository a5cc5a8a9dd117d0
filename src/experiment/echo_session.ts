/**
 * One client's turn at the echo server: read, upper-case, reply, until the client's end of stream or the agreed number
 * of exchanges.
 */
import { kernelClose } from "../net/kernel_close.ts";
import { closeQuietly } from "../net/linger.ts";
import { Interrupted, type Limits, pause, within } from "../net/within.ts";
import { type CloseReason, type EchoListener, now } from "./echo_event.ts";
import type { ServerPreset } from "./preset.ts";
import { type SocketError, socketError } from "./socket_error.ts";
import { upperCase } from "./upper_case.ts";
import { writeRepeated } from "./write_repeated.ts";

export interface SessionOptions extends ServerPreset, Limits {
  /** The client's number in events. */
  readonly connection: number;
  readonly onEvent: EchoListener;
}

/** What went over one connection so far. */
interface Counts {
  received: number;
  sent: number;
}

/**
 * Serves one client and closes its connection. Resets and timeouts are events, not rejections; what rejects is a bug or
 * an event listener's failure.
 */
export async function serveClient(conn: Deno.TcpConn, options: SessionOptions): Promise<void> {
  const { connection, onEvent } = options;
  const counts: Counts = { received: 0, sent: 0 };
  let reason: CloseReason = "interrupted";
  let failure: SocketError | undefined;
  try {
    const { localAddr: local, remoteAddr: remote } = conn;
    await onEvent({ type: "connection", time: now(), connection, local, remote });
    reason = await exchange(conn, options, counts);
  } catch (error) {
    if (!(error instanceof Interrupted)) {
      failure = socketError(error);
      reason = "error";
      if (failure === undefined) throw error;
      await onEvent({ type: "error", time: now(), connection, error: failure });
    }
  } finally {
    await close(conn, reason, failure);
  }
  await onEvent({ type: "closed", time: now(), connection, reason, ...counts });
}

/** The part of a connection that the conversation itself needs. */
type Stream = Pick<Deno.TcpConn, "read" | "write">;

/** Reads and replies; gives the reason to close. */
async function exchange(conn: Stream, options: SessionOptions, counts: Counts): Promise<CloseReason> {
  const { connection, onEvent, buffer: size, delay, repeat, exchanges = Infinity, signal } = options;
  const buffer = new Uint8Array(size);
  for (let done = 0; done < exchanges; done++) {
    if (delay > 0) await pause(delay, signal);
    const count = await within(conn.read(buffer), options);
    if (count === null) return "end-of-stream";
    const bytes = buffer.slice(0, count);
    counts.received += count;
    await onEvent({ type: "received", time: now(), connection, bytes });
    const reply = upperCase(bytes);
    await writeRepeated(conn, reply, { ...options, times: repeat });
    const length = reply.length * repeat;
    counts.sent += length;
    await onEvent({ type: "sent", time: now(), connection, bytes: reply, times: repeat, length });
  }
  return "done";
}

/**
 * Closes as a Python program does. After an interruption or a deadline a read or a write may still be waiting, which
 * only `conn.close()` can end.
 */
async function close(conn: Deno.TcpConn, reason: CloseReason, failure: SocketError | undefined): Promise<void> {
  if (reason === "interrupted" || (failure !== undefined && failure.code === undefined)) closeQuietly(conn);
  else await kernelClose(conn);
}

/** Replies of a rehearsal: enough for the engine to have compiled what a reply runs through. */
const REHEARSED = 200;

/**
 * Plays a conversation in memory before the first client comes. Replies of 5 bytes are held back together only if all
 * of them are written while the first is on its way, and code that runs for the first time is too slow for that.
 */
export async function rehearse(): Promise<void> {
  let left = REHEARSED;
  const stream: Stream = {
    read: (buffer) => Promise.resolve(left-- > 0 ? buffer.length : null),
    write: (bytes) => Promise.resolve(bytes.length),
  };
  const preset = { buffer: 5, delay: 0, repeat: 1, exchanges: undefined };
  const { signal } = new AbortController();
  await exchange(stream, { ...preset, signal, connection: 0, onEvent: () => {} }, { received: 0, sent: 0 });
}
