/** What an example of a finding is. */
import type { FindingCode } from "../../../src/explain/words/finding.ts";
import type { Certainty } from "../../../src/explain/words/explanation.ts";
import type { ScenarioOptions } from "../scenario.ts";

/** A scenario in which it is found. */
export interface Found {
  readonly text: string;
  readonly certainty: Certainty;
  /** All packets named, the decisive ones first. */
  readonly packets: readonly number[];
  /** The conversation it stands on, by its index; the first where it is left out. */
  readonly stream?: number;
  readonly says?: readonly string[];
  readonly never?: readonly string[];
  readonly advises?: string;
  readonly options?: ScenarioOptions;
}

export interface FindingExamples {
  readonly found: readonly Found[];
  /** Scenarios, as alike as may be, in which it must not be found in any conversation. */
  readonly silent: readonly string[];
}

export type FindingTable = Readonly<Partial<Record<FindingCode, FindingExamples>>>;

/** The ends of a scenario the other way round in address and port, and in IPv6. */
export const OTHER_ENDS: ScenarioOptions = {
  client: "2001:db8::9:51000",
  server: "2001:db8::1:8443",
  clientStart: 4_294_967_000,
  serverStart: 2_147_483_500,
};
