/**
 * The static server of the lab report, to the byte: one client at a time, a read that waits one second, `200` with two
 * fields, `404` and `301` without a body. Its heads are the shortest a browser still understands, so that every byte of
 * a capture can be read. Only what it never had to fear is stricter: no path leads out of the folder.
 */
import { formatPythonAddress } from "../../net/address.ts";
import { abortConnection } from "../../net/abort_connection.ts";
import { closeQuietly } from "../../net/linger.ts";
import { isShortage } from "../../net/peer_error.ts";
import { writeAll } from "../../net/write_all.ts";
import { DocumentRoot } from "../files/document_root.ts";
import { parseRequestPath } from "../files/request_path.ts";
import { latin1 } from "../message/char_class.ts";
import { escapeText } from "../logging/log_format.ts";

/** What happens, in the order in which it happens. `time` is in ms since the epoch. */
export type ClassicEvent =
  | { readonly type: "listening"; readonly address: Deno.NetAddr; readonly time: number }
  | { readonly type: "connection"; readonly peer: Deno.NetAddr; readonly time: number }
  | { readonly type: "request"; readonly bytes: Uint8Array; readonly time: number }
  | { readonly type: "response"; readonly status: 200 | 301 | 404; readonly bytes: number; readonly time: number }
  | { readonly type: "empty" | "timeout" | "disconnected"; readonly time: number }
  | { readonly type: "error"; readonly error: unknown; readonly time: number };

export interface ClassicOptions {
  readonly root: string;
  /** An open listener; it is closed at the end. */
  readonly listener: Deno.TcpListener;
  /** Ends the server: it closes the client it is at and the listener. */
  readonly signal: AbortSignal;
  /** How long a read waits, ms. */
  readonly timeout?: number;
  readonly onEvent?: (event: ClassicEvent) => void | Promise<void>;
}

const TIMEOUT = 1000;
const READ_SIZE = 4096;
const LONGEST_REQUEST = 64 << 10;
const NOT_FOUND = encode("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
const MOVED = encode("HTTP/1.1 301 Moved Permanently\r\nConnection: close\r\nLocation: /result.html\r\n\r\n");

/** Serves clients one after the other until `signal` aborts. Never rejects for what a client does. */
export async function serveClassic(options: ClassicOptions): Promise<void> {
  const { listener, signal } = options;
  const tell = async (event: ClassicEvent) => await options.onEvent?.(event);
  const stop = () => closeQuietly(listener);
  signal.addEventListener("abort", stop);
  try {
    await tell({ type: "listening", address: listener.addr as Deno.NetAddr, time: Date.now() });
    while (!signal.aborted) {
      const conn = await acceptNext(listener, signal);
      if (conn !== null) await serveClient(conn, options, tell);
    }
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
}

/** A transcript's line for an event, as the report's program prints it; null for what it does not print. */
export function classicTranscript(event: ClassicEvent): string | null {
  switch (event.type) {
    case "connection":
      return `Connection from: ${formatPythonAddress(event.peer)}\n`;
    case "request":
      return `${escapeText(latin1(event.bytes, 0, event.bytes.length))}\n`;
    case "empty":
      return "data is empty\n";
    case "timeout":
      return "timeout!\n";
    case "disconnected":
      return "Client disconnected\n";
    case "error":
      return `${event.error instanceof Error ? event.error.message : event.error}\n`;
    default:
      return null;
  }
}

async function acceptNext(listener: Deno.TcpListener, signal: AbortSignal): Promise<Deno.TcpConn | null> {
  try {
    return await listener.accept();
  } catch (error) {
    // A client that has gone already is no reason to keep the next one waiting; a shortage passes. Aborted: the loop ends.
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, isShortage(error) ? 50 : 0));
    return null;
  }
}

type Tell = (event: ClassicEvent) => Promise<void>;

async function serveClient(conn: Deno.TcpConn, options: ClassicOptions, tell: Tell): Promise<void> {
  const close = () => closeQuietly(conn);
  const abort = () => abortConnection(conn);
  options.signal.addEventListener("abort", abort);
  try {
    await tell({ type: "connection", peer: conn.remoteAddr as Deno.NetAddr, time: Date.now() });
    await answerRequests(conn, options, tell);
  } catch (error) {
    if (!options.signal.aborted) await tell({ type: "error", error, time: Date.now() });
  } finally {
    options.signal.removeEventListener("abort", abort);
    close();
    await tell({ type: "disconnected", time: Date.now() });
  }
}

async function answerRequests(conn: Deno.TcpConn, options: ClassicOptions, tell: Tell): Promise<void> {
  const root = new DocumentRoot(options.root, { windows: Deno.build.os === "windows", dotfiles: false });
  let pending: Uint8Array = new Uint8Array(0);
  for (;;) {
    for (let end = endOfHead(pending); end > 0; end = endOfHead(pending)) {
      const request = pending.subarray(0, end);
      await tell({ type: "request", bytes: request, time: Date.now() });
      const response = await respond(root, latin1(request, 0, request.length));
      if (!await writeWithin(conn, response.bytes, options.timeout ?? TIMEOUT)) {
        return await tell({ type: "timeout", time: Date.now() });
      }
      await tell({ type: "response", status: response.status, bytes: response.bytes.length, time: Date.now() });
      if (response.closes) return;
      pending = pending.subarray(end);
    }
    const chunk = await readWithin(conn, options.timeout ?? TIMEOUT);
    if (chunk === "timeout") return await tell({ type: "timeout", time: Date.now() });
    if (chunk === null) return await tell({ type: "empty", time: Date.now() });
    pending = joined(pending, chunk);
    if (pending.length > LONGEST_REQUEST) return;
  }
}

/** A read that waits `timeout` ms at most: the connection is closed then, as the pending read cannot be taken back. */
async function readWithin(conn: Deno.TcpConn, timeout: number): Promise<Uint8Array | null | "timeout"> {
  const buffer = new Uint8Array(READ_SIZE);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    closeQuietly(conn);
  }, timeout);
  try {
    const count = await conn.read(buffer);
    return timedOut ? "timeout" : count === null ? null : buffer.subarray(0, count);
  } catch (error) {
    if (timedOut) return "timeout";
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Writes everything; false when the client has taken nothing for `timeout` ms: the connection is closed then. */
async function writeWithin(conn: Deno.TcpConn, bytes: Uint8Array, timeout: number): Promise<boolean> {
  let timedOut = false;
  const expire = () => {
    timedOut = true;
    abortConnection(conn);
  };
  let timer = setTimeout(expire, timeout);
  try {
    await writeAll(conn, bytes, () => {
      clearTimeout(timer);
      timer = setTimeout(expire, timeout);
    });
    return true;
  } catch (error) {
    if (timedOut) return false;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

interface ClassicResponse {
  readonly status: 200 | 301 | 404;
  readonly bytes: Uint8Array;
  readonly closes: boolean;
}

async function respond(root: DocumentRoot, request: string): Promise<ClassicResponse> {
  const target = (request.split(" ", 2)[1] ?? "/").replace(/[?#].*$/s, "");
  if (target === "/redirect") return { status: 301, bytes: MOVED, closes: true };
  const body = await readFileAt(root, target === "/" ? "/index.html" : target);
  if (body === null) return { status: 404, bytes: NOT_FOUND, closes: true };
  const closes = /^connection:[ \t]*close[ \t]*\r?$/im.test(request);
  const connection = closes ? "close" : "keep-alive";
  const head = encode(`HTTP/1.1 200 OK\r\nConnection: ${connection}\r\nContent-Length: ${body.length}\r\n\r\n`);
  return { status: 200, bytes: joined(head, body), closes };
}

async function readFileAt(root: DocumentRoot, path: string): Promise<Uint8Array | null> {
  if (!path.startsWith("/")) return null;
  const parsed = parseRequestPath(path, root.rules);
  if ("status" in parsed || parsed.folder) return null;
  const found = await root.locate(parsed.segments);
  return found === null || found.isFolder ? null : await Deno.readFile(found.path);
}

function endOfHead(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(0x0d); at >= 0 && at + 3 < bytes.length; at = bytes.indexOf(0x0d, at + 1)) {
    if (bytes[at + 1] === 0x0a && bytes[at + 2] === 0x0d && bytes[at + 3] === 0x0a) return at + 4;
  }
  return 0;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
