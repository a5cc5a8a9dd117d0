/**
 * How much may be sent and when: the receiver's window, the sender's congestion window, and long silences.
 */
import type { Scenario } from "./scenario.ts";
import { reader, sender } from "./transfer.ts";

const PORT = 5050;

const zeroWindow: Scenario = {
  name: "zero-window",
  title: "A reader that stops reading: the window closes, the sender asks whether it has opened",
  teaches: "The client's program does not read for a while. Its kernel takes what fits into the receive buffer, " +
    "then offers a window of 0: stop. The server's kernel probes, at doubling intervals, because the message that the " +
    "window has opened might be lost (RFC 9293, section 3.8.6.1). When the program reads, a window update lets the rest flow.",
  server: {
    program: "script",
    steps: [
      { do: "listen", port: PORT },
      { do: "accept" },
      { do: "send", bytes: 40_000 },
      { do: "receive", bytes: "end" },
      { do: "close" },
    ],
  },
  client: {
    program: "script",
    steps: [
      { do: "connect", port: PORT },
      // Two probes: the sender's only segments without data.
      { do: "await-packet", from: "server", kind: "ack", nth: 2 },
      { do: "wait", ms: 300 },
      { do: "receive", bytes: 40_000 },
      { do: "close" },
    ],
  },
  link: { delay: 5 },
  settings: {
    client: {
      "ipv4/tcp_rmem": "4096 16384 16384",
      // Answers to packets outside the window are limited to one in half a second: without the limit every probe has one.
      "ipv4/tcp_invalid_ratelimit": "0",
    },
  },
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    ...
    S data
    C ACK +
    S ACK after 150ms
    C ACK
    S ACK after 300ms
    C ACK
    ...
    S data +
    ...
    C FIN,ACK
    ...
    C ACK
    ...
  `],
  // Linux probes with an empty segment one below the window, which Wireshark cannot tell from a keep-alive.
  verdicts: ["zero_window", "keep_alive", "window_update"],
  codes: ["window-full", "zero-window", "zero-window-probe", "window-update"],
  next: [{ line: "tcplab lab v3", why: "a reader that does not read either, but closes" }],
};

const keepAlive: Scenario = {
  name: "keep-alive",
  title: "Nothing to say: the kernel asks whether the other end is still there",
  teaches:
    "An idle connection sends nothing, for years if need be. With SO_KEEPALIVE the kernel sends a probe after a " +
    "time of silence (2 hours by default, 1 second here): a segment without data whose sequence number is one too " +
    "low, which the other kernel must acknowledge (RFC 9293, section 3.8.4). Neither program notices.",
  server: {
    program: "script",
    steps: [
      { do: "listen", port: PORT },
      { do: "accept" },
      { do: "receive", bytes: 5 },
      { do: "receive", bytes: "end" },
      { do: "close" },
    ],
  },
  client: {
    program: "script",
    steps: [
      { do: "connect", port: PORT },
      { do: "send", text: "Hello" },
      { do: "keep-alive" },
      // The handshake's acknowledgment, then three probes.
      { do: "await-packet", from: "client", kind: "ack", nth: 4 },
      { do: "wait", ms: 300 },
      { do: "close" },
    ],
  },
  link: { delay: 5 },
  steady: true,
  settings: {
    client: { "ipv4/tcp_keepalive_time": "1", "ipv4/tcp_keepalive_intvl": "1", "ipv4/tcp_keepalive_probes": "3" },
  },
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 5
    S ACK ack=6
    C ACK seq=5 after 800ms
    S ACK ack=6
    C ACK seq=5 after 800ms
    S ACK ack=6
    C ACK seq=5 after 800ms
    S ACK ack=6
    C FIN,ACK seq=6
    S ACK ack=7 ?
    S FIN,ACK
    C ACK
  `],
  verdicts: ["keep_alive", "keep_alive_ack"],
  codes: ["keep-alive", "keep-alive-ack"],
  next: [{ line: "tcplab lab keep-alive --drop client:ack:2-9", why: "probes that nobody answers" }],
};

const slowStart: Scenario = {
  name: "slow-start",
  title: "A transfer of 200 KB: ten segments, then twenty, then forty in a round trip",
  teaches: "The sender does not know what the path can carry, so it starts with ten segments and lets every " +
    "acknowledged segment allow two more: the number in flight doubles with each round trip (RFC 5681, section 3.1, RFC 6928). " +
    "The link's delay is 40 ms, so the rounds can be told apart.",
  server: sender(200_000),
  client: reader(200_000),
  link: { delay: 40 },
  steady: true,
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 4
    S ACK ?
    S 1448 x10
    C ACK +
    S 1448 x20
    ...
    C FIN,ACK
    ...
    C ACK
  `],
  codes: ["data", "ack"],
  next: [
    { line: "tcplab lab slow-start --loss 2%", why: "losses halve the window" },
    { line: "tcplab lab slow-start --rate 5Mbit/s", why: "a slower line: acknowledgments pace the sender" },
    { line: "tcplab lab slow-start --offload", why: "what a capture on the server itself would show" },
  ],
};

export const FLOW_SCENARIOS: readonly Scenario[] = [zeroWindow, keepAlive, slowStart];
