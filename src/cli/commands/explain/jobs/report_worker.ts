/** The module of a thread that shares the packets of `tcplab explain`: it takes the whole road, and prints its own blocks. */
/// <reference lib="deno.worker" />
import type { BlockTaker } from "../../../../reading/jobs/block_output.ts";
import { doTasks, type Give, type JobScope } from "../../../../reading/jobs/do_tasks.ts";
import { openFeed } from "../../../../reading/feeds/open_feed.ts";
import { Progress } from "../../../../reading/progress.ts";
import { scan } from "../../../../reading/scan.ts";
import { writeReport } from "../../../../reading/write_report.ts";
import { FORMATS } from "../../../../report/all_formats.ts";
import { readJob, withFilter } from "../read_job.ts";
import { JobTerminal } from "./job_terminal.ts";
import type { Printed, ReportTask } from "./report_task.ts";

async function printShare({ paths, flags, share, terminal: shown }: ReportTask, give: Give<Printed>): Promise<void> {
  const terminal = new JobTerminal(shown);
  using opened = new DisposableStack();
  const feed = (await openFeed(paths, { reread: true, interrupted: terminal.interrupted }, opened))!;
  const reading = { terminal, progress: new Progress(terminal, 1) };
  const format = FORMATS[flags.format];
  const tellsTime: boolean | undefined = format.tellsTime;
  const { scanned } = await scan(feed, reading, { diagnoses: tellsTime ?? false });
  const job = await withFilter(readJob(flags, terminal), scanned, reading);
  const taker: BlockTaker = {
    take: (bytes) => give(bytes, [bytes.buffer]),
    endPass: (blocks) => give(blocks),
  };
  await writeReport(scanned, { format, ...job, reading, shared: { share, taker } });
}

doTasks(self as unknown as JobScope<ReportTask, Printed>, printShare);
