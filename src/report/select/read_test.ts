/** Reads one test of a filter: its word, and what follows that word. */
import { type Verdict, VERDICT_BIT, VERDICTS } from "../../analysis/analysed_packet.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { Cause } from "../../diagnosis/terms/cause.ts";
import { WIRE_EVENTS, type WireEvent } from "../../expectation/wire_event.ts";
import type { FindingCode } from "../../explain/words/finding.ts";
import { FLAG_NAMES, flagBit } from "../../packet/flags.ts";
import { canonicalAddress } from "./canonical_address.ts";
import { CONVERSATION_FIGURES, type ConversationFigure } from "./conversation_figures.ts";
import type { Filter, Side } from "./filter.ts";
import type { FilterNames } from "./filter_names.ts";
import { FilterError, type Token, type TokenReader } from "./filter_tokens.ts";
import { numbersOf, PORTS, readNetwork, readNumberTest, readRanges, STREAMS } from "./filter_values.ts";
import { PACKET_FIGURES, type PacketFigure } from "./packet_figures.ts";
import { readWiresharkTest } from "./read_wireshark_test.ts";
import { looksLikeWireshark, WIRESHARK_WORDS } from "./wireshark_words.ts";

/** The words that tests begin with, names and numbers aside. */
const KEYWORDS = [
  "host",
  "net",
  "port",
  "src",
  "dst",
  "stream",
  "flag",
  "analysis",
  "code",
  "event",
  "finding",
  "cause",
  "conversation",
  "not",
];

/** Reads the test that begins with `token`. Throws `FilterError`. */
export function readTest(token: Token, reader: TokenReader, names: FilterNames): Filter {
  const word = token.text.toLowerCase();
  switch (word) {
    case "src":
    case "dst":
      return sided(word, reader);
    case "host":
      return host("either", reader);
    case "net":
      return {
        kind: "net",
        side: "either",
        network: readNetwork(reader.next("a network after net, as in 10.0.0.0/8")),
      };
    case "port":
      return { kind: "port", side: "either", ranges: readRanges(reader, PORTS) };
    case "stream":
      return { kind: "stream", ranges: readRanges(reader, STREAMS) };
    case "flag":
      return flag(reader.next(`a flag (${FLAG_NAMES.join(" ")})`));
    case "analysis":
      return analysis(reader.next("an analysis name, or any"));
    case "code":
      return { kind: "code", code: named(reader.next("an explanation's code"), "code", names.codes) };
    case "event":
      return {
        kind: "event",
        event: wireEvent(reader.next(`what the lab's wire did (${WIRE_EVENTS.join(" ")}), or any`)),
      };
    case "finding": {
      const finding = named(reader.next("a finding's name"), "finding", names.findings) as FindingCode;
      return { kind: "fact", fact: { kind: "finding", finding } };
    }
    case "cause": {
      const cause = named(reader.next("a cause of waiting"), "cause", names.causes) as Cause;
      return { kind: "fact", fact: { kind: "cause", cause } };
    }
  }
  if (Object.hasOwn(PACKET_FIGURES, word)) {
    const figure = word as PacketFigure;
    return { kind: "figure", figure, test: readNumberTest(reader, numbersOf(PACKET_FIGURES[figure].unit)) };
  }
  if (Object.hasOwn(CONVERSATION_FIGURES, word)) {
    const figure = word as ConversationFigure;
    const test = readNumberTest(reader, numbersOf(CONVERSATION_FIGURES[figure].unit));
    return { kind: "fact", fact: { kind: "figure", figure, test } };
  }
  if (WIRESHARK_WORDS.has(word) || looksLikeWireshark(word)) return readWiresharkTest(token, reader);
  return bareName(token, names);
}

function sided(side: "src" | "dst", reader: TokenReader): Filter {
  const token = reader.next(`"host", "net" or "port" after "${side}"`);
  switch (token.text.toLowerCase()) {
    case "host":
      return host(side, reader);
    case "net":
      return { kind: "net", side, network: readNetwork(reader.next("a network after net, as in 10.0.0.0/8")) };
    case "port":
      return { kind: "port", side, ranges: readRanges(reader, PORTS) };
  }
  throw new FilterError(token.column, `expected "host", "net" or "port" after "${side}", found "${token.text}"`);
}

function host(side: Side, reader: TokenReader): Filter {
  const token = reader.next("an address after host");
  const address = canonicalAddress(token.text);
  if (address !== null) return { kind: "host", side, address };
  if (token.text.includes("/")) return { kind: "net", side, network: readNetwork(token) };
  throw new FilterError(token.column, `not an IPv4 or IPv6 address: "${token.text}"`);
}

function flag(token: Token): Filter {
  const bit = flagBit(token.text);
  if (bit === 0) throw new FilterError(token.column, unknown("flag", token.text, FLAG_NAMES));
  return { kind: "flag", bit };
}

function analysis(token: Token): Filter {
  const bits = verdictBits(token.text);
  if (bits === undefined) throw new FilterError(token.column, unknown("analysis name", token.text, VERDICTS));
  return { kind: "analysis", bits };
}

function wireEvent(token: Token): WireEvent | null {
  const name = named(token, "event of the lab's wire", [...WIRE_EVENTS, "any"]);
  return name === "any" ? null : name as WireEvent;
}

function named(token: Token, what: string, known: readonly string[]): string {
  const name = token.text.toLowerCase();
  if (!known.includes(name)) throw new FilterError(token.column, unknown(what, token.text, known));
  return name;
}

/** A flag, a verdict or a code, looked up in this order. */
function bareName({ text, column }: Token, { codes }: FilterNames): Filter {
  if (/^(and|or|[(){},]|&&?|\|\|?|[<>=!]=?)$/i.test(text)) {
    throw new FilterError(column, `expected a test, found "${text}"`);
  }
  const bit = flagBit(text);
  if (bit !== 0) return { kind: "flag", bit };
  const bits = verdictBits(text);
  if (bits !== undefined && text.toLowerCase() !== "any") return { kind: "analysis", bits };
  const code = text.toLowerCase();
  if (codes.includes(code)) return { kind: "code", code };
  if (canonicalAddress(text) !== null) {
    throw new FilterError(column, `expected a test, found the address "${text}"; did you mean host ${text}?`);
  }
  const figures = [...Object.keys(PACKET_FIGURES), ...Object.keys(CONVERSATION_FIGURES)];
  throw new FilterError(column, unknown("test", text, [...KEYWORDS, ...figures, ...FLAG_NAMES, ...VERDICTS, ...codes]));
}

/** The bits of a verdict's name; `any` is all of them. */
function verdictBits(name: string): number | undefined {
  const wanted = name.toLowerCase();
  if (wanted === "any") return (1 << VERDICTS.length) - 1;
  return (VERDICTS as readonly string[]).includes(wanted) ? VERDICT_BIT[wanted as Verdict] : undefined;
}

function unknown(what: string, found: string, known: readonly string[]): string {
  // A hyphen where an underscore belongs, or the other way round, is the mistake made most.
  const twin = known.find((name) => plain(name) === plain(found));
  return `unknown ${what} "${found}"${twin === undefined ? didYouMean(found, known) : `; did you mean ${twin}?`}`;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll("_", "-");
}
