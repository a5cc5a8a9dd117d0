/** The module of a thread that reads whole captures for `tcplab explain` of several. */
/// <reference lib="deno.worker" />
import type { Flow } from "../../../flows/flow.ts";
import { doTasks, type Give, type JobScope } from "../../../reading/jobs/do_tasks.ts";
import { Progress } from "../../../reading/progress.ts";
import type { CaptureItem, CaptureTask } from "./jobs/capture_task.ts";
import { JobTerminal } from "./jobs/job_terminal.ts";
import { readFileFlows } from "./read_file_flows.ts";
import { runExplain } from "./run_explain.ts";

/** Flows that are handed over at a time. */
const AT_A_TIME = 256;

async function readCapture(task: CaptureTask, give: Give<CaptureItem>): Promise<void> {
  const terminal = new JobTerminal(task.terminal, give);
  if ("report" in task) {
    await give({ code: await runExplain(task.report, task.flags, terminal) });
    return;
  }
  let gathered: Flow[] = [];
  const flush = async (): Promise<void> => {
    const flows = gathered;
    gathered = [];
    await give({ flows });
  };
  const drain = {
    get full(): boolean {
      return gathered.length >= AT_A_TIME;
    },
    flush,
  };
  const taker = { take: (flow: Flow) => void gathered.push(flow), drain };
  const reading = { terminal, progress: new Progress(terminal, 1) };
  const read = await readFileFlows(task.flows, { flags: task.flags, taker }, reading);
  await flush();
  await give({ read });
}

doTasks(self as unknown as JobScope<CaptureTask, CaptureItem>, readCapture);
