/**
 * How sure a sentence is: no surer than the explanation that it stands in, and no surer than its own words.
 */
import type { Certainty } from "../../src/explain/words/explanation.ts";
import type { Judged } from "./judge_capture.ts";

/** Words by which a sentence names its cause as one of several, or as the usual one. */
const POSSIBLE = /\b(may have|may be|perhaps|either|possibly|as it seems)\b/i;
const LIKELY = /\b(most likely|more likely|probably|usually|points to|unless|suggests)\b/i;

const RANK = { certain: 0, likely: 1, possible: 2 } as const;

/** Stories have no certainty of their own: there the words alone tell. */
export function certaintyOf({ statement, sentence }: Pick<Judged, "statement" | "sentence">): Certainty {
  const worded = POSSIBLE.test(sentence.text) ? "possible" : LIKELY.test(sentence.text) ? "likely" : "certain";
  const { certainty } = statement;
  if (certainty === "story") return worded;
  return RANK[certainty] > RANK[worded] ? certainty : worded;
}
