/** The state table of RFC 9293, figure 5, and the states that scenarios lead through. */
import { assert, assertEquals } from "@std/assert";
import {
  nextState,
  TCP_STATES,
  type TcpEvent,
  type TcpState,
  TRANSITIONS,
} from "../../src/explain/memory/tcp_states.ts";
import { play } from "./scenario.ts";

const ROADS: readonly { name: string; events: readonly TcpEvent[]; through: readonly TcpState[]; from: TcpState }[] = [
  {
    name: "an active open and active close",
    from: "CLOSED",
    events: ["sends SYN", "receives SYN,ACK", "sends FIN", "receives ACK of FIN", "receives FIN"],
    through: ["SYN-SENT", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT"],
  },
  {
    name: "a passive open and passive close",
    from: "LISTEN",
    events: ["sends SYN,ACK", "receives ACK of SYN", "receives FIN", "sends FIN", "receives ACK of FIN"],
    through: ["SYN-RECEIVED", "ESTABLISHED", "CLOSE-WAIT", "LAST-ACK", "CLOSED"],
  },
  {
    name: "both closing at once",
    from: "ESTABLISHED",
    events: ["sends FIN", "receives FIN", "receives ACK of FIN"],
    through: ["FIN-WAIT-1", "CLOSING", "TIME-WAIT"],
  },
  {
    name: "both opening at once",
    from: "CLOSED",
    events: ["sends SYN", "receives SYN", "receives ACK of SYN"],
    through: ["SYN-SENT", "SYN-RECEIVED", "ESTABLISHED"],
  },
];

for (const { name, from, events, through } of ROADS) {
  Deno.test(`nextState() goes through ${name}`, () => {
    let state = from;
    assertEquals(events.map((event) => state = nextState(state, event)), [...through]);
  });
}

Deno.test("TRANSITIONS reach every state but the first two from an opening", () => {
  const reached = new Set<TcpState>(Object.values(TRANSITIONS).flatMap((row) => Object.values(row)));
  for (const state of TCP_STATES) assert(reached.has(state), state);
});

Deno.test("nextState() ends in CLOSED when an end of a connection sends RST", () => {
  for (const state of TCP_STATES) assertEquals(nextState(state, "sends RST"), "CLOSED");
});

Deno.test("states() follows both ends through a conversation", () => {
  const { packets } = play(`
    0.000 C S  0
    0.009 S SA 0 ack 1
    0.010 C A  1 ack 1
    0.100 S FA 1 ack 1
    0.101 C A  1 ack 1
    0.102 C FA 1 ack 2
    0.110 S A  2 ack 2`);
  assertEquals(packets.map(({ states }) => states), [
    "SYN-SENT LISTEN",
    "ESTABLISHED SYN-RECEIVED",
    "ESTABLISHED ESTABLISHED",
    "CLOSE-WAIT FIN-WAIT-1",
    "CLOSE-WAIT FIN-WAIT-1",
    "LAST-ACK TIME-WAIT",
    "CLOSED TIME-WAIT",
  ]);
});

Deno.test("states() mends what was taken for granted when the FINs turn out to have crossed", () => {
  const open = `
    0.000 C S  0
    0.009 S SA 0 ack 1
    0.010 C A  1 ack 1
    0.100 C FA 1 ack 1`;
  const after = (text: string): readonly string[] =>
    play(`${open}\n${text}`).packets.slice(3).map(({ states }) => states);
  // The server's ack tells whether it had the client's FIN when it closed.
  assertEquals(after("0.101 S FA 1 ack 1\n0.102 C A 2 ack 2\n0.103 S A 2 ack 2"), [
    "FIN-WAIT-1 CLOSE-WAIT",
    "CLOSING CLOSING",
    "CLOSING TIME-WAIT",
    "TIME-WAIT TIME-WAIT",
  ]);
  assertEquals(after("0.101 S FA 1 ack 2\n0.102 C A 2 ack 2"), [
    "FIN-WAIT-1 CLOSE-WAIT",
    "TIME-WAIT LAST-ACK",
    "TIME-WAIT CLOSED",
  ]);
});
