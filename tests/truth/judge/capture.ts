/**
 * Sentences about the capture itself: where it was taken, what it holds twice, what cards and boxes did to packets.
 */
import { type Judge, rightIf } from "./judgment.ts";
import { otherEnd } from "../world/truth_log.ts";

const capturedTwice: Judge = ({ statement, truth }) => {
  const { kind } = truth.record(statement.number);
  return rightIf(kind === "captured-again", kind === "passed" ? "it was sent anew" : "the network delivered it twice");
};

/** A card joined what is one packet here. */
const joined: Judge = ({ statement, truth }) =>
  rightIf(truth.record(statement.number).ids.length > 1, "it went over the wire in this form");

export const CAPTURE_JUDGES = {
  "title:captured-twice": capturedTwice,
  "twice.why": capturedTwice,
  "twice.router": capturedTwice,
  "offload.segment": joined,
  "offload.segment-options": joined,
  "offload.either": joined,
  "offload.sender": ({ sent, truth }) =>
    rightIf(truth.options.capture.at === sent.end, `the capture was taken at: ${truth.options.capture.at}`),
  "offload.receiver": ({ sent, truth }) =>
    rightIf(truth.options.capture.at === otherEnd(sent.end), `the capture was taken at: ${truth.options.capture.at}`),
  "port-reuse.syn": ({ sent, truth }) => {
    const { clientPort } = truth.options.attempts[sent.connection]!;
    return rightIf(
      truth.options.attempts.slice(0, sent.connection).some((other) => other.clientPort === clientPort),
      "no earlier connection had these ports",
    );
  },
} as const satisfies Readonly<Record<string, Judge>>;
