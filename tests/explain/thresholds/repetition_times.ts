/** Thresholds of the time between a packet and its repetition, in nanoseconds. */
import { ASKED, FAR_FLIGHT, FULL_BUFFER, OPEN } from "../examples/conversations.ts";
import { type Edge, lines, MILLISECOND, SECOND, seconds } from "./edge.ts";

/** The same data three times, the third time so long after the second, which came after one second. */
const thrice = (wait: number): string =>
  `${OPEN}\n0.1 C PA 1 "hello" ack 1\n1.1 C PA 1 "hello" ack 1\n${seconds(1.1 * SECOND + wait)} C PA 1 "hello" ack 1`;

/** A SYN,ACK so long after the SYN came again, where the first was answered after `trip`. */
const askedAgain = (trip: number) => (wait: number): string =>
  `0 C S 0\n${seconds(trip)} S SA 0 ack 1\n1 C S 0\n${seconds(SECOND + wait)} S SA 0 ack 1`;

/** Packets of which each stands twice in the capture. */
function copies(count: number): string {
  return lines(
    count,
    (n) => `${n} C A ${100 + n} len 1 ack 1 id ${70 + n}\n${n}.00001 C A ${100 + n} len 1 ack 1 id ${70 + n}`,
  );
}

export const REPETITION_TIMES: readonly Edge[] = [
  {
    threshold: "handshake.ts WAVERS",
    at: askedAgain(100 * MILLISECOND),
    silent: 97_999_999,
    speaks: 98_000_000,
    says: "again in packet 3",
  },
  {
    threshold: "handshake.ts LATE_ANSWER",
    at: askedAgain(100 * MILLISECOND),
    silent: 160_000_001,
    speaks: 160_000_000,
    says: "again in packet 3",
  },
  {
    threshold: "handshake.ts BUSY",
    at: askedAgain(20 * MILLISECOND),
    silent: 40_000_001,
    speaks: 40_000_000,
    says: "again in packet 3",
  },
  {
    threshold: "data.ts SHORTEST_HOLD",
    at: (held) => `0 C PA 1 len 5 ack 1\n0.00005 S A 1 ack 6 win 9000\n${seconds(held)} C PA 6 len 10 ack 1`,
    silent: 99_999,
    speaks: 100_000,
    says: "nagle-coalesced:",
  },
  {
    threshold: "copies.ts QUEUES_APART",
    at: (wait) => `0 C A 1 len 10 ack 1\n0.01 S A 1 ack 111\n${seconds(10 * MILLISECOND + wait)} C A 11 len 100 ack 1`,
    silent: 100_000,
    speaks: 99_999,
    says: "for the first time in this capture",
  },
  {
    threshold: "evidence.ts DEFERRED",
    at: (wait) => `${OPEN}\n${seconds(9 * MILLISECOND + wait)} S SA 0 ack 1`,
    silent: 6_999_999_999,
    speaks: 7_000_000_000,
    says: "TCP_DEFER_ACCEPT",
  },
  {
    threshold: "evidence.ts SHORTEST_TIMER",
    at: (wait) =>
      `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 0\n${seconds(100 * MILLISECOND + wait)} C PA 1 "hello" ack 1 id 0`,
    silent: 180_000_000,
    speaks: 179_999_999,
    says: "RFC 8985",
  },
  {
    threshold: "loss.ts doubled, at least",
    at: thrice,
    silent: 1_600_000_000,
    speaks: 1_600_000_001,
    says: "the wait has doubled",
  },
  {
    threshold: "loss.ts doubled, at most",
    at: thrice,
    silent: 2_500_000_000,
    speaks: 2_499_999_999,
    says: "the wait has doubled",
  },
  {
    threshold: "analysis FAST",
    at: (wait) =>
      `${FAR_FLIGHT}\n0.161 S A 1 ack 1001\n0.162 S A 1 ack 1001
        ${seconds(162 * MILLISECOND + wait)} C A 1001 len 1000 ack 1`,
    silent: 19_999_999,
    speaks: 20_000_000,
    says: "more than 20 ms",
  },
  {
    threshold: "analysis DEFAULT_REORDER",
    at: (wait) =>
      `0 C A 1 len 1000 ack 1\n0.001 C A 2001 len 1000 ack 1
        ${seconds(MILLISECOND + wait)} C A 1001 len 1000 ack 1 id 0`,
    silent: 3_000_000,
    speaks: 2_999_999,
    says: "out-of-order:",
  },
  {
    threshold: "recent_packets.ts NEAR_BY_ID",
    at: (wait) =>
      `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 77\n${seconds(100 * MILLISECOND + wait)} C PA 1 "hello" ack 1 id 77`,
    silent: 50_000_001,
    speaks: 50_000_000,
    says: "captured-twice:",
  },
  {
    threshold: "oddities.ts ONE_PLACE",
    at: (wait) =>
      `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 77\n${seconds(100 * MILLISECOND + wait)} C PA 1 "hello" ack 1 id 77`,
    silent: 1_000_000,
    speaks: 1_000_001,
    says: "delivered twice by the network than captured twice",
  },
  {
    threshold: "copies.ts TWICE_LEAST",
    at: (count) => copies(count),
    silent: 2,
    speaks: 3,
    says: "went over the wire once",
  },
  {
    threshold: "copies.ts TWICE_PART",
    at: (singles) => lines(singles, (n) => `0.00${n} C A ${n} len 1 ack 1 id ${n}`) + copies(3),
    silent: 5,
    speaks: 4,
    says: "went over the wire once",
  },
  {
    threshold: "recent_packets.ts NEAR",
    at: (wait) =>
      `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 0\n${seconds(100 * MILLISECOND + wait)} C PA 1 "hello" ack 1 id 0`,
    silent: 1_000_001,
    speaks: 1_000_000,
    says: "captured-twice:",
  },
  {
    threshold: "copies.ts COPIES_APART",
    at: (wait) =>
      `0 C PA 1 "hello" ack 1 id 0\n0.00001 C PA 1 "hello" ack 1 id 0\n0.01 C PA 6 "world" ack 1 id 0
        ${seconds(10 * MILLISECOND + wait)} C PA 6 "world" ack 1 win 500 id 0`,
    silent: 1_000_000,
    speaks: 999_999,
    says: "are in it twice",
  },
  {
    threshold: "evidence.ts TOO_SOON, of 9 and 1 ms",
    at: (wait) =>
      `${ASKED}\n0.2 C PA 6 "again" ack 1 id 0\n${seconds(200 * MILLISECOND + wait)} C PA 6 "again" ack 1 id 0`,
    silent: 7_500_000,
    speaks: 7_499_999,
    says: "too soon for any answer",
  },
  {
    threshold: "copies.ts UNASKED_TRIPS, of 9 and 1 ms",
    at: (wait) =>
      `${ASKED}\n0.2 C PA 6 "again" ack 1 id 0\n${seconds(200 * MILLISECOND + wait)} C PA 6 "again" ack 1 id 0`,
    silent: 12_000_000,
    speaks: 11_999_999,
    says: "little more than a round trip",
  },
  {
    threshold: "recovery.ts SHORTEST_PROBE",
    at: (wait) =>
      `${OPEN}\n0.1 C A 1 len 1000 ack 1\n0.1001 C A 1001 len 1000 ack 1\n0.1002 C A 2001 len 1000 ack 1\n0.5 C A 1 len 1000 ack 1
        ${seconds(500 * MILLISECOND + wait)} C A 2001 len 1000 ack 1`,
    silent: 9_999_999,
    speaks: 10_000_000,
    says: "tail-loss-probe:",
  },
  {
    threshold: "copies.ts DOUBLED_APART",
    at: (wait) =>
      `${OPEN}\n0.2 C PA 1 "again" ack 1 id 7\n${seconds(200 * MILLISECOND + wait)} C PA 1 "again" ack 1 win 500 id 7`,
    silent: 150_000_000,
    speaks: 149_999_999,
    says: "is that of the packet that brought them before",
  },
  {
    threshold: "copies.ts AT_ONE_TIME",
    at: (wait) =>
      `${OPEN}\n0.2 C PA 1 "again" ack 1 id 7\n${seconds(200 * MILLISECOND + wait)} C PA 1 "again" ack 1 id 8`,
    silent: 1_000_000,
    speaks: 999_999,
    says: "both were held up on the way",
  },
  {
    threshold: "copies.ts FEW, three reactions of 1.6 ms",
    at: (wait) =>
      `0 C S 0 mss 1460\n0.009 S SA 0 ack 1 mss 1460\n0.0099375 C A 1 ack 1\n0.1 C A 1 len 1000 ack 1
        0.1001 C A 1001 len 1000 ack 1\n0.11 S A 1 ack 1001\n0.5 C A 1 len 1000 ack 1
        ${seconds(500 * MILLISECOND + wait)} S A 1 ack 1001`,
    silent: 40_800_001,
    speaks: 40_800_000,
    says: "had just sent again",
  },
  {
    threshold: "window.ts ANSWERED",
    at: (wait) => `${FULL_BUFFER}\n1 C A 1000 ack 1\n${seconds(SECOND + wait)} S A 1 ack 1001 win 0`,
    silent: 5_000_000_001,
    speaks: 5_000_000_000,
    says: "The answer to the probe of packet",
  },
  {
    threshold: "evidence.ts SHORTEST_IDLE",
    at: (wait) => `${ASKED}\n${seconds(110 * MILLISECOND + wait)} C A 5 ack 1`,
    silent: 899_999_999,
    speaks: 900_000_000,
    says: "keep-alive:",
  },
];
