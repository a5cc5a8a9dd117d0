/**
 * Settings of a link as they are written, on the command line and in scenario files: `20ms`, `10mbit/1mbit`, `2%`, `64k`.
 * One value is for both directions; of two, the first is for what the client sends.
 */
import { readQuantity, SUFFIX_HINT, type Unit } from "../../base/quantity.ts";
import { QUEUE_KINDS, type QueueKind, type QueueLimit } from "../queue/queue.ts";
import { type BurstLoss, burstsOf } from "../wire/burst_loss.ts";
import type { EachWay } from "../wire/link_options.ts";

/** What was expected where a text says something else. `unit` and `hint` complete it for a command line. */
export class WrongSetting extends Error {
  constructor(readonly expected: string, readonly found: string, readonly hint = "") {
    super(`expected ${expected}, found ${found}`);
  }
}

type Read<T> = (text: string) => T;

/** Both directions: a slash stands between them, but not the one of `bit/s`. */
export function eachWay<T>(read: Read<T>, text: string): EachWay<T> {
  const parts = text.split(/\/(?!s(?:\/|$))/i);
  const [first = "", second, ...more] = parts;
  if (more.length > 0) throw new WrongSetting("one value, or two such as 5/40", text);
  return second === undefined ? read(first) : [read(first), read(second)];
}

function quantity(unit: Unit, minimum: number, maximum: number): Read<number> {
  return (text) => {
    const value = readQuantity(text, unit);
    if (value !== undefined && value >= minimum && value <= maximum) return value;
    const suffixes = value === undefined ? ` (suffixes: ${SUFFIX_HINT[unit]})` : "";
    throw new WrongSetting(`a number from ${minimum} to ${maximum}`, text, ` ${unit}${suffixes}`);
  };
}

/** Milliseconds; a share of packets, 0 to 1; bits per second. */
export const readDelay = quantity("ms", 0, 60_000);
export const readShare = (text: string): number => Number((quantity("%", 0, 100)(text) / 100).toPrecision(12));
const readRate = quantity("bit/s", 1000, 1e12);
export const readSeconds = quantity("s", 0, 86_400);

/** `none` takes a limit away. */
export function readRateOrNone(text: string): number | null {
  return text === "none" ? null : readRate(text);
}

/** `100` and `100p` are packets, a number with a unit of bytes is bytes (`64k`), `unlimited` has no end. */
export function readQueueLimit(text: string): QueueLimit {
  if (text === "unlimited") return { unit: "packets", most: Infinity };
  const [, packets] = /^(\d+)(?:p|packets)?$/i.exec(text) ?? [];
  if (packets !== undefined && Number(packets) >= 1) return { unit: "packets", most: Number(packets) };
  const bytes = packets === undefined ? readQuantity(text, "bytes") : undefined;
  if (bytes !== undefined && bytes >= 1) return { unit: "bytes", most: Math.floor(bytes) };
  throw new WrongSetting("packets such as 100, bytes such as 64k, or unlimited", text);
}

export function readQueueKind(text: string): QueueKind {
  const kind = QUEUE_KINDS.find((known) => known === text);
  if (kind === undefined) throw new WrongSetting(QUEUE_KINDS.join(", "), text);
  return kind;
}

/**
 * `2%:5`: 2 % of the packets are lost, in bursts of 5 on average. `p=1%,r=20%`, with `bad=` and `good=` where a bad line
 * does not lose everything or a good one something: Gilbert and Elliott's own numbers. `none` for no bursts.
 */
export function readBurstLoss(text: string): BurstLoss | null {
  if (text === "none") return null;
  return text.includes("=") ? readGilbertElliott(text) : readBursts(text);
}

const BURSTS = "a share and a length such as 2%:5, or p=1%,r=20%,bad=100%,good=0%";

function readBursts(text: string): BurstLoss {
  const [share = "", length = "", ...more] = text.split(":");
  const [loss, packets] = [readQuantity(share, "%"), readQuantity(length, undefined)];
  if (loss === undefined || packets === undefined || more.length > 0 || loss < 0 || loss >= 100 || packets < 1) {
    throw new WrongSetting(BURSTS, text);
  }
  return burstsOf(loss / 100, packets);
}

function readGilbertElliott(text: string): BurstLoss {
  const given = new Map(
    text.split(",").map((part) => {
      const [name = "", value = ""] = part.split("=");
      return [name.trim(), value] as const;
    }),
  );
  const share = (name: string, otherwise: string) => {
    const value = readQuantity(given.get(name) ?? otherwise, "%");
    if (value === undefined || value < 0 || value > 100) throw new WrongSetting(BURSTS, text);
    return value / 100;
  };
  const known = ["p", "r", "bad", "good"];
  if ([...given.keys()].some((name) => !known.includes(name)) || !given.has("p") || !given.has("r")) {
    throw new WrongSetting(BURSTS, text);
  }
  return { toBad: share("p", ""), toGood: share("r", ""), lossBad: share("bad", "100"), lossGood: share("good", "0") };
}
