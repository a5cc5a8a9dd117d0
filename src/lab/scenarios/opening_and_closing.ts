/**
 * Connections that open or close in another way than most.
 */
import type { Scenario } from "./scenario.ts";

const PORT = 5050;

const refused: Scenario = {
  name: "refused",
  title: "Nobody listens on the port: RST answers the SYN",
  teaches:
    "The server's machine is there, but no program listens on the port. Its kernel says so at once, so that the " +
    "client's connect fails with ECONNREFUSED instead of waiting. A firewall that drops the SYN looks different: " +
    "silence, and SYNs that are repeated.",
  server: { program: "script", steps: [] },
  client: { program: "script", steps: [{ do: "connect", port: PORT }] },
  link: { delay: 5 },
  steady: true,
  expect: [`
    C SYN
    S RST,ACK ack=1
  `],
  codes: ["rst-refused"],
  next: [{ line: "tcplab lab refused --drop client:syn:1-2", why: "the silence of a firewall, before the answer" }],
};

const halfClose: Scenario = {
  name: "half-close",
  title: "The client closes its sending side only, and goes on reading",
  teaches: "After its request the client calls shutdown(SHUT_WR): its FIN says that no more will come, and the " +
    "server's read finds the end of the stream. The other direction stays open for as long as the server likes; " +
    "here for 3000 bytes, half a second later.",
  server: {
    program: "script",
    steps: [
      { do: "listen", port: PORT },
      { do: "accept" },
      { do: "receive", bytes: "end" },
      { do: "wait", ms: 500 },
      { do: "send", bytes: 3000 },
      { do: "close" },
    ],
  },
  client: {
    program: "script",
    steps: [
      { do: "connect", port: PORT },
      { do: "send", bytes: 100 },
      { do: "close-write" },
      { do: "receive", bytes: "end" },
      { do: "close" },
    ],
  },
  link: { delay: 5 },
  steady: true,
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 100
    C FIN,ACK
    S ACK ack=101 ?
    S ACK ack=102
    S 1448 after 300ms
    S 1448
    S 104 ?
    S FIN,ACK 104 ?
    S FIN,ACK ?
    ...
    C ACK
    ...
  `],
  codes: ["half-close"],
  next: [{ line: "tcplab lab v2", why: "a client that closes both directions too early" }],
};

const simultaneousClose: Scenario = {
  name: "simultaneous-close",
  title: "Both ends close at the same moment: the FINs cross",
  teaches:
    "Each side sends its FIN before the other's has arrived, so each answers a FIN with a bare ACK and both pass " +
    "through the state CLOSING into TIME-WAIT (RFC 9293, section 3.6, figure 13).",
  server: {
    program: "script",
    steps: [
      { do: "listen", port: PORT },
      { do: "accept" },
      { do: "receive", bytes: 5 },
      { do: "await", what: "close" },
      { do: "close" },
    ],
  },
  client: {
    program: "script",
    steps: [
      { do: "connect", port: PORT },
      { do: "send", text: "Hello" },
      { do: "await-packet", from: "server", kind: "ack", nth: 1 },
      { do: "tell", what: "close" },
      { do: "close" },
    ],
  },
  // The server hears of the close by another way, and its FIN has to leave before the client's has come.
  link: { delay: 100 },
  steady: true,
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 5
    S ACK
    C FIN,ACK seq=6 ack=1 ?
    S FIN,ACK seq=1 ack=6
    C FIN,ACK seq=6 ack=1 ?
    C ACK ack=2 ?
    S ACK ack=7
    C ACK ack=2 ?
  `],
  codes: ["simultaneous-close"],
  next: [{ line: "tcplab lab simultaneous-open", why: "the same at the other end of a connection's life" }],
};

const simultaneousOpen: Scenario = {
  name: "simultaneous-open",
  title: "Both ends connect to each other: the SYNs cross, and one connection comes of it",
  teaches:
    "Neither host listens. Each sends a SYN from a fixed port to the other's; each receives a SYN while it waits " +
    "for its own to be answered, and answers with SYN,ACK. The result is one connection, not two " +
    "(RFC 9293, section 3.5, figure 7).",
  server: {
    program: "script",
    steps: [
      { do: "connect", port: 5060, from: PORT },
      { do: "receive", bytes: 5 },
      { do: "receive", bytes: "end" },
      { do: "close" },
    ],
  },
  client: {
    program: "script",
    steps: [
      { do: "connect", port: PORT, from: 5060 },
      { do: "wait", ms: 300 },
      { do: "send", text: "Hello" },
      // A round trip, and more: the data has been acknowledged by then.
      { do: "wait", ms: 1500 },
      { do: "close" },
    ],
  },
  // The second to connect may come so much later, and the SYNs still cross.
  link: { delay: 300 },
  steady: true,
  expect: [`
    C SYN ?
    S SYN
    C SYN ?
    C SYN,ACK ?
    S SYN,ACK
    C SYN,ACK ?
    S ACK *
    C ACK *
    S ACK *
    C 5
    S ACK ack=6
    C FIN,ACK
    ...
    S FIN,ACK
    ...
    C ACK
    ...
  `],
  next: [{ line: "tcplab lab simultaneous-close", why: "FINs that cross" }],
};

export const OPENING_AND_CLOSING_SCENARIOS: readonly Scenario[] = [
  refused,
  halfClose,
  simultaneousClose,
  simultaneousOpen,
];
