/** Thresholds of how often, and of how many. */
import { ASKED, AT_CLIENT, FLIGHT, oneWay, OPEN, served } from "../examples/conversations.ts";
import { type Edge, lines } from "./edge.ts";

const repeated = (count: number): string => FLIGHT + lines(count, (n) => `0.11${n} S A 1 ack 1001`);
const SEVEN = [1, 2, 3, 4, 5, 6, 7];
/** Seven segments; this one and `more` behind it again, in one. */
const resent = (segment: number, more: number): string =>
  OPEN + SEVEN.map((n) => `\n0.1 C A ${n * 1000 - 999} len 1000 ack 1`).join("") +
  `\n1.1 C A ${segment * 1000 - 999} len ${1000 + 1000 * more} ack 1`;

/** Twelve segments, of which as many come again after one duplicate ACK; the ACK of these. */
const refilled = (count: number): string =>
  OPEN + lines(12, (n) => `0.1 C A ${n * 1000 - 999} len 1000 ack 1`) +
  `\n0.109 S A 1 ack 1\n0.110 S A 1 ack 1` +
  lines(count, (n) => `0.2 C A ${n * 1000 - 999} len 1000 ack 1`) +
  `\n0.21 S A 1 ack ${count * 1000 + 1}`;

export const COUNTS: readonly Edge[] = [
  {
    threshold: "known_servers.ts SEVERAL_NETWORKS",
    at: (networks) => served(["1.2.3.4", "5.6.7.8", "9.8.7.6"].slice(0, networks), 1460),
    silent: 2,
    speaks: 3,
    says: "more likely something near the client",
  },
  {
    threshold: "damage.ts USUAL",
    at: (right) => lines(right, (n) => `0.${n} C A 1 ack 1`) + `\n1 C FA 1 ack 1 damaged`,
    silent: 1,
    speaks: 2,
    says: "not the right one",
  },
  {
    threshold: "damage.ts VERIFIED",
    at: (more) =>
      OPEN + lines(more, (n) => `0.1 C PA ${n * 10 - 9} len 10 ack 1`) +
      `\n0.2 C PA ${more * 10 + 1} len 10 ack 1 damaged`,
    silent: 30,
    speaks: 29,
    says: "not the right one",
  },
  {
    threshold: "loss.ts ASKING",
    at: oneWay,
    silent: 2,
    speaks: 3,
    says: "ACKs that told of bytes behind these",
  },
  {
    threshold: "clues.ts DENIALS",
    at: (count) => `${OPEN}\n1 S A 1 ack 21` + lines(count, (n) => `${n + 1} C A 1 ack 1\n${n + 1}.01 S A 1 ack 21`),
    story: true,
    silent: 3,
    speaks: 2,
    says: "The capture itself missed",
  },
  {
    threshold: "evidence.ts FASTEST, and 1 MiB that disorder may hide",
    at: (bytes) => `${OPEN}\n0.1 C A 1 len 10 ack 1\n0.101 C A ${11 + bytes} len 8 ack 1`,
    silent: 50_000_000 + 2 ** 20,
    speaks: 50_000_001 + 2 ** 20,
    says: "No line carries",
  },
  {
    threshold: "evidence.ts WINDOWS",
    at: (bytes) => `${OPEN}\n0.010 C A 1 ack ${1 + bytes}`,
    silent: 2 * 502,
    speaks: 2 * 502 + 1,
    says: "never sent",
  },
  {
    threshold: "duplicate_ack.ts third duplicate",
    at: repeated,
    silent: 2,
    speaks: 3,
    says: "takes the segment for lost",
  },
  {
    threshold: "duplicate_ack.ts third duplicate, not fourth",
    at: repeated,
    silent: 4,
    speaks: 3,
    says: "takes the segment for lost",
  },
  {
    threshold: "gaps.ts SEVERAL",
    at: (count) =>
      `${AT_CLIENT}\n0.1 C A 1 len 10 ack 1\n0.15 S A 1 ack 11` +
      lines(count, (n) => `0.2${n}1 C A ${101 + 10 * n} len 10 ack 1\n0.2${n}2 S A 1 ack 11`) +
      `\n0.5 S A 1 ack ${111 + 10 * count}`,
    silent: 1,
    speaks: 2,
    says: "had told",
  },
  {
    threshold: "duplicate_ack.ts SEVERAL",
    at: repeated,
    silent: 2,
    speaks: 3,
    says: "one more segment arrived behind the gap",
  },
  {
    threshold: "recovery.ts SEVERAL",
    at: (count) => `${repeated(count)}\n0.12 C A 1001 len 1000 ack 1`,
    silent: 1,
    speaks: 2,
    says: "fast-retransmission:",
  },
  { threshold: "take_data.ts A_FLIGHT", at: (n) => resent(n, 1), silent: 3, speaks: 4, says: "first sent in packets" },
  {
    threshold: "recovery.ts first sent in several",
    at: (n) => resent(5, n),
    silent: 0,
    speaks: 1,
    says: "first sent in packets",
  },
  {
    threshold: "take_data.ts KEPT_RESENT",
    at: refilled,
    silent: 8,
    speaks: 9,
    says: "Numbers 8001 to 9000 had arrived before",
  },
  {
    threshold: "recent_packets.ts KEPT",
    at: (others) =>
      `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 77${lines(others, (n) => `0.10000${n} S A 1 ack 6`)}
        0.10001 C PA 1 "hello" ack 1 id 77`,
    silent: 8,
    speaks: 7,
    says: "captured-twice:",
  },
  {
    threshold: "host_memory.ts KEPT_LENGTHS",
    at: (count) => OPEN + lines(count, (n) => `0.${100 + n} C PA ${n} "a" ack 1`),
    silent: 8,
    speaks: 9,
    says: ", ...)",
    story: true,
  },
  {
    threshold: "tell_story.ts lengths of one segment",
    at: (count) => OPEN + lines(count, (n) => `0.${100 + n} C PA ${n} "a" ack 1`),
    silent: 1,
    speaks: 2,
    says: "(1 and 1)",
    story: true,
  },
  {
    threshold: "tell_story.ts SYNs",
    at: (count) => `${lines(count, (n) => `${n} C S 0`)}\n9 S SA 0 ack 1\n9.01 C A 1 ack 1`,
    silent: 1,
    speaks: 2,
    says: "Its SYN was sent twice",
    story: true,
  },
  {
    threshold: "tell_story.ts Nagle often",
    at: (count) =>
      ASKED + lines(count, (n) => {
        const seq = 6 + 10 * (2 ** (n - 1) - 1);
        return `0.1${n}1 C PA ${seq} len ${5 * 2 ** n} ack 1\n0.1${n + 1} S A 1 ack ${seq + 5 * 2 ** n}`;
      }),
    silent: 1,
    speaks: 2,
    says: "twice, first in packet 6, Nagle's algorithm",
    story: true,
  },
  {
    threshold: "tell_story.ts REPEATS",
    at: (count) => "0 C PA 1 len 600 ack 1" + lines(count, (n) => `${n * n} C PA 1 len 600 ack 1`),
    silent: 1,
    speaks: 2,
    says: "as one does whom no ACK reaches",
    story: true,
  },
];
