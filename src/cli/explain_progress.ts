/**
 * How far reading has come, on one line of standard error that is overwritten and finally wiped: only on a terminal, and
 * only for work that takes a while.
 */
import { duration, grouped } from "../report/times.ts";
import type { Terminal } from "./terminal.ts";

/** Work shorter than this shows nothing, ms; after that the line is renewed this often. */
const SILENT_MS = 1500;
const RENEW_MS = 200;

export class Progress {
  private readonly started = performance.now();
  private renewed = 0;
  private shown = false;

  constructor(private readonly terminal: Terminal, private readonly passes: number) {}

  /** Says how far the `pass`-th reading (from 1) is: `done` of `total` bytes, and the packets so far. */
  async update(pass: number, done: number, total: number | null, packets: number): Promise<void> {
    if (!this.terminal.showsProgress) return;
    const now = performance.now();
    if (now - this.started < SILENT_MS || now - this.renewed < RENEW_MS) return;
    this.renewed = now;
    this.shown = true;
    const readings = this.passes > 1 ? `pass ${pass} of ${this.passes}, ` : "";
    const share = total === null || total === 0 ? `${grouped(done)} bytes` : `${Math.floor(100 * done / total)} %`;
    const taken = duration(Math.round((now - this.started) / 1000) * 1e9);
    await this.terminal.err(`\r\x1b[K${readings}${share}, ${grouped(packets)} packets, ${taken}`);
  }

  /** Wipes the line. */
  async end(): Promise<void> {
    if (!this.shown) return;
    this.shown = false;
    await this.terminal.err("\r\x1b[K");
  }
}
