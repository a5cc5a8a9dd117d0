/** What a report on two captures is made of. */
import type { PairWords } from "../../language/kinds/pair_words.ts";
import type { Palette } from "../../output/palette.ts";
import type { Pairing } from "../../pairing/terms/pairing.ts";

export interface PairReport {
  /** The captures, as the user named them. */
  readonly names: { readonly a: string; readonly b: string };
  readonly pairing: Pairing;
  /** Conversations told one by one, at most. */
  readonly top: number;
}

export interface PairOptions {
  readonly words: PairWords;
  readonly palette: Palette;
  readonly width: number;
}

/** An output format of `tcplab pair`. */
export type PairFormat = (report: PairReport, options: PairOptions) => string;
