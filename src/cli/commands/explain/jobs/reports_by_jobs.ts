/** The reports of several captures, a capture a thread, printed in the order of the captures. */
import { INTERRUPTED } from "../../../../base/exit_code.ts";
import type { Terminal } from "../../../../output/terminal.ts";
import type { ThreadPool } from "../../../../reading/jobs/thread_pool.ts";
import type { ExplainWishes } from "../explain_job.ts";
import { type CaptureItem, type CaptureTask, captureThreads } from "./capture_task.ts";
import { shownTerminal } from "./job_terminal.ts";

export class ReportsByJobs implements Disposable {
  readonly #pool: ThreadPool<CaptureTask, CaptureItem>;
  readonly #terminal: Terminal;

  constructor(paths: readonly string[], flags: ExplainWishes, terminal: Terminal) {
    const shown = shownTerminal(terminal);
    const tasks = paths.map((path): CaptureTask => ({ report: path, flags: { ...flags, jobs: 1 }, terminal: shown }));
    this.#pool = captureThreads(tasks, flags.jobs, terminal);
    this.#terminal = terminal;
  }

  /** Prints the report of the next capture; gives its exit code. Throws what it failed by. */
  async print(index: number): Promise<number> {
    const items = await this.#pool.items(index);
    for (;;) {
      const item = await items.next();
      if (item === null) return INTERRUPTED;
      if ("out" in item) await this.#terminal.out(item.out);
      else if ("err" in item) await this.#terminal.err(item.err);
      else if ("code" in item) return item.code;
      if (this.#terminal.closed) return 0;
    }
  }

  [Symbol.dispose](): void {
    this.#pool[Symbol.dispose]();
  }
}
