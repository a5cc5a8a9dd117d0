/** Thresholds of who sent a RST, and of closes that meet. */
import { ANSWERED, ASKED, ECHOING, MEASURED, OPEN } from "../examples/conversations.ts";
import { type Edge, lines, MILLISECOND, SECOND, seconds } from "./edge.ts";

/** The server sends three packets with these steps of its IP identification, then a RST with that one. */
function counted(step: number, last: number, packets = 3, at = "9"): string {
  return `${OPEN}${lines(packets, (n) => `${n} S PA ${n} "a" ack 1 id ${60_000 + n * step}`)}
    ${at} S RA ${packets + 1} ack 1 id ${last}`;
}

/** After a pause the client asks, and a RST that confirms it comes so long after. */
function asked(pause: number, wait: number, flags: string): string {
  const at = 120.01 * MILLISECOND + pause;
  return `${MEASURED}\n${seconds(at)} C PA 6 "again" ack 6\n${seconds(at + wait)} S ${flags}`;
}

/** So long after a RST the other end has echoed so many ticks more, and draws another. */
function echoed(ticks: number, wait: number): string {
  const at = 800.1 * MILLISECOND + wait;
  return `${ECHOING}\n${seconds(at - MILLISECOND)} S A 1 ack 6 echo ${800 + ticks}\n${seconds(at)} C R 6 win 0`;
}

export const RESETS: readonly Edge[] = [
  {
    threshold: "timestamp_of.ts ALL_ARRIVED",
    at: (wait) => echoed(1000, wait),
    silent: 999_999_999,
    speaks: SECOND,
    says: "two machines",
  },
  {
    threshold: "timestamp_of.ts IN_STEP",
    at: (ticks) => echoed(ticks, 2 * SECOND),
    silent: 999,
    speaks: 1000,
    says: "two machines",
  },
  {
    threshold: "timestamp_of.ts IN_STEP",
    at: (ticks) => echoed(ticks, 2 * SECOND),
    silent: 4001,
    speaks: 4000,
    says: "two machines",
  },
  {
    threshold: "reset.ts IMPATIENT",
    at: (wait) =>
      `0 C S 0 mss 1460\n${seconds(wait)} S SA 0 ack 1 mss 1460\n${seconds(wait + MILLISECOND)} C R 1 win 0`,
    silent: 949_999_999,
    speaks: 950_000_000,
    says: "has given up",
  },
  {
    threshold: "forged_reset.ts A_LINE",
    at: (steps) => counted(1, 30_000, steps + 1),
    silent: 1,
    speaks: 2,
    says: "rst-middlebox:",
  },
  {
    threshold: "host_memory.ts OUT_OF_LINE",
    at: (step) => counted(1, 60_003 - step),
    silent: 4096,
    speaks: 4097,
    says: "rst-middlebox:",
  },
  {
    threshold: "forged_reset.ts LONG_PAUSE",
    at: (pause) => counted(1, 30_000, 3, seconds(3 * SECOND + pause)),
    silent: 60_000_000_000,
    speaks: 59_999_999_999,
    says: "rst-middlebox:",
  },
  {
    threshold: "host_memory.ts NEAR_ID",
    at: (step) => counted(step, 30_000),
    silent: 256,
    speaks: 255,
    says: "rst-middlebox:",
  },
  {
    threshold: "forged_reset.ts SHARED",
    at: (turns) =>
      `0 C S 0 id 50000\n0.1 S SA 0 ack 1 id 9000\n0.2 C A 1 ack 1 id 9000` +
      lines(turns, (n) =>
        `${n} ${n % 2 ? "S" : "C"} PA ${Math.ceil(n / 2)} "a" ack ${Math.ceil((n + 1) / 2)} id ${9000 + n}`) +
      `\n9 C RA 2 ack 2 id 9100`,
    silent: 2,
    speaks: 3,
    says: "writes both directions",
  },
  {
    // The number after its own host's latest: how far is it from the other direction's?
    threshold: "forged_reset.ts FEW",
    at: (apart) =>
      `0 C S 0 id 50000\n0.1 S SA 0 ack 1 id 9000\n0.2 C A 1 ack 1 id 9000` +
      lines(3, (n) =>
        `${n} ${n % 2 ? "S" : "C"} PA ${Math.ceil(n / 2)} "a" ack ${Math.ceil((n + 1) / 2)} id ${9000 + n}`) +
      `\n8 C PA 2 "b" ack 3 id ${9002 + apart}\n9 C RA 3 ack 3 id ${9003 + apart}`,
    silent: 9,
    speaks: 8,
    says: "writes both directions",
  },
  {
    threshold: "forged_reset.ts ONE_ACT",
    at: (apart) =>
      `0 C S 0 id 50000\n0.1 S SA 0 ack 1 id 9000\n0.2 C A 1 ack 1 id 50001
        1 S RA 1 ack 1 id 700\n${seconds(SECOND + apart)} C RA 1 ack 1 id 701`,
    silent: 5_000_001,
    speaks: 5_000_000,
    says: "towards both",
  },
  {
    threshold: "forged_reset.ts SHORTER, of 20 ms",
    at: (wait) => asked(90 * SECOND, wait, "RA 6 ack 11"),
    silent: 10_000_000,
    speaks: 9_999_999,
    says: "rst-middlebox:",
  },
  {
    threshold: "forged_reset.ts PAUSE",
    at: (pause) => asked(pause, MILLISECOND, "R 6"),
    silent: 1_000_000_000,
    speaks: 1_000_000_001,
    says: "rst-middlebox:",
  },
  {
    threshold: "forged_reset.ts REROUTED",
    at: (hops) => `${ANSWERED}\n9 C PA 6 "again" ack 6\n9.1 S RA 6 ack 11 ttl ${64 - hops}`,
    silent: 2,
    speaks: 3,
    says: "most likely another has sent it",
  },
  {
    threshold: "forged_reset.ts A_WAY",
    at: (trip) =>
      `0 C S 0\n${seconds(trip)} S SA 0 ack 1\n0.1 C A 1 ack 1\n0.2 C PA 1 "hello" ack 1
        ${seconds(200 * MILLISECOND + trip)} S PA 1 "HELLO" ack 6\n1 C S 0 port 40700\n1.0001 S RA 0 ack 1 port 40700`,
    silent: 999_999,
    speaks: 1_000_000,
    says: "rst-middlebox:",
  },
  {
    threshold: "forged.ts FORGOTTEN",
    at: (pause) => asked(pause, MILLISECOND, "RA 6 ack 11"),
    silent: 59_999_999_999,
    speaks: 60_000_000_000,
    says: "has most likely forgotten the connection",
  },
  {
    threshold: "forged.ts AFTERWARDS",
    at: (wait) => `${ASKED}\n0.12 S RA 1 ack 6 ttl 47\n${seconds(120 * MILLISECOND + wait)} S PA 1 "HELLO" ack 6`,
    silent: 19_999_999,
    speaks: 20_000_000,
    says: "rst-injected:",
  },
  {
    threshold: "closing.ts MEET",
    at: (wait) => `${ANSWERED}\n0.2 C FA 6 ack 6\n${seconds(200 * MILLISECOND + wait)} S FA 6 ack 6`,
    silent: 200_000_000,
    speaks: 199_999_999,
    says: "simultaneous-close:",
  },
  {
    threshold: "reset_reason.ts NEXT_WAIT, of 4 s",
    at: (wait) =>
      ANSWERED + lines(4, (n) => `${2 ** (n - 1)} C PA 6 "more" ack 6`) +
      `\n${seconds(8 * SECOND + wait)} C RA 10 ack 6`,
    silent: 7_879_999_999,
    speaks: 7_880_000_000,
    says: "without an answer",
  },
  {
    threshold: "reset_reason.ts LONGEST_WAIT",
    at: (wait) =>
      ANSWERED + lines(4, (n) => `${40 * n} C PA 6 "more" ack 6`) + `\n${seconds(160 * SECOND + wait)} C RA 10 ack 6`,
    silent: 58_999_999_999,
    speaks: 59_000_000_000,
    says: "without an answer",
  },
  {
    threshold: "reset_reason.ts GIVES_UP",
    at: (count) => `${ANSWERED}${lines(count, (n) => `${n * 75} C A 5 ack 6`)}\n600 C RA 6 ack 6`,
    silent: 2,
    speaks: 3,
    says: "keep-alives in a row",
  },
];
