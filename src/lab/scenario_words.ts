/** What a scenario says of itself, in the reader's language. */
import { tablesOf } from "../language/all_tables.ts";
import { isolateRuns } from "../language/text/isolate.ts";
import type { Language } from "../language/language.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { SCENARIOS } from "./scenarios/registry.ts";

/** The scenario with its title, paragraph and suggestions in a language; one of the user's own stays as it was written. */
export function inLanguage(scenario: Scenario, language: Language): Scenario {
  const words = tablesOf(language).scenarios[scenario.name];
  if (words === undefined || !SCENARIOS.includes(scenario)) return scenario;
  return {
    ...scenario,
    title: isolateRuns(words.title),
    teaches: isolateRuns(words.teaches),
    next: scenario.next.map(({ line, why }, i) => ({ line, why: isolateRuns(words.next[i] ?? why) })),
  };
}
