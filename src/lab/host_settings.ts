/**
 * Kernel settings of a host as people write them: `client:tcp_sack=0`, `net.core.wmem_max=200000`, `cubic`; limits: `client:1200`.
 */
import { Failure } from "../base/failure.ts";
import { readQuantity } from "../base/quantity.ts";
import { quote } from "../base/quote.ts";
import type { RouteLimits } from "../linux/netlink/route_message.ts";
import { CONGESTION } from "./host/setting_refusal.ts";
import { type End, ENDS } from "./wire/end.ts";

/** Paths under /proc/sys/net, and values, for each host. */
export type HostSettingsByEnd = Readonly<Record<End, Readonly<Record<string, string>>>>;

/**
 * The settings that `--set` and `--congestion` ask for; of two for the same thing the later holds. Throws `Failure` for
 * what is not a setting of a host's network.
 */
export function parseHostSettings(set: readonly string[], congestion: readonly string[]): HostSettingsByEnd {
  const settings: Record<End, Record<string, string>> = { client: {}, server: {} };
  const add = (text: string, read: (rest: string) => readonly [path: string, value: string]) => {
    const { ends, rest } = splitHost(text);
    const [path, value] = read(rest);
    for (const end of ends) settings[end][path] = value;
  };
  for (const text of set) add(text, (rest) => readSetting(rest, text));
  for (const text of congestion) add(text, (rest) => readCongestion(rest, text));
  return settings;
}

/** The smallest segment that Linux takes (TCP_MIN_MSS), and the largest that a SYN can offer. */
const SEGMENTS = [88, 65_495] as const;
/** A window of less than a segment would have nothing come; the largest that can be offered (RFC 7323 2.3). */
const WINDOWS = [536, 1_073_725_440] as const;

/** The limits that `--mss` and `--window` ask for, each for one host or both. Throws `Failure`. */
export function parseHostLimits(mss: readonly string[], window: readonly string[]): Record<End, RouteLimits | null> {
  const limits: Record<End, RouteLimits | null> = { client: null, server: null };
  const add = (text: string, name: keyof RouteLimits, [least, most]: readonly [number, number]) => {
    const { ends, rest } = splitHost(text);
    const bytes = readQuantity(rest, "bytes");
    if (bytes === undefined || !Number.isInteger(bytes) || bytes < least || bytes > most) {
      throw new Failure(`Not ${NAMES[name]}: ${quote(text)}; write bytes from ${least} to ${most}, as client:${least}`);
    }
    for (const end of ends) limits[end] = { mss: null, window: null, ...limits[end], [name]: bytes };
  };
  for (const text of mss) add(text, "mss", SEGMENTS);
  for (const text of window) add(text, "window", WINDOWS);
  return limits;
}

const NAMES = { mss: "a segment size", window: "a window" } as const;

function splitHost(text: string): { readonly ends: readonly End[]; readonly rest: string } {
  const end = ENDS.find((name) => text.startsWith(`${name}:`));
  return end === undefined ? { ends: ENDS, rest: text } : { ends: [end], rest: text.slice(end.length + 1) };
}

function readSetting(rest: string, text: string): readonly [string, string] {
  const match = /^\s*([a-z0-9_./-]+?)\s*=\s*(.*?)\s*$/i.exec(rest);
  const [, name = "", value = ""] = match ?? [];
  if (match === null || value === "") {
    throw new Failure(`Not a setting: ${quote(text)}; write NAME=VALUE or HOST:NAME=VALUE, as client:tcp_sack=0`);
  }
  return [settingPath(name, text), value];
}

/** A bare name is one of net.ipv4, where TCP's are. */
function settingPath(name: string, text: string): string {
  const parts = name.replace(/^net[./]/, "").split(/[./]/);
  const path = parts.length === 1 ? ["ipv4", ...parts] : parts;
  const known = ["ipv4", "ipv6", "core"].includes(path[0] ?? "") && path.every((part) => /^[a-z0-9_-]+$/i.test(part));
  if (known) return path.join("/");
  throw new Failure(
    `Not a setting of a host's network: ${quote(text)}; names begin with net.ipv4, net.ipv6 or net.core`,
  );
}

function readCongestion(rest: string, text: string): readonly [string, string] {
  if (/^[a-z0-9_-]+$/i.test(rest)) return [CONGESTION, rest];
  throw new Failure(`Not a congestion control: ${quote(text)}; write its name, as reno or server:cubic`);
}
