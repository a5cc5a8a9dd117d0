/** The flags of `tcplab explain` with their defaults. */
import { EXPLAIN_FLAGS, type ExplainFlags } from "../../src/cli/commands/explain/explain_flags.ts";
import type { ExplainWishes } from "../../src/cli/commands/explain/explain_job.ts";

export function explainFlags(given: Partial<ExplainWishes> = {}): ExplainWishes {
  const defaults = Object.fromEntries(Object.entries(EXPLAIN_FLAGS).map(([name, flag]) => [name, flag.default]));
  return {
    ...defaults as ExplainFlags,
    lang: "en",
    format: "text",
    overviews: false,
    prints: given.format !== undefined || (given.pcapng === undefined && given.html === undefined),
    ...given,
  };
}
