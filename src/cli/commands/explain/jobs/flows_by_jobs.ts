/** The flows of several captures, a capture a thread, taken in the order of the captures. */
import type { Terminal } from "../../../../output/terminal.ts";
import type { FlowTaker } from "../../../../reading/read_flows.ts";
import type { ThreadPool } from "../../../../reading/jobs/thread_pool.ts";
import type { ConversationWishes, FileReading } from "../read_file_flows.ts";
import { type CaptureItem, type CaptureTask, captureThreads } from "./capture_task.ts";
import { shownTerminal } from "./job_terminal.ts";

export class FlowsByJobs implements Disposable {
  readonly #pool: ThreadPool<CaptureTask, CaptureItem>;

  constructor(files: readonly string[], flags: ConversationWishes, terminal: Terminal) {
    const shown = shownTerminal(terminal);
    const tasks = files.map((file): CaptureTask => ({ flows: file, flags: { ...flags, jobs: 1 }, terminal: shown }));
    this.#pool = captureThreads(tasks, flags.jobs, terminal);
  }

  /** Hands on the flows of the next capture; gives null after an interrupt. Throws `Failure` where it cannot be opened. */
  async take(index: number, taker: FlowTaker): Promise<FileReading | null> {
    const items = await this.#pool.items(index);
    for (;;) {
      const item = await items.next();
      if (item === null) return null;
      if ("read" in item) return item.read;
      if (!("flows" in item)) continue;
      for (const flow of item.flows) {
        taker.take(flow);
        if (taker.drain?.full) await taker.drain.flush();
      }
    }
  }

  [Symbol.dispose](): void {
    this.#pool[Symbol.dispose]();
  }
}
