/** Thresholds of time, in nanoseconds. */
import { ANSWERED, ASKED, OPEN } from "../examples/conversations.ts";
import { type Edge, lines, MICROSECOND, MILLISECOND, SECOND, seconds } from "./edge.ts";

/** Three segments of a client 10 microseconds from the capture; one is confirmed so much later, then it goes on. */
function paused(confirmedAfter: number, onAfter: number): string {
  const last = 100.2 * MILLISECOND;
  return `0 C S 0 mss 1000
    0.02 S SA 0 ack 1 mss 1000
    0.02001 C A 1 ack 1
    0.1 C A 1 len 1000 ack 1
    0.1001 C A 1001 len 1000 ack 1
    0.1002 C A 2001 len 1000 ack 1
    ${seconds(last + confirmedAfter)} S A 1 ack 1001 win 9000
    ${seconds(last + onAfter)} C A 3001 len 1000 ack 1`;
}

/** A handshake whose answers take so long from the capture point: the server's, then the client's. */
function opened(server: number, client: number): string {
  return `0 C S 0 mss 1460\n${seconds(server)} S SA 0 ack 1 mss 1460\n${seconds(server + client)} C A 1 ack 1`;
}

/** And one exchange more, as far apart. */
function measured(server: number, client: number): string {
  return `${opened(server, client)}\n1 C PA 1 "a" ack 1\n${seconds(SECOND + server)} S PA 1 "b" ack 2
    ${seconds(SECOND + server + client)} C A 2 ack 2`;
}

/** The client says something again, so long after the last packet. */
const again = (wait: number): string => `${ANSWERED}\n${seconds(121 * MILLISECOND + wait)} C PA 6 "again" ack 6`;
export const IDLE_TIMES: readonly Edge[] = [
  { threshold: "idle.ts SILENCE", at: again, silent: 499_999_999, speaks: 500_000_000, says: "application-silence:" },
  {
    threshold: "idle.ts EARLY",
    at: again,
    silent: 2_999_899_999,
    speaks: 2_999_900_000,
    says: "3 s, points to a sleep",
  },
  {
    threshold: "idle.ts timer, at most 30 ms late",
    at: again,
    silent: 5_030_000_001,
    speaks: 5_030_000_000,
    says: "5 s, points to a sleep",
  },
  {
    threshold: "idle.ts timer, at most a hundredth late",
    at: again,
    silent: 2_020_202_021,
    speaks: 2_020_202_020,
    says: "2 s, points to a sleep",
  },
  {
    threshold: "idle.ts TOGETHER",
    at: (apart) =>
      `${ANSWERED}\n0.5 C S 0 port 9\n0.6 S SA 0 ack 1 port 9\n5 S FA 1 ack 1 port 9\n${
        seconds(5 * SECOND + apart)
      } S FA 6 ack 6`,
    silent: 1_000_001,
    speaks: 1_000_000,
    says: "one cause ended both",
  },
  {
    threshold: "idle.ts GIVES_UP",
    at: (wait) => `${ANSWERED}\n${seconds(121 * MILLISECOND + wait)} S FA 6 ack 6`,
    silent: 899_999_999,
    speaks: 900_000_000,
    says: "idle-closed:",
  },
  {
    threshold: "idle.ts GIVES_UP, of a server",
    at: (wait) => `${OPEN}\n${seconds(10 * MILLISECOND + wait)} S FA 1 ack 1`,
    silent: 899_999_999,
    speaks: 900_000_000,
    says: "waits for a request only for a certain time",
  },
  {
    threshold: "data.ts SILENCE",
    at: (wait) => `${ASKED}\n${seconds(110 * MILLISECOND + wait)} S PA 1 "HELLO" ack 6`,
    silent: 500_000_000,
    speaks: 499_999_999,
    says: "after the client's data (packet 4)",
  },
  {
    threshold: "closing.ts WAITED",
    at: (wait) => `${ANSWERED}\n${seconds(120 * MILLISECOND + wait)} C FA 6 ack 6`,
    silent: 500_000_000,
    speaks: 499_999_999,
    says: "closed without waiting for more",
  },
  {
    threshold: "closing.ts SOON",
    at: (wait) => `${ANSWERED}\n${seconds(121 * MILLISECOND + wait)} C FA 6 ack 6`,
    silent: 10_000_000,
    speaks: 9_999_999,
    says: "was its kernel's ACK of them",
  },
  {
    threshold: "keep_alive.ts DEFAULT_WAIT",
    at: (wait) => `${ASKED}\n${seconds(110 * MILLISECOND + wait)} C A 5 ack 1`,
    silent: 6480 * SECOND,
    speaks: 6480 * SECOND - 1,
    says: "The waiting time was set short",
  },
  {
    threshold: "reset_reason.ts LONG_SILENCE, data unread",
    at: (wait) => `${ASKED}\n0.12 S PA 1 len 900 ack 6\n${seconds(120 * MILLISECOND + wait)} C RA 6 ack 901`,
    silent: 5_000_000_000,
    speaks: 4_999_999_999,
    says: "rst-unread-data:",
  },
  {
    threshold: "reset_reason.ts LONG_SILENCE",
    at: (wait) => `${OPEN}\n${seconds(10 * MILLISECOND + wait)} S RA 1 ack 1`,
    silent: 4_999_999_999,
    speaks: 5_000_000_000,
    says: "5.00 s of silence",
  },
];

export const REACTION_TIMES: readonly Edge[] = [
  {
    threshold: "evidence.ts REACTION, behind one and a half of the way of 1 ms",
    at: (wait) => `${ASKED}\n${seconds(110 * MILLISECOND + wait)} C PA 6 "seventh" ack 1`,
    silent: 1_600_001,
    speaks: 1_600_000,
    says: "nagle-coalesced:",
  },
  {
    threshold: "evidence.ts REACTION",
    at: (wait) =>
      `0 C PA 1 "hello" ack 1\n0.01 S A 1 ack 6\n${seconds(10 * MILLISECOND + wait)} C PA 6 "seventh" ack 1`,
    silent: 100_001,
    speaks: 100_000,
    says: "nagle-coalesced:",
  },
  {
    threshold: "data.ts BUSY, twice the reaction before it",
    at: (wait) => `${ASKED}\n${seconds(110 * MILLISECOND + wait)} C PA 6 "worldagain" ack 1`,
    silent: 13_200_001,
    speaks: 13_200_000,
    says: "nagle-coalesced:",
  },
  {
    threshold: "data.ts BUSY",
    at: (wait) =>
      `${OPEN}\n0.1 C PA 1 "hello" ack 1\n${seconds(100 * MILLISECOND + wait)} S A 1 ack 6\n0.2 S PA 1 "HELLO" ack 6`,
    silent: 10_000_000,
    speaks: 9_999_999,
    says: "confirmed them by themselves",
  },
  {
    threshold: "data.ts congestion, one reaction after the ACK",
    at: (wait) => paused(50 * MILLISECOND, 50 * MILLISECOND + wait),
    silent: 115_001,
    speaks: 115_000,
    says: "congestion window was used up",
  },
  {
    threshold: "data.ts congestion, four reactions after the data",
    at: (wait) => paused(400 * MICROSECOND, wait),
    silent: 460_000,
    speaks: 460_001,
    says: "congestion window was used up",
  },
  {
    threshold: "data.ts FIN on its way, one round trip",
    at: (wait) =>
      `${opened(20 * MILLISECOND, 10 * MICROSECOND)}\n0.1 C PA 1 "hello" ack 1\n0.12 S PA 1 "HELLO" ack 6
        0.12001 C FA 6 ack 6\n${seconds(120.01 * MILLISECOND + wait)} S PA 6 "more" ack 6`,
    silent: 20_000_000,
    speaks: 19_999_999,
    says: "had not arrived when this left",
  },
  {
    threshold: "acknowledgment.ts HELD_BACK, behind a way of 9 ms",
    at: (wait) => `${OPEN}\n0.1 C PA 1 "hello" ack 1\n${seconds(100 * MILLISECOND + wait)} S A 1 ack 6`,
    silent: 28_999_999,
    speaks: 29_000_000,
    says: "delayed-ack:",
  },
  {
    threshold: "acknowledgment.ts LONGEST",
    at: (wait) => `${OPEN}\n0.1 C PA 1 "hello" ack 1\n${seconds(100 * MILLISECOND + wait)} S A 1 ack 6`,
    silent: 600_000_000,
    speaks: 599_999_999,
    says: "delayed-ack:",
  },
  {
    threshold: "acknowledgment.ts held back, 1.3 of a way of 100 ms",
    at: (wait) =>
      `${opened(100 * MILLISECOND, 10 * MILLISECOND)}\n0.2 C PA 1 "hello" ack 1
        ${seconds(200 * MILLISECOND + wait)} S A 1 ack 6`,
    silent: 129_999_999,
    speaks: 130_000_000,
    says: "delayed-ack:",
  },
];

export const DISTANCES: readonly Edge[] = [
  {
    threshold: "evidence.ts SEVERAL_TRIPS",
    at: (trips) =>
      `${opened(20 * MILLISECOND, 10 * MICROSECOND)}${
        lines(
          trips - 1,
          (n) => `${n} S PA ${n} "a" ack 1\n${seconds(n * SECOND + 10 * MICROSECOND)} C A 1 ack ${n + 1}`,
        )
      }`,
    silent: 1,
    speaks: 2,
    says: "the capture was taken on the client's machine",
    story: true,
  },
  {
    threshold: "evidence.ts AT_ONCE",
    at: (client) => measured(20 * MILLISECOND, client),
    silent: 500_000,
    speaks: 499_999,
    says: "the capture was taken on the client's machine",
    story: true,
  },
  {
    threshold: "evidence.ts FARTHER, than 0.4 ms",
    at: (server) => measured(server, 400 * MICROSECOND),
    silent: 3_200_000,
    speaks: 3_200_001,
    says: "the capture was taken on the client's machine",
    story: true,
  },
];
