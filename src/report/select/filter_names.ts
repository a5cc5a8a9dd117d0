/** The names that the tests of a filter may ask for. */
import { CAUSES } from "../../diagnosis/terms/cause.ts";
import { CODES } from "../../explain/words/codes.ts";
import { FINDING_TITLES } from "../../language/en/explanations/finding_titles.ts";

export interface FilterNames {
  readonly codes: readonly string[];
  readonly findings: readonly string[];
  readonly causes: readonly string[];
}

export const ALL_NAMES: FilterNames = { codes: CODES, findings: Object.keys(FINDING_TITLES), causes: CAUSES };
