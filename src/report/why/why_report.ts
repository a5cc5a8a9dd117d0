/** What a report on time is made of. */
import type { Diagnosis } from "../../diagnosis/terms/diagnosis.ts";
import type { WhyWords } from "../../language/kinds/why_words.ts";
import type { Palette } from "../../output/palette.ts";

/** A diagnosis with the capture that its conversation is of, as the user named it. */
export interface ShownDiagnosis extends Diagnosis {
  readonly capture: string;
}

export interface WhyReport {
  /** Those that are shown, in the order asked for. */
  readonly diagnoses: readonly ShownDiagnosis[];
  /** Captures that were read; where they are several, each conversation's is named. */
  readonly captures: number;
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
