/**
 * The serving threads beside the main one. One that dies is a fault of this program, not of its clients: another takes
 * its place, after a pause that grows as long as that does not help.
 */
import { type Metrics, sumMetrics } from "../logging/metrics.ts";
import { ServerThread, type ThreadListeners } from "./server_thread.ts";
import type { Renewal, ThreadOptions } from "./thread_message.ts";

export interface ThreadGroupOptions {
  readonly count: number;
  readonly thread: ThreadOptions;
  readonly warn: (message: string) => void;
  /** Receives lines of the access log. */
  readonly log: (text: string) => void;
  /** What each thread runs, where that is not the server. */
  readonly module?: URL;
}

/** Pause before a thread is started in a dead one's place, ms: at first, and at most. */
const PAUSE = [100, 10_000] as const;
/** A thread that lived this long has shown that it can, ms. */
const STABLE = 10_000;

export class ThreadGroup {
  readonly #options: ThreadGroupOptions;
  readonly #threads = new Set<ServerThread>();
  readonly #pauses = new Set<ReturnType<typeof setTimeout>>();
  /** What threads that have died had counted. */
  #counted: Metrics[] = [];
  #renewal: Renewal | null = null;
  #stopped = false;

  /** Starts all of them. Rejects with `Failure` when one cannot start; none runs then. */
  static async start(options: ThreadGroupOptions): Promise<ThreadGroup> {
    const group = new ThreadGroup(options);
    try {
      for (let count = 0; count < options.count; count++) await group.#start(PAUSE[0]);
    } catch (error) {
      await group.stop(0);
      throw error;
    }
    return group;
  }

  private constructor(options: ThreadGroupOptions) {
    this.#options = options;
  }

  async metrics(): Promise<Metrics[]> {
    return [...this.#counted, ...await Promise.all([...this.#threads].map((thread) => thread.metrics()))];
  }

  reload(renewal: Renewal): void {
    this.#renewal = renewal;
    for (const thread of this.#threads) thread.reload(renewal);
  }

  /** Stops all; resolves with their final counts. @param grace Time for answers under way, ms. */
  async stop(grace: number): Promise<Metrics[]> {
    this.#stopped = true;
    for (const pause of this.#pauses) clearTimeout(pause);
    return [...this.#counted, ...await Promise.all([...this.#threads].map((thread) => thread.stop(grace)))];
  }

  async #start(pause: number): Promise<void> {
    const { thread, warn, log, module } = this.#options;
    const begin = performance.now();
    const listeners: ThreadListeners = {
      warn,
      log,
      died: (reason) => {
        this.#threads.delete(started);
        started.metrics().then((metrics) =>
          this.#counted = [sumMetrics([...this.#counted, { ...metrics, open: 0 } as Metrics])]
        );
        this.#replace(reason, performance.now() - begin > STABLE ? PAUSE[0] : pause);
      },
    };
    const options = this.#renewal === null ? thread : {
      ...thread,
      tls: this.#renewal.tls ?? thread.tls,
      site: { ...thread.site, access: this.#renewal.access },
    };
    const started = await ServerThread.start(options, listeners, module);
    if (this.#stopped) started.terminate();
    else this.#threads.add(started);
  }

  #replace(reason: string, pause: number): void {
    if (this.#stopped) return;
    this.#options.warn(`A serving thread died: ${reason}; another takes its place`);
    const timer = setTimeout(() => {
      this.#pauses.delete(timer);
      const longer = Math.min(2 * pause, PAUSE[1]);
      this.#start(longer).catch((error) => this.#replace(error instanceof Error ? error.message : `${error}`, longer));
    }, pause);
    this.#pauses.add(timer);
  }
}
