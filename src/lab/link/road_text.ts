/**
 * The settings of the link's directions by name, each read from its text.
 */
import type { BothRoads, LinkChange } from "../wire/link_options.ts";
import {
  eachWay,
  readBurstLoss,
  readDelay,
  readQueueKind,
  readQueueLimit,
  readRateOrNone,
  readSeconds,
  readShare,
  WrongSetting,
} from "./setting_text.ts";

const READERS: { readonly [K in keyof BothRoads]: (text: string) => BothRoads[K] } = {
  delay: (text) => eachWay(readDelay, text),
  jitter: (text) => eachWay(readDelay, text),
  loss: (text) => eachWay(readShare, text),
  reorder: (text) => eachWay(readShare, text),
  duplicate: (text) => eachWay(readShare, text),
  corrupt: (text) => eachWay(readShare, text),
  burstLoss: (text) => eachWay(readBurstLoss, text),
  rate: (text) => eachWay(readRateOrNone, text),
  queue: (text) => eachWay(readQueueLimit, text),
  queueKind: (text) => eachWay(readQueueKind, text),
  ecn: (text) => eachWay(readOnOff, text),
};

/** What may change while a scenario is played: a queue stays what it is. */
const CHANGEABLE = ["delay", "jitter", "loss", "reorder", "duplicate", "corrupt", "burstLoss", "rate"] as const;

/** A setting by its name. Throws `WrongSetting` for a text that says nothing of the kind. */
export function readSetting<K extends keyof BothRoads>(name: K, text: string): BothRoads[K] {
  return READERS[name](text);
}

/** For how many seconds the link is down. Throws `WrongSetting`. */
export function readDown(text: string): NonNullable<LinkChange["down"]> {
  return eachWay(readSeconds, text);
}

/** `2s:rate=1mbit,loss=2%` or `4s:down=3s`. Throws `WrongSetting`. */
export function readChange(text: string): LinkChange {
  const [, after = "", settings = ""] = /^([^:]+):(.+)$/.exec(text) ?? [];
  const change: Record<string, unknown> = {};
  for (const part of settings.split(NEXT_CHANGE)) {
    const [, name = "", value = ""] = /^\s*([a-z-]+)=(.+)$/i.exec(part) ?? [];
    const known = CHANGES.find((one) => optionWord(one) === name);
    if (known === undefined) throw new WrongSetting(CHANGE, text);
    change[known] = known === "down" ? readDown(value) : readSetting(known, value);
  }
  return { ...change, after: readSeconds(after) };
}

const CHANGES = [...CHANGEABLE, "down"] as const;
/** A comma that another change follows: values have commas of their own. */
const NEXT_CHANGE = new RegExp(`,(?=(?:${CHANGES.map(optionWord).join("|")})=)`);

const CHANGE = "a time and what changes then, such as 2s:rate=1mbit or 4s:down=3s";

function optionWord(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

function readOnOff(text: string): boolean {
  if (text !== "yes" && text !== "no") throw new WrongSetting("yes or no", text);
  return text === "yes";
}
