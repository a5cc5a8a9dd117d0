/** `tcplab explain A B ...`: one capture after the other, or all of them as one. */
import type { Terminal } from "../../../output/terminal.ts";
import { refuseSeveralCaptures } from "../../line/one_capture.ts";
import type { ExplainWishes } from "./explain_job.ts";
import type { ReportsByJobs } from "./jobs/reports_by_jobs.ts";
import { sharesPackets } from "./jobs/shares_packets.ts";
import { readJob } from "./read_job.ts";
import { runExplain } from "./run_explain.ts";

/** Gives the exit code: that of the first capture that could not be explained to its end. */
export async function explainAll(paths: readonly string[], flags: ExplainWishes, terminal: Terminal): Promise<number> {
  if (flags.join || paths.length === 1) return await runExplain(paths, flags, terminal);
  refuseSeveralCaptures({ html: flags.html, pcapng: flags.pcapng }, paths.length);
  using reports = await startReports(paths, flags, terminal);
  for (const [index, path] of paths.entries()) {
    if (index > 0 && flags.format !== "ndjson") await terminal.out("\n");
    const code = reports === null ? await runExplain(path, flags, terminal) : await reports.print(index);
    if (code !== 0) return code;
  }
  return 0;
}

/** A capture a thread, where there are several threads and they do not rather share the packets of each capture. */
async function startReports(
  paths: readonly string[],
  flags: ExplainWishes,
  terminal: Terminal,
): Promise<ReportsByJobs | null> {
  if (flags.jobs === 1 || sharesPackets(readJob(flags, terminal))) return null;
  const { ReportsByJobs } = await import("./jobs/reports_by_jobs.ts");
  return new ReportsByJobs(paths, flags, terminal);
}
