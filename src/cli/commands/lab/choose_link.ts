/**
 * The link of `tcplab lab`: a scenario's own, changed by the flags the user wrote.
 */
import { Failure, UsageError } from "../../../base/failure.ts";
import { quote } from "../../../base/quote.ts";
import { parseBox } from "../../../lab/boxes/parse_box.ts";
import { checkLink } from "../../../lab/link/check_link.ts";
import { readChange, readSetting } from "../../../lab/link/road_text.ts";
import { WrongSetting } from "../../../lab/link/setting_text.ts";
import type { Scenario } from "../../../lab/scenarios/scenario.ts";
import { type Fault, type FaultAction, namesPackets, parseFaultTarget } from "../../../lab/wire/fault.ts";
import { GOOD_LINK, type LinkOptions } from "../../../lab/wire/link_options.ts";
import { optionName } from "../../line/flag.ts";
import type { LinkFlags } from "./lab_flags.ts";

export interface ChosenLink {
  readonly link: LinkOptions;
  /** The user changed it: what the scenario promises may not come true. */
  readonly changed: boolean;
}

/** Flags whose text is the whole value of a setting, for both directions or for each. */
const SETTINGS = ["delay", "jitter", "loss", "burstLoss", "reorder", "rate", "queue", "queueKind"] as const;
/** Flags that name packets, and of these the ones that take a share as well. */
const AIMED = ["drop", "hold", "duplicate", "corrupt"] as const satisfies readonly FaultAction[];
const SHARED: ReadonlySet<string> = new Set(["duplicate", "corrupt"]);

/** A scenario's link with the user's wishes. Throws `UsageError` for a wish that names nothing there is. */
export function chooseLink(scenario: Scenario, flags: LinkFlags): ChosenLink {
  const own: LinkOptions = { ...GOOD_LINK, ...scenario.link };
  const wishes: Record<string, unknown> = { mtu: flags.mtu, offload: flags.offload, seed: flags.seed };
  for (const name of SETTINGS) {
    const text = flags[name];
    if (text !== undefined) wishes[name] = read(name, text, () => readSetting(name, text));
  }
  if (flags.ecn) wishes["ecn"] = true;
  const faults: Fault[] = [];
  for (const name of AIMED) {
    for (const text of flags[name].flatMap((typed) => typed.split(","))) {
      if (SHARED.has(name) && !namesPackets(text)) {
        wishes[name] = read(name, text, () => readSetting(name as "duplicate" | "corrupt", text));
      } else {
        faults.push(read(name, text, () => parseFaultTarget(text.trim(), name)));
      }
    }
  }
  const at = flags.at.map((text) => read("at", text, () => readChange(text)));
  const boxes = flags.box.map((text) => read("box", text, () => parseBox(text)));
  const given = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined));
  const changed = Object.keys(given).some((name) => name !== "seed") ||
    [faults, at, boxes].some((added) => added.length > 0);
  const link = {
    ...own,
    ...given,
    faults: [...own.faults, ...faults],
    at: [...own.at, ...at],
    boxes: [...own.boxes, ...boxes],
  };
  const problem = checkLink(link);
  if (problem !== null) throw new UsageError(problem);
  return { link, changed };
}

/** What an option's text says. Throws `UsageError` that names the option. */
function read<T>(name: string, text: string, reader: () => T): T {
  const option = `--${optionName(name)}`;
  try {
    return reader();
  } catch (error) {
    if (error instanceof WrongSetting) {
      const each = text.includes("/") ? " for each direction" : "";
      throw new UsageError(`Option ${option} takes ${error.expected}${error.hint}${each}: found ${quote(text)}`);
    }
    if (error instanceof Failure) throw new UsageError(`Option ${option}: ${error.message}`);
    throw error;
  }
}
