/** Thresholds of held ACKs, of what timestamps tell of time, and of bytes that differ. */
import { TOO_LARGE } from "../examples/recovery_and_marks.ts";
import { BOTH_STAMPED, MEASURED, OPEN } from "../examples/conversations.ts";
import { type Edge, MILLISECOND, seconds } from "./edge.ts";

/** The server, 9 ms away, confirms so long after the data passed. */
const confirmed = (wait: number): string =>
  `${OPEN}\n0.1 C PA 1 "hello" ack 1\n${seconds(100 * MILLISECOND + wait)} S A 1 ack 6`;

/** Its ACK comes 41 ms later than it might, and has this timestamp. */
const stamped = (stamp: number): string =>
  `${BOTH_STAMPED}\n1 C PA 1 "hello" ack 1 stamp 1900\n1.05 S A 1 ack 6 stamp ${stamp}`;

/** After 36.959 s without a packet it goes on with this timestamp; up to there its clock had counted as many ms as went by. */
const paused = (stamp: number, earlier = 5040): string =>
  `${BOTH_STAMPED}\n0.02 C PA 1 "hello" ack 1 stamp 920\n0.03 S A 1 ack 6 stamp 5030
    0.04 S PA 1 len 100 ack 6 stamp ${earlier}\n0.041 C A 6 ack 101 stamp 941\n37 S PA 101 len 100 ack 6 stamp ${stamp}`;

/** Twenty bytes, and the same again, but for one of them and more behind. */
const otherAt = (at: number): string =>
  `${OPEN}\n0.1 C PA 1 "aaaaaaaaaaaaaaaaaaaa" ack 1\n0.12 C PA 1 "${"a".repeat(at)}b${"a".repeat(30 - at)}" ack 1`;

export const CLOCKS: readonly Edge[] = [
  {
    threshold: "acknowledgment.ts EARLY",
    at: confirmed,
    silent: 46_999_999,
    speaks: 47_000_000,
    says: "held it back for about",
  },
  {
    threshold: "acknowledgment.ts LATE",
    at: confirmed,
    silent: 64_000_001,
    speaks: 64_000_000,
    says: "held it back for about",
  },
  {
    threshold: "keep_alive.ts SHORTER, of 20 ms",
    at: (wait) => `${MEASURED}\n60 C A 5 ack 6\n${seconds(60_000 * MILLISECOND + wait)} S A 6 ack 6`,
    silent: 10_000_000,
    speaks: 9_999_999,
    says: "firewall or proxy",
  },
  {
    threshold: "keep_alive.ts REROUTED",
    at: (ttl) => `${MEASURED}\n60 C A 5 ack 6\n60.02 S A 6 ack 6 ttl ${ttl}`,
    silent: 62,
    speaks: 61,
    says: "firewall or proxy",
  },
  {
    threshold: "evidence.ts SHORTEST_TIMER",
    at: (wait) => `${TOO_LARGE}\n${seconds(111 * MILLISECOND + wait)} S A 1 len 1360 ack 6`,
    silent: 180_000_000,
    speaks: 179_999_999,
    says: "has just told",
  },
  {
    threshold: "handshake.ts STANDS_STILL",
    at: (wait) => `0 C S 383551103 raw mss 1460\n${seconds(wait)} C S 383551103 raw mss 1460 port 40619 to 5051`,
    silent: 999_999_999,
    speaks: 1_000_000_000,
    says: "written anew",
  },
  {
    threshold: "note_options.ts ONE_PASSAGE",
    at: (wait) => `0 C S 0 mss 1460 id 77\n${seconds(wait)} C S 0 mss 1400 id 77`,
    silent: 100_000_000,
    speaks: 99_999_999,
    says: "Nothing was sent again",
  },
  { threshold: "evidence.ts MARK_AT", at: otherAt, silent: 7, speaks: 8, says: "with other bytes" },
  { threshold: "evidence.ts MARKED", at: otherAt, silent: 16, speaks: 15, says: "with other bytes" },
  { threshold: "acknowledgment.ts ON_WAY", at: stamped, silent: 6039, speaks: 6040, says: "delayed-ack:" },
  { threshold: "timestamp_of.ts ASTRAY", at: stamped, silent: 5790, speaks: 5789, says: "delayed-ack:" },
  { threshold: "timestamp_of.ts WENT_ON", at: paused, silent: 23_520, speaks: 23_519, says: "clock was set forward" },
  {
    threshold: "timestamp_of.ts PACED",
    at: (counted) => paused(5100, 5009 + counted),
    silent: 7,
    speaks: 8,
    says: "clock was set forward",
  },
];
