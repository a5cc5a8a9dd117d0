/** The threads that share the packets of a capture with the program's own, which is job 0. */
import { UsageError } from "../../../../base/failure.ts";
import { quote } from "../../../../base/quote.ts";
import type { Terminal } from "../../../../output/terminal.ts";
import { JobThread } from "../../../../reading/jobs/job_thread.ts";
import { type BlockSource, MergedBlocks } from "../../../../reading/jobs/merged_blocks.ts";
import { BLOCK } from "../../../../reading/jobs/share.ts";
import type { Printing } from "../../../../reading/write_report.ts";
import type { Job } from "../explain_job.ts";
import { shownTerminal } from "./job_terminal.ts";
import type { Printed, ReportTask } from "./report_task.ts";

export class Crew implements Disposable {
  /** The part of this thread, and where its blocks meet those of the others. */
  readonly shared: NonNullable<Printing["shared"]>;
  readonly #threads: readonly JobThread<ReportTask, Printed>[];

  private constructor(threads: readonly JobThread<ReportTask, Printed>[], shared: NonNullable<Printing["shared"]>) {
    this.#threads = threads;
    this.shared = shared;
  }

  /** Starts as many threads as were asked for, but for this one. Throws `UsageError` where a capture cannot be read by several. */
  static async start(paths: readonly string[], { flags, language }: Job, terminal: Terminal): Promise<Crew> {
    for (const path of paths) await refuseWhatIsReadOnce(path);
    const { jobs } = flags;
    const threads: JobThread<ReportTask, Printed>[] = [];
    const others: BlockSource[] = [];
    for (let job = 1; job < jobs; job++) {
      const worker = new Worker(new URL("./report_worker.ts", import.meta.url), { type: "module" });
      const thread = new JobThread<ReportTask, Printed>(worker, terminal.interrupted);
      const task: ReportTask = {
        paths,
        flags: { ...flags, lang: language },
        share: { job, jobs, block: BLOCK },
        terminal: shownTerminal(terminal),
      };
      threads.push(thread);
      others.push(thread.run(task).items);
    }
    return new Crew(threads, { share: { job: 0, jobs, block: BLOCK }, taker: new MergedBlocks(terminal, others) });
  }

  /** Ends the threads, whatever they do. */
  [Symbol.dispose](): void {
    for (const thread of this.#threads) thread[Symbol.dispose]();
  }
}

/** Threads that share packets each open the capture: a pipe gives its bytes once. */
async function refuseWhatIsReadOnce(path: string): Promise<void> {
  if (path !== "-" && (await Deno.stat(path)).isFile) return;
  const name = path === "-" ? "standard input" : quote(path);
  throw new UsageError(
    `Option --jobs reads a capture several times at once, and ${name} can be read once: save it first`,
  );
}
