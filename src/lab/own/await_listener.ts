/**
 * When a server of the user's own is ready for its client, from the kernel's tables of sockets; else what it does
 * instead.
 */
import { Failure } from "../../base/failure.ts";
import { pause } from "../../net/within.ts";
import { findListeners, type Listener, readSocketTables } from "./socket_tables.ts";

/** How often the tables are looked at, ms. */
const LOOK = 10;
/** A server may open a socket for itself before the one for its clients: so long is waited for that, ms. */
const PATIENCE = 2000;

/** The server as its host sees it. */
export interface StartingServer {
  /** Null while it runs (or what it started does), else how it ended, as a sentence's end. */
  readonly ended: () => string | null;
  /** Its latest lines, once all that an ended program has printed is read. */
  readonly lastLines: () => Promise<readonly string[]>;
}

/** What is to be done about the sockets that are there. */
export type Readiness = "ready" | "wait" | Listener;

/** Ready where a socket can be reached from outside; a listener where only this host's own programs reach it. */
export function judgeListeners(listeners: readonly Listener[]): Readiness {
  if (listeners.some(({ loopback }) => !loopback)) return "ready";
  return listeners[0] ?? "wait";
}

/** Waits until the server listens. Throws `Failure` that says what was seen where it ended, or listens to itself only. */
export async function awaitListener(server: StartingServer, address: string): Promise<void> {
  let since: number | null = null;
  for (;; await pause(LOOK)) {
    const judged = judgeListeners(findListeners(readSocketTables()));
    if (judged === "ready") return;
    const ended = server.ended();
    if (ended !== null) {
      throw new Failure(`The server ${ended} before it listened${lastWords(await server.lastLines())}`);
    }
    if (judged === "wait") since = null;
    else if (performance.now() - (since ??= performance.now()) > PATIENCE) throw new Failure(toItself(judged, address));
  }
}

function toItself({ protocol, address, port }: Listener, own: string): string {
  const place = address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
  const every = own.includes(":") ? "::" : "0.0.0.0";
  return `The server listens on ${place} (${protocol}) only, which the client's host cannot reach; have it bind to ` +
    `${every} (every address), to its own address ${own}, or to the name server`;
}

function lastWords(lines: readonly string[]): string {
  return lines.length === 0 ? " and printed nothing" : `; its last lines: ${lines.join(" | ")}`;
}
