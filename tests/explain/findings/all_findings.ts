/** All examples of findings, by the file that they stand in. */
import { BETWEEN } from "./between.ts";
import { ENDINGS } from "./endings.ts";
import type { FindingTable } from "./finding_examples.ts";
import { OPENINGS_AND_PACE } from "./openings_and_pace.ts";
import { ROADS } from "./roads.ts";

export const FINDING_EXAMPLES: Readonly<Record<string, FindingTable>> = {
  "between": BETWEEN,
  "endings": ENDINGS,
  "openings-and-pace": OPENINGS_AND_PACE,
  "roads": ROADS,
};
