/**
 * Boxes by name, as `--box` and scenario files write them.
 */
import { Failure } from "../../base/failure.ts";
import { didYouMean } from "../../base/nearest.ts";
import { readQuantity } from "../../base/quantity.ts";
import { quote } from "../../base/quote.ts";
import type { Box, BoxOption } from "../wire/box.ts";
import { parseFaultTarget } from "../wire/fault.ts";
import { dscpMarker, ecnClearer, hops, narrowLink } from "./ip_rewriters.ts";
import { Nat } from "./nat.ts";
import { duplicator, forgetfulFirewall, resegmenter, resetInjector } from "./stateful_boxes.ts";
import { mssClamp, optionStripper, sequenceShift, STRIPPABLE } from "./tcp_rewriters.ts";

interface BoxKind {
  /** How it is written, for help and messages. */
  readonly form: string;
  /** What it does, one line. */
  readonly help: string;
  /** How to open one; null where the value makes no sense. */
  parse(value: string): (() => Box) | null;
}

/** Every box, in the order in which help tells them. */
export const BOX_KINDS: Readonly<Record<string, BoxKind>> = {
  nat: {
    form: "nat",
    help: "translates the client's addresses and ports",
    parse: (value) => value === "" ? () => new Nat() : null,
  },
  mss: {
    form: "mss=BYTES",
    help: "lowers the largest segment that a SYN offers",
    parse: (value) => withNumber(value, 64, 65_495, mssClamp),
  },
  strip: {
    form: "strip=wscale,sack,timestamps",
    help: "takes TCP options out",
    parse: parseStrip,
  },
  ttl: {
    form: "ttl=N",
    help: "takes N hops off the time to live",
    parse: (value) => withNumber(value || "1", 1, 255, hops),
  },
  seq: {
    form: "seq=N, seq=N:no-sack",
    help: "shifts sequence numbers, and SACK blocks or not",
    parse: (value) =>
      withWord(value, "no-sack", (rest, leave) => withNumber(rest, 1, 2 ** 32 - 1, (n) => sequenceShift(n, leave))),
  },
  ecn: {
    form: "ecn=clear",
    help: "clears the ECN bits",
    parse: (value) => value === "clear" ? ecnClearer : null,
  },
  dscp: {
    form: "dscp=N",
    help: "writes another DSCP",
    parse: (value) => withNumber(value, 0, 63, dscpMarker),
  },
  mtu: {
    form: "mtu=BYTES, mtu=BYTES:silent",
    help: "lets no larger packet through, and says so by ICMP or not",
    parse: (value) =>
      withWord(value, "silent", (rest, silent) => withNumber(rest, 68, 65_535, (mtu) => narrowLink(mtu, silent))),
  },
  forget: {
    form: "forget=SECONDS, forget=SECONDS:rst",
    help: "forgets idle connections, then drops or resets them",
    parse: (value) => withWord(value, "rst", parseForget),
  },
  reset: {
    form: "reset=PACKET, reset=PACKET:client, reset=PACKET:server",
    help: "resets a connection behind a packet, to both ends or one",
    parse: parseReset,
  },
  copy: {
    form: "copy=N",
    help: "sends every N-th packet twice",
    parse: (value) => withNumber(value || "1", 1, 1_000_000, duplicator),
  },
  resegment: {
    form: "resegment=BYTES",
    help: "cuts the data of segments anew",
    parse: (value) => withNumber(value, 1, 65_495, resegmenter),
  },
};

/** Reads `nat` or `mss=1200`. Throws `Failure` that says what the text should look like. */
export function parseBox(text: string): BoxOption {
  const [, name = "", value = ""] = /^([a-z]+)(?:=(.*))?$/.exec(text) ?? [];
  const kind = Object.hasOwn(BOX_KINDS, name) ? BOX_KINDS[name] : undefined;
  if (kind === undefined) {
    const names = Object.keys(BOX_KINDS);
    throw new Failure(`Not a box: ${quote(text)}${didYouMean(name, names)} (there are ${names.join(", ")})`);
  }
  const open = kind.parse(value);
  if (open === null) throw new Failure(`Not a box: ${quote(text)}; write ${kind.form}`);
  return { text, open };
}

function withNumber(text: string, least: number, most: number, make: (value: number) => Box): (() => Box) | null {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) return null;
  return () => make(value);
}

/** A value that may end in a word: `1400:silent`. */
function withWord(
  value: string,
  word: string,
  parse: (rest: string, found: boolean) => (() => Box) | null,
): (() => Box) | null {
  const found = value.endsWith(`:${word}`);
  return parse(found ? value.slice(0, -word.length - 1) : value, found);
}

function parseForget(text: string, answers: boolean): (() => Box) | null {
  const idle = readQuantity(text, "s");
  return idle === undefined || idle <= 0 || idle > 86_400 ? null : () => forgetfulFirewall(idle, answers);
}

function parseStrip(value: string): (() => Box) | null {
  const names = value.split(",");
  if (names.some((name) => !Object.hasOwn(STRIPPABLE, name))) return null;
  const kinds = new Set(names.flatMap((name) => STRIPPABLE[name] ?? []));
  return () => optionStripper(kinds);
}

function parseReset(value: string): (() => Box) | null {
  const [, packet = "", end] = /^(.+?)(?::(client|server))?$/.exec(value) ?? [];
  try {
    const aim = parseFaultTarget(packet, "drop");
    return () => resetInjector(aim, end === "client" || end === "server" ? end : "both");
  } catch {
    return null;
  }
}
