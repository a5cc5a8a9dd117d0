/** Every scenario, in the order of `tcplab lab --list`. */
import type { Scenario } from "./scenario.ts";
import { CONGESTION_SCENARIOS } from "./congestion.ts";
import { ECHO_SCENARIOS } from "./echo.ts";
import { FLOW_SCENARIOS } from "./flow.ts";
import { HTTP_SCENARIOS } from "./http.ts";
import { LOSS_SCENARIOS } from "./loss.ts";
import { MIDDLEBOX_SCENARIOS } from "./middleboxes.ts";
import { REOPENING_SCENARIOS } from "./reopening.ts";
import { WAITING_SCENARIOS } from "./waiting.ts";
import { OPENING_AND_CLOSING_SCENARIOS } from "./opening_and_closing.ts";

export const SCENARIOS: readonly Scenario[] = [
  ...ECHO_SCENARIOS,
  ...HTTP_SCENARIOS,
  ...LOSS_SCENARIOS,
  ...FLOW_SCENARIOS,
  ...OPENING_AND_CLOSING_SCENARIOS,
  ...CONGESTION_SCENARIOS,
  ...MIDDLEBOX_SCENARIOS,
  ...WAITING_SCENARIOS,
  ...REOPENING_SCENARIOS,
];
