/** What a scenario says of itself, in the reader's language. */
import type { Language } from "../explain/words/explanation.ts";
import { isolateRuns } from "../language/isolate.ts";
import type { Scenario } from "./scenario.ts";
import { HEBREW_SCENARIOS } from "../language/he/scenarios.ts";
import { SCENARIOS } from "./scenarios/registry.ts";

/** The scenario with its title, paragraph and suggestions in a language; one of the user's own stays as it was written. */
export function inLanguage(scenario: Scenario, language: Language): Scenario {
  const words = HEBREW_SCENARIOS[scenario.name];
  if (language === "en" || words === undefined || !SCENARIOS.includes(scenario)) return scenario;
  return {
    ...scenario,
    title: isolateRuns(words.title),
    teaches: isolateRuns(words.teaches),
    next: scenario.next.map(({ line, why }, i) => ({ line, why: isolateRuns(words.next[i] ?? why) })),
  };
}
