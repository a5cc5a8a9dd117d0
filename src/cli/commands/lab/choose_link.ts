/**
 * The link of `tcplab lab`: a scenario's own, changed by the flags the user wrote.
 */
import { Failure, UsageError } from "../../../base/failure.ts";
import type { Scenario } from "../../../lab/scenarios/scenario.ts";
import { type FaultAction, parseFaultTarget } from "../../../lab/wire/fault.ts";
import type { LinkFlags } from "./lab_flags.ts";
import { GOOD_LINK, type LinkOptions } from "../../../lab/wire/link_options.ts";

export interface ChosenLink {
  readonly link: LinkOptions;
  /** The user changed it: what the scenario promises may not come true. */
  readonly changed: boolean;
}

/** A scenario's link with the user's wishes. Throws `UsageError` for a `--drop` that names no packet. */
export function chooseLink(scenario: Scenario, flags: LinkFlags): ChosenLink {
  const own: LinkOptions = { ...GOOD_LINK, ...scenario.link };
  const share = (percent: number | undefined) => percent === undefined ? undefined : percent / 100;
  const wishes = {
    delay: flags.delay,
    jitter: flags.jitter,
    loss: share(flags.loss),
    reorder: share(flags.reorder),
    duplicate: share(flags.duplicate),
    corrupt: share(flags.corrupt),
    rate: flags.rate,
    mtu: flags.mtu,
    offload: flags.offload,
    seed: flags.seed,
  };
  const given = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined));
  const faults = [...own.faults, ...flags.drop.flatMap((text) => targets("drop", text))];
  const changed = Object.keys(given).some((name) => name !== "seed") || flags.drop.length > 0;
  return { link: { ...own, ...given, faults }, changed };
}

function targets(action: FaultAction, text: string): ReturnType<typeof parseFaultTarget>[] {
  try {
    return text.split(",").map((target) => parseFaultTarget(target.trim(), action));
  } catch (error) {
    if (error instanceof Failure) throw new UsageError(`Option --${action}: ${error.message}`);
    throw error;
  }
}
