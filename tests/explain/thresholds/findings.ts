/** Thresholds of the evidence that findings are drawn from. */
import { MEASURED, OPEN, REQUEST, RESENT } from "../examples/conversations.ts";
import { type Edge, lines, MILLISECOND, SECOND, seconds } from "./edge.ts";

/** The client asks after a pause, and something nearer than the server resets. */
function afterPause(pause: number): string {
  const at = 120.01 * MILLISECOND + pause;
  return `${MEASURED}\n${seconds(at)} C PA 6 "again" ack 6\n${seconds(at + MILLISECOND)} S R 6 ttl 99`;
}

/** Two small writes, of which the second leaves so long after the delayed ACK of the first. */
function released(wait: number): string {
  const at = 200 * MILLISECOND;
  return `${OPEN}\n${seconds(at)} C PA 1 len 100 ack 1\n${seconds(at + 50 * MILLISECOND)} S A 1 ack 101
    ${seconds(at + 50 * MILLISECOND + wait)} C PA 101 len 50 ack 1`;
}

/** The server's window has room for less than a segment, and the client waits before it uses that. */
function smallWindow(wait: number): string {
  const at = 120 * MILLISECOND;
  return `${OPEN}\n0.1 C PA 1 len 300 ack 1\n${seconds(at)} S A 1 ack 301 win 128\n${
    seconds(at + wait)
  } C A 301 len 128 ack 1`;
}

/** The server answers after a wait; its IP identification has gone on by so many, and it is so far away. */
function jump({ wait = SECOND, packets = 1, trip = 20 * MILLISECOND }): string {
  const at = 400 * MILLISECOND;
  return `0 C S 0\n${seconds(trip)} S SA 0 ack 1 id 100\n${seconds(trip + MILLISECOND)} C A 1 ack 1
    ${seconds(at)} C PA 1 "ask" ack 1\n${seconds(at + trip)} S A 1 ack 4 id 101
    ${seconds(at + trip + wait)} S PA 1 "answer" ack 4 id ${102 + packets}`;
}

const round = (at: number, from: number, count: number): string =>
  lines(count, (n) => `${(at + n * 1e-5).toFixed(6)} S A ${from + (n - 1) * 100} len 100 ack 1`) +
  `\n${(at + 0.0099).toFixed(6)} C A 1 ack ${from + count * 100}`;
/** A round of so many segments, a pause, and rounds that grow. */
const rounds = (first: number): string => {
  let from = 1;
  const told = [[0.02, first], [3, 4], [3.01, 8], [3.02, 16]].map(([at = 0, count = 0]) => {
    from += count * 100;
    return round(at, from - count * 100, count);
  });
  return OPEN + told.join("");
};

export const FINDING_EDGES: readonly Edge[] = [
  {
    threshold: "note_options.ts MOST_FILLING",
    at: (nops) => `0 C S 0 mss 1460 nops ${nops} ws 7`,
    silent: 3,
    speaks: 4,
    says: "option-rewritten:",
    found: true,
  },
  {
    threshold: "pace.ts BRIEF",
    at: (closed) =>
      `${OPEN}\n0.1 C PA 1 len 500 ack 1\n0.11 S A 1 ack 501 win 0\n${
        seconds(110 * MILLISECOND + closed)
      } S A 1 ack 501 win 502`,
    silent: 10 * MILLISECOND - 1,
    speaks: 10 * MILLISECOND,
    says: "receiver-slow:",
    found: true,
  },
  {
    threshold: "gather_clues.ts QUIET",
    at: afterPause,
    silent: 60 * SECOND - 1,
    speaks: 60 * SECOND,
    says: "idle-timeout-between:",
    found: true,
  },
  {
    threshold: "gather_clues.ts WAITED",
    at: (wait) => `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1\n${seconds(100 * MILLISECOND + wait)} C FA 32 ack 1`,
    silent: SECOND - 1,
    speaks: SECOND,
    says: "client-gave-up:",
    found: true,
  },
  {
    threshold: "gather_clues.ts AT_ONE_TIME",
    at: (wait) => `0 C S 0\n0.01 S SA 0 ack 1\n${seconds(10 * MILLISECOND + wait)} S SA 700000 ack 1`,
    silent: SECOND,
    speaks: SECOND - 1,
    says: "two-stacks:",
    found: true,
  },
  {
    threshold: "gather_pace.ts LARGE",
    at: (length) =>
      `${OPEN}\n0.1 C PA 1 len 200 ack 1\n0.11 S A 1 ack 201` + lines(4, (n) => `${n * n} C A 201 len ${length} ack 1`),
    silent: 1199,
    speaks: 1200,
    says: "path-mtu-black-hole:",
    found: true,
  },
  {
    threshold: "gather_pace.ts A_TRANSFER, and twice the four of the first round",
    at: rounds,
    silent: 15,
    speaks: 16,
    says: "slow-start-restart:",
    found: true,
  },
  {
    threshold: "evidence.ts PERSISTS",
    at: smallWindow,
    silent: 189_999_999,
    speaks: 190_000_000,
    says: "receiver-slow:",
    found: true,
  },
  {
    threshold: "gather_pace.ts FAR",
    at: (trip) => jump({ trip }),
    silent: 999_999,
    speaks: MILLISECOND,
    says: "what it sent first was lost",
    story: true,
  },
  {
    threshold: "gather_pace.ts LONG_WAIT, the three of three lost sendings",
    at: (wait) => jump({ wait, packets: 3 }),
    silent: 569_999_999,
    speaks: 570_000_000,
    says: "what it sent first was lost",
    story: true,
  },
  {
    threshold: "gather_pace.ts DOUBLED_WAITS",
    at: (packets) => jump({ wait: (2 ** packets - 1) * 200 * MILLISECOND, packets }),
    silent: 1,
    speaks: 2,
    says: "upstream-loss:",
    found: true,
  },
  {
    threshold: "gather_pace.ts LONGER, of two waits lost",
    at: (wait) => jump({ wait, packets: 2 }),
    silent: 712_500_001,
    speaks: 712_500_000,
    says: "upstream-loss:",
    found: true,
  },
  {
    threshold: "gather_pace.ts RELEASED, and 1.5 of 1 ms to the client",
    at: released,
    silent: 6_500_001,
    speaks: 6_500_000,
    says: "nagle-delayed-ack:",
    found: true,
  },
  {
    threshold: "recovery.ts REACTS, and 1.5 of 1 ms to the client",
    at: (wait) => `${RESENT}\n0.121 S A 1 ack 2001\n${seconds(121 * MILLISECOND + wait)} C A 2001 len 1000 ack 1 id 16`,
    silent: 6_500_001,
    speaks: 6_500_000,
    says: "partial-ack-retransmission:",
  },
  {
    threshold: "forged_reset.ts USUAL",
    at: (packets) => OPEN + lines(packets - 1, (n) => `${n} S PA ${n} "x" ack 1`) + `\n9 S RA ${packets} ack 1 ttl 99`,
    silent: 1,
    speaks: 2,
    says: "most likely another has sent it",
  },
  {
    threshold: "host_memory.ts SEVERAL, and 4 of which the shortest counts",
    at: (count) => OPEN + lines(count, (n) => `${n} C PA ${n} "x" ack 1\n${n + 0.02 + n * 0.02} S A 1 ack ${n + 1}`),
    silent: 10,
    speaks: 11,
    says: "queue-delay:",
    found: true,
  },
];
