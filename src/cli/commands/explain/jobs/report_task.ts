/** What a thread is told that prints a part of a capture's packets. */
import type { Share } from "../../../../reading/jobs/share.ts";
import type { ExplainWishes } from "../explain_job.ts";
import type { ShownTerminal } from "./job_terminal.ts";

export interface ReportTask {
  readonly paths: readonly string[];
  readonly flags: ExplainWishes;
  readonly share: Share;
  readonly terminal: ShownTerminal;
}

/** A block of text; or, when the capture has been read once, how many blocks it was. */
export type Printed = Uint8Array | number;
