/** Examples of findings about openings, pace and the road. */
import { FLIGHT, OPEN, SCALED } from "../examples/conversations.ts";
import { type FindingTable, OTHER_ENDS } from "./finding_examples.ts";
import { lines } from "../thresholds/edge.ts";

const SYNS = `0 C S 0\n1 C S 0\n3 C S 0\n7 C S 0`;
const AGREED = `${OPEN}\n0.02 C FA 1 ack 1\n0.03 S FA 1 ack 2\n0.031 C A 2 ack 2`;
const again = (count: number): string => lines(count, (n) => `${n} S SA 0 ack 1 mss 1460\n${n}.001 C A 1 ack 1`);
/** The client asks in two small writes, and the server delays the ACK of the first. */
const stall = (n: number, wait: number): string => {
  const [at, seq] = [n * 0.5, 1 + (n - 1) * 150];
  return `\n${at} C PA ${seq} len 100 ack ${n * 3 - 2}\n${at + 0.009 + wait} S A ${n * 3 - 2} ack ${seq + 100}
    ${at + 0.0105 + wait} C PA ${seq + 100} len 50 ack ${n * 3 - 2}
    ${at + 0.0195 + wait} S PA ${n * 3 - 2} len 3 ack ${seq + 150}\n${at + 0.0196 + wait} C A ${seq + 150} ack ${
    n * 3 + 1
  }`;
};
/** The client writes at regular times, each as the delayed ACK of the one before comes. */
const regular = (count: number): string =>
  lines(count, (n) => `${n * 0.1} C PA ${n * 50 - 49} len 50 ack 1\n${n * 0.1 + 0.0985} S A 1 ack ${n * 50 + 1}`);
/** A round of so many segments of the server, and the ACK of it a round trip later. */
const round = (at: number, from: number, count: number): string =>
  lines(count, (n) => `${(at + n * 1e-5).toFixed(6)} S A ${from + (n - 1) * 1000} len 1000 ack 1`) +
  `\n${(at + 0.0099).toFixed(6)} C A 1 ack ${from + count * 1000}`;
const transfer = (after: readonly number[]): string => {
  let from = 1;
  const rounds = [10, 20, 40, 80].map((count, i) => {
    from += count * 1000;
    return round(0.02 + i * 0.01, from - count * 1000, count);
  });
  const later = after.map((count, i) => {
    from += count * 1000;
    return round(3 + i * 0.01, from - count * 1000, count);
  });
  return SCALED + rounds.join("") + later.join("");
};
const RISING = (step: number): string =>
  OPEN + lines(16, (n) => `${n} C PA ${n} "x" ack 1\n${n + 0.02 + n * step} S A 1 ack ${n + 1}`);
const large = (length: number, count: number): string =>
  `${OPEN}\n0.1 C PA 1 len 200 ack 1\n0.11 S A 1 ack 201` + lines(count, (n) => `${n * n} C A 201 len ${length} ack 1`);

export const OPENINGS_AND_PACE: FindingTable = {
  "unanswered": {
    found: [
      { text: SYNS, certainty: "certain", packets: [1, 4], says: ["4 times", "the host is down"] },
      { text: SYNS, certainty: "certain", packets: [1, 4], options: OTHER_ENDS },
    ],
    silent: [
      // The answer may still come.
      "0 C S 0",
      `${SYNS}\n7.01 S SA 0 ack 1`,
      `${SYNS}\n7.01 S RA 0 ack 1`,
      // The answer came, and was not captured.
      `${SYNS}\n7.01 C A 1 ack 1`,
    ],
  },
  "refused": {
    found: [{
      text: "0 C S 0\n0.01 S RA 0 ack 1 raw",
      certainty: "likely",
      packets: [2, 1],
      advises: "Is the server running",
    }, {
      text: "0 S RA 0 ack 1001 raw",
      certainty: "possible",
      packets: [1],
      says: ["SYN that is not in the capture"],
    }],
    silent: [SYNS, `${OPEN}\n1 S RA 1 ack 1`],
  },
  "accept-queue-full": {
    found: [{ text: OPEN + again(2), certainty: "likely", packets: [4, 6, 3], advises: "accept" }],
    silent: [
      // One ACK may have been lost.
      OPEN + again(1),
      // Of the client nothing comes between them: the way is interrupted.
      `${OPEN}\n1.01 S SA 0 ack 1 mss 1460\n3.01 S SA 0 ack 1 mss 1460\n7.01 S SA 0 ack 1 mss 1460`,
      // It waits for data before it tells its program.
      `${OPEN}\n15.01 S SA 0 ack 1\n45.01 S SA 0 ack 1`,
      // Asked for by the SYN.
      "0 C S 0\n0.01 S SA 0 ack 1\n1 C S 0\n1.01 S SA 0 ack 1\n3 C S 0\n3.01 S SA 0 ack 1\n3.02 C A 1 ack 1",
    ],
  },
  "listen-overflow": {
    found: [
      // An interrupted way would look the same.
      { text: `${SYNS}\n7.0004 S SA 0 ack 1`, certainty: "possible", packets: [1, 4, 5] },
      // Taken at the server: the SYNs were there.
      {
        text: `${SYNS}\n7.0001 S SA 0 ack 1\n7.03 C A 1 ack 1\n7.031 C PA 1 "ask" ack 1\n7.0311 S A 1 ack 4
          7.032 S PA 1 "answer" ack 4\n7.062 C PA 4 "more" ack 7\n7.0621 S A 7 ack 8`,
        certainty: "likely",
        packets: [1, 4, 5],
      },
    ],
    silent: ["0 C S 0\n1 C S 0\n1.01 S SA 0 ack 1", SYNS, `${SYNS}\n12 S SA 0 ack 1`],
  },
  "old-connection": {
    found: [
      {
        text: `${AGREED}\n5 C S 900000\n5.009 S A 2 ack 2\n5.01 C R 2`,
        certainty: "certain",
        packets: [8, 9, 7],
        stream: 1,
      },
      { text: "5 C S 900000\n5.009 S A 2 ack 3000000", certainty: "likely", packets: [2, 1] },
    ],
    silent: [`${AGREED}\n5 C S 900000\n5.009 S SA 900000 ack 900001`],
  },
  "two-stacks": {
    found: [
      // A kernel, and a program that writes its own packets.
      { text: "0 C S 0\n0.01 S SA 0 ack 1\n0.0101 C R 1\n0.02 C A 1 ack 1", certainty: "likely", packets: [3, 4] },
      {
        text: "0 C S 0\n0.001 S SA 0 ack 1\n0.002 S SA 700000 ack 1",
        certainty: "likely",
        packets: [3, 2, 1],
        stream: 1,
      },
    ],
    silent: [
      // A scanner.
      "0 C S 0\n0.01 S SA 0 ack 1\n0.0101 C R 1",
      "0 C S 0\n0.001 S SA 0 ack 1\n2 S SA 700000 ack 1",
    ],
  },
  "fast-open": {
    found: [
      {
        text: `0 C S 0 "GET" mss 1460 tfo 0102030405060708\n0.01 S SA 0 ack 4 mss 1460`,
        certainty: "certain",
        packets: [2, 1],
        says: ["3 bytes"],
      },
    ],
    silent: [
      `0 C S 0 "GET" mss 1460 tfo 0102030405060708\n0.01 S SA 0 ack 1 mss 1460`,
      // RFC 9293 3.4 allows data in a SYN: without the option it is no Fast Open.
      `0 C S 0 "GET" mss 1460\n0.01 S SA 0 ack 4 mss 1460`,
    ],
  },
  "fast-open-refused": {
    found: [
      {
        text: `0 C S 0 "GET" mss 1460 tfo 0102030405060708\n0.01 S SA 0 ack 1 mss 1460`,
        certainty: "certain",
        packets: [2, 1],
      },
    ],
    silent: [
      `0 C S 0 "GET" mss 1460 tfo 0102030405060708\n0.01 S SA 0 ack 4 mss 1460`,
      `0 C S 0 "GET" mss 1460\n0.01 S SA 0 ack 1 mss 1460`,
      // It answers the plain SYN; whether the other arrived nobody knows.
      `0 C S 0 "GET" mss 1460 tfo 0102030405060708\n1 C S 0 mss 1460\n1.01 S SA 0 ack 1 mss 1460`,
    ],
  },
  "nagle-delayed-ack": {
    found: [
      {
        text: OPEN + stall(1, 0.04) + stall(2, 0.04),
        certainty: "likely",
        packets: [5, 6, 10, 11],
        says: ["waited twice", "80.0 ms"],
        advises: "TCP_NODELAY",
      },
      { text: OPEN + stall(1, 0.04), certainty: "possible", packets: [5, 6], advises: "" },
      // Alike, with nothing of the other end between them: it may only write at such times.
      { text: OPEN + regular(3), certainty: "possible", packets: [5, 6, 7, 8], advises: "" },
      { text: OPEN + stall(1, 0.2) + stall(2, 0.2), certainty: "likely", packets: [5, 6, 10, 11], options: OTHER_ENDS },
    ],
    silent: [
      OPEN + stall(1, 0) + stall(2, 0),
      // Small segments follow unconfirmed ones: Nagle's algorithm is off.
      OPEN + stall(1, 0.04) + stall(2, 0.04) +
      "\n5 C PA 301 len 10 ack 7\n5.00001 C PA 311 len 10 ack 7\n5.00002 C PA 321 len 10 ack 7",
      // It writes every 40 ms: the ACK of the piece before has not reached it when the next one leaves.
      `0 C S 0\n0.00001 S SA 0 ack 1\n0.002 C A 1 ack 1` +
      lines(
        4,
        (n) => `${0.1 + n * 0.0402} C PA ${n * 50 - 49} len 50 ack 1\n${0.14 + n * 0.0402} S A 1 ack ${n * 50 + 1}`,
      ),
    ],
  },
  "slow-start-restart": {
    found: [{ text: transfer([10, 20, 40]), certainty: "likely", packets: [158], says: ["10,000 bytes"] }],
    silent: [
      // It goes on as it was.
      transfer([80, 80, 80]),
      // It had no more to send.
      transfer([10]),
      transfer([10, 9, 8]),
      // Segments changed places on the way: the sizes of rounds say nothing.
      transfer([10, 20, 40]).replace(/(3\.000010 S A )(\d+)( .*\n\s*3\.000020 S A )(\d+)/, "$1$4$3$2"),
    ],
  },
  "queue-delay": {
    found: [
      {
        text: RISING(0.01),
        certainty: "likely",
        packets: [29, 9],
        says: ["50.0 ms (packet 9)", "150 ms (packet 29)"],
      },
    ],
    silent: [
      RISING(0),
      RISING(0.001),
      // A reader whose window has no room for a segment acknowledges late.
      `${RISING(0.01)}\n17 C PA 17 len 500 ack 1\n17.2 S A 1 ack 517 win 100\n22 C A 517 len 100 ack 1`,
    ],
  },
  "path-mtu-black-hole": {
    found: [{ text: large(1448, 3), certainty: "likely", packets: [7, 8, 5], advises: "MSS clamping" }],
    silent: [
      large(1448, 2),
      // Small segments die too.
      large(600, 5),
      // A large one had arrived.
      `${OPEN}\n0.1 C PA 1 len 1448 ack 1\n0.11 S A 1 ack 1449` + lines(4, (n) => `${n * n} C A 1449 len 1448 ack 1`),
      `${large(1448, 3)}\n9.1 S A 1 ack 1649`,
    ],
  },
  "spurious-retransmission": {
    found: [
      {
        text:
          `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.4 C PA 1 len 100 ack 1\n0.45 S A 1 ack 101\n0.5 S A 1 ack 101 sack 1-101`,
        certainty: "likely",
        packets: [7],
      },
      {
        text: `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.4 C PA 1 len 100 ack 1\n0.401 S A 1 ack 101`,
        certainty: "likely",
        packets: [5],
        says: ["sooner than an answer to that can come"],
      },
    ],
    silent: [`${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.4 C PA 1 len 100 ack 1\n0.45 S A 1 ack 101`],
  },
  "loss": {
    found: [
      {
        text: `${OPEN.replaceAll("sackok", "ts")}\n0.2 C PA 1 len 100 ack 1 bare\n0.5 C PA 1 len 100 ack 1 bare`,
        certainty: "possible",
        packets: [5],
        says: ["From packet 4 on the client sends without the timestamps"],
      },
      {
        text: `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.4 C PA 1 len 100 ack 1\n0.45 S A 1 ack 101`,
        certainty: "likely",
        packets: [5],
        says: ["or the ACK of it, was lost on the way or very late"],
      },
      {
        text: `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.4 C PA 1 len 100 ack 1\n1.0 C PA 1 len 100 ack 1`,
        certainty: "possible",
        packets: [5],
        says: ["no ACK of it is in the capture", "the server does not answer any more"],
      },
      {
        text: `${FLIGHT}\n0.110 S A 1 ack 1001\n0.111 S A 1 ack 1001\n0.112 S A 1 ack 1001
          0.113 C A 1001 len 1000 ack 1 id 15\n0.13 S A 1 ack 4001`,
        certainty: "likely",
        packets: [12],
        says: ["at once, on duplicate ACKs): what it had sent before was lost on the way, or overtaken"],
      },
      // What the other end sent again before had arrived.
      {
        text:
          `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.4 C PA 1 len 100 ack 1\n0.45 S A 1 ack 101\n0.5 S A 1 ack 101 sack 1-101
          1 S PA 1 len 10 ack 101\n1.4 S PA 1 len 10 ack 101\n1.45 C A 101 ack 11`,
        certainty: "likely",
        packets: [9],
        says: ["The server sent"],
        never: ["client sent"],
      },
    ],
    silent: [
      `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.4 C PA 1 len 100 ack 1\n0.401 S A 1 ack 101`,
      // It reaches nobody, as the reset says.
      `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.4 C PA 1 len 100 ack 1\n0.45 S R 1`,
      `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.4 C PA 1 len 100 ack 1\n0.45 S A 1 ack 101\n0.5 S A 1 ack 101 sack 1-101`,
      SYNS,
    ],
  },
  "option-rewritten": {
    found: [
      {
        text: `0 C S 0 mss 1460\n0.01 S SA 0 ack 1 mss 1460 ws 7\n0.011 C A 1 ack 1`,
        certainty: "likely",
        packets: [2, 1],
        says: ["SYN,ACK (packet 2)", "which the SYN in packet 1 does not offer"],
        advises: "pass TCP options on",
      },
      {
        text: `0 C S 0 mss 1460 nops 4 ws 7\n0.01 S SA 0 ack 1 mss 1460\n0.011 C A 1 ack 1`,
        certainty: "likely",
        packets: [1],
        says: ["4 NOPs in a row"],
      },
      {
        text: `0 C S 0 mss 1460 ws 7 id 77\n0.0001 C S 0 mss 1380 ws 7 id 77 ttl 63\n0.01 S SA 0 ack 1 mss 1380 ws 7`,
        certainty: "certain",
        packets: [2, 1],
        says: ["Packets 1 and 2 are one SYN"],
      },
    ],
    silent: [
      // Some kernels leave options out when a SYN gets no answer; and SACK may be permitted unasked.
      `0 C S 0 mss 1460 ws 7 sackok id 77\n1 C S 0 mss 1460 id 78\n1.01 S SA 0 ack 1 mss 1460 sackok\n1.02 C A 1 ack 1`,
      `0 C S 0 mss 1460 nops 3 ws 7\n0.01 S SA 0 ack 1 mss 1460 ws 7\n0.011 C A 1 ack 1`,
      // What one end offers, the other need not.
      `0 C S 0 mss 1460 ws 7 ts sackok\n0.01 S SA 0 ack 1 mss 536\n0.011 C A 1 ack 1`,
      // Both ask at once: the SYN,ACK repeats an offer of its own.
      `0 C S 0 mss 1460\n0.001 S S 0 mss 1460 ws 7\n0.01 C SA 0 ack 1 mss 1460\n0.011 S SA 0 ack 1 mss 1460 ws 7`,
    ],
  },
  "sack-not-rewritten": {
    found: [
      {
        text:
          `${OPEN}\n0.1 S A 1 len 100 ack 1\n0.11 S A 201 len 100 ack 1\n0.12 C A 1 ack 101 sack 900000000-900000100`,
        certainty: "likely",
        packets: [6],
      },
    ],
    silent: [`${OPEN}\n0.1 S A 1 len 100 ack 1\n0.11 S A 201 len 100 ack 1\n0.12 C A 1 ack 101 sack 201-301`],
  },
};
