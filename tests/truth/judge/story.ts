/**
 * Sentences of stories. A story's sentence is about the packet that it names.
 */
import { ACKNOWLEDGMENT_JUDGES } from "./acknowledgment.ts";
import { type Judge, rightIf, sentFor } from "./judgment.ts";
import type { End } from "../world/truth_log.ts";
import { PROGRAM_JUDGES } from "./program.ts";
import { RESET_JUDGES } from "./reset.ts";

/** "Right beside it", ns. */
const BESIDE = 250_000;

export const STORY_JUDGES = {
  "story.nagle": PROGRAM_JUDGES["nagle.held"],
  "story.nagle-often": PROGRAM_JUDGES["nagle.held"],
  "story.silence": PROGRAM_JUDGES["silence.unanswered"],
  "story.idle": PROGRAM_JUDGES["silence.idle"],
  "story.delayed-ack": ACKNOWLEDGMENT_JUDGES["delayed.start"],
  "story.zero-window": ACKNOWLEDGMENT_JUDGES["zero.start"],
  "story.reset-after-close": sentFor("after-close", "no-connection"),
  "story.close-race": sentFor("after-close", "no-connection"),
  "story.close-unheard": sentFor("after-close", "no-connection"),
  "story.reset-unread": RESET_JUDGES["rst.unread"],
  "story.reset-unread-or-abort": sentFor("unread", "abort"),
  "story.reset-gone": sentFor("no-connection", "after-close", "refused", "bad-ack"),
  "story.reset-keep-alives": sentFor("gave-up"),
  "story.reset-middlebox": sentFor("box"),
  "story.reset-injected": sentFor("box"),
  "story.refused": sentFor("refused", "queue-full", "box"),
  "story.captured-at": ({ sentence, truth }) => {
    const end = sentence.values.sender as End;
    const { delay } = truth.options.sides[end][end];
    return rightIf(delay <= BESIDE, `the way to it took ${delay / 1e3} us`);
  },
  "story.not-captured": ({ truth, sent }) => {
    const missed = truth.log.sent.some(({ id, connection }) =>
      connection === sent.connection && truth.log.missed.has(id)
    );
    return rightIf(missed, "nothing that passed was missed");
  },
  "story.missed": ({ truth, sent }) => {
    const missed = truth.log.sent.some(({ id, connection }) =>
      connection === sent.connection && truth.log.missed.has(id)
    );
    return rightIf(missed, "nothing that passed was missed");
  },
  "story.unanswered": ({ truth, sent }) => {
    const answers = truth.sentByOther(sent).filter(({ time }) => time > sent.time);
    if (answers.length === 0) {
      return truth.options.server.down || truth.options.boxes.length > 0 || truth.options.server.fullUntil > 0
        ? "right"
        : "undecided";
    }
    return answers.some((answer) => truth.log.missed.has(answer.id)) ? "right" : "undecided";
  },
  "story.twice": ({ truth }) =>
    rightIf(truth.records.some(({ kind }) => kind !== "passed"), "no packet is there twice"),
} as const satisfies Readonly<Record<string, Judge>>;
