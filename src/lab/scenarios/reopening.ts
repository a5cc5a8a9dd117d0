/**
 * Connections that come where others are or were: a full queue, ports that were just used, a host that is known already.
 */
import type { Scenario } from "./scenario.ts";

const PORT = 5050;

const acceptQueue: Scenario = {
  name: "accept-queue",
  title: "A server too busy to accept: the queue is full, and SYNs are dropped without a word",
  teaches:
    "A handshake is the kernel's work; a connection then waits in a queue until the program takes it with accept(). This " +
    "server listens with a backlog of 1 and does not accept: its kernel lets two in and then drops every SYN. The third " +
    "client cannot tell that from a lost packet: it tries again after a second, and again, and gets in once the program " +
    "has made room.",
  server: {
    program: "script",
    steps: [
      { do: "listen", port: PORT, backlog: 1 },
      { do: "await-packet", from: "client", kind: "syn", nth: 4 },
      { do: "repeat", times: 3, steps: [{ do: "accept", as: "c{n}" }] },
      { do: "repeat", times: 3, steps: [{ do: "receive", bytes: "end", on: "c{n}" }, { do: "close", on: "c{n}" }] },
    ],
  },
  client: {
    program: "script",
    steps: [
      { do: "repeat", times: 3, steps: [{ do: "connect", port: PORT, as: "c{n}" }] },
      { do: "repeat", times: 3, steps: [{ do: "close", on: "c{n}" }] },
    ],
  },
  link: { delay: 10 },
  steady: true,
  expect: [
    `
    C SYN
    S SYN,ACK
    C ACK
    ...
    C ACK`,
    `
    C SYN
    S SYN,ACK
    C ACK
    ...
    C ACK`,
    `
    C SYN
    C SYN after 700ms
    C SYN after 700ms *
    S SYN,ACK
    C ACK
    ...
    C ACK`,
  ],
  verdicts: ["retransmission"],
  next: [
    { line: "tcplab lab refused", why: "a port on which nobody listens answers at once" },
    { line: "tcplab lab lost-syn", why: "the same seen by the client, when the SYN was lost" },
  ],
};

const timeWait: Scenario = {
  name: "time-wait",
  title: "The same ports again while one end is in TIME-WAIT: a newer timestamp lets the SYN in",
  teaches:
    "Who closes first stays in TIME-WAIT for a minute, so that late packets of the old connection cannot be taken for those " +
    "of a new one (RFC 9293, section 3.6.1). Here that is the server, and the client comes back from the same port. Its SYN has a " +
    "later timestamp than anything of the old connection, so no late packet can be confused with it: the kernel lets the " +
    "new one begin at once (RFC 6191).",
  server: {
    program: "script",
    steps: [
      { do: "listen", port: PORT },
      {
        do: "repeat",
        times: 2,
        steps: [{ do: "accept" }, { do: "receive", bytes: 5 }, { do: "close" }],
      },
    ],
  },
  client: {
    program: "script",
    steps: [
      {
        do: "repeat",
        times: 2,
        steps: [
          { do: "connect", port: PORT, from: 40_000 },
          { do: "send", text: "Hello" },
          { do: "receive", bytes: "end" },
          { do: "close" },
          // Until the last ACK has come back, the client's own kernel still holds the ports.
          { do: "wait", ms: 500 },
        ],
      },
    ],
  },
  link: { delay: 10 },
  steady: true,
  expect: [`
    ${
    `C SYN
    S SYN,ACK
    C ACK
    C 5
    S ACK ?
    S FIN,ACK
    C ACK ?
    C FIN,ACK
    S ACK
    `.repeat(2)
  }`],
  verdicts: ["reused_ports"],
  codes: ["port-reuse"],
  next: [
    { line: "tcplab lab v0", why: "a server that closes first, and a client from another port" },
    { line: "tcplab lab simultaneous-close", why: "TIME-WAIT at both ends" },
  ],
};

const fastOpen: Scenario = {
  name: "fast-open",
  title: "TCP Fast Open: the second connection carries its question in the SYN",
  teaches:
    "With the first connection the server gives the client a cookie: proof that it lives where it says. The next SYN brings " +
    "the cookie and the question with it (RFC 7413), and the server's program may answer before the handshake is complete: " +
    "a round trip less. Data in a SYN may come twice, so only questions that may be asked twice should go this way.",
  server: {
    program: "script",
    steps: [
      { do: "listen", port: PORT, options: { "fast-open": 5 } },
      {
        do: "repeat",
        times: 2,
        steps: [
          { do: "accept" },
          { do: "receive", bytes: 8 },
          { do: "send", bytes: 100 },
          { do: "receive", bytes: "end" },
          { do: "close" },
        ],
      },
    ],
  },
  client: {
    program: "script",
    steps: [
      {
        do: "repeat",
        times: 2,
        steps: [
          { do: "connect", port: PORT, options: { "fast-open": 1 } },
          { do: "send", text: "question" },
          { do: "receive", bytes: 100 },
          { do: "close" },
        ],
      },
    ],
  },
  link: { delay: 40 },
  steady: true,
  settings: { client: { "ipv4/tcp_fastopen": "3" }, server: { "ipv4/tcp_fastopen": "3" } },
  expect: [
    `
    C SYN
    S SYN,ACK
    C ACK ?
    C 8
    S ACK ?
    S 100
    ...
    C ACK`,
    `
    C SYN 8
    S SYN,ACK ack=9
    S 100 ?
    C ACK ?
    S 100 ?
    ...
    C ACK`,
  ],
  verdicts: ["tfo_syn"],
  codes: ["syn-data"],
  next: [
    { line: "tcplab lab fast-open --drop client:syn:2", why: "the SYN with the question is lost" },
    { line: "tcplab lab v1", why: "the handshake that it saves" },
  ],
};

export const REOPENING_SCENARIOS: readonly Scenario[] = [acceptQueue, timeWait, fastOpen];
