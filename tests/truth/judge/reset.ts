/**
 * Sentences about resets: who sent them, and why.
 */
import { type Judge, rightIf, sentFor } from "./judgment.ts";

/** Nobody in between sent it. */
const ofTheEnd: Judge = ({ sent }) => rightIf(sent.reason !== "box", "a box on the way sent it");
const forged: Judge = ({ sent }) => rightIf(sent.reason === "box", `the end itself sent it: ${sent.reason}`);
const gone = sentFor("no-connection", "after-close", "refused", "bad-ack");

/** Whoever aborts with data unread has closed with data unread. */
const dataUnread: Judge = ({ sent }) =>
  rightIf(
    sent.reason === "unread" || sent.reason === "abort" && sent.standing.unread > 0,
    `it was sent for another reason: ${sent.reason}`,
  );

/** A sentence that names the port's silence and other reasons beside it. */
const refused: Judge = ({ sent }) =>
  sent.reason === "box"
    ? "undecided"
    : rightIf(sent.reason === "refused", `it was sent for another reason: ${sent.reason}`);

export const RESET_JUDGES = {
  "rst.refused": refused,
  "rst.refused-open": sentFor("queue-full", "refused", "box"),
  "title:rst-unread-data": dataUnread,
  "title:rst-unread-data.or-abort": sentFor("unread", "abort"),
  "rst.unread": dataUnread,
  "rst.unread-after-answer": sentFor("unread", "abort"),
  "title:rst-data-after-close": sentFor("after-close", "no-connection"),
  "rst.after-close": sentFor("after-close", "no-connection"),
  "rst.crossed-close": sentFor("after-close", "no-connection"),
  "rst.answers-later": sentFor("after-close", "no-connection"),
  "title:rst-abort": sentFor("abort", "gave-up"),
  "rst.abort": ofTheEnd,
  "rst.abort-after-fin": ofTheEnd,
  "rst.abort-why": sentFor("abort"),
  "rst.abort-idle-own": ofTheEnd,
  "rst.abort-keep-alives": sentFor("gave-up"),
  "rst.abort-retries": sentFor("gave-up"),
  "title:rst-reply-to-rst-closed": gone,
  "rst.gone": gone,
  "rst.gone-closed": gone,
  "title:rst-reply-to-rst-closed.again": (said) => rightIf(said.sent.reason !== "no-connection", "it answers a packet"),
  "rst.gone-first": gone,
  "rst.gone-probe": gone,
  "rst.gone-syn-ack": gone,
  "rst.gone-second-syn-ack": gone,
  "rst.gone-time-wait": gone,
  "rst.gone-since-fin": gone,
  "rst.gone-fin-wait": gone,
  "rst.unacceptable": sentFor("bad-ack", "no-connection"),
  "forged.start": forged,
  "forged.again": forged,
  "forged.forgotten": forged,
  "forged.idle": forged,
  "forged.idle-timer": forged,
  "forged.box": forged,
  "forged.goes-on": (said) => {
    const reset = said.truth.record(Number(said.sentence.values.number));
    return rightIf(said.truth.log.sent[reset.ids[0]!]!.reason === "box", "the end itself had sent that RST");
  },
  "forged.who": (said) => {
    const { statement, truth, sent } = said;
    const resets = truth.records.slice(0, statement.number).map(({ ids }) => truth.log.sent[ids[0]!]!);
    return rightIf(resets.some(({ reason, end }) => reason === "box" && end === sent.end), "no box sent a RST");
  },
} as const satisfies Readonly<Record<string, Judge>>;
