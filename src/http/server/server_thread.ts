/**
 * Another thread that accepts connections on the same port: the kernel spreads them (SO_REUSEPORT).
 */
import { Failure } from "../../base/failure.ts";
import { Metrics } from "../logging/metrics.ts";
import type { FromThread, Renewal, ThreadOptions, ToThread } from "./thread_message.ts";

export interface ThreadListeners {
  readonly warn: (message: string) => void;
  /** Receives lines of the access log. */
  readonly log: (text: string) => void;
  /** Called once when the thread has died, with what it died of. */
  readonly died: (reason: string) => void;
}

/** How long beyond its grace a thread that stops may take, ms. */
const ENDING = 800;
const MODULE = new URL("./server_worker.ts", import.meta.url);

export class ServerThread {
  readonly #worker: Worker;
  readonly #listeners: ThreadListeners;
  #last: Metrics = new Metrics();
  readonly #waiting: ((metrics: Metrics) => void)[] = [];
  #started: PromiseWithResolvers<void> | null = Promise.withResolvers<void>();
  #ended = false;

  /**
   * Starts a thread; resolves once it accepts connections, rejects with `Failure`.
   * @param module What it runs, where that is not the server.
   */
  static async start(options: ThreadOptions, listeners: ThreadListeners, module = MODULE): Promise<ServerThread> {
    const thread = new ServerThread(listeners, module);
    thread.#tell({ type: "start", options });
    try {
      await thread.#started!.promise;
    } catch (error) {
      thread.terminate();
      throw error;
    }
    thread.#started = null;
    return thread;
  }

  private constructor(listeners: ThreadListeners, module: URL) {
    this.#listeners = listeners;
    this.#worker = new Worker(module, { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<FromThread>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message);
    };
  }

  /** What it has counted; the last known where it has ended. */
  metrics(): Promise<Metrics> {
    return this.#ask({ type: "metrics" });
  }

  reload(renewal: Renewal): void {
    if (!this.#ended) this.#tell({ type: "reload", renewal });
  }

  /** Stops it; resolves with its final counts, at the latest a little after the grace. */
  async stop(grace: number): Promise<Metrics> {
    const late = setTimeout(() => this.terminate(), grace + ENDING);
    const metrics = await this.#ask({ type: "stop", grace });
    clearTimeout(late);
    this.terminate();
    return metrics;
  }

  terminate(): void {
    this.#ended = true;
    this.#worker.terminate();
    this.#answer(this.#last);
  }

  #tell(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  #ask(message: ToThread): Promise<Metrics> {
    if (this.#ended) return Promise.resolve(this.#last);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#tell(message);
    });
  }

  #answer(metrics: Metrics): void {
    this.#last = metrics;
    for (const resolve of this.#waiting.splice(0)) resolve(metrics);
  }

  #hear(message: FromThread): void {
    switch (message.type) {
      case "started":
        return this.#started?.resolve();
      case "failed":
        return this.#started?.reject(new Failure(message.message));
      case "died":
        return this.#fail(message.message);
      case "log":
        this.#listeners.log(message.text);
        return this.#tell({ type: "logged" });
      case "warning":
        return this.#listeners.warn(message.message);
      case "metrics":
      case "stopped":
        return this.#answer(message.metrics);
    }
  }

  #fail(message: string): void {
    if (this.#ended) return;
    const starting = this.#started;
    this.terminate();
    if (starting !== null) starting.reject(new Failure(`Cannot start a serving thread: ${message}`));
    else this.#listeners.died(message);
  }
}
