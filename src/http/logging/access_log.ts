/**
 * The access log: lines are gathered and written together, one writing at a time, and dropped rather than piled up when
 * their reader does not keep up or the disk is full. Logging never delays an answer.
 */
import type { LogEntry, LogFormatter } from "./log_format.ts";
import type { Metrics } from "./metrics.ts";

/** Takes text that is ready to be written. */
export type LogSink = (text: string) => Promise<void>;

const DELAY = 100;
const ENOUGH = 32 << 10;
/** Characters that may wait for a slow reader. */
const MOST_WAITING = 4 << 20;

export class AccessLog {
  readonly #formatter: LogFormatter;
  readonly #sink: LogSink;
  readonly #metrics: Metrics;
  #waiting = "";
  #lines = 0;
  #writing: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(formatter: LogFormatter, sink: LogSink, metrics: Metrics) {
    this.#formatter = formatter;
    this.#sink = sink;
    this.#metrics = metrics;
  }

  request(entry: LogEntry): void {
    this.add(this.#formatter.request(entry));
  }

  opened(peer: Deno.Addr): void {
    this.add(this.#formatter.opened(peer));
  }

  closed(peer: Deno.Addr): void {
    this.add(this.#formatter.closed(peer));
  }

  /**
   * Resolves when everything gathered so far has been written or given up. @param most Longest wait for a reader that
   * takes nothing, ms.
   */
  async flush(most = Infinity): Promise<void> {
    const { promise: late, resolve: giveUp } = Promise.withResolvers<"late">();
    const timer = most === Infinity ? undefined : setTimeout(() => giveUp("late"), most);
    while (this.#writing !== null || this.#waiting !== "") {
      if (this.#writing === null) this.#write();
      if (await Promise.race([this.#writing, late]) === "late") break;
    }
    clearTimeout(timer);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Adds lines that are ready, as another thread's log makes them. */
  add(line: string): void {
    if (line === "") return;
    if (this.#waiting.length + line.length > MOST_WAITING) {
      this.#metrics.lostLogLines++;
      return;
    }
    this.#waiting += line;
    this.#lines++;
    if (this.#waiting.length > ENOUGH && this.#writing === null) this.#write();
    else this.#timer ??= setTimeout(() => this.#tick(), DELAY);
  }

  #tick(): void {
    this.#timer = undefined;
    if (this.#writing === null && this.#waiting !== "") this.#write();
  }

  #write(): void {
    const [text, lines] = [this.#waiting, this.#lines];
    this.#waiting = "";
    this.#lines = 0;
    this.#writing = this.#sink(text)
      .catch(() => {
        this.#metrics.lostLogLines += lines;
      })
      .finally(() => {
        this.#writing = null;
        if (this.#waiting !== "") this.#timer ??= setTimeout(() => this.#tick(), DELAY);
      });
  }
}
