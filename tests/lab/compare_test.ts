import { assertEquals, assertThrows } from "@std/assert";
import { Failure } from "../../src/base/failure.ts";
import { compare, describeDifference } from "../../src/lab/expectation/compare.ts";
import { parsePattern } from "../../src/expectation/pattern.ts";
import { WireLog } from "./segment.ts";

const handshake = () => new WireLog().add("C SYN").add("S SYN,ACK").add("C ACK");
const HANDSHAKE = "C SYN\nS SYN,ACK\nC ACK\n";

function difference(log: WireLog, ...patterns: string[]): string | null {
  const found = compare(log.packets, patterns);
  return found === null ? null : describeDifference(found);
}

Deno.test("compare() finds nothing when the packets come as promised", async (t) => {
  const cases = [
    { name: "exactly", log: handshake().add("C PSH,ACK 20"), pattern: `${HANDSHAKE} C 20 seq=1 ack=1` },
    { name: "? that comes", log: handshake().add("S ACK"), pattern: `${HANDSHAKE} S ACK ?` },
    { name: "? that does not come", log: handshake(), pattern: `${HANDSHAKE} S ACK ?` },
    { name: "+ twice", log: handshake().add("C ACK"), pattern: "C SYN\nS SYN,ACK\nC ACK +" },
    { name: "* never", log: handshake(), pattern: `${HANDSHAKE} S data *` },
    { name: "... over many", log: handshake().add("C 5").add("S ACK").add("S 9"), pattern: "C SYN\n...\nS 9" },
    { name: "... over nothing", log: handshake(), pattern: `${HANDSHAKE} ...` },
    { name: "x3", log: handshake().add("S 7").add("S 7").add("S 7"), pattern: `${HANDSHAKE} S 7 x3` },
    { name: "after", log: handshake().add("S 5", { after: 5000 }), pattern: `${HANDSHAKE} S 5 after 4.9s` },
    { name: "lost", log: handshake().add("S 5", { event: "lost" }), pattern: `${HANDSHAKE} S 5 lost` },
    {
      name: "numbers past data",
      log: handshake().add("C 20").add("S ACK"),
      pattern: `${HANDSHAKE} C 20\nS ACK ack=21`,
    },
    { name: "flags with data", log: handshake().add("S FIN,PSH,ACK 9"), pattern: `${HANDSHAKE} S FIN,ACK 9` },
  ];
  for (const { name, log, pattern } of cases) await t.step(name, () => assertEquals(difference(log, pattern), null));
});

Deno.test("compare() says where the packets differ from what was promised", async (t) => {
  const cases = [
    {
      name: "another packet",
      log: handshake().add("S 5"),
      pattern: `${HANDSHAKE} C 20`,
      says: "packet 4 of conversation 0: expected C 20, saw S 5",
    },
    {
      name: "one too few",
      log: handshake(),
      pattern: `${HANDSHAKE} C 20`,
      says: "packet 4 of conversation 0: expected C 20, saw nothing more",
    },
    {
      name: "one too many",
      log: handshake().add("C RST"),
      pattern: HANDSHAKE,
      says: "packet 4 of conversation 0: expected the end, saw C RST",
    },
    {
      name: "too early",
      log: handshake().add("S 5", { after: 100 }),
      pattern: `${HANDSHAKE} S 5 after 4.9s`,
      says: "packet 4 of conversation 0: expected S 5 after 4.9s, saw S 5",
    },
    {
      name: "not lost",
      log: handshake().add("S 5"),
      pattern: `${HANDSHAKE} S 5 lost`,
      says: "packet 4 of conversation 0: expected S 5 lost, saw S 5",
    },
    {
      name: "ACK with data",
      log: handshake().add("S 5"),
      pattern: `${HANDSHAKE} S ACK`,
      says: "packet 4 of conversation 0: expected S ACK, saw S 5",
    },
    {
      name: "+ never",
      log: handshake(),
      pattern: `${HANDSHAKE} S ACK +`,
      says: "packet 4 of conversation 0: expected S ACK +, saw nothing more",
    },
  ];
  for (const { name, log, pattern, says } of cases) {
    await t.step(name, () => assertEquals(difference(log, pattern), says));
  }
});

Deno.test("compare() wants as many conversations as patterns", () => {
  const two = handshake().add("C SYN", { port: 40_001 });
  assertEquals(difference(two, HANDSHAKE, "C SYN"), null);
  assertEquals(difference(two, HANDSHAKE), "conversation 1: expected nothing more, saw C SYN");
  assertEquals(difference(handshake(), HANDSHAKE, "C SYN\nS ACK"), "conversation 1: expected C SYN, saw nothing more");
});

Deno.test("parsePattern() refuses what is no packet, naming the line", async (t) => {
  const cases = [
    { line: "X SYN", says: 'Not a packet of an expectation: "X SYN"' },
    { line: "C", says: 'Not a packet of an expectation: "C"' },
    { line: "C SIN", says: 'Not a flag, length or mark: "SIN" in the line "C SIN"' },
    { line: "C 5 after soon", says: 'Not a duration: "soon"' },
  ];
  for (const { line, says } of cases) {
    await t.step(line, () => {
      assertThrows(() => parsePattern(`C SYN\n${line}`), Failure, says);
    });
  }
});
