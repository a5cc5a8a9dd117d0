/** Examples of findings about windows, losses, boxes and routers on the way. */
import { FLIGHT, OPEN, REQUEST } from "../examples/conversations.ts";
import { lines } from "../thresholds/edge.ts";
import type { FindingTable } from "./finding_examples.ts";

/** Rounds of the server that use up the client's window; without scaling where its SYN does not offer it. */
const windowful = (window: number, { scale = "", count = 3, every = 0.02 } = {}): string =>
  `0 C S 0 mss 1460 ${scale} win ${window}\n0.009 S SA 0 ack 1 mss 1460 ${scale}\n0.01 C A 1 ack 1 win ${window}` +
  lines(count, (n) => {
    const from = 1 + (n - 1) * window;
    const half = Math.floor(window / 2);
    const at = n * every;
    return `${at} S A ${from} len ${half} ack 1\n${at + 0.0001} S A ${from + half} len ${window - half} ack 1
      ${at + 0.01} C A 1 ack ${from + window} win ${window}`;
  });
const EXPECTING = `"POST /u HTTP/1.1\\r\\nContent-Length: 5\\r\\nExpect: 100-continue\\r\\n\\r\\n"`;
/** Timestamps, and a SYN of the same address with a lower one that is not answered. */
const RECYCLED = `0 C S 0 mss 1460 ts stamp 9000\n0.01 S SA 0 ack 1 mss 1460 ts\n0.011 C A 1 ack 1 stamp 9001
  0.02 C FA 1 ack 1 stamp 9002\n0.03 S FA 1 ack 2\n0.031 C A 2 ack 2 stamp 9003`;
const knock = (stamp: number): string => lines(3, (n) => `${n * n} C S 3000000000 raw mss 1460 ts stamp ${stamp}`);
const AGREED = `${OPEN}\n0.02 C FA 1 ack 1\n0.03 S FA 1 ack 2\n0.031 C A 2 ack 2`;
const ICMP_CODES = ["3/0", "3/1", "3/2", "3/3", "3/13"];

export const ROADS: FindingTable = {
  "icmp-refused": {
    found: [
      ...ICMP_CODES.map((code) => ({
        text: `0 C S 0\n0.002 I ${code} C S 0 from 10.0.2.1\n1 C S 0`,
        certainty: "certain" as const,
        packets: [2, 1],
        says: ["10.0.2.1", "once more"],
      })),
      // A FIN of a connection that was there before: nobody is refused.
      {
        text: `0 C FA 1 ack 1\n0.002 I 3/0 C FA 1 ack 1 from 10.0.2.1`,
        certainty: "certain",
        packets: [2, 1],
        says: ["a hint, no more"],
        never: ["No segment of TCP"],
      },
      { text: `0 C S 0\n0.002 I 11/0 C S 0 from 10.0.2.1`, certainty: "certain", packets: [2, 1] },
    ],
    silent: [
      // It was confirmed all the same.
      `${OPEN}\n0.1 C PA 1 "a" ack 1\n0.11 I 3/1 C PA 1 from 10.0.2.1\n0.2 S A 1 ack 2`,
      // Asks for smaller packets.
      `${OPEN}\n0.1 C A 1 len 1448 ack 1\n0.11 I 3/4 C A 1 mtu 1400 from 10.0.2.1`,
    ],
  },
  "path-mtu-discovery": {
    found: [
      {
        text: `${OPEN}\n0.1 C A 1 len 1448 ack 1\n0.11 I 3/4 C A 1 mtu 1400 from 10.0.2.1
          0.12 C A 1 len 1348 ack 1\n0.121 C A 1349 len 100 ack 1\n0.13 S A 1 ack 1449`,
        certainty: "certain",
        packets: [5, 4, 6],
      },
    ],
    silent: [
      `${OPEN}\n0.1 C A 1 len 1448 ack 1\n0.11 I 3/4 C A 1 mtu 1400 from 10.0.2.1`,
      `${OPEN}\n0.1 C A 1 len 1448 ack 1\n0.11 I 3/4 C A 1 mtu 1400 from 10.0.2.1\n0.4 C A 1 len 1448 ack 1`,
      // Two packets joined on the way were too big, and each is sent again as it was.
      `${OPEN}\n0.1 C A 1 len 1460 ack 1\n0.1001 C PA 1461 len 150 ack 1\n0.11 I 3/4 C PA 1 len 1610 ack 1 mtu 1500 from 10.0.2.1
        0.4 C A 1 len 1460 ack 1\n0.5 S A 1 ack 1461\n0.501 C PA 1461 len 150 ack 1`,
    ],
  },
  "path-mtu-ignored": {
    found: [
      {
        text: `${OPEN}\n0.1 C A 1 len 1448 ack 1\n0.11 I 3/4 C A 1 mtu 1400 from 10.0.2.1\n0.4 C A 1 len 1448 ack 1`,
        certainty: "certain",
        packets: [5, 4, 6],
      },
    ],
    silent: [`${OPEN}\n0.1 C A 1 len 1448 ack 1\n0.11 I 3/4 C A 1 mtu 1400 from 10.0.2.1\n0.4 C A 1 len 1300 ack 1`],
  },
  "window-not-scaled": {
    found: [
      {
        text: windowful(64_000, { count: 2 }),
        certainty: "likely",
        packets: [5, 8],
        says: ["64,000 bytes", "Mbit/s"],
        advises: "window scale",
      },
    ],
    silent: [windowful(64_000, { count: 1 }), windowful(64_000, { scale: "ws 0", count: 2 }), windowful(600)],
  },
  "window-limited": {
    found: [{ text: windowful(600), certainty: "likely", packets: [5, 8, 11], says: ["600 bytes", "3 times"] }],
    silent: [windowful(600, { count: 1 }), windowful(64_000), windowful(600, { every: 1 })],
  },
  "receiver-slow": {
    found: [
      {
        text:
          `${OPEN}\n0.1 C PA 1 len 500 ack 1\n0.11 S A 1 ack 501 win 0\n0.4 C A 500 ack 1\n0.41 S A 1 ack 501 win 0`,
        certainty: "likely",
        packets: [5],
        advises: "receiving program",
      },
      {
        text: `${OPEN}\n0.1 C PA 1 len 500 ack 1\n0.11 S A 1 ack 501 win 100\n0.6 C A 501 len 100 ack 1`,
        certainty: "likely",
        packets: [6],
      },
    ],
    silent: [
      // So briefly that nobody waited.
      `${OPEN}\n0.1 C PA 1 len 500 ack 1\n0.11 S A 1 ack 501 win 0\n0.1102 S A 1 ack 501 win 502\n0.2 C PA 501 len 500 ack 1`,
      // It had got nothing that it could have read.
      `0 C S 0\n0.009 S SA 0 ack 1 win 0\n0.010 C A 1 ack 1\n0.3 C A 0 ack 1\n0.31 S A 1 ack 1 win 0\n1 S A 1 ack 1 win 2000`,
      // It has closed, and takes nothing more.
      `${OPEN}\n0.1 C PA 1 "a" ack 1\n0.11 S FA 1 ack 2\n0.12 C FA 2 ack 2\n0.13 S A 2 ack 3 win 0`,
      // It waits for its own program, not for the window.
      `${OPEN}\n0.1 C PA 1 len 500 ack 1\n0.11 S A 1 ack 501 win 200\n0.6 C A 501 len 100 ack 1`,
    ],
  },
  "expect-continue": {
    found: [
      {
        text: `${OPEN}\n0.1 C PA 1 ${EXPECTING} ack 1\n0.11 S A 1 ack 62\n1.1 C PA 62 "hello" ack 1`,
        certainty: "certain",
        packets: [6, 4],
        says: ["1.00 s"],
      },
    ],
    silent: [
      `${OPEN}\n0.1 C PA 1 ${EXPECTING} ack 1\n0.9 S PA 1 "HTTP/1.1 100 Continue\\r\\n\\r\\n" ack 62\n1.1 C PA 62 "hello" ack 26`,
      `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1\n1.1 C PA 32 "hello" ack 1`,
    ],
  },
  "upstream-loss": {
    found: [
      {
        text: `${FLIGHT}\n0.11 C A 5001 len 1000 ack 1 id 15\n0.5 C A 4001 len 1000 ack 1 id 16\n0.6 S A 1 ack 6001`,
        certainty: "likely",
        packets: [10],
      },
      // The capture misses what arrived, too: it may have missed the first sending.
      {
        text: `${FLIGHT}\n0.11 C A 5001 len 1000 ack 1 id 15\n0.5 C A 4001 len 1000 ack 1 id 16\n0.6 S A 1 ack 7001`,
        certainty: "possible",
        packets: [10],
      },
      // Nothing tells that it left later, and it comes soon.
      {
        text: `${FLIGHT}\n0.11 C A 5001 len 1000 ack 1 id 0\n0.16 C A 4001 len 1000 ack 1 id 0\n0.17 S A 1 ack 6001`,
        certainty: "possible",
        packets: [10],
      },
      // The answer comes when a timer sends for the third time, and its host has numbered three packets that are not here.
      {
        text: `0 C S 0\n0.02 S SA 0 ack 1 id 100\n0.021 C A 1 ack 1\n0.1 C PA 1 "ask" ack 1\n0.12 S A 1 ack 4 id 101
          0.75 S PA 1 "answer" ack 4 id 105`,
        certainty: "possible",
        packets: [6],
      },
    ],
    silent: [
      // The identification counts on while its host answers late, and not when a timer would: it may have spoken to others.
      `0 C S 0\n0.02 S SA 0 ack 1 id 100\n0.021 C A 1 ack 1\n0.1 C PA 1 "ask" ack 1\n0.12 S A 1 ack 4 id 101
        0.95 S PA 1 "answer" ack 4 id 105`,
    ],
  },
  "network-duplicates": {
    found: [
      {
        text: `${OPEN}\n0.1 C PA 1 len 100 ack 1 id 77\n0.102 C PA 1 len 100 ack 1 id 77
          0.11 S A 1 ack 101\n0.112 S A 1 ack 101 sack 1-101`,
        certainty: "likely",
        packets: [5, 7],
      },
      // No identification tells the second from one that was sent again.
      {
        text: `0 C S 0 sackok id 0\n0.01 S SA 0 ack 1 sackok\n0.011 C A 1 ack 1 id 0
          0.1 C PA 1 len 100 ack 1 id 0\n0.1005 C PA 1 len 100 ack 1 id 0
          0.11 S A 1 ack 101\n0.112 S A 1 ack 101 sack 1-101`,
        certainty: "possible",
        packets: [5, 7],
      },
      {
        text: `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.11 S A 1 ack 101\n0.112 S A 1 ack 101 sack 1-101`,
        certainty: "likely",
        packets: [6],
        says: ["behind this capture"],
      },
    ],
    silent: [
      // The capture misses packets, so that it may lack a second sending as well.
      `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.11 S PA 2001 len 10 ack 101 sack 1-101\n0.12 S A 2011 ack 101 sack 1-101`,
      // The byte of a keep-alive that was not captured.
      `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.11 S A 1 ack 101\n20 S A 1 ack 101 sack 100-101`,
      // A SYN that came twice is no byte.
      `${OPEN}\n0.1 S A 1 ack 1 sack 0-1`,
      // Nobody reports it: it was captured twice.
      `${OPEN}\n0.1 C PA 1 len 100 ack 1 id 77\n0.102 C PA 1 len 100 ack 1 id 77\n0.11 S A 1 ack 101`,
      // Another number: sent twice.
      `${OPEN}\n0.1 C PA 1 len 100 ack 1 id 77\n0.102 C PA 1 len 100 ack 1 id 78\n0.11 S A 1 ack 101\n0.112 S A 1 ack 101 sack 1-101`,
    ],
  },
  "sack-reneging": {
    found: [
      {
        // Numbers 2001 to 4000 were held, and the ACK stops at 3001.
        text: `${FLIGHT}\n0.11 S A 1 ack 1001 sack 2001-4001\n0.112 C A 1001 len 1000 ack 1 id 15
          0.121 S A 1 ack 3001\n0.4 C A 3001 len 1000 ack 1 id 16`,
        certainty: "likely",
        packets: [11, 9],
        says: ["numbers 2001 to 4000", "stops at 3001", "had not been lost"],
      },
    ],
    silent: [
      // It confirms all that it had named.
      `${FLIGHT}\n0.11 S A 1 ack 1001 sack 2001-4001\n0.112 C A 1001 len 1000 ack 1 id 15\n0.121 S A 1 ack 4001`,
      // Only the first block follows; a second hole is open behind it.
      `${FLIGHT}\n0.11 S A 1 ack 1001 sack 3001-4001\n0.112 C A 1001 len 1000 ack 1 id 15\n0.121 S A 1 ack 2001 sack 3001-4001`,
    ],
  },
  "reordering": {
    found: [
      {
        text: `${FLIGHT}\n0.110 C A 5001 len 1000 ack 1 id 15\n0.1101 C A 4001 len 1000 ack 1 id 14`,
        certainty: "likely",
        packets: [10],
      },
    ],
    silent: [`${FLIGHT}\n0.110 C A 5001 len 1000 ack 1 id 15\n0.1101 C A 4001 len 1000 ack 1 id 16`],
  },
  "small-writes": {
    found: [
      {
        text: `${OPEN}\n0.1 C PA 1 len 10 ack 1\n0.11 S A 1 ack 11\n0.1101 C PA 11 len 30 ack 1`,
        certainty: "likely",
        packets: [6],
        advises: "TCP_NODELAY",
      },
      {
        text: `${OPEN}\n0.1 C PA 1 len 10 ack 1\n0.11 S A 1 ack 11\n0.1101 C PA 11 len 30 ack 1
          0.3 C PA 41 len 10 ack 1\n0.31 S A 1 ack 51\n0.3101 C PA 51 len 30 ack 1`,
        certainty: "likely",
        packets: [6],
      },
    ],
    silent: [`${OPEN}\n0.1 C PA 1 len 10 ack 1\n0.11 S A 1 ack 11\n0.1101 C PA 11 len 10 ack 1`],
  },
  "unanswered": {
    found: [
      {
        text: RECYCLED + knock(5000),
        certainty: "certain",
        packets: [7, 9],
        stream: 1,
        says: ["5000", "9000", "tcp_tw_recycle", "Possible reasons: the way there or back was interrupted"],
        advises: "tcp_tw_recycle",
      },
      {
        text: AGREED + lines(2, (n) => `${n} C S 3000000000 raw`) + "\n9 C S 4000000000 raw",
        certainty: "certain",
        packets: [7, 8],
        stream: 1,
      },
    ],
    silent: [],
  },
  "listen-overflow": {
    found: [
      { text: RECYCLED + knock(9999), certainty: "possible", packets: [7, 9, 2], stream: 1 },
      {
        text: AGREED + lines(4, (n) => `${n * n} C S 3000000000 raw`),
        certainty: "likely",
        packets: [7, 10, 2],
        stream: 1,
        advises: "accept",
      },
      {
        text: `${OPEN}\n1 C S 3000000000 raw\n1.01 S RA 0 ack 3000000001 raw`,
        certainty: "likely",
        packets: [5, 2, 4],
        stream: 1,
      },
    ],
    silent: [RECYCLED + knock(5000)],
  },
  "refused": {
    found: [
      {
        text: `${AGREED}\n1 C S 3000000000 raw\n1.01 S RA 0 ack 3000000001 raw`,
        certainty: "possible",
        packets: [8, 7],
        stream: 1,
      },
    ],
    silent: [],
  },
  "old-connection": {
    found: [{ text: "0 C S 0\n0.01 S SA 0 ack 777\n0.0101 C R 777", certainty: "possible", packets: [2, 3, 1] }],
    silent: ["0 C S 0\n0.01 S SA 0 ack 1"],
  },
  "spurious-retransmission": {
    found: [
      // In the course of a repair no ACK need have been lost.
      {
        text:
          `${OPEN}\n0.1 C A 1 len 100 ack 1\n0.1001 C A 101 len 100 ack 1\n0.4 C A 1 len 100 ack 1\n0.45 S A 1 ack 201
          0.455 C A 101 len 100 ack 1`,
        certainty: "likely",
        packets: [8],
        says: ["along with what it repaired"],
      },
      {
        text: `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.11 S A 1 ack 101\n0.4 C PA 1 len 100 ack 1`,
        certainty: "likely",
        packets: [6],
      },
      // It was the ACK of the FIN that was lost.
      {
        text: `${OPEN}\n0.1 C FA 1 ack 1\n0.11 S FA 1 ack 2\n0.32 C FA 1 ack 1\n0.33 S A 2 ack 2 sack 1-2`,
        certainty: "likely",
        packets: [7],
      },
    ],
    silent: [
      // None of its bytes was captured before.
      `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.11 S A 1 ack 201\n0.15 C PA 101 len 100 ack 1`,
    ],
  },
  "segments-rejected": {
    found: [
      {
        text: `0 C S 0 mss 1460 sackok ts stamp 100\n0.02 S SA 0 ack 1 mss 1460 sackok ts\n0.021 C A 1 ack 1 stamp 100
          0.03 C PA 1 len 100 ack 1 stamp 110\n0.05 S A 1 ack 101\n0.3 C PA 101 len 9 ack 1 stamp 50\n0.32 S A 1 ack 101`,
        certainty: "likely",
        packets: [7],
      },
    ],
    silent: [],
  },
  "reset-by-middlebox": {
    found: [
      {
        text: `${OPEN}${lines(3, (n) => `${n} S PA ${n} "x" ack 1 id ${500 + n}`)}\n4 S RA 4 ack 1 id 40000`,
        certainty: "likely",
        packets: [7, 3],
        says: ["40000", "503"],
      },
    ],
    silent: [],
  },
};
