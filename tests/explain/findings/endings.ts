/** Examples of findings about resets, closes and silence. */
import { ANSWERED, FAR, OPEN, REQUEST } from "../examples/conversations.ts";
import { type FindingTable, OTHER_ENDS } from "./finding_examples.ts";
import { lines } from "../thresholds/edge.ts";

/** After an hour the client goes on. */
const LATER = `${FAR}\n3700 C PA 6 "again" ack 6`;
/** A reused connection whose server closes when the next request is on its way: the FIN does not cover it. */
const RACE = `${FAR}\n5 C PA 6 "again" ack 6\n5.002 S FA 6 ack 6 ttl 57\n5.0021 C A 11 ack 7`;
const ASKED_HTTP = `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1\n0.11 S A 1 ack 32`;
const ANSWER = `"HTTP/1.1 200 OK\\r\\nContent-Length: 9000\\r\\n\\r\\nabc"`;
const dead = (count: number): string => lines(count, (n) => `${3700 + n * n} C PA 6 "again" ack 6`);
const probes = (count: number): string => lines(count, (n) => `${7200 + 75 * n} C A 5 ack 6`);

export const ENDINGS: FindingTable = {
  "reset-injected": {
    found: [
      {
        text: `${FAR}\n1 C PA 6 "x" ack 6\n1.005 S R 6 ttl 99\n1.02 S A 6 ack 7 ttl 57\n1.06 S PA 6 "y" ack 7 ttl 57`,
        certainty: "certain",
        packets: [8, 10, 7],
        says: ["TTL is 99 and not 57", "goes on after it (packet 10)"],
      },
    ],
    silent: [
      // It ends there.
      `${FAR}\n1 C PA 6 "x" ack 6\n1.005 S R 6 ttl 99`,
      // Its TTL is the usual one: the end itself has reset.
      `${FAR}\n1 C PA 6 "x" ack 6\n1.025 S R 6 ttl 57\n1.06 S PA 6 "y" ack 7 ttl 57`,
    ],
  },
  "injected-data": {
    found: [
      {
        text: `${FAR}\n1 C PA 6 "GET /" ack 6\n1.005 S FPA 6 "HTTP/1.1 302 Found" ack 11 ttl 99
          1.0051 C FA 11 ack 25\n1.021 S PA 6 "HTTP/1.1 200 OK...and more" ack 11 ttl 57\n1.0211 C R 12 win 0`,
        certainty: "likely",
        packets: [8, 10],
        says: ["different bytes", "99 and 57", "first packet had 57"],
      },
    ],
    silent: [
      `${FAR}\n1 C PA 6 "GET /" ack 6\n1.005 S FPA 6 "HTTP/1.1 302 Found" ack 11 ttl 99
        1.0051 C FA 11 ack 25\n1.021 S PA 6 "HTTP/1.1 302 Found" ack 11 ttl 57`,
    ],
  },
  "reset-by-middlebox": {
    found: [
      { text: `${FAR}\n1 C PA 6 "x" ack 6\n1.025 S RA 6 ack 7 ttl 63`, certainty: "likely", packets: [8, 7] },
      {
        text: `${FAR}\n1 C PA 6 "x" ack 6\n1.001 S RA 6 ack 7 ttl 57`,
        certainty: "likely",
        packets: [8, 7],
        says: ["1.00 ms after"],
        options: OTHER_ENDS,
      },
      // Both directions by one count, of ends that are not one host.
      {
        text: `0 C S 0 id 50000\n0.1 S SA 0 ack 1 id 9000\n0.2 C A 1 ack 1 id 9001\n1 S PA 1 "a" ack 1 id 9002
          2 C PA 1 "b" ack 2 id 9003\n3 C RA 2 ack 2 id 9004`,
        certainty: "possible",
        packets: [6, 4],
        says: ["9004", "9002"],
      },
      // One packet to compare with is little.
      { text: `${OPEN}\n1 C PA 1 "x" ack 1\n1.01 S RA 1 ack 2 ttl 60`, certainty: "possible", packets: [5, 4] },
    ],
    silent: [`${FAR}\n1 C PA 6 "x" ack 6\n1.021 S RA 6 ack 7 ttl 57`],
  },
  "idle-timeout-between": {
    found: [
      {
        text: `${LATER}\n3700.001 S R 6 ttl 63`,
        certainty: "likely",
        packets: [8, 7],
        says: ["1 h 2 min"],
        advises: "more often than every 1 h 2 min",
      },
      { text: LATER + dead(3), certainty: "likely", packets: [7, 10], advises: "keep-alives" },
      // Nothing came that it could answer.
      {
        text: `${FAR}\n181.5 S RA 6 ack 6 ttl 250`,
        certainty: "likely",
        packets: [7, 6],
        says: ["that answers nothing", "ended the idle connection"],
        advises: "keep-alives",
      },
      {
        text: `${FAR}\n400 C PA 6 "again" ack 6\n400.2 C PA 6 "again" ack 6\n400.6 C PA 6 "again" ack 6`,
        certainty: "possible",
        packets: [7, 9],
        advises: "",
      },
    ],
    silent: [
      // The end itself answers.
      `${LATER}\n3700.021 S R 6 ttl 57`,
      `${LATER}\n3700.02 S A 6 ack 11 ttl 57`,
      // Not silent for so long.
      `${FAR}\n30 C PA 6 "again" ack 6\n30.001 S R 6 ttl 63`,
      // It was silent for as long before, and all was well.
      `${LATER}\n3700.02 S A 6 ack 11 ttl 57\n7400.1 C PA 11 "x" ack 6\n7400.3 C PA 11 "x" ack 6\n7400.7 C PA 11 "x" ack 6`,
    ],
  },
  "peer-forgot": {
    found: [{ text: `${LATER}\n3700.021 S R 6 ttl 57`, certainty: "likely", packets: [8, 7] }],
    silent: [`${LATER}\n3700.001 S R 6 ttl 57`, `${FAR}\n5 C PA 6 "again" ack 6\n5.021 S R 6 ttl 57`],
  },
  "keep-alive-timeout": {
    found: [
      {
        text: `${FAR}${probes(3)}\n7500 C RA 6 ack 6`,
        certainty: "likely",
        packets: [10, 7, 5],
        says: ["3 keep-alives"],
      },
      { text: FAR + probes(9), certainty: "likely", packets: [7, 15] },
    ],
    silent: [
      `${FAR}${probes(2)}\n7500 C RA 6 ack 6`,
      `${FAR}${probes(3)}\n7425.02 S A 6 ack 6 ttl 57\n7500 C RA 6 ack 6`,
    ],
  },
  "retries-exhausted": {
    found: [
      { text: `${LATER}${dead(3)}\n3730 C RA 11 ack 6`, certainty: "likely", packets: [11, 8], says: ["3 times"] },
      { text: LATER + dead(8), certainty: "likely", packets: [8, 15], says: ["8 times"] },
    ],
    silent: [
      LATER + dead(7),
      `${LATER}${dead(8)}\n3800 S A 6 ack 11 ttl 57`,
      `${LATER}${dead(2)}\n3730 C RA 11 ack 6`,
    ],
  },
  "close-race": {
    found: [
      { text: `${RACE}\n5.021 S R 6 ttl 57`, certainty: "certain", packets: [8, 7, 10], advises: "new connection" },
      { text: `${RACE}\n5.021 S R 6 ttl 57`, certainty: "certain", packets: [8, 7, 10], options: OTHER_ENDS },
      // The client was away when the server closed, and asks minutes later.
      {
        text: `${FAR}\n60 S FA 6 ack 6 ttl 57\n60.3 S FA 6 ack 6 ttl 57\n600 C PA 6 "again" ack 6\n600.02 S R 6 ttl 57`,
        certainty: "certain",
        packets: [7, 9, 10],
        says: ["had not heard", "does not cover the FIN"],
        advises: "new connection",
      },
    ],
    silent: [
      // The FIN covers the data, and more comes after it.
      `${FAR}\n5 C PA 6 "again" ack 6\n5.03 S FA 6 ack 11 ttl 57\n5.031 C PA 11 "more" ack 7\n5.051 S R 7 ttl 57`,
    ],
  },
  "data-after-close": {
    found: [
      {
        text:
          `${FAR}\n5 C PA 6 "again" ack 6\n5.03 S FA 6 ack 11 ttl 57\n5.031 C PA 11 "more" ack 7\n5.051 S R 7 ttl 57`,
        certainty: "certain",
        packets: [9, 10, 8],
        advises: "Read the whole message",
      },
    ],
    silent: [
      `${RACE}\n5.021 S R 6 ttl 57`,
      `${FAR}\n60 S FA 6 ack 6 ttl 57\n60.3 S FA 6 ack 6 ttl 57\n600 C PA 6 "again" ack 6\n600.02 S R 6 ttl 57`,
      // A TLS alert that the FIN drew: nothing more was coming.
      `${FAR}\n5 C FA 6 ack 6\n5.02 S PA 6 "\\u0015\\u0003\\u0003\\u0000\\u0002\\u0001\\u0000" ack 7 ttl 57\n5.0201 C R 7`,
    ],
  },
  "client-gave-up": {
    found: [
      {
        text: `${ASKED_HTTP}\n30.1 C FA 32 ack 1\n30.11 S A 1 ack 33\n42 S PA 1 ${ANSWER} ack 33\n42.001 C R 33`,
        certainty: "likely",
        packets: [6, 4, 9],
        says: ["30.0 s after its request (packet 4)"],
        advises: "wait longer",
      },
      {
        text:
          `${ASKED_HTTP}\n0.2 S PA 1 ${ANSWER} ack 32\n0.201 C FA 32 ack 43\n0.21 S PA 43 len 500 ack 32\n0.211 C R 32`,
        certainty: "likely",
        packets: [7, 4, 9],
        says: ["while the answer was still coming"],
        advises: "",
      },
    ],
    silent: [
      // It has only shut down its own side, and takes the answer.
      `${ASKED_HTTP}\n0.2 C FA 32 ack 1\n0.21 S A 1 ack 33\n0.4 S PA 1 ${ANSWER} ack 33\n0.401 C A 33 ack 43`,
      // A protocol of which nobody knows whether it answers.
      `${OPEN}\n0.1 C PA 1 "log" ack 1\n0.11 S A 1 ack 4\n60 C FA 4 ack 1\n60.01 S FA 1 ack 5`,
      // Its kernel gave up.
      `${ASKED_HTTP}${lines(4, (n) => `${100 + 75 * n} C A 31 ack 1`)}\n500 C RA 32 ack 1`,
      // The answer is complete.
      `${ASKED_HTTP}\n0.2 S PA 1 "HTTP/1.1 204 No Content\\r\\n\\r\\n" ack 32\n30 C FA 32 ack 28`,
    ],
  },
  "unread-data": {
    found: [
      { text: `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.12 S RA 1 ack 6`, certainty: "likely", packets: [5, 4] },
    ],
    silent: [`${ANSWERED}\n0.13 S RA 6 ack 6`],
  },
  "abort": {
    found: [{ text: `${ANSWERED}\n0.13 S RA 6 ack 6`, certainty: "possible", packets: [8], advises: "" }, {
      // The client had closed before: nobody there gets an error.
      text: `${ANSWERED}\n0.130 C PA 6 len 10 ack 6\n0.131 C FA 16 ack 6\n0.132 S RA 6 ack 17`,
      certainty: "possible",
      packets: [10],
      says: ["had closed before (packet 9)"],
      never: ["gets the error"],
      advises: "",
    }],
    silent: [
      `0 S RA 0 ack 1001 raw win 0`,
      `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.12 S RA 1 ack 6`,
    ],
  },
  "challenge-ack": {
    found: [
      {
        text: `${FAR}\n1 S R 900 ttl 57\n1.001 C A 6 ack 6\n1.1 S PA 6 "y" ack 6 ttl 57\n1.101 C A 6 ack 7`,
        certainty: "certain",
        packets: [8, 7, 10],
      },
    ],
    silent: [`${FAR}\n1 S R 6 ttl 57`],
  },
  "one-way-capture": {
    found: [
      {
        text:
          `0 C S 0\n0.02 C A 1 ack 1\n0.03 C PA 1 "ask" ack 1\n0.06 C A 4 ack 1449\n0.2 C FA 4 ack 2897\n0.22 C A 5 ack 2898`,
        certainty: "certain",
        packets: [2, 6],
        says: ["confirm 2896 bytes"],
      },
      {
        text: lines(70, (n) => `${n / 100} S A ${n * 1000} len 1000 ack 9`),
        certainty: "likely",
        packets: [1, 70],
      },
    ],
    silent: [
      // SYNs without an answer are no capture of one direction.
      `0 C S 0\n1 C S 0\n3 C S 0`,
      `${OPEN}\n0.1 C PA 1 "a" ack 1`,
      lines(20, (n) => `${n / 100} S A ${n * 1000} len 1000 ack 9`),
    ],
  },
};
