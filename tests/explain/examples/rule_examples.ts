/** What an example of a rule is. */
import type { Code } from "../../../src/explain/words/codes.ts";

/** A scenario after whose last packet the rule speaks, words that must be there, and words that must not. */
export interface Speaking {
  readonly text: string;
  readonly says?: readonly string[];
  readonly never?: readonly string[];
}

export interface RuleExamples {
  readonly speaks: readonly Speaking[];
  /** Scenarios, as alike as may be, after whose last packet it must not. */
  readonly silent: readonly string[];
}

/** Examples of some of the rules. */
export type Examples<C extends Code> = Readonly<Record<C, RuleExamples>>;
