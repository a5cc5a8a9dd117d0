/** What a report on time is made of. */
import type { Diagnosis } from "../../diagnosis/terms/diagnosis.ts";
import type { WhyWords } from "../../language/kinds/why_words.ts";
import type { Palette } from "../../output/palette.ts";

export interface WhyReport {
  /** The capture, as the user named it. */
  readonly name: string;
  /** Those that are shown, in the order asked for. */
  readonly diagnoses: readonly Diagnosis[];
  /** How many are not shown. */
  readonly further: number;
}

export interface WhyOptions {
  readonly words: WhyWords;
  readonly palette: Palette;
  readonly width: number;
}

/** An output format of `tcplab why`. */
export type WhyFormat = (report: WhyReport, options: WhyOptions) => string;
