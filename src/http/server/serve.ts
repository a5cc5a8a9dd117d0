/**
 * Serving as a whole: where to listen, with or without TLS, on one thread or several, as one thing to ask and to stop.
 */
import { listenTcp, listenTls, listenUnix, type TlsMaterial } from "../../net/listen.ts";
import { closeQuietly } from "../../net/linger.ts";
import type { SiteOptions } from "../site/site_options.ts";
import { AccessLog, type LogSink } from "../logging/access_log.ts";
import type { ServerLimits } from "./limits.ts";
import { type LogFormat, logFormatter } from "../logging/log_format.ts";
import { Metrics, sumMetrics } from "../logging/metrics.ts";
import { Server, type ServerListener } from "./server.ts";
import { ServerThread } from "./server_thread.ts";

/** What every thread needs to know; it can be sent to one. */
export interface SharedOptions {
  readonly site: SiteOptions;
  readonly limits: ServerLimits;
  readonly logFormat: LogFormat;
  readonly tls: TlsMaterial | null;
}

export interface ServeOptions extends SharedOptions {
  /** A host and port, or the path of a Unix socket. */
  readonly place: { readonly hostname: string; readonly port: number } | { readonly unix: string };
  /** Threads that serve. */
  readonly workers: number;
  /** Receives the access log's text. */
  readonly log: LogSink;
  /** Receives one line about what went wrong on this side. */
  readonly warn: (message: string) => void;
}

/** Servers that have begun to serve. */
export interface Serving {
  readonly address: Deno.Addr;
  /** What all threads together have counted so far. */
  metrics(): Promise<Metrics>;
  /** Stops all of them; resolves with the final counts. @param grace Time for answers under way, ms. */
  stop(grace: number): Promise<Metrics>;
}

/** Begins to serve. Rejects with `Failure` or `UsageError`, whose line says what to change. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { place, workers, warn } = options;
  const shared = shareOf(options, workers);
  const metrics = new Metrics();
  const formatter = logFormatter(options.logFormat);
  const log = formatter === null ? null : new AccessLog(formatter, options.log, metrics);
  const { listener, address } = await listen(place, options.tls, workers);
  const threads: ServerThread[] = [];
  try {
    const server = await Server.start(listener, { ...shared, metrics, log, warn });
    if (address.transport === "tcp") {
      const { hostname, port } = address;
      for (let count = 1; count < workers; count++) {
        threads.push(await ServerThread.start({ ...shared, hostname, port }, { warn, log: (text) => log?.add(text) }));
      }
    }
    return new AllThreads(address, server, { threads, log });
  } catch (error) {
    closeQuietly(listener);
    for (const thread of threads) thread.terminate();
    throw error;
  }
}

/** Opens the listener for what `serve` was asked for. */
async function listen(
  place: ServeOptions["place"],
  tls: TlsMaterial | null,
  workers: number,
): Promise<{ listener: ServerListener; address: Deno.Addr }> {
  if ("unix" in place) {
    const listener = await listenUnix(place.unix);
    return { listener: removingItsFile(listener, place.unix), address: listener.addr };
  }
  // Sharing a port would succeed beside a stranger's server too: whether it is free shows only without sharing.
  if (workers > 1 && place.port !== 0) listenTcp(place).close();
  const listener = openListener({ ...place, reusePort: workers > 1 }, tls);
  return { listener, address: listener.addr };
}

/** A TCP listener, with TLS if there is a certificate. Throws `Failure`. */
export function openListener(
  place: { readonly hostname: string; readonly port: number; readonly reusePort: boolean },
  tls: TlsMaterial | null,
): Deno.TcpListener | Deno.TlsListener {
  return tls === null ? listenTcp(place) : listenTls(place, tls);
}

/** Each thread gets its part of what is bounded for all. */
function shareOf({ site, limits, logFormat, tls }: SharedOptions, workers: number): SharedOptions {
  const part = (whole: number) => Math.ceil(whole / workers);
  return {
    site: { ...site, cacheBytes: part(site.cacheBytes) },
    limits: { ...limits, connections: part(limits.connections) },
    logFormat,
    tls,
  };
}

/** The file of a Unix socket outlives its listener unless somebody removes it. */
function removingItsFile(listener: Deno.UnixListener, path: string): ServerListener {
  return {
    accept: () => listener.accept(),
    close() {
      listener.close();
      try {
        Deno.removeSync(path);
      } catch {
        // Somebody else has removed it.
      }
    },
  };
}

class AllThreads implements Serving {
  readonly address: Deno.Addr;
  readonly #server: Server;
  readonly #threads: readonly ServerThread[];
  readonly #log: AccessLog | null;

  constructor(
    address: Deno.Addr,
    server: Server,
    { threads, log }: { threads: readonly ServerThread[]; log: AccessLog | null },
  ) {
    this.address = address;
    this.#server = server;
    this.#threads = threads;
    this.#log = log;
  }

  async metrics(): Promise<Metrics> {
    return sumMetrics([this.#server.metrics, ...await Promise.all(this.#threads.map((thread) => thread.metrics()))]);
  }

  async stop(grace: number): Promise<Metrics> {
    const [others] = await Promise.all([
      Promise.all(this.#threads.map((thread) => thread.stop(grace))),
      this.#server.stop(grace),
    ]);
    await this.#log?.flush();
    return sumMetrics([this.#server.metrics, ...others]);
  }
}
