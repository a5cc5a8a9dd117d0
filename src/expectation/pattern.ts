/**
 * The packets that a scenario promises, or a user expects, one line a packet:
 *
 *     C SYN                 the client's SYN
 *     S SYN,ACK             flags exactly, PSH aside
 *     C 20                  a segment with 20 bytes (flag ACK)
 *     S data                one with any number of bytes
 *     C ACK ack=21 ?        relative numbers; `?` perhaps, `+` once or more, `*` any number of times
 *     S 15 lost             what the wire did to it: lost, held, duplicated, corrupted; dropped or marked by the
 *                           queue; blocked or injected by a box
 *     S 520 after 4.9s      at least so long after the packet before it
 *     S 1448 x10            the line ten times
 *     ...                   any packets
 */
import { Failure } from "../base/failure.ts";
import { flagBit } from "../packet/flags.ts";
import { ACK, PSH } from "../packet/packet.ts";
import type { PacketFact } from "./packet_fact.ts";
import { WIRE_EVENTS } from "./wire_event.ts";

/** How often a line's packet comes. */
export interface Repeat {
  readonly atLeast: 0 | 1;
  readonly atMost: 1 | typeof Infinity;
}

/** One line. */
export interface PatternItem extends Repeat {
  /** As it was written. */
  readonly text: string;
  matches(packet: PacketFact): boolean;
}

const REPEATS: Readonly<Record<string, Repeat>> = {
  "?": { atLeast: 0, atMost: 1 },
  "*": { atLeast: 0, atMost: Infinity },
  "+": { atLeast: 1, atMost: Infinity },
};
const ONCE: Repeat = { atLeast: 1, atMost: 1 };
const EVENTS: ReadonlySet<string> = new Set(WIRE_EVENTS);

type Test = (packet: PacketFact) => boolean;

/** Reads a pattern; empty lines are left out. Throws `Failure` that names the line. */
export function parsePattern(text: string): PatternItem[] {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "").flatMap(parseRepeatedLine);
}

function parseRepeatedLine(line: string): PatternItem[] {
  const [, single, times] = /^(.*)\sx(\d+)$/.exec(line) ?? [];
  if (single === undefined) return [parseLine(line)];
  return new Array<PatternItem>(Math.min(Number(times), 10_000)).fill(parseLine(single));
}

function parseLine(text: string): PatternItem {
  if (text === "...") return { text, atLeast: 0, atMost: Infinity, matches: () => true };
  const words = text.split(/\s+/);
  const repeat = REPEATS[words.at(-1) ?? ""];
  if (repeat !== undefined) words.pop();
  const [end, ...rest] = words;
  if ((end !== "C" && end !== "S") || rest.length === 0) {
    throw new Failure(`Not a packet of an expectation: "${text}"; write C or S, then flags or a length, such as C SYN`);
  }
  const from = end === "C" ? "client" : "server";
  const tests = [(packet: PacketFact) => packet.from === from, ...parseTests(rest, text)];
  return { text, ...(repeat ?? ONCE), matches: (packet) => tests.every((test) => test(packet)) };
}

function parseTests(words: readonly string[], line: string): Test[] {
  const tests: Test[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "after") tests.push(afterTest(rest.shift() ?? "", line));
    else tests.push(...wordTests(word, line));
  }
  const saysLength = words.some((word) => word === "data" || /^\d+$/.test(word));
  const saysFlags = words.some((word) => /^[A-Z]/.test(word));
  if (saysLength && !saysFlags) tests.push(flagsTest(ACK));
  if (!saysLength) tests.push((packet) => packet.length === 0);
  return tests;
}

function wordTests(word: string, line: string): Test[] {
  if (word === "data") return [(packet) => packet.length > 0];
  if (/^\d+$/.test(word)) return [(packet) => packet.length === Number(word)];
  if (EVENTS.has(word)) return [(packet) => packet.event === word];
  const number = /^(seq|ack)=(\d+)$/.exec(word);
  if (number !== null) {
    const field = number[1] === "seq" ? "seq" : "ack";
    return [(packet) => packet[field] === Number(number[2])];
  }
  const bits = word.split(",").map(flagBit);
  if (bits.includes(0)) throw new Failure(`Not a flag, length or mark: "${word}" in the line "${line}"`);
  return [flagsTest(bits.reduce((all, bit) => all | bit, 0))];
}

function flagsTest(flags: number): Test {
  return (packet) => (packet.flags & ~PSH) === (flags & ~PSH);
}

function afterTest(duration: string, line: string): Test {
  const match = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(duration);
  if (match === null) throw new Failure(`Not a duration: "${duration}" in the line "${line}"; write 40ms or 5s`);
  const nanoseconds = Number(match[1]) * (match[2] === "s" ? 1e9 : 1e6);
  return (packet) => packet.sincePrevious >= nanoseconds;
}
