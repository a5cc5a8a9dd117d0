/** What a thread is told that reads whole captures, one after the other, and what it makes of them. */
import type { Flow } from "../../../../flows/flow.ts";
import { JobThread } from "../../../../reading/jobs/job_thread.ts";
import { ThreadPool } from "../../../../reading/jobs/thread_pool.ts";
import type { Terminal } from "../../../../output/terminal.ts";
import type { ExplainWishes } from "../explain_job.ts";
import type { ConversationWishes, FileReading } from "../read_file_flows.ts";
import type { Said, ShownTerminal } from "./job_terminal.ts";

export type CaptureTask =
  | { readonly report: string; readonly flags: ExplainWishes; readonly terminal: ShownTerminal }
  | { readonly flows: string; readonly flags: ConversationWishes; readonly terminal: ShownTerminal };

/** Of a report: what is printed, and at the end its exit code. Of flows: some of them, and at the end how reading went. */
export type CaptureItem =
  | Said
  | { readonly code: number }
  | { readonly flows: readonly Flow[] }
  | { readonly read: FileReading | null };

/** Threads for the tasks, no more than there are of either. */
export function captureThreads(
  tasks: readonly CaptureTask[],
  jobs: number,
  { interrupted }: Terminal,
): ThreadPool<CaptureTask, CaptureItem> {
  const module = new URL("../capture_worker.ts", import.meta.url);
  const threads = Array.from(
    { length: Math.min(jobs, tasks.length) },
    () => new JobThread<CaptureTask, CaptureItem>(new Worker(module, { type: "module" }), interrupted),
  );
  return new ThreadPool(threads, tasks);
}
