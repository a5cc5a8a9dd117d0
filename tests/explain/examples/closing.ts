/** Examples of the rules of closing: the last packet of each scenario is the one that matters. */
import { ANSWERED, ASKED, BOTH_STAMPED, OPEN } from "./conversations.ts";
import type { Examples } from "./rule_examples.ts";

/** Both have closed without the other's FIN, and the client answers the late data with a RST at its own FIN's number. */
const RESET_AT_FIN = `${ASKED}
  0.13 C FA 6 ack 1
  0.14 S PA 1 "late" ack 6
  0.1401 S FA 5 ack 6
  0.1402 C R 6 win 0`;
/** Another connection of the client to the same server. */
const SIBLING = `
  0.5 C S 0 mss 1460 sackok port 40700
  0.509 S SA 0 ack 1 mss 1460 sackok port 40700
  0.51 C A 1 ack 1 port 40700`;

export const CLOSING_EXAMPLES: Examples<
  | "fin"
  | "fin-ack"
  | "last-ack"
  | "half-close"
  | "simultaneous-close"
  | "idle-closed"
  | "application-silence"
> = {
  "fin": {
    speaks: [
      {
        text: `${ANSWERED}\n0.13 C FA 6 ack 6`,
        says: ["number 6", "7 = 6 + 1", "10.0 ms after the server's 5 bytes", "Packet 7, 9.00 ms before"],
      },
      {
        text: `${ASKED}\n0.12 S PA 1 "HELLO" ack 6\n0.121 S FA 6 ack 6`,
        says: ["did not wait for the ACK of packet 6"],
      },
      {
        text: `${ANSWERED}\n5.13 C FA 6 ack 6`,
        says: ["5.01 s after the server's 5 bytes (the last in packet 6). As far"],
      },
      { text: `${OPEN}\n0.1 C FPA 1 "bye" ack 1`, says: ["The last 3 bytes travel in the same packet"] },
      // Made by hand: it stands below the first number.
      { text: `0 C S 0\n0.1 S SA 0 ack 1\n0.2 C FA 0 ack 1`, says: ["takes number 0"], never: ["4294967295", "4,294"] },
    ],
    silent: [ANSWERED, `${ANSWERED}\n0.13 C FA 6 ack 6\n0.14 S FA 6 ack 7`],
  },
  "fin-ack": {
    speaks: [
      {
        text: `${ANSWERED}\n0.13 C FA 6 ack 6\n0.14 S FA 6 ack 7`,
        says: ["7 = 6 + 1", "One packet does two things", "TIME-WAIT when it arrives."],
      },
      {
        text: `${ANSWERED}\n0.13 C FA 6 ack 6\n0.131 S PA 6 "more" ack 6\n0.14 S FA 10 ack 7`,
        says: ["TIME-WAIT when it arrives, unless the data sent after its close (packet 9)"],
      },
      {
        text: `${ANSWERED}\n0.13 C FA 6 ack 6\n0.14 S A 6 ack 7\n0.2 S FA 6 ack 7`,
        says: ["confirmed before", "70.0 ms"],
      },
    ],
    silent: [`${ANSWERED}\n0.13 C FA 6 ack 6`, `${ANSWERED}\n0.13 C FA 6 ack 6\n0.131 S FA 6 ack 6`],
  },
  "last-ack": {
    speaks: [
      {
        text: `${ANSWERED}\n0.13 C FA 6 ack 6\n0.14 S FA 6 ack 7\n0.141 C A 7 ack 7`,
        says: ["7 = 6 + 1", "TIME-WAIT"],
      },
      {
        text: `${ANSWERED}\n0.13 C FA 6 ack 6\n0.131 S FA 6 ack 6\n0.14 C A 7 ack 7\n0.141 S A 7 ack 7`,
        says: ["Neither FIN had confirmed the other"],
        never: ["everything is confirmed"],
      },
      {
        text: `${RESET_AT_FIN}\n0.1403 S A 6 ack 7`,
        says: ["7 = 6 + 1", "(RST, packet 9)", "own FIN (packet 8) is not confirmed"],
        never: ["everything is confirmed", "TIME-WAIT"],
      },
    ],
    silent: [`${ANSWERED}\n0.13 C FA 6 ack 6\n0.14 S A 6 ack 7`, ANSWERED],
  },
  "half-close": {
    speaks: [
      {
        text: `${ANSWERED}\n0.13 C FA 6 ack 6\n0.14 S A 6 ack 7`,
        says: ["7 = 6 + 1", "CLOSE-WAIT", "FIN-WAIT-2", "shutdown()"],
      },
      {
        text: `${ANSWERED}\n0.13 C FA 6 ack 6\n0.14 S PA 6 "more" ack 7`,
        says: ["closed its direction (FIN in packet 8)"],
      },
    ],
    silent: [`${ANSWERED}\n0.13 C FA 6 ack 6\n0.131 S PA 6 "more" ack 6`, ANSWERED],
  },
  "simultaneous-close": {
    speaks: [{
      text: `${ANSWERED}\n0.13 C FA 6 ack 6\n0.131 S FA 6 ack 6`,
      says: ["its ack is 6", "would otherwise be 7"],
    }, {
      // The client, whose FIN this is to meet, is gone.
      text: `${ANSWERED}\n0.13 C FA 6 ack 6\n0.1301 C R 6 win 0\n0.131 S FA 6 ack 6`,
      says: ["has reset the connection (packet 9)"],
      never: ["Each end"],
    }, {
      // What fills the shortest frame takes no numbers.
      text:
        `${ANSWERED}\n0.13 C FA 6 "\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000" ack 6\n0.131 S FA 6 "\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000" ack 6`,
      says: ["its ack is 6", "would otherwise be 7", "takes number 6"],
    }, {
      text: `${ANSWERED}\n0.13 C FA 6 len 6 ack 6\n0.131 S FA 6 ack 6`,
      says: ["would otherwise be 13"],
    }],
    silent: [`${ANSWERED}\n0.13 C FA 6 ack 6\n0.14 S FA 6 ack 7`],
  },
  "idle-closed": {
    speaks: [
      { text: `${OPEN}\n1.01 S FA 1 ack 1`, says: ["Not one byte", "certain time"] },
      { text: `0 C S 0\n0.009 S SA 0 ack 1\n0.14 C A 1 ack 1\n0.140017 C FA 1 ack 1`, says: ["in the 17.0 µs since"] },
      {
        text: `${ANSWERED}\n5.2 S FA 6 ack 6`,
        says: ["The last answer was 5.08 s ago", "stops waiting"],
        never: ["one cause"],
      },
      {
        text: `${ANSWERED}${SIBLING}\n5.1998 S FA 1 ack 1 port 40700\n5.2 S FA 6 ack 6`,
        says: ["Packet 11, 200 µs before", "one cause"],
        never: ["stops waiting"],
      },
      {
        text: `${OPEN}${SIBLING}\n5.1998 S FA 1 ack 1 port 40700\n5.2 S FA 1 ack 1`,
        says: ["Packet 7, 200 µs before", "one cause"],
        never: ["this was its timeout"],
      },
    ],
    silent: [
      `${ANSWERED}\n0.2 S FA 6 ack 6`,
      `${ANSWERED}\n5.2 C FA 6 ack 6`,
      // What was said before the capture, or between, nobody knows.
      `0 C A 1 ack 1\n0.04 S A 1 ack 2\n20 S FA 1 ack 2`,
      `${OPEN}\n20 S FA 25 ack 1`,
    ],
  },
  "application-silence": {
    speaks: [
      { text: `${ASKED}\n5.1 S PA 1 "HELLO" ack 6`, says: ["4.99 s", "5 bytes (the last in packet 4)"] },
      { text: `${ANSWERED}\n3.121 C PA 6 "again" ack 6`, says: ["3.00 s", "waited for its user", "3 s, points to"] },
      {
        text: `${ANSWERED}\n0.13 C FA 6 ack 6\n0.14 S A 6 ack 7\n5.12 S FA 6 ack 7`,
        says: ["end of the stream", "exactly 5 s"],
      },
      { text: `${ANSWERED}\n2.5 C FA 6 ack 6`, says: ["kept the connection open"] },
      { text: `${ANSWERED}\n3.121 C PA 6 "again" ack 6`, says: ["Nothing was sent on this connection"] },
      {
        text: `${ANSWERED}\n3.3 S PA 6 "again" ack 6`,
        says: ["An idle connection sends no packets"],
        never: ["Keep-alives"],
      },
      // A ping each 30 s answers nothing.
      {
        text: `${ANSWERED}\n30.12 S PA 6 "ping" ack 6\n30.121 C PA 6 "pong" ack 10\n30.13 S A 10 ack 10
          60.12 S PA 10 "ping" ack 10`,
        says: ["exactly 30 s after the server's own packet 8"],
        never: ["took this long to read"],
      },
      // Its own question, and no answer to it.
      {
        text: `${ASKED}\n9 C FA 6 ack 1`,
        says: ["no answer to them had come", "5 bytes (packet 4)"],
        never: ["had nothing to send"],
      },
      // In 37 seconds its clock went on by 12 ticks.
      {
        text: `${BOTH_STAMPED}\n0.02 C PA 1 "hello" ack 1 stamp 920\n0.03 S A 1 ack 6 stamp 5030
          0.04 S PA 1 len 100 ack 6 stamp 5040\n0.041 C A 6 ack 101 stamp 941\n37 S PA 101 len 100 ack 6 stamp 5052`,
        says: ["only 12 higher", "clock was set forward", "stood still"],
        never: ["had nothing to send"],
      },
      {
        text: `${BOTH_STAMPED}\n0.02 C PA 1 "hello" ack 1 stamp 920\n0.03 S A 1 ack 6 stamp 5030
          0.04 S PA 1 len 100 ack 6 stamp 5040\n0.041 C A 6 ack 101 stamp 941\n37 S PA 101 len 100 ack 6 stamp 42000`,
        says: ["had nothing to send"],
        never: ["clock was set"],
      },
      // Not its program was silent since packet 9, but the connection.
      {
        text: `${ANSWERED}\n60 C A 5 ack 6\n60.01 S A 6 ack 6\n63.3 S PA 6 "again" ack 6`,
        says: ["3.29 s", "Keep-alives apart", "packet 6, 63.2 s earlier"],
        never: ["An idle connection"],
      },
    ],
    silent: [
      `${ASKED}\n0.3 S PA 1 "HELLO" ack 6`,
      `${OPEN}\n0.1 C PA 1 "hello" ack 1\n5.1 S PA 1 "HELLO" ack 6`,
      `${ANSWERED}\n3.121 C RPA 6 "again" ack 6`,
      `${OPEN}\n0.1 C PA 1 "hello" ack 1\n1.1 C PA 1 "hello" ack 1`,
    ],
  },
};
