/** The flags of `tcplab explain` with their defaults. */
import type { ExplainWishes } from "../../src/cli/commands/explain/explain_job.ts";

export function explainFlags(given: Partial<ExplainWishes> = {}): ExplainWishes {
  return {
    format: "text",
    stream: undefined,
    packets: undefined,
    filter: undefined,
    raw: false,
    utc: false,
    width: undefined,
    lang: "en",
    pcapng: undefined,
    html: undefined,
    expect: [],
    prints: given.format !== undefined || (given.pcapng === undefined && given.html === undefined),
    ...given,
  };
}
