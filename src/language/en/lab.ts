/** What `tcplab lab` says around a run, in English. */
import type { LabWords } from "../kinds/lab_words.ts";

export const ENGLISH_LAB: LabWords = {
  link: (road) => `The link: ${road}.`,
  linkTimes:
    "A packet is told of when it leaves its sender: between a segment and its answer lies one way, not a round trip.",
  otherSeed: "the same seed gives the same faults, another one others",
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
    fine: {
      expectation: "as expected",
      lesson: "as the scenario says",
      client: "client ended with 0",
      end: "came to its end",
    },
    of: (good, runs) => `${good} of ${runs}`,
    together: (good, runs) => ({
      expectation: `${good} of ${runs} runs were as expected.`,
      lesson: `${good} of ${runs} runs were as the scenario says.`,
      client:
        `In ${good} of ${runs} runs the client ended with exit code 0. Nothing else was looked at: --expect says what should be.`,
      end: `${good} of ${runs} runs came to their end. Nothing else was looked at: --expect says what should be.`,
    }),
  },
  ended: (end, { code, signal }) =>
    signal === null ? `The ${end} ended with exit code ${code}.` : `The ${end} was ended by ${signal}.`,
  stayedHome: (server) =>
    "Its connections never left its host: it asked for 127.0.0.1, localhost or an address of its own, and the server is on " +
    `another host. Have it connect to the name server, or to ${server}.`,
  stopped: "Stopped: what follows is what happened until then (Ctrl-C once more leaves it out).",
  serverStopped: "The server was still running when the client had ended, and was stopped.",
  overrun: (end, packets) =>
    `The ${end}'s interface dropped ${
      packets === 1 ? "a packet" : `${packets} packets`
    } before the wire saw them: this machine was too slow for what the ${end} sent. A --rate bounds it.`,
};
