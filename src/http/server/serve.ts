/**
 * Serving as a whole: where to listen, with or without TLS, on one thread or several, as one thing to ask and to stop.
 */
import { listenTcp, type TlsMaterial } from "../../net/listen.ts";
import { closeQuietly } from "../../net/linger.ts";
import { AccessLog, type LogSink } from "../logging/access_log.ts";
import { type LogFormat, logFormatter } from "../logging/log_format.ts";
import { Metrics, sumMetrics } from "../logging/metrics.ts";
import type { SiteOptions } from "../site/site_options.ts";
import type { ServerLimits } from "./limits.ts";
import { openListener, openUnixListener } from "./open_listener.ts";
import { RedirectServer } from "./redirect_server.ts";
import { Server, type ServerListener } from "./server.ts";
import { ThreadGroup } from "./thread_group.ts";
import type { Renewal } from "./thread_message.ts";

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
  /** A port whose clients are sent to the address with TLS; null for none. */
  readonly redirectPort: number | null;
  /** Receives the access log's text. */
  readonly log: LogSink;
  /** Receives one line about what went wrong on this side. */
  readonly warn: (message: string) => void;
  /** What the other threads run, where that is not the server. */
  readonly threadModule?: URL;
}

/** Servers that have begun to serve. */
export interface Serving {
  readonly address: Deno.Addr;
  /** Where clients are sent on from; null where nowhere. */
  readonly redirectAddress: Deno.NetAddr | null;
  /** What all threads together have counted so far. */
  metrics(): Promise<Metrics>;
  /** Takes other users and another certificate, and reads the site's rules anew. Rejects with `Failure`. */
  reload(renewal: Renewal): Promise<void>;
  /**
   * Stops all of them; resolves with the final counts, a second after the grace at the latest.
   * @param grace Time for answers under way, ms.
   */
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
  const parts: { server?: Server; redirects?: RedirectServer } = {};
  try {
    parts.server = await Server.start(listener, { ...shared, metrics, log, warn });
    if (options.redirectPort !== null && options.tls !== null && address.transport === "tcp") {
      const secure = { address, cert: options.tls.cert, base: options.site.base };
      parts.redirects = RedirectServer.start(options.redirectPort, secure, options.limits);
    }
    const count = address.transport === "tcp" ? workers - 1 : 0;
    const { hostname, port } = address.transport === "tcp" ? address : { hostname: "", port: 0 };
    const threads = await ThreadGroup.start({
      count,
      thread: { ...shared, hostname, port },
      warn,
      log: (text) => log?.add(text),
      ...options.threadModule === undefined ? {} : { module: options.threadModule },
    });
    return new AllThreads(address, parts.server, { threads, log, redirects: parts.redirects ?? null });
  } catch (error) {
    closeQuietly(listener);
    await parts.redirects?.stop(0);
    await parts.server?.stop(0);
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
    const listener = await openUnixListener(place.unix);
    return { listener, address: listener.addr };
  }
  // Sharing a port would succeed beside a stranger's server too: whether it is free shows only without sharing.
  if (workers > 1 && place.port !== 0) listenTcp(place).close();
  const listener = openListener({ ...place, reusePort: workers > 1 }, tls);
  return { listener, address: listener.addr };
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

interface Parts {
  readonly threads: ThreadGroup;
  readonly log: AccessLog | null;
  readonly redirects: RedirectServer | null;
}

class AllThreads implements Serving {
  readonly address: Deno.Addr;
  readonly redirectAddress: Deno.NetAddr | null;
  readonly #server: Server;
  readonly #parts: Parts;

  constructor(address: Deno.Addr, server: Server, parts: Parts) {
    this.address = address;
    this.redirectAddress = parts.redirects?.address ?? null;
    this.#server = server;
    this.#parts = parts;
  }

  async metrics(): Promise<Metrics> {
    return sumMetrics([this.#server.metrics, ...await this.#parts.threads.metrics()]);
  }

  async reload(renewal: Renewal): Promise<void> {
    await this.#server.reload(renewal);
    this.#parts.threads.reload(renewal);
    if (renewal.tls !== null) this.#parts.redirects?.renew(renewal.tls.cert);
  }

  async stop(grace: number): Promise<Metrics> {
    const { threads, log, redirects } = this.#parts;
    const [others] = await Promise.all([threads.stop(grace), this.#server.stop(grace), redirects?.stop(grace)]);
    // What the threads said last; the log's reader has had the whole grace to take the rest.
    await log?.flush(LAST_WORDS);
    return sumMetrics([this.#server.metrics, ...others]);
  }
}

/** How long the reader of the log may take for the last lines, ms. */
const LAST_WORDS = 200;
