/** Reads a test in the words of Wireshark's display filters. */
import { nearest } from "../../base/nearest.ts";
import type { Filter, NumberTest, Range } from "./filter.ts";
import { FilterError, type Token, type TokenReader } from "./filter_tokens.ts";
import { type NumberKind, numbersOf, PORTS, readNetwork, readNumberTest, STREAMS } from "./filter_values.ts";
import { PACKET_FIGURES } from "./packet_figures.ts";
import { NEAREST_OF_OURS, WIRESHARK_WORDS, type WiresharkWord } from "./wireshark_words.ts";

const TCP: Filter = { kind: "layer", layer: "tcp" };
const OPERATORS = ["==", "!=", "<", "<=", ">", ">=", "in"];
/** Operators that are not understood here. */
const FOREIGN = ["contains", "matches", "~", "===", "!==", "&", "bitand", "xor", "^^"];

/** Reads the test that begins with `token`. Throws `FilterError`. */
export function readWiresharkTest(token: Token, reader: TokenReader): Filter {
  const word = WIRESHARK_WORDS.get(token.text.toLowerCase());
  if (word === undefined) throw new FilterError(token.column, notOurs(token.text));
  refuseForeignOperator(reader);
  switch (word.kind) {
    case "layer":
      return { kind: "layer", layer: word.layer };
    case "analysis":
      return { kind: "analysis", bits: word.bits };
    case "address":
      return address(word, reader);
    case "flag":
      return flag(word.bit, token, reader);
    case "figure": {
      const { unit } = PACKET_FIGURES[word.figure];
      return { kind: "figure", figure: word.figure, test: testOrPresence(reader, numbersOf(unit)) };
    }
    case "port": {
      const { side } = word;
      return ofNumbers(testOrPresence(reader, PORTS), (ranges) => ({ kind: "port", side, ranges }));
    }
    case "stream":
      return ofNumbers(testOrPresence(reader, STREAMS), (ranges) => ({ kind: "stream", ranges }));
  }
}

function notOurs(word: string): string {
  const lower = word.toLowerCase();
  const ours = NEAREST_OF_OURS[lower];
  if (ours !== undefined) return `Wireshark's "${word}" is not understood here; write ${ours}`;
  const close = nearest(lower, [...WIRESHARK_WORDS.keys()]);
  const hint = close === undefined ? "docs/filters.md lists those that are" : `did you mean ${close}?`;
  return `Wireshark's "${word}" is not understood here; ${hint}`;
}

function refuseForeignOperator(reader: TokenReader): void {
  const token = reader.peek();
  if (token === undefined || !FOREIGN.includes(token.text.toLowerCase())) return;
  throw new FilterError(token.column, `"${token.text}" is not understood here; compare by == != < <= > >= or in {...}`);
}

function testOrPresence(reader: TokenReader, kind: NumberKind): NumberTest {
  return OPERATORS.includes(reader.operator() ?? "") ? readNumberTest(reader, kind) : { operator: "present" };
}

/** A test of a number that every TCP packet has, of which there may be two: as in Wireshark, `!=` means neither. */
function ofNumbers(test: NumberTest, filterOf: (ranges: readonly Range[]) => Filter): Filter {
  switch (test.operator) {
    case "present":
      return TCP;
    case "in":
      return filterOf(test.ranges);
    case "!=": {
      const equal = filterOf([{ from: test.value, to: test.value }]);
      return { kind: "and", left: TCP, right: { kind: "not", operand: equal } };
    }
  }
  const { value } = test;
  const ranges: Readonly<Record<typeof test.operator, Range>> = {
    "==": { from: value, to: value },
    "<": { from: 0, to: value - 1 },
    "<=": { from: 0, to: value },
    ">": { from: value + 1, to: Infinity },
    ">=": { from: value, to: Infinity },
  };
  return filterOf([ranges[test.operator]]);
}

function address({ side, version }: WiresharkWord & { kind: "address" }, reader: TokenReader): Filter {
  const layer: Filter = { kind: "layer", layer: version === 4 ? "ip" : "ipv6" };
  const operator = reader.operator() ?? "";
  if (!OPERATORS.includes(operator)) return layer;
  const { column } = reader.next("");
  if (operator === "in") return addressList(reader, (token) => ofNetwork(token, { side, version }));
  const one = ofNetwork(reader.next("an address"), { side, version });
  if (operator === "==") return one;
  if (operator !== "!=") throw new FilterError(column, `addresses are compared by ==, != or in {...}`);
  return { kind: "and", left: layer, right: { kind: "not", operand: one } };
}

function addressList(reader: TokenReader, filterOf: (token: Token) => Filter): Filter {
  const open = reader.next('"{"');
  if (open.text !== "{") throw new FilterError(open.column, `expected "{" after "in", found "${open.text}"`);
  let found: Filter | null = null;
  for (;;) {
    const token = reader.next('an address, or "}"');
    if (token.text === "}" && found !== null) return found;
    if (token.text === ",") continue;
    const next = filterOf(token);
    found = found === null ? next : { kind: "or", left: found, right: next };
  }
}

function ofNetwork(
  token: Token,
  { side, version }: { side: (WiresharkWord & { kind: "address" })["side"]; version: 4 | 6 },
): Filter {
  const network = readNetwork(token);
  if (network.address.length !== (version === 4 ? 4 : 16)) {
    const other = version === 4 ? "ipv6" : "ip";
    throw new FilterError(
      token.column,
      `"${token.text}" is not an IPv${version} address; its words begin with ${other}.`,
    );
  }
  return { kind: "net", side, network };
}

/** A flag has a value in every TCP packet, so its name alone chooses nothing. */
function flag(bit: number, { text, column }: Token, reader: TokenReader): Filter {
  const operator = reader.operator();
  if (operator !== "==" && operator !== "!=") {
    throw new FilterError(column, `every TCP packet has "${text}"; write ${text.toLowerCase()} == 1`);
  }
  reader.next("");
  const value = reader.next("1 or 0");
  const set = { "1": true, "true": true, "0": false, "false": false }[value.text.toLowerCase()];
  if (set === undefined) throw new FilterError(value.column, `expected 1 or 0, found "${value.text}"`);
  const isSet: Filter = { kind: "flag", bit };
  return set === (operator === "==") ? isSet : { kind: "and", left: TCP, right: { kind: "not", operand: isSet } };
}
