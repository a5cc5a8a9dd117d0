/**
 * Packets that are lost, overtaken or doubled on the way, and what TCP makes of it.
 */
import type { Scenario } from "./scenario.ts";
import { reader, sender } from "./transfer.ts";
import { fault } from "../wire/fault.ts";

const OPENING = `
    C SYN
    S SYN,ACK
    C ACK
    C 4
    S ACK ack=5 ?`;

const CLOSING = `
    C FIN,ACK
    S ACK ?
    S FIN,ACK
    C ACK`;

const lostSegment: Scenario = {
  name: "lost-segment",
  title: "One segment of ten is lost: selective acknowledgments name the gap",
  teaches: "The server sends ten segments; the fourth is lost. Every later one makes the client repeat its " +
    "acknowledgment, each with a block (SACK) that says what has arrived behind the gap. The server sends again only " +
    "what is missing, without waiting for a timeout, and one acknowledgment then covers everything.",
  server: sender(14_480),
  client: reader(14_480),
  link: { delay: 10, faults: [fault({ action: "drop", from: "server", kind: "data", nth: 4 })] },
  steady: true,
  expect: [`${OPENING}
    S 1448 x3
    S 1448 lost
    S 1448 x6
    C ACK +
    S 1448 seq=4345
    C ACK ack=14481
    ${CLOSING}
  `],
  verdicts: ["duplicate_ack"],
  codes: ["duplicate-ack"],
  next: [
    { line: "tcplab lab fast-retransmit", why: "the same without SACK, as it was before 1996" },
    { line: "tcplab lab lost-segment --drop server:data:4-5", why: "two in a row" },
    { line: "tcplab lab v1 --loss 20% --seed 7", why: "losses by chance; the same seed gives the same ones again" },
  ],
};

const fastRetransmit: Scenario = {
  name: "fast-retransmit",
  title: "Three duplicate ACKs, then the retransmission: the textbook rule, without SACK",
  teaches: "Without selective acknowledgments the only sign of a loss is that the same acknowledgment comes again. " +
    "One or two may be reordering; at the third duplicate the sender takes the segment for lost and sends it again, " +
    "long before its timeout (RFC 5681, section 3.2). The link is slow, so that each of them can be seen arriving.",
  server: sender(14_480),
  client: reader(14_480),
  link: { delay: 2, rate: 500_000, faults: [fault({ action: "drop", from: "server", kind: "data", nth: 3 })] },
  steady: true,
  settings: {
    server: { "ipv4/tcp_sack": "0", "ipv4/tcp_recovery": "0" },
    client: { "ipv4/tcp_sack": "0" },
  },
  expect: [`${OPENING}
    S 1448 x2
    S 1448 lost
    S 1448 x7
    C ACK ack=1449 ?
    C ACK ack=2897
    C ACK ack=2897 x3
    S 1448 seq=2897
    C ACK ack=2897 x4
    C ACK ack=14481
    ${CLOSING}
  `],
  verdicts: ["duplicate_ack", "fast_retransmission"],
  codes: ["duplicate-ack", "fast-retransmission"],
  next: [
    { line: "tcplab lab lost-segment", why: "the same with selective acknowledgments" },
    { line: "tcplab lab timeout-backoff", why: "a loss that no later packet tells of" },
  ],
};

const lostSyn: Scenario = {
  name: "lost-syn",
  title: "The first SYN is lost: the client tries again after a second",
  teaches:
    "Nothing is known of the path yet, so the first timeout is fixed: one second (RFC 6298, section 2.1). The second SYN " +
    "has the same sequence number; the server never knows that there was another.",
  server: { program: "echo-server", variant: "v1" },
  client: { program: "echo-client", variant: "v1" },
  link: { delay: 5, faults: [fault({ action: "drop", from: "client", kind: "syn", nth: 1 })] },
  expect: [`
    C SYN lost
    C SYN seq=0 after 700ms
    S SYN,ACK
    C ACK
    C 13
    ...
    S 13
    ...
    C FIN,ACK
    ...
    S FIN,ACK
    ...
    C ACK
    ...
  `],
  verdicts: ["retransmission"],
  codes: ["retransmission-timeout"],
  next: [
    { line: "tcplab lab lost-syn --drop client:syn:1-3", why: "three lost: see the pauses grow" },
    { line: "tcplab lab refused", why: "a SYN that is answered, with no" },
  ],
};

const lostFin: Scenario = {
  name: "lost-fin",
  title: "The client's FIN is lost: it counts as a byte, so it is sent again",
  teaches:
    "A FIN takes a sequence number, so its loss is noticed and repaired like that of data, by the kernel alone: " +
    "the client's program has long gone when its kernel sends the FIN again.",
  server: { program: "echo-server", variant: "v1" },
  client: { program: "echo-client", variant: "v1" },
  link: { delay: 5, faults: [fault({ action: "drop", from: "client", kind: "fin", nth: 1 })] },
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 13
    ...
    S 13
    ...
    C FIN,ACK lost
    ...
    C FIN,ACK seq=14
    ...
    S FIN,ACK ack=15
    ...
    C ACK
    ...
  `],
  verdicts: ["retransmission"],
  codes: ["retransmission-timeout"],
  next: [{ line: "tcplab lab v1 --drop server:fin:1", why: "the other FIN" }],
};

const timeoutBackoff: Scenario = {
  name: "timeout-backoff",
  title: "The link is dead for a while: the retransmission timeout doubles each time",
  teaches: "The client's only segment is lost five times. No later packet could cause a duplicate acknowledgment, so " +
    "only the clock is left: the first timeout is a little over 200 ms on this link, and each one doubles (RFC 6298, section 5.5).",
  server: { program: "echo-server", variant: "v1" },
  client: { program: "echo-client", variant: "v1" },
  link: { delay: 5, faults: [fault({ action: "drop", from: "client", kind: "data", nth: 1, count: 5 })] },
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 13 lost
    C 13 lost after 100ms
    C 13 lost after 200ms
    C 13 lost after 450ms
    C 13 lost after 900ms
    C 13 after 1800ms
    S ACK ack=14
    ...
    S 13
    ...
    C FIN,ACK
    ...
    S FIN,ACK
    ...
    C ACK
    ...
  `],
  verdicts: ["retransmission"],
  codes: ["retransmission-timeout"],
  next: [
    { line: "tcplab lab timeout-backoff --drop client:data:6", why: "one more: the next pause is over 6 s" },
    { line: "tcplab lab timeout-backoff --delay 300ms", why: "a longer path has a longer first timeout" },
  ],
};

const outOfOrder: Scenario = {
  name: "out-of-order",
  title: "One segment is overtaken by the next: a duplicate ACK, and no retransmission",
  teaches: "The third segment arrives behind the fourth. The client's kernel keeps the early one, repeats its " +
    "acknowledgment once, and acknowledges both when the gap is filled. Its program never sees a difference.",
  server: sender(8_688),
  client: reader(8_688),
  link: { delay: 10, faults: [fault({ action: "hold", from: "server", kind: "data", nth: 3 })] },
  steady: true,
  expect: [`${OPENING}
    S 1448 x2
    S 1448 seq=4345
    S 1448 seq=2897 held
    S 1448 x2
    C ACK +
    C ACK ack=8689
    ${CLOSING}
  `],
  verdicts: ["out_of_order"],
  codes: ["out-of-order"],
  next: [
    { line: "tcplab lab lost-segment", why: "the same beginning, but the segment never comes" },
    { line: "tcplab lab out-of-order --reorder 30%", why: "more of it, by chance" },
  ],
};

const duplicate: Scenario = {
  name: "duplicate",
  title: "The network delivers a segment twice: the second one is dropped and reported",
  teaches: "The second copy's sequence numbers lie below what is expected, so the client's kernel throws it away and " +
    "acknowledges at once; a DSACK block says which bytes came twice (RFC 2883).",
  server: sender(4_344),
  client: reader(4_344),
  link: { delay: 10, faults: [fault({ action: "duplicate", from: "server", kind: "data", nth: 2 })] },
  steady: true,
  expect: [`${OPENING}
    S 1448 x2
    S 1448 seq=1449 duplicated
    S 1448
    C ACK +
    C ACK ack=4345
    ${CLOSING}
  `],
  codes: ["dsack"],
  next: [{ line: "tcplab lab lost-segment --duplicate 30%", why: "more copies, by chance" }],
};

export const LOSS_SCENARIOS: readonly Scenario[] = [
  lostSegment,
  lostSyn,
  lostFin,
  timeoutBackoff,
  fastRetransmit,
  outOfOrder,
  duplicate,
];
