/**
 * Sentences about what a program did, or did not do: silence, data that waited, the close.
 */
import { isResend } from "./loss.ts";
import { type Judge, type Judgment, named, rightIf, type Said } from "./judgment.ts";
import { otherEnd } from "../world/truth_log.ts";

/** A program is the reason of a silence if it took this part of it. */
const MOST = 0.6;
/** What a kernel does at once it does within this time, ns. */
const AT_ONCE = 5_000_000;

/** When its program caused this packet: wrote its data, or closed; -1 where no program did. */
function causedAt({ sent, truth }: Said): number {
  if (sent.standing.wroteAt >= 0) return sent.standing.wroteAt;
  return truth.deeds(sent, ["close", "shutdown", "abort"]).findLast(({ time }) => time <= sent.time)?.time ?? -1;
}

/** The time since the conversation's packet before, at the capture. */
function gapBefore({ statement, truth, sent }: Said): number {
  const { records } = truth;
  const at = statement.number > 0 ? statement.number : truth.capturedIn(sent);
  for (let i = at - 2; i >= 0; i--) {
    if (truth.log.sent[records[i]!.ids[0]!]!.connection === sent.connection) {
      return records[at - 1]!.time - records[i]!.time;
    }
  }
  return 0;
}

/** The program slept, or worked, for most of the time in which nothing passed. */
const programSlow: Judge = (said) => {
  const { sent } = said;
  if (isResend(sent)) return { wrong: `it is a second sending (${sent.reason})` };
  const gap = gapBefore(said);
  const late = sent.time - causedAt(said);
  return rightIf(
    causedAt(said) >= 0 && late < (1 - MOST) * gap,
    `its program acted ${(late / 1e6).toFixed(1)} ms before, of ${(gap / 1e6).toFixed(1)} ms`,
  );
};

/** A timer in a program: it acted, and the kernel sent at once. */
const programTimer: Judge = (said) => {
  if (isResend(said.sent)) return { wrong: `it is a second sending (${said.sent.reason})` };
  const late = said.sent.time - causedAt(said);
  return rightIf(causedAt(said) >= 0 && late < AT_ONCE, "no program's act is behind it");
};

const nagle: Judge = ({ sent }) => rightIf(sent.standing.nagle, "Nagle's algorithm held nothing back here");

/** How many writes stand in the packet. */
function pieces(said: Said): Judgment {
  const { sent, truth, sentence, statement } = said;
  const to = statement.number > 0 ? truth.lastSent(statement.number).to : sent.to;
  let [at, count] = [1, 0];
  for (const { bytes } of truth.deeds(sent, ["write"])) {
    at += bytes;
    if (at > sent.from && at <= to) count++;
  }
  return rightIf(count === Number(sentence.values.count), `it holds ${count} writes`);
}

/** The program has closed, or shut down, before. */
const hasClosed: Judge = ({ sent, truth }) =>
  rightIf(truth.deeds(sent, ["close", "shutdown"]).some(({ time }) => time <= sent.time), "its program had not closed");

/** The other's FIN had not come when this was sent. */
const finNotThere: Judge = ({ sent, truth }) => {
  const fin = truth.fin({ connection: sent.connection, end: otherEnd(sent.end) });
  return rightIf(fin === undefined || sent.standing.expected < fin.to, "the other's FIN was there");
};

const sentBeforeArrival: Judge = (said) => {
  const data = named(said);
  if (data === null) return "undecided";
  return rightIf(!said.truth.hadArrived(data, said.sent.time - AT_ONCE), "it had arrived long before");
};

const atOnce: Judge = ({ sent }) => rightIf(!sent.standing.nagle, "Nagle's algorithm had held it");

export const PROGRAM_JUDGES = {
  "title:nagle-coalesced": nagle,
  "nagle.held": nagle,
  "nagle.perhaps": ({ sent }) => sent.standing.nagle ? "right" : "undecided",
  "nagle.pieces": pieces,
  "data.no-nagle": (said) =>
    rightIf(
      said.truth.program(said.sent).nodelay,
      "TCP_NODELAY is not set",
    ),
  "data.congestion-window": ({ sent }) =>
    rightIf(sent.standing.congestion || sent.standing.window, "nothing but its program held it"),
  "data.leaves-at-once": atOnce,
  "data.left-at-once": atOnce,
  "data.crossed-fin": finNotThere,
  "data.crossed-fin-on-way": finNotThere,
  "silence.unanswered": programSlow,
  "silence.client": programSlow,
  "silence.idle": programSlow,
  "silence.awaited": programSlow,
  "silence.before-close": programSlow,
  "silence.end-unread": programSlow,
  "silence.timer": programTimer,
  "silence.own-timer": programTimer,
  "idle.unused": hasClosed,
  "idle.server-waits": (said) => {
    const waits = said.truth.program(said.sent).steps.some((step) => step.do === "read" && step.patience > 0);
    return waits ? "right" : "undecided";
  },
  "idle.after-use": hasClosed,
  // The FIN may be the last of several segments that were captured as one.
  "fin.start": (said) => hasClosed({ ...said, sent: said.truth.lastSent(said.statement.number) }),
  "fin.after-data": (said) => {
    const data = named(said);
    const close = said.truth.deeds(said.sent, ["close", "shutdown"]).find(({ time }) => time <= said.sent.time);
    if (data === null || close === undefined) return { wrong: "its program had not closed" };
    return rightIf(said.truth.hadArrived(data, close.time), "the data had not arrived when it closed");
  },
  "fin.crossed": sentBeforeArrival,
  "fin.acked-apart": hasClosed,
  "fin.other-unheard": finNotThere,
  "simultaneous.start": finNotThere,
  "fin-ack.read-end": (said) => said.truth.deeds(said.sent, ["end-of-stream"]).length > 0 ? "right" : "undecided",
  "last-ack.states": ({ sent, truth }) => {
    const own = truth.fin(sent);
    const other = truth.fin({ connection: sent.connection, end: otherEnd(sent.end) });
    if (own === undefined || other === undefined) return { wrong: "it has not closed" };
    return rightIf(!truth.hadArrived(other, own.time), "it closed second");
  },
} as const satisfies Readonly<Record<string, Judge>>;
