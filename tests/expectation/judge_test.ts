import { assertEquals } from "@std/assert";
import { Evidence, type SaidOfPacket } from "../../src/expectation/evidence.ts";
import { aboutPrograms, countStatements, judge } from "../../src/expectation/judge.ts";
import { parseExpectation } from "../../src/expectation/parse_expectation.ts";
import { eventOfComments, WIRE_COMMENTS, WIRE_EVENTS } from "../../src/expectation/wire_event.ts";
import { flagBit } from "../../src/packet/flags.ts";

const SILENT: SaidOfPacket = { explanations: [], analysis: [], retransmission: false };
const AGAIN: SaidOfPacket = {
  explanations: [{ code: "retransmission-timeout", certainty: "likely" }],
  analysis: ["retransmission"],
  retransmission: true,
};

/** Two conversations: one with a retransmission and a budget, one of a SYN alone. */
function sample(words: string): string | null {
  const expectation = parseExpectation([{ name: "", text: words }]);
  const evidence = new Evidence(expectation, {
    client: { exit: 3, lines: ["hello", "received: 5"] },
    server: { exit: null, lines: [] },
  });
  let number = 0;
  const packet = (stream: number, line: string, said = SILENT) => {
    const [from, flags = "", length = "0"] = line.split(" ");
    const fact = {
      from: from === "C" ? "client" as const : "server" as const,
      flags: flags.split(",").reduce((bits, name) => bits | flagBit(name), 0),
      length: Number(length),
      seq: 0,
      ack: 0,
      event: said === AGAIN ? "held" as const : null,
      sincePrevious: 1e6,
    };
    evidence.packet(stream, { number: ++number, time: number * 1e6, fact }, said);
  };
  packet(0, "C SYN");
  packet(0, "S SYN,ACK");
  packet(1, "C SYN");
  packet(0, "C ACK 5");
  packet(0, "C ACK 5", AGAIN);
  const budget = [
    { cause: "server-application", end: "server", nanoseconds: 800e6 },
    { cause: "closing", end: "client", nanoseconds: 200e6 },
  ] as const;
  evidence.whole.time = evidence.conversation(0).time = {
    budget,
    verdict: { cause: "server-application", end: "server" },
  };
  return judge(expectation, evidence);
}

Deno.test("judge() finds nothing where everything is as expected", async (t) => {
  const cases = [
    "C SYN; S SYN,ACK; C 5; C 5 held",
    "stream 1: ; C SYN",
    "some stream: ; C SYN",
    "each stream: ; packets >= 1; no code syn",
    "finding retransmission-timeout likely; no finding retransmission-timeout certain",
    "code retransmission-timeout = 1; analysis retransmission = 1; event held = 1",
    "packets = 5; conversations = 2; retransmissions < 2; duration = 4ms",
    "stream 0: ; packets = 4; duration = 4ms",
    "server-application >= 80%; server-application of server <= 800ms; closing of server = 0%",
    "verdict server-application of server",
    "client exit 3; client says received; client does not say goodbye",
  ];
  for (const words of cases) await t.step(words, () => assertEquals(sample(words), null));
});

Deno.test("judge() gives the first difference in one line", async (t) => {
  const cases = [
    [
      "C FIN,ACK",
      "conversation 0: packet 1: expected C FIN,ACK, saw C SYN (packets are told from the first one on; ... stands for any)",
    ],
    ["C SYN; C ACK", "conversation 0: packet 2: expected C ACK, saw S SYN,ACK"],
    ["C SYN; S SYN,ACK; C 5", "conversation 0: packet 5: expected the end, saw C 5 held"],
    ["stream 1: ; C SYN; S SYN,ACK", "conversation 1: after its only packet: expected S SYN,ACK, saw nothing more"],
    ["stream 2: ; packets > 0", "packets > 0: there is no conversation 2: the capture has 2 conversations"],
    ["each stream: ; packets > 1", "conversation 1: packets > 1: there are 1"],
    [
      "some stream: ; packets > 1; no analysis retransmission",
      "no conversation is as expected; nearest: conversation 0: no analysis retransmission: found once",
    ],
    ["finding retransmission-timeout certain", "finding retransmission-timeout certain: found, but not as certain"],
    ["code syn", "code syn: not found; there is retransmission-timeout"],
    ["duration < 4ms", "duration < 4ms: it is 4 ms"],
    ["server-application > 80%", "server-application > 80%: it is 80.0%"],
    ["bandwidth > 1%", "bandwidth > 1%: it is 0.0%; the largest part is server-application: 80.0%"],
    ["closing > 200ms", "closing > 200ms: it is 200 ms; the largest part is server-application: 80.0%"],
    ["verdict closing", "verdict closing: it is server-application"],
    ["stream 1: ; verdict closing", "conversation 1: verdict closing: it is not known"],
    ["exit 0", "exit 0: it ended with exit code 3"],
    ["server exit 0", "server exit 0: it has no exit code: it was stopped, or is a program of tcplab's own"],
    ["client says goodbye", 'client says goodbye: its last line is "received: 5"'],
    ["server says x", "server says x: it printed nothing"],
    ["client does not say hello", "client does not say hello: it does"],
  ] as const;
  for (const [words, difference] of cases) await t.step(words, () => assertEquals(sample(words), difference));
});

Deno.test("aboutPrograms() finds what a capture cannot tell, countStatements() counts all", () => {
  const of = (text: string) => parseExpectation([{ name: "", text }]);
  assertEquals(aboutPrograms(of("packets > 1; stream 0: ; packets > 2")), null);
  assertEquals(aboutPrograms(of("packets > 1; server says x"))?.text, "server says x");
  assertEquals(countStatements(of("packets > 1; C SYN; ...; each stream: ; packets > 2")), 3);
});

Deno.test("eventOfComments() knows what the lab writes beside its packets, and nothing else", () => {
  for (const event of WIRE_EVENTS) assertEquals(eventOfComments(["mine", WIRE_COMMENTS[event]]), event);
  assertEquals(eventOfComments(["lost"]), null);
});
