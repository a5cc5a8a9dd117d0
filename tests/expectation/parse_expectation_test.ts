import { assertEquals, assertThrows } from "@std/assert";
import { Failure } from "../../src/base/failure.ts";
import { parseExpectation } from "../../src/expectation/parse_expectation.ts";
import { parseClaim } from "../../src/expectation/parse_statement.ts";
import { type Claim, compareNumber, OPERATORS } from "../../src/expectation/statement.ts";

const atLeastOnce = { operator: ">=", value: 1 } as const;
const never = { operator: "=", value: 0 } as const;

Deno.test("parseClaim() reads every kind of statement", async (t) => {
  const cases: { text: string; claim: Claim }[] = [
    {
      text: "finding queue-delay likely",
      claim: { kind: "said", vocabulary: "finding", name: "queue-delay", certainty: "likely", holds: atLeastOnce },
    },
    {
      text: "no code rst-unread-data",
      claim: { kind: "said", vocabulary: "code", name: "rst-unread-data", certainty: "possible", holds: never },
    },
    {
      text: "analysis retransmission = 2",
      claim: {
        kind: "said",
        vocabulary: "analysis",
        name: "retransmission",
        certainty: "possible",
        holds: { operator: "=", value: 2 },
      },
    },
    {
      text: "event dropped > 0",
      claim: {
        kind: "said",
        vocabulary: "event",
        name: "dropped",
        certainty: "possible",
        holds: { operator: ">", value: 0 },
      },
    },
    { text: "packets<40", claim: { kind: "figure", figure: "packets", holds: { operator: "<", value: 40 } } },
    {
      text: "duration >= 1.5s",
      claim: { kind: "figure", figure: "duration", holds: { operator: ">=", value: 1.5e9 } },
    },
    {
      text: "server-application > 80%",
      claim: {
        kind: "time",
        cause: "server-application",
        end: null,
        unit: "share",
        holds: { operator: ">", value: 0.8 },
      },
    },
    {
      text: "receive-window of client <= 200 ms",
      claim: {
        kind: "time",
        cause: "receive-window",
        end: "client",
        unit: "nanoseconds",
        holds: { operator: "<=", value: 200e6 },
      },
    },
    { text: "verdict bandwidth", claim: { kind: "verdict", cause: "bandwidth", end: null } },
    { text: "verdict closing of server", claim: { kind: "verdict", cause: "closing", end: "server" } },
    { text: "exit 0", claim: { kind: "exit", end: "client", holds: { operator: "=", value: 0 } } },
    { text: "server exit code > 2", claim: { kind: "exit", end: "server", holds: { operator: ">", value: 2 } } },
    { text: "client says received: b'5'", claim: { kind: "says", end: "client", text: "received: b'5'", not: false } },
    { text: 'server does not say " error "', claim: { kind: "says", end: "server", text: " error ", not: true } },
  ];
  for (const { text, claim } of cases) await t.step(text, () => assertEquals(parseClaim(text), claim));
});

Deno.test("parseClaim() says what is wrong with a statement, and what was probably meant", async (t) => {
  const cases = [
    { text: "findng duplicate-ack", says: 'not a statement: "findng duplicate-ack"; did you mean finding?' },
    { text: "code rst-unreed-data", says: "not an explanation's code: rst-unreed-data; did you mean rst-unread-data?" },
    { text: "analysis zero-window", says: "not an analysis name: zero-window; did you mean zero_window?" },
    { text: "finding", says: 'not a finding: ""' },
    { text: "no analysis retransmission > 3", says: "needs nothing after it: found > 3" },
    { text: "no packets", says: "no is followed by code, analysis, finding, event: found packets" },
    { text: "code data about 3", says: 'expected a whole number: found "about 3"' },
    { text: "server-application > 80", says: "expected a share such as 80% or a time such as 200ms: found 80" },
    { text: "duration < 3", says: "expected a time such as 200ms or 1.5s: found 3" },
    { text: "packets = 1.5", says: "expected a whole number: found 1.5" },
    { text: "bandwith > 3%", says: "nothing to compare: bandwith; did you mean bandwidth?" },
    { text: "verdict slow", says: "not a cause of waiting: slow" },
    { text: "verdict closing by server", says: "after closing comes nothing, of client, or of server" },
    { text: "client exits 0", says: "after client comes exit CODE, says TEXT or does not say TEXT" },
  ];
  for (const { text, says } of cases) {
    await t.step(text, () => void assertThrows(() => parseClaim(text), Failure, says));
  }
});

Deno.test("compareNumber() holds below, at and above as the operator says", () => {
  const holds = OPERATORS.map((operator) =>
    [1, 2, 3].map((found) => compareNumber({ operator, value: 2 }, found) ? "yes" : "no").join(" ")
  );
  assertEquals(Object.fromEntries(OPERATORS.map((operator, index) => [operator, holds[index]])), {
    "<=": "yes yes no",
    ">=": "no yes yes",
    "<": "yes no no",
    ">": "no no yes",
    "=": "no yes no",
  });
});

Deno.test("parseExpectation() parts statements into sections", () => {
  const text = `# a comment; not a statement
    no analysis retransmission; client says "a;b"
    C SYN
    S SYN,ACK

    each stream:
    packets > 3
    stream 2
    ...
    C 5
    duration < 1s
    capture
    exit 0`;
  const sections = parseExpectation([{ name: "grade.txt", text }, { name: "", text: "packets = 9" }]);
  const told = sections.map(({ scope, statements }) => [
    scope,
    statements.map(({ text, place, claim }) =>
      claim.kind === "packets" ? claim.items.map(({ text }) => text) : [place, text]
    ),
  ]);
  assertEquals(told, [
    [{ stream: 0 }, [["C SYN", "S SYN,ACK"]]],
    ["capture", [["grade.txt, line 2", "no analysis retransmission"], ["grade.txt, line 2", 'client says "a;b"']]],
    ["each", [["grade.txt, line 7", "packets > 3"]]],
    [{ stream: 2 }, [["...", "C 5"], ["grade.txt, line 11", "duration < 1s"]]],
    ["capture", [["grade.txt, line 13", "exit 0"]]],
    ["capture", [["", "packets = 9"]]],
  ]);
});

Deno.test("parseExpectation() names the line that it cannot read", async (t) => {
  const cases = [
    { text: "packets > 3\nfoo bar", says: 'Cannot read the expectation grade.txt, line 2: not a statement: "foo bar"' },
    { text: "\nC SIN", says: "Cannot read the expectation grade.txt, line 2: Not a flag, length or mark" },
    { text: " \n# nothing\nstream 3:\n", says: "Nothing is expected: no statement was found" },
  ];
  for (const { text, says } of cases) {
    await t.step(says, () => void assertThrows(() => parseExpectation([{ name: "grade.txt", text }]), Failure, says));
  }
});
