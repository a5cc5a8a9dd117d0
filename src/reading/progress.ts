/**
 * How far reading has come, on one line of standard error that is overwritten and finally wiped: only on a terminal, and
 * only for work that takes a while.
 */
import { duration, grouped } from "../report/words/times.ts";
import type { Terminal } from "../output/terminal.ts";

/** Work shorter than this shows nothing, ms; after that the line is renewed this often. */
const SILENT_MS = 1500;
const RENEW_MS = 200;

export class Progress {
  readonly #started = performance.now();
  #renewed = 0;
  #shown = false;

  #reading = 0;

  readonly #terminal: Terminal;
  readonly #readings: number;

  /** `readings` is how often the file will be read. */
  constructor(terminal: Terminal, readings: number) {
    this.#terminal = terminal;
    this.#readings = readings;
  }

  /** Says that the file is read from its beginning (again). */
  nextReading(): void {
    this.#reading++;
  }

  /** Says how far this reading is: `done` of `total` bytes, and the packets so far. */
  async update(done: number, total: number | null, packets: number): Promise<void> {
    if (!this.#terminal.showsProgress) return;
    const now = performance.now();
    if (now - this.#started < SILENT_MS || now - this.#renewed < RENEW_MS) return;
    this.#renewed = now;
    this.#shown = true;
    const which = this.#readings > 1 ? `reading ${this.#reading} of ${this.#readings}: ` : "";
    const share = total === null || total === 0 ? `${grouped(done)} bytes` : `${Math.floor(100 * done / total)}%`;
    const taken = duration(Math.round((now - this.#started) / 1000) * 1e9);
    await this.#terminal.err(`\r\x1b[K${which}${share}, ${grouped(packets)} packets, ${taken}`);
  }

  /** Wipes the line. */
  async end(): Promise<void> {
    if (!this.#shown) return;
    this.#shown = false;
    await this.#terminal.err("\r\x1b[K");
  }
}
