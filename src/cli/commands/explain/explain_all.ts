/** `tcplab explain A B ...`: one capture after the other, or all of them as one. */
import { UsageError } from "../../../base/failure.ts";
import type { Terminal } from "../../../output/terminal.ts";
import type { ExplainWishes } from "./explain_job.ts";
import { runExplain } from "./run_explain.ts";

/** Gives the exit code: that of the first capture that could not be explained to its end. */
export async function explainAll(paths: readonly string[], flags: ExplainWishes, terminal: Terminal): Promise<number> {
  if (flags.join || paths.length === 1) return await runExplain(paths, flags, terminal);
  const file = flags.html !== undefined ? "--html" : flags.pcapng !== undefined ? "--pcapng" : null;
  if (file !== null) {
    throw new UsageError(`Option ${file} writes one file: found ${paths.length} captures; --join makes one of them`);
  }
  for (const [index, path] of paths.entries()) {
    if (index > 0 && flags.format !== "ndjson") await terminal.out("\n");
    const code = await runExplain(path, flags, terminal);
    if (code !== 0) return code;
  }
  return 0;
}
