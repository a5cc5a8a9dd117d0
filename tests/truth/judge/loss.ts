/**
 * Sentences about what was sent again, lost, overtaken or missed.
 */
import { type Judge, rightIf, type Said, sentFor } from "./judgment.ts";
import type { Sent } from "../world/truth_log.ts";

const AGAIN: readonly Sent["reason"][] = ["timeout", "after-timeout", "fast", "recovery", "tail-probe"];

/** An earlier sending died before the capture point. */
function lostBefore({ sent, truth }: Said): boolean {
  return truth.earlier(sent).some((earlier) => truth.loss(earlier)?.beforeVantage === true);
}

const TIMER = sentFor("timeout", "after-timeout", "tail-probe");
/** One sending, that the network or the capture doubled. */
const isCopy: Judge = ({ statement, truth }) =>
  rightIf(truth.record(statement.number).kind !== "passed", "it was sent anew");

/** An ACK that says nothing new: because of a hole, or not. */
const behindHole: Judge = ({ sent }) =>
  rightIf(sent.standing.waiting > 0 || sent.reason === "duplicate-ack", `nothing waited behind a hole: ${sent.reason}`);
const noHole: Judge = ({ sent }) =>
  rightIf(
    sent.standing.waiting === 0 && sent.reason !== "duplicate-ack",
    `${sent.standing.waiting} bytes waited behind a hole`,
  );

const firstCopyLost: Judge = (said) =>
  rightIf(lostBefore(said), "no earlier sending was lost before the capture point");
const overtaken: Judge = ({ sent, truth }) => rightIf(truth.earlier(sent).length === 0, "it is a second sending");

const notFirst: Judge = ({ sent, truth }) => rightIf(truth.earlier(sent).length > 0, "it was never sent before");
/** Its sender sent it before a packet that is in the capture before it. */
const leftBefore: Judge = ({ sent, truth, statement }) => {
  const before = truth.recordBefore(statement.number, sent, ({ id }) => id > sent.id);
  return rightIf(before !== null, "all that its sender sent later came later");
};

/** Bytes that an ACK confirms and the capture lacks. */
const captureMissed: Judge = ({ sent, truth }) => {
  const confirmed = truth.sentByOther(sent).filter((data) => data.to > data.from && truth.hadArrived(data, sent.time));
  return rightIf(confirmed.some(({ id }) => truth.log.missed.has(id)), "all that had arrived is in the capture");
};

export const LOSS_JUDGES = {
  "title:retransmission-timeout": TIMER,
  "title:retransmission-timeout.syn": sentFor("timeout", "syn-ack", "syn"),
  "title:retransmission-timeout.early": sentFor("tail-probe", "recovery", "fast"),
  "title:retransmission-timeout.gap": firstCopyLost,
  "timeout.first": TIMER,
  "timeout.first-here": TIMER,
  "timeout.fin-crossed": ({ sent }) => rightIf(sent.reason !== "timeout", "its timer ran out"),
  "lost.confirmed": ({ sent, truth }) =>
    rightIf(truth.sentByOther(sent).some(({ time }) => time < sent.time), "nobody had confirmed anything"),
  "timeout.early": sentFor("tail-probe", "recovery", "fast"),
  "title:retransmission-timeout.unheard": sentFor(...AGAIN),
  "timeout.unheard": sentFor(...AGAIN),
  "timeout.anew": sentFor("tail-probe", "recovery", "fast"),
  "title:retransmission-timeout.amid": sentFor("tail-probe", "recovery", "fast"),
  "timeout.amid": sentFor("tail-probe", "recovery", "fast"),
  "timeout.follows": sentFor("after-timeout", "timeout"),
  "title:retransmission-timeout.follows": sentFor("after-timeout", "timeout"),
  "timeout.copy-id": isCopy,
  "timeout.with-ack": sentFor("recovery", "fast", "after-timeout"),
  "title:retransmission-timeout.recovery": sentFor("recovery", "fast", "after-timeout"),
  "timeout.bunched": sentFor(...AGAIN),
  "timeout.too-soon": isCopy,
  "title:retransmission-timeout.copy": isCopy,
  "title:retransmission-timeout.unasked": isCopy,
  "timeout.unasked": isCopy,
  "timeout.nth": sentFor("timeout"),
  "timeout.syn": sentFor("timeout", "syn"),
  "timeout.syn-ack": ({ sent, truth }) => {
    const acks = truth.sentByOther(sent).filter(({ from, segment }) => from === 1 && segment.ack !== 0);
    return rightIf(!acks.some((ack) => truth.hadArrived(ack, sent.time)), "the ACK had come");
  },
  "timeout.syn-ack-asked": ({ sent }) => rightIf(sent.answers >= 0, "its own timer ran out"),
  "timeout.syn-ack-ignored": sentFor("timeout"),
  "timeout.fin-acked": ({ sent, truth }) => {
    const acks = truth.sentByOther(sent).filter(({ standing }) => standing.expected >= sent.to);
    return rightIf(!acks.some((ack) => truth.hadArrived(ack, sent.time)), "an ACK had reached it");
  },
  "timeout.unseen": firstCopyLost,
  "title:fast-retransmission": sentFor("fast", "recovery"),
  "probe.tail": sentFor("tail-probe", "after-timeout"),
  "partial.start": sentFor("recovery", "fast"),
  "fast.start": sentFor("fast", "recovery"),
  "fast.sacked": sentFor("fast", "recovery"),
  "fast.why": sentFor("fast", "recovery"),
  "title:spurious-retransmission": (said) => {
    const { sent, truth } = said;
    const had = truth.earlier(sent).some((earlier) =>
      truth.hadArrived(earlier, Infinity) && truth.arrival(earlier)!.id < sent.id
    );
    return rightIf(had, "no earlier sending of it arrived");
  },
  "spurious.why": sentFor(...AGAIN),
  "spurious.late": ({ sent, truth }) =>
    rightIf(truth.earlier(sent).length === 0 || AGAIN.includes(sent.reason), "neither the first nor sent again"),
  "spurious.behind": overtaken,
  "order.file": overtaken,
  "duplicate.made": sentFor("box"),
  "ack-lost.impossible": sentFor("box"),
  "lost.impossible": sentFor("box"),
  "order.late": overtaken,
  "order.by-id": overtaken,
  "order.by-stamp": overtaken,
  "title:out-of-order.late": leftBefore,
  "order.late-id": leftBefore,
  "order.late-stamp": leftBefore,
  "fast.goes-on": sentFor("fast", "recovery"),
  "order.resent-id": notFirst,
  "order.resent-stamp": notFirst,
  "order.time": overtaken,
  "title:out-of-order": overtaken,
  "order.resent": notFirst,
  "title:out-of-order.resent": notFirst,
  "order.unknown": (said) =>
    rightIf(said.truth.earlier(said.sent).length === 0 || lostBefore(said), "an earlier sending passed the capture"),
  "order.repeated": notFirst,
  "ack-lost.why": captureMissed,
  "ack-lost.gap": captureMissed,
  "ack-lost.network": captureMissed,
  "ack-lost.reported": ({ truth, sentence }) =>
    rightIf(truth.sent(Number(sentence.values.number)).standing.waiting > 0, "nothing waited behind a hole then"),
  "duplicate.start": behindHole,
  "duplicate.again": behindHole,
  "duplicate.perhaps": behindHole,
  "duplicate.harmless": noHole,
  "duplicate.closing": noHole,
  "duplicate.no-block": noHole,
  "duplicate.only-twice": noHole,
  "duplicate.doubled": (said) => {
    const number = Number(said.sentence.values.copy);
    return rightIf(said.truth.record(number).kind === "network-copy", "the capture took it twice");
  },
  "duplicate.dsack": ({ sent, truth }) => {
    const cause = truth.log.sent[sent.answers];
    if (cause === undefined) return { wrong: "it answers nothing" };
    const twice = truth.earlier(cause).some((earlier) => truth.hadArrived(earlier, sent.time)) ||
      truth.log.arrivals.filter(({ id, time }) => id === cause.id && time <= sent.time).length > 1;
    return rightIf(twice, "what it answers had come once");
  },
} as const satisfies Readonly<Record<string, Judge>>;

/** Whether it was sent again. */
export function isResend(sent: Sent): boolean {
  return AGAIN.includes(sent.reason);
}
