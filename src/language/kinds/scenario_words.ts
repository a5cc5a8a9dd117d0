/** What a scenario of the lab says of itself. */
export interface ScenarioWords {
  readonly title: string;
  readonly teaches: string;
  readonly next: readonly string[];
}
