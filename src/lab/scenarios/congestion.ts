/**
 * A slow line and the queue before it: what a sender learns from it, and what it costs everybody else.
 */
import type { Scenario } from "./scenario.ts";
import { reader, sender, TRANSFER_PORT } from "./transfer.ts";

const OPENING = `
    C SYN
    S SYN,ACK
    C ACK
    C 4`;

const CLOSING = `
    ...
    C FIN,ACK
    ...
    C ACK`;

const sawTooth: Scenario = {
  name: "saw-tooth",
  title: "A slow line: the sender takes more until the queue overflows, then half, and again",
  teaches:
    "Nobody tells a sender how fast the path is. Reno asks by sending: one segment more in flight each round trip, " +
    "until the queue before the slow line has no room and drops a packet. That is the answer: it halves its window and " +
    "begins to ask again (RFC 5681, section 3.1). Drawn over time the window is a saw: see the bytes in flight in the page.",
  server: sender(2_500_000),
  client: reader(2_500_000),
  link: { delay: 20, rate: [10_000_000, 5_000_000] },
  steady: true,
  expect: [`${OPENING}
    ...
    S 1448 dropped
    ...
    S 1448 dropped
    ${CLOSING}
  `],
  verdicts: ["duplicate_ack"],
  codes: ["duplicate-ack"],
  next: [
    { line: "tcplab lab bufferbloat", why: "a queue that never overflows, and what it does to the round trip" },
    { line: "tcplab lab codel", why: "a queue that drops before it is full" },
    { line: "tcplab lab saw-tooth --queue 5", why: "a short queue: the line stands idle after each loss" },
  ],
};

const bufferbloat: Scenario = {
  name: "bufferbloat",
  title: "A queue without an end: nothing is lost, and the round trip grows to a second",
  teaches:
    "Memory is cheap, so some boxes hold every packet that comes. Then no loss ever tells the sender that the line is " +
    "full: it goes on taking more, and all of it waits in the queue. The line carries no byte more than with a short queue, " +
    "but everybody who shares it waits behind what is there: from 20 ms to a second and more.",
  server: sender(600_000),
  client: reader(600_000),
  link: { delay: 10, rate: [10_000_000, 2_000_000], queue: { unit: "packets", most: Infinity } },
  steady: true,
  expect: [`${OPENING}
    ...
    S 1448
    ${CLOSING}
  `],
  next: [
    { line: "tcplab lab codel", why: "the same transfer, with a queue that looks at the time packets wait" },
    { line: "tcplab lab bufferbloat --queue 20", why: "a queue with an end" },
  ],
};

const codel: Scenario = {
  name: "codel",
  title: "CoDel: a queue that drops early keeps the round trip short, and the line as busy",
  teaches:
    "CoDel does not look at how long the queue is but at how long packets wait in it (RFC 8289). Bursts may pass; where " +
    "every packet of the last 100 ms has waited more than 5 ms, it drops one, and then more and more often, until the " +
    "sender has understood. The transfer takes no longer than with an endless queue.",
  server: sender(1_500_000),
  client: reader(1_500_000),
  link: { delay: 10, rate: [10_000_000, 2_000_000], queueKind: "codel" },
  steady: true,
  expect: [`${OPENING}
    ...
    S 1448 dropped
    ${CLOSING}
  `],
  next: [
    { line: "tcplab lab bufferbloat", why: "the same line with a queue without an end" },
    { line: "tcplab lab codel --ecn", why: "marks instead of drops" },
    { line: "tcplab lab codel --queue-kind red", why: "an older way to drop early, by chance" },
  ],
};

const ecn: Scenario = {
  name: "ecn",
  title: "ECN: the queue marks a packet instead of dropping it, and nothing has to be sent again",
  teaches:
    "Both ends said in their SYNs that they understand marks (RFC 3168). So CoDel drops nothing: it sets two bits in the " +
    "IP header (CE, congestion experienced). The client sends the news back with each acknowledgment (ECE) until the " +
    "server, which has halved its window as after a loss, says that it has heard (CWR).",
  server: sender(1_000_000),
  client: reader(1_000_000),
  link: { delay: 10, rate: [10_000_000, 2_000_000], queueKind: "codel", ecn: true },
  steady: true,
  expect: [`
    C SYN,ECE,CWR
    S SYN,ACK,ECE
    C ACK
    C 4
    ...
    S data marked
    ...
    C ACK,ECE
    ...
    S ACK,CWR data
    ...
  `],
  next: [
    { line: "tcplab lab codel", why: "the same without ECN" },
    { line: "tcplab lab ecn --box ecn=clear", why: "a box that wipes the marks out" },
  ],
};

const SHARED_BYTES = 1_500_000;

const sharedLine: Scenario = {
  name: "shared-line",
  title: "Two transfers on one slow line: the second takes its share from the first",
  teaches:
    "The first transfer has the line to itself, until a second one comes over the same queue. Neither knows of the other: " +
    "each sees losses only, and halves its window. Whoever has more in flight loses more often and gives up more at a time, " +
    "so both come near to half of the line (Chiu and Jain, 1989). See the bytes in flight of both in the page.",
  server: {
    program: "script",
    steps: [
      { do: "listen", port: TRANSFER_PORT },
      { do: "accept", as: "first" },
      {
        do: "together",
        parts: [
          [{ do: "receive", bytes: 4, on: "first" }, { do: "send", bytes: SHARED_BYTES, on: "first" }, {
            do: "receive",
            bytes: "end",
            on: "first",
          }],
          [{ do: "accept", as: "second" }, { do: "receive", bytes: 4, on: "second" }, {
            do: "send",
            bytes: SHARED_BYTES,
            on: "second",
          }, { do: "receive", bytes: "end", on: "second" }],
        ],
      },
    ],
  },
  client: {
    program: "script",
    steps: [
      { do: "connect", port: TRANSFER_PORT, as: "first" },
      { do: "send", text: "send", on: "first" },
      {
        do: "together",
        parts: [
          [{ do: "receive", bytes: SHARED_BYTES, on: "first" }, { do: "close", on: "first" }],
          [
            { do: "await-packet", from: "server", kind: "data", nth: 300 },
            { do: "connect", port: TRANSFER_PORT, as: "second" },
            { do: "send", text: "send", on: "second" },
            { do: "receive", bytes: SHARED_BYTES, on: "second" },
            { do: "close", on: "second" },
          ],
        ],
      },
    ],
  },
  link: { delay: 20, rate: [10_000_000, 5_000_000] },
  steady: true,
  expect: [
    `${OPENING}
    ...
    S 1448 dropped
    ${CLOSING}
  `,
    `${OPENING}
    ...
    S 1448 dropped
    ${CLOSING}
  `,
  ],
  verdicts: ["duplicate_ack"],
  codes: ["duplicate-ack"],
  next: [
    { line: "tcplab lab saw-tooth", why: "one transfer alone" },
    { line: "tcplab lab shared-line --queue-kind codel", why: "the same with a queue that keeps itself short" },
  ],
};

export const CONGESTION_SCENARIOS: readonly Scenario[] = [sawTooth, bufferbloat, codel, ecn, sharedLine];
