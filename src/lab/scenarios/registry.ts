/** Every scenario, in the order of `tcplab lab --list`. */
import type { Scenario } from "./scenario.ts";
import { ECHO_SCENARIOS } from "./echo.ts";
import { FLOW_SCENARIOS } from "./flow.ts";
import { HTTP_SCENARIOS } from "./http.ts";
import { LOSS_SCENARIOS } from "./loss.ts";
import { OPENING_AND_CLOSING_SCENARIOS } from "./opening_and_closing.ts";

export const SCENARIOS: readonly Scenario[] = [
  ...ECHO_SCENARIOS,
  ...HTTP_SCENARIOS,
  ...LOSS_SCENARIOS,
  ...FLOW_SCENARIOS,
  ...OPENING_AND_CLOSING_SCENARIOS,
];
