/** What was asked of `tcplab explain`, read from the command line. */
import type { Language } from "../../../language/language.ts";
import type { Scanned } from "../../../reading/scan.ts";
import type { Terminal } from "../../../output/terminal.ts";
import type { Printing } from "../../../reading/write_report.ts";
import type { Progress } from "../../../reading/progress.ts";
import type { OutputFormatName } from "../../../report/all_formats.ts";
import type { ReportOptions } from "../../../report/facts/output_format.ts";
import type { Filter } from "../../../report/select/filter.ts";
import type { Selection } from "../../../report/select/selection.ts";
import type { ExplainFlags } from "./explain_flags.ts";

/** What the user typed, with whether the format is printed: not where a file was asked for and no format. */
export type ExplainWishes = Omit<ExplainFlags, "format"> & {
  readonly format: OutputFormatName;
  readonly prints: boolean;
  /** No format was asked for: of a large capture an overview is printed. */
  readonly overviews: boolean;
};

/** Who waits for the result. */
export interface Reader {
  readonly terminal: Terminal;
  readonly progress: Progress;
  /** The part of this job, where several share the packets. */
  readonly shared?: Printing["shared"];
}

/** What the user asked for, read. */
export interface Job {
  readonly flags: ExplainWishes;
  /** Which packets; what the filter says of them is put in when the capture has been read once. */
  readonly selection: Selection;
  readonly filter: Filter | null;
  readonly options: ReportOptions;
  readonly language: Language;
  /** What the capture is held against, read already; null for nothing. */
  readonly expectation: {
    /** How often the capture is read for it. */
    readonly readings: number;
    judge(scanned: Scanned, job: Job, reading: Reader): Promise<number>;
  } | null;
}
