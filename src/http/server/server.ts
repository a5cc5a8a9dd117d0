/**
 * A running server: the accept loop, the connections, and the ways to stop. Nothing a client does, and no shortage of
 * this machine that passes again, ends the accept loop.
 */
import { Deadlines } from "../../net/deadlines.ts";
import { abortConnection } from "../../net/abort_connection.ts";
import { closeQuietly, lingerAndClose } from "../../net/linger.ts";
import { isOutOfDescriptors, isShortage } from "../../net/peer_error.ts";
import type { TlsMaterial } from "../../net/listen.ts";
import { errorAnswer } from "../message/error_page.ts";
import { Site } from "../site/site.ts";
import type { SiteOptions } from "../site/site_options.ts";
import { DateLine } from "../message/date_line.ts";
import type { AccessLog } from "../logging/access_log.ts";
import { BufferPool } from "./buffer_pool.ts";
import { Connection, type ServerConn } from "./connection.ts";
import type { ServerContext } from "./context.ts";
import type { ServerLimits } from "./limits.ts";
import type { Renewal } from "./thread_message.ts";
import type { Metrics } from "../logging/metrics.ts";

/** Anything that accepts connections: TCP, TLS or Unix. */
export interface ServerListener {
  accept(): Promise<ServerConn>;
  close(): void;
  /** Gives connections from now on another certificate, where it can. Throws `Failure`. */
  replace?(tls: TlsMaterial): void;
}

export interface ServerOptions {
  readonly site: SiteOptions;
  readonly limits: ServerLimits;
  /** Counts what this server does. */
  readonly metrics: Metrics;
  /** Null when nothing is to be logged. */
  readonly log: AccessLog | null;
  /** Receives one line about what went wrong on this side. */
  readonly warn: (message: string) => void;
}

/** Connections over the limit that are told so at the same time; any more are closed without a word. */
const MOST_REFUSALS = 64;
/** Pause after an accept that failed for want of something, ms: descriptors come back when connections close. */
const SHORTAGE_PAUSE = 50;
/** Connections without a request that are closed at a time for want of descriptors: files need some as well. */
const MADE_ROOM = 8;
/** Accepts that may fail one after the other before everything else has its turn. */
const MOST_FAILURES = 64;
/** How long connections that have been aborted may take to end, ms. */
const ENDING = 500;

export class Server {
  readonly metrics: Metrics;
  readonly #context: ServerContext & { stopping: boolean };
  readonly #listener: ServerListener;
  readonly #connections = new Set<Connection>();
  readonly #serving = new Set<Promise<void>>();
  #refusing = 0;
  #failures = 0;
  #lastWarning = -Infinity;
  #accepting: Promise<void> = Promise.resolve();

  /** Reads the site's rules and begins to accept. Rejects with `Failure` when the rules cannot be used. */
  static async start(listener: ServerListener, options: ServerOptions): Promise<Server> {
    const site = new Site(options.site, options.warn);
    await site.load();
    const server = new Server(listener, site, options);
    server.#accepting = server.#acceptAll();
    return server;
  }

  private constructor(listener: ServerListener, site: Site, { limits, metrics, log, warn }: ServerOptions) {
    this.#listener = listener;
    this.metrics = metrics;
    this.#context = {
      site,
      limits,
      metrics,
      date: new DateLine(),
      deadlines: new Deadlines(),
      log,
      batches: new BufferPool(64 << 10, 16),
      streams: [new BufferPool(256 << 10, 16), new BufferPool(64 << 10, 16)],
      stopping: false,
      warn,
    };
    this.#context.date.update(Date.now());
  }

  /** Takes other users and another certificate, and reads the site's rules anew. Rejects with `Failure`. */
  async reload({ access, tls }: Renewal): Promise<void> {
    await this.#context.site.reload(access);
    if (tls !== null) this.#listener.replace?.(tls);
  }

  /**
   * Stops: accepts no more, closes idle connections, lets the others finish the answer they are at, and resets what is
   * left after `grace` ms. Resolves when everything is closed and logged, half a second after `grace` at the latest,
   * whatever clients do and whoever reads the log.
   */
  async stop(grace: number): Promise<void> {
    this.#context.stopping = true;
    closeQuietly(this.#listener);
    for (const connection of this.#connections) connection.stop();
    const abort = setTimeout(() => {
      for (const connection of this.#connections) connection.abort();
    }, grace);
    const { promise: givenUp, resolve: giveUp } = Promise.withResolvers<void>();
    const end = setTimeout(giveUp, grace + ENDING);
    const ended = this.#accepting.then(() => Promise.all(this.#serving)).then(() => this.#context.log?.flush());
    await Promise.race([ended, givenUp]);
    clearTimeout(abort);
    clearTimeout(end);
    this.#context.site.close();
  }

  async #acceptAll(): Promise<void> {
    while (!this.#context.stopping) {
      try {
        this.#welcome(await this.#listener.accept());
        this.#failures = 0;
      } catch (error) {
        if (this.#context.stopping || error instanceof Deno.errors.BadResource) return;
        await this.#acceptFailed(error);
      }
    }
  }

  /**
   * A client that has gone before it was accepted is no trouble, however many do so: the next one is waiting. What this
   * side is short of comes back after a while.
   */
  async #acceptFailed(error: unknown): Promise<void> {
    if (isOutOfDescriptors(error)) this.metrics.limits.descriptors++;
    if (!isShortage(error)) {
      this.metrics.broken++;
      if (++this.#failures % MOST_FAILURES === 0) await new Promise((resolve) => setTimeout(resolve, 0));
      return;
    }
    const now = Date.now();
    if (now - this.#lastWarning > 10_000) {
      this.#lastWarning = now;
      this.#context.warn(`Cannot accept a connection for now: ${error instanceof Error ? error.message : error}`);
    }
    await new Promise((resolve) => setTimeout(resolve, this.#makeRoom() ? 0 : SHORTAGE_PAUSE));
  }

  /** Those who have waited longest without a request go, so that those who have one are heard. */
  #makeRoom(): boolean {
    let freed = 0;
    for (const connection of this.#connections) {
      if (connection.makeRoom() && ++freed === MADE_ROOM) break;
    }
    return freed > 0;
  }

  #welcome(conn: ServerConn): void {
    this.metrics.connections++;
    sendAtOnce(conn);
    if (this.#connections.size >= this.#context.limits.connections) return this.#turnAway(conn);
    const connection = new Connection(conn, this.#context);
    this.#connections.add(connection);
    this.metrics.open++;
    this.#track(
      connection.serve().finally(() => {
        this.#connections.delete(connection);
        this.metrics.open--;
      }),
    );
  }

  #turnAway(conn: ServerConn): void {
    this.metrics.limits.connections++;
    if (this.#refusing >= MOST_REFUSALS) return closeQuietly(conn);
    this.#refusing++;
    this.#track(this.#sayBusy(conn).finally(() => this.#refusing--));
  }

  async #sayBusy(conn: ServerConn): Promise<void> {
    const { deadlines, date, limits, site } = this.#context;
    const timed = {
      deadline: Date.now() + limits.lingerTime,
      expire() {
        this.deadline = Infinity;
        abortConnection(conn);
      },
    };
    deadlines.add(timed);
    date.update(Date.now());
    const answer = errorAnswer(503, { fields: site.baseFields.set("Retry-After", "1").set("Connection", "close") });
    this.metrics.answered(503, answer.length);
    try {
      await conn.write(answer.whole(date));
    } catch {
      // It has gone already.
    }
    await lingerAndClose(conn, { maximum: 64 << 10, buffer: new Uint8Array(4096) });
    deadlines.remove(timed);
  }

  #track(serving: Promise<void>): void {
    this.#serving.add(serving);
    serving.finally(() => this.#serving.delete(serving));
  }
}

/** Answers are written whole: waiting for more to fill a segment (Nagle) could only delay them. */
function sendAtOnce(conn: ServerConn): void {
  try {
    conn.setNoDelay?.(true);
  } catch {
    // Reset between accept and here: the first read will say so.
  }
}
