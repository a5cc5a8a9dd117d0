/**
 * The echo experiments `v0` to `v4`.
 *
 * The delays are longer than on a cable, so that what a program does in between is always in time: a lesson about who
 * was faster must come out the same on a busy machine.
 */
import type { Scenario } from "./scenario.ts";

const v0: Scenario = {
  name: "v0",
  title: "Two messages, two answers: a whole connection, from SYN to the last ACK",
  teaches: "Every packet of an ordinary connection: the handshake, each message with its acknowledgment " +
    "(ack = seq + length), and the server closing first. Both programs take a moment before they go on, so that " +
    "no acknowledgment waits to ride along with data.",
  server: { program: "echo-server", variant: "v0", thinks: [70] },
  client: { program: "echo-client", variant: "v0", thinks: [70, 25] },
  steady: true,
  link: { delay: 5 },
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 35
    S ACK ack=36
    S 35
    C ACK ack=36
    C 20 seq=36
    S ACK ack=56
    S 20
    C ACK ack=56 ?
    S FIN,ACK seq=56 ack=56
    C ACK ack=56 ?
    C ACK ack=57 ?
    C FIN,ACK ack=57
    S ACK ack=57
  `],
  codes: ["syn", "syn-ack", "handshake-ack", "data", "ack", "fin"],
  next: [
    { line: "tcplab lab v1", why: "the client closes first" },
    { line: "tcplab lab lost-segment", why: "the same, when a packet is lost on the way" },
  ],
};

const v1: Scenario = {
  name: "v1",
  title: "One message, one answer; the client closes first",
  teaches: "The client's FIN tells the server that nothing more comes. The server's program closes within the time " +
    "its kernel waits with an acknowledgment, so one packet acknowledges the FIN and closes the other direction.",
  server: { program: "echo-server", variant: "v1" },
  client: { program: "echo-client", variant: "v1" },
  steady: true,
  link: { delay: 5 },
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 13
    S ACK ack=14
    S 13
    C ACK ack=14
    C FIN,ACK
    S FIN,ACK ack=15
    C ACK
  `],
  codes: ["syn", "data", "fin", "fin-ack", "last-ack"],
  next: [
    { line: "tcplab lab v2", why: "a server that reads 5 bytes at a time, and a client that reads only once" },
    { line: "tcplab lab half-close", why: "a client that closes only its sending side" },
  ],
};

const v2: Scenario = {
  name: "v2",
  title: "A buffer of 5 bytes: Nagle's algorithm gathers the answers, a RST ends the connection",
  teaches: "The server answers 5 bytes at a time. The first answer leaves at once; the other three wait for its " +
    "acknowledgment (Nagle's algorithm) and leave as one segment of 15 bytes. The client has closed by then: data " +
    "that reaches a closed socket is answered with RST. TCP keeps no message borders: one read is not one message.",
  server: { program: "echo-server", variant: "v2" },
  client: { program: "echo-client", variant: "v2" },
  steady: true,
  // The client's program has a whole round trip to close, from its answer to the one it does not wait for.
  link: { delay: 50 },
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 20
    S ACK ack=21
    S 5
    C ACK ack=6
    C FIN,ACK seq=21
    S 15 ack=21
    S ACK ack=22 ?
    S FIN,ACK ?
    C RST
    S FIN,ACK ?
    C RST ?
  `],
  codes: ["nagle-coalesced", "rst-data-after-close"],
  next: [
    { line: "tcplab echo --variant v2 --no-delay", why: "the same server without Nagle's algorithm, on this machine" },
    { line: "tcplab lab v3", why: "another RST, for another reason" },
    { line: "tcplab lab v2 --delay 100ms", why: "a slower link: see how long the three answers wait" },
  ],
};

const v3: Scenario = {
  name: "v3",
  title: "An answer of 13000 bytes, left unread: large segments, then a RST",
  teaches:
    "The server's kernel hands its card segments far larger than the link carries (segmentation offload): half " +
    "of the first congestion window, 7240 bytes, then the rest. The client's program reads 2048 bytes and closes; " +
    "bytes that nobody will read make its kernel send RST instead of FIN, and the server's next read fails.",
  server: { program: "echo-server", variant: "v3" },
  client: { program: "echo-client", variant: "v3", thinks: [0, 20] },
  steady: true,
  link: { delay: 2, offload: true },
  // Linux paces a burst over the round trip and hands over no more than a millisecond's worth in one piece. On a cable the
  // round trip is so short that half the window is less than that; ours is longer, so that half is given as the least.
  settings: { server: { "ipv4/tcp_pacing_ss_ratio": "1000", "ipv4/tcp_min_tso_segs": "5" } },
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 13
    S ACK ack=14
    S 7240
    S 5760
    C ACK ack=7241
    C ACK ack=13001
    C RST,ACK
  `],
  codes: ["segmentation-offload", "checksum-offload", "rst-unread-data"],
  next: [
    { line: "tcplab lab v3 --no-offload", why: "the segments as they are on a cable: 1448 bytes each" },
    { line: "tcplab lab zero-window", why: "a client that neither reads nor closes" },
  ],
};

const v4: Scenario = {
  name: "v4",
  title: "Four sends in a row to a server that sleeps 5 s before each read",
  teaches: "The first send leaves at once; the other three wait for its acknowledgment and leave together (130, then " +
    "390 bytes). The server's kernel acknowledges all of it while the server's program sleeps: an ACK says that bytes " +
    "have arrived, not that anybody has read them. Its one read then finds 520 bytes.",
  server: { program: "echo-server", variant: "v4" },
  client: { program: "echo-client", variant: "v4" },
  steady: true,
  link: { delay: 10 },
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 130
    S ACK ack=131
    C 390
    S ACK ack=521
    S 520 after 4s
    C ACK ack=521
    C FIN,ACK
    S ACK ack=522 after 30ms
    S FIN,ACK after 4s
    C ACK
  `],
  codes: ["nagle-coalesced", "application-silence"],
  next: [
    { line: "tcplab client --variant v4 --no-delay HOST", why: "the same client without Nagle's algorithm" },
    { line: "tcplab lab keep-alive", why: "what a kernel can do during such a silence" },
  ],
};

export const ECHO_SCENARIOS: readonly Scenario[] = [v0, v1, v2, v3, v4];
