/** What `tcplab lab` says around a run, in English. */
import type { LabWords } from "../kinds/lab_words.ts";

export const ENGLISH_LAB: LabWords = {
  link: (road) => `The link: ${road}.`,
  loopback: "this machine's loopback interface, nothing in between",
  loopbackWarning:
    "Nothing is between the programs here, so what the scenario is about may not happen: what follows is " +
    "what happened.",
  loopbackDiffers: (difference) =>
    `On the loopback interface this was not the scenario's lesson, ${difference}. What was seen is told above; ` +
    "between two hosts (without --loopback) it comes as promised.",
  next: "What to try next",
  asPromised: "Every packet came as the scenario says.",
  asExpected: (statements) =>
    statements === 1 ? "As expected: 1 statement holds." : `As expected: ${statements} statements hold.`,
  series: {
    run: "run",
    time: "time",
    packets: "packets",
    sentAgain: "again",
    lost: "lost",
    waitedFor: "waited most for",
    result: "result",
    fine: "as it should be",
    of: (good, runs) => `${good} of ${runs}`,
    together: (good, runs) => `${good} of ${runs} runs were as they should be.`,
  },
  ended: (end, { code, signal }) =>
    signal === null ? `The ${end} ended with exit code ${code}.` : `The ${end} was ended by ${signal}.`,
  serverStopped: "The server was still running when the client had ended, and was stopped.",
  overrun: (end, packets) =>
    `The ${end}'s interface dropped ${
      packets === 1 ? "a packet" : `${packets} packets`
    } before the wire saw them: this machine was too slow for what the ${end} sent. A --rate bounds it.`,
};
