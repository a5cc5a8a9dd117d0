/**
 * Time that goes without anything being wrong: two timers that wait for each other, a window that fell back, a window that
 * cannot be larger.
 */
import type { Scenario } from "./scenario.ts";
import { reader, sender } from "./transfer.ts";

const PORT = 5050;

const nagleDelayedAck: Scenario = {
  name: "nagle-delayed-ack",
  title: "Write, write, read: Nagle's algorithm waits for an ACK that the other end delays",
  teaches:
    "The client writes a request in two parts, each smaller than a segment. The first leaves at once; the second may not " +
    "leave while the first is unacknowledged (Nagle's algorithm, RFC 9293, section 3.7.4). The server has nothing to answer to half " +
    "a request, so its kernel delays the ACK, in the hope of data to carry it (RFC 9293, section 3.8.6.3): 40 ms in each round (perhaps not in the first " +
    "one, when a connection is new), in which both ends only wait. Written at once, or with TCP_NODELAY, there is no wait.",
  server: {
    program: "script",
    steps: [
      { do: "listen", port: PORT },
      { do: "accept" },
      {
        do: "repeat",
        times: 4,
        steps: [
          // Linux acknowledges a new connection's first segments at once, and those of one whose program has lately answered late:
          // not in this one.
          { do: "set", options: { "quick-ack": false } },
          { do: "receive", bytes: 200 },
          { do: "send", bytes: 10 },
        ],
      },
      { do: "receive", bytes: "end" },
      { do: "close" },
    ],
  },
  client: {
    program: "script",
    steps: [
      { do: "connect", port: PORT },
      { do: "repeat", times: 4, steps: [{ do: "send", bytes: 100, times: 2 }, { do: "receive", bytes: 10 }] },
      { do: "close" },
    ],
  },
  link: { delay: 10 },
  steady: true,
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 100
    S ACK
    C 100
    S ACK ?
    S 10
    ${
    `C ACK ?
    C 100
    S ACK after 40ms
    C 100
    S ACK ?
    S 10
    `.repeat(3)
  }
    C ACK ?
    C FIN,ACK
    ...
    C ACK
  `],
  codes: ["delayed-ack"],
  next: [
    { line: "tcplab lab v4", why: "what Nagle's algorithm gathers while it waits" },
    { line: "tcplab lab nagle-delayed-ack --delay 60", why: "on a long path the ACK's own way is most of the wait" },
  ],
};

const slowStartRestart: Scenario = {
  name: "slow-start-restart",
  title: "After a pause the sender begins again with ten segments, though nothing was lost",
  teaches:
    "A congestion window says what the path could carry a moment ago. After a silence of a retransmission timeout nobody " +
    "knows whether it still can, so the window is halved for each that has passed, down to where it began (RFC 5681, section 4.1). The " +
    "second answer takes as many round trips as the first, on a connection that is open and warm.",
  server: {
    program: "script",
    steps: [
      { do: "listen", port: PORT },
      { do: "accept" },
      { do: "repeat", times: 2, steps: [{ do: "receive", bytes: 4 }, { do: "send", bytes: 100_000 }] },
      { do: "receive", bytes: "end" },
      { do: "close" },
    ],
  },
  client: {
    program: "script",
    steps: [
      { do: "connect", port: PORT },
      { do: "send", text: "send" },
      { do: "receive", bytes: 100_000 },
      // Four timeouts of a second: from 75 segments to ten.
      { do: "wait", ms: 5000 },
      { do: "send", text: "more" },
      { do: "receive", bytes: 100_000 },
      { do: "close" },
    ],
  },
  link: { delay: 40 },
  steady: true,
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 4
    ...
    C 4 after 4s
    S ACK ?
    S 1448 x10
    C ACK +
    S 1448 x20
    C ACK +
    ...
    C FIN,ACK
    ...
    C ACK
  `],
  codes: ["data", "application-silence"],
  next: [
    {
      line: "tcplab lab slow-start-restart --set server:tcp_slow_start_after_idle=0",
      why: "a kernel that keeps the window: the second answer comes in one flight",
    },
    { line: "tcplab lab slow-start", why: "how the window grows at the beginning" },
  ],
};

const noWindowScaling: Scenario = {
  name: "no-window-scaling",
  title: "Without window scaling: 64 KB a round trip, whatever the line could carry",
  teaches:
    "The window's field has 16 bits: 65,535 bytes at most. Only a factor that both SYNs offer makes it more (RFC 7323, section 2). " +
    "The client offers none, as behind some old firewalls, so the server sends 64 KB and then waits for the ACK: on a path " +
    "of 100 ms that is 5 Mbit/s, and a faster line changes nothing.",
  server: sender(1_200_000),
  client: reader(1_200_000),
  link: { delay: 50 },
  steady: true,
  settings: { client: { "ipv4/tcp_window_scaling": "0", "ipv4/tcp_rmem": "4096 262144 6291456" } },
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 4
    S ACK ?
    S 1448 x10
    ...
    S data after 20ms
    ...
    S data after 20ms
    ...
    C FIN,ACK
    ...
    C ACK
  `],
  verdicts: ["window_full"],
  codes: ["window-full"],
  next: [
    {
      line: "tcplab lab no-window-scaling --set client:tcp_window_scaling=1",
      why: "the same transfer with scaling",
    },
    { line: "tcplab lab no-window-scaling --delay 5", why: "a shorter path: the same window is enough" },
  ],
};

export const WAITING_SCENARIOS: readonly Scenario[] = [nagleDelayedAck, slowStartRestart, noWindowScaling];
