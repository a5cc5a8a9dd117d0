/**
 * Sentences about acknowledgments and windows.
 */
import { type Judge, type Judgment, named, rightIf, type Said, sentFor } from "./judgment.ts";

/** An ACK that waited at least this long, ns, was held back. */
const HELD = 15_000_000;

/** How long the newest of what it confirms had been there when it left, ns; -1 where nothing was. */
function heldFor({ sent, truth }: Said): number {
  const covered = truth.sentByOther(sent).filter((data) =>
    data.to > data.from && data.to <= sent.standing.expected && truth.hadArrived(data, sent.time)
  );
  const latest = Math.max(-1, ...covered.map((data) => truth.arrival(data)!.time));
  return latest < 0 ? -1 : sent.time - latest;
}

/** It was held back, or waited as long as one that was. */
export function heldBack(said: Said): Judgment {
  const held = heldFor(said);
  return rightIf(
    said.sent.reason === "delayed-ack" || held >= HELD,
    `it left ${(held / 1e6).toFixed(3)} ms after what it confirms had come`,
  );
}

/** Its program has read, or its buffer grew, since its packet before in the capture. */
const hasRead: Judge = ({ sent, truth, statement }) => {
  const before = truth.recordBefore(statement.number, sent);
  const since = before === null ? 0 : before.time;
  const grew = truth.sentBy(sent).some(({ id, standing }) =>
    standing.bufferGrew && id <= sent.id && id > (before?.id ?? -1)
  );
  const read = truth.deeds(sent, ["read"]).some(({ time }) => time >= since && time <= sent.time);
  return rightIf(read || grew, "nothing was read, and no buffer grew");
};

const unread: Judge = ({ sent }) =>
  rightIf(sent.standing.unread + sent.standing.waiting > 0, "its program had read everything");

/** An ACK that was held back answers what it was held back for: the newest that it confirms. */
const answersThat: Judge = (said) => {
  const asked = named(said);
  const { answers, reason, standing } = said.sent;
  const held = answers < 0 && reason === "delayed-ack" && asked?.to === standing.expected;
  return rightIf(asked !== null && (answers === asked.id || held), `it answers ${answers}, not ${asked?.id}`);
};

/** What was named brought its bytes, and brought them first. */
const filled: Judge = (said) => {
  const { truth, sent } = said;
  const again = named(said);
  if (again === null || truth.record(Number(said.sentence.values.number)).kind !== "passed") return "undecided";
  if (!truth.hadArrived(again, sent.time)) return { wrong: "it had not arrived" };
  const time = truth.arrival(again)!.time;
  const sooner = truth.sentBy(again).some((other) =>
    other.id !== again.id && other.from <= again.from && again.to <= other.to && truth.hadArrived(other, time)
  );
  return rightIf(!sooner, "its bytes had come before");
};

export const ACKNOWLEDGMENT_JUDGES = {
  "delayed.start": heldBack,
  "delayed.perhaps": heldBack,
  "delayed.why": heldBack,
  "ack.window-less": unread,
  "ack.window-more": hasRead,
  "window.grown": hasRead,
  "window.opens": hasRead,
  "window.shrunk": unread,
  "ack.filled": filled,
  "ack.fin-missing": ({ sent, truth }) => {
    const fin = truth.fin({ connection: sent.connection, end: sent.end === "client" ? "server" : "client" });
    return rightIf(fin === undefined || sent.standing.expected < fin.to, "it had dealt with the FIN");
  },
  "zero.start": ({ sent }) => rightIf(sent.standing.unread > 0, "its program had read everything"),
  "zero.result": ({ sent }) => rightIf(sent.standing.unread > 0, "its program had read everything"),
  "zero.closed": ({ sent }) => rightIf(sent.standing.closed, "it had not closed"),
  "zero.answer": answersThat,
  "zero.answer-taken": answersThat,
  "title:zero-window-probe": sentFor("window-probe"),
  "probe.byte": sentFor("window-probe"),
  "probe.empty": sentFor("window-probe"),
  "title:keep-alive": sentFor("keep-alive"),
  "keep-alive.start": sentFor("keep-alive"),
  "keep-alive.who": sentFor("keep-alive"),
  "keep-alive-ack.box": sentFor("box"),
  "keep-alive-ack.perhaps-box": sentFor("box", "probe-answer"),
  "keep-alive-ack.start": ({ sent, truth }) => {
    const asked = truth.log.sent[sent.answers];
    return rightIf(asked?.reason === "keep-alive", `it answers ${asked?.reason ?? "nothing"}`);
  },
  "full.hole": ({ sent, truth }) => {
    const last = truth.sentByOther(sent).findLast(({ time }) => time < sent.time);
    const lost = truth.sentBy(sent).some((other) =>
      other.id < sent.id && other.to > other.from && truth.loss(other) !== null
    );
    return rightIf(lost || (last?.standing.waiting ?? 0) > 0, "nothing of it was lost or late");
  },
  "challenge.start": sentFor("challenge"),
  "old-ack.start": sentFor("challenge", "time-wait", "repeated-ack"),
  "rejected.stamp": sentFor("rejected"),
} as const satisfies Readonly<Record<string, Judge>>;
