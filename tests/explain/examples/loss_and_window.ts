/** Examples of the rules of loss and window: the last packet of each scenario is the one that matters. */
import {
  ANSWERED,
  ASKED,
  FAR_FLIGHT,
  FLIGHT,
  FULL_BUFFER,
  MEASURED,
  OPEN,
  SCALED,
  STAMPED,
  TWO_OUT,
} from "./conversations.ts";
import type { Examples } from "./rule_examples.ts";

export const LOSS_AND_WINDOW: Examples<
  | "retransmission-timeout"
  | "fast-retransmission"
  | "spurious-retransmission"
  | "duplicate-ack"
  | "out-of-order"
  | "lost-segment"
  | "ack-lost-segment"
  | "window-update"
  | "zero-window"
  | "zero-window-probe"
  | "window-full"
> = {
  "retransmission-timeout": {
    speaks: [
      {
        text: `${ASKED}\n1 C FA 6 ack 1\n1.001 S FA 1 ack 6\n1.0012 C FA 6 ack 2`,
        says: ["no timer ran out", "ack 2", "packet 7"],
      },
      {
        // So late it was its timer, whatever it confirms.
        text: `${ASKED}\n1 C FA 6 ack 1\n1.001 S FA 1 ack 6\n1.4 C FA 6 ack 2`,
        says: ["The FIN again"],
        never: ["no timer ran out"],
      },
      {
        text: `${MEASURED}\n0.2 S PA 6 len 100 ack 6\n0.6 S PA 6 len 100 ack 6`,
        says: ["taken beside the client", "that had come"],
      },
      {
        // Between the two it may have been lost behind the capture.
        text: `${ASKED}\n1 C PA 6 len 100 ack 1\n1.4 C PA 6 len 100 ack 1`,
        says: ["what it sent was lost, or the ACK was"],
        never: ["taken beside"],
      },
      { text: `0 C S 0 mss 1460 ws 5 sackok ts\n1 C S 0 mss 1460`, says: ["fewer options than the first (packet 1)"] },
      { text: `0 C S 0 mss 1460 ws 5\n1 C S 0 mss 1460 ws 5`, says: ["The same SYN again"], never: ["fewer options"] },
      { text: `${OPEN}\n0.1 C PA 1 "hello" ack 1\n1.1 C PA 1 "hello" ack 1`, says: ["1.00 s ago", "timer"] },
      {
        text: `${OPEN}\n0.1 C PA 1 "hello" ack 1\n1.1 C PA 1 "hello" ack 1\n3.1 C PA 1 "hello" ack 1`,
        says: ["attempt 3", "2.00 s after the one before it, which had waited 1.00 s", "the wait has doubled"],
      },
      { text: `0 C S 0\n1 C S 0\n3 C S 0`, says: ["same SYN", "attempt 3"] },
      { text: `0 C S 0\n0.1 S SA 0 ack 1\n1.1 S SA 0 ack 1`, says: ["same SYN,ACK", "1.00 s"] },
      { text: `0 C S 0\n0.1 S SA 0 ack 1\n1 C S 0\n1.1 S SA 0 ack 1`, says: ["again in packet 3"] },
      { text: `${OPEN}\n1.009 S SA 0 ack 1`, says: ["1.00 s after", "packet 3 confirms it", "accept()"] },
      {
        text: `${ASKED}\n0.12 C FA 6 ack 1\n0.13 S A 1 ack 7\n0.4 C FA 6 ack 1`,
        says: ["although packet 7 confirms it"],
      },
      { text: `${ASKED}\n0.12 C FA 6 ack 1\n0.4 C FA 6 ack 1`, says: ["The FIN again (number 6)", "280 ms"] },
      { text: `${OPEN}\n0.1 C PA 1 "a" ack 1\n1 C PA 1 "a" ack 1`, says: ["not acknowledged yet"] },
      { text: `${FLIGHT.replace(/\n.*id 11/, "")}\n0.5 C A 1001 len 1000 ack 1 id 14`, says: ["fill a gap"] },
      {
        text: `${OPEN}\n0.1 C PA 1 "hello" ack 1\n1.1 C PA 1 "helloworld" ack 1`,
        says: ["5 bytes more than the first time"],
      },
      { text: `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.13 C PA 1 "hello" ack 1`, says: ["RFC 8985"] },
      {
        text: `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 7\n0.16 C PA 1 "hello" ack 1 win 500 id 7`,
        says: ["IP identification, 7,", "nobody sent it again"],
      },
      {
        text: `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 7\n0.1005 C PA 1 "hello" ack 1 id 8`,
        says: ["held up on the way"],
      },
      {
        text: `${TWO_OUT}\n0.6 S A 1 ack 1\n0.6001 C A 1 len 1000 ack 1`,
        says: ["more likely that ACK let it go"],
      },
      {
        text: `${TWO_OUT}\n1.1 C A 1 len 1000 ack 1\n1.11 S A 1 ack 1001\n1.1101 C A 1001 len 1000 ack 1`,
        says: ["had run out before (packet 6)", "RFC 6298 5.4"],
      },
      {
        text: `${ASKED}\n0.2 C PA 6 "again" ack 1 id 0\n0.202 C PA 6 "again" ack 1 id 0`,
        says: ["can have come so soon", "10.0 ms", "doubled"],
      },
      {
        text: `0 C PA 1 "hello" ack 1 id 7\n0.00001 C PA 1 "hello" ack 1 id 7
          0.01 C PA 6 "world" ack 1 id 0\n0.0105 C PA 6 "world" ack 1 win 500 id 0`,
        says: ["most likely this one is, too"],
      },
    ],
    silent: [
      `${ASKED}\n1 C PA 1 "hello" ack 1`,
      `${FLIGHT}\n0.11 S A 1 ack 1001\n0.111 S A 1 ack 1001\n0.112 C A 1001 len 1000 ack 1`,
    ],
  },
  "fast-retransmission": {
    speaks: [
      {
        text: `${FLIGHT}\n0.11 S A 1 ack 1001\n0.111 S A 1 ack 1001\n0.112 C A 1001 len 1000 ack 1`,
        says: ["asked for number 1001 3 times"],
      },
      {
        text: `${FLIGHT}\n0.1091 C A 4001 len 1000 ack 1\n0.1092 C A 5001 len 1000 ack 1
          0.11 S A 1 ack 4501\n0.111 S A 1 ack 4501\n0.1111 S A 1 ack 4501\n0.1112 C A 4501 len 1000 ack 1`,
        says: ["first sent in packets 9 and 10"],
      },
      {
        text: `${FAR_FLIGHT}\n0.161 S A 1 ack 1001\n0.162 S A 1 ack 1001\n0.2 C A 1001 len 1000 ack 1`,
        says: ["more than 20 ms"],
      },
      {
        text: `${FLIGHT}\n0.11 S A 1 ack 1001\n0.111 S A 1 ack 1001\n0.112 C A 1001 len 1000 ack 1
          0.113 S A 1 ack 1001\n0.1131 C A 3001 len 1000 ack 1`,
        says: ["still repairing what was out", "up to 4001"],
      },
    ],
    silent: [
      `${FLIGHT}\n0.5 C A 1001 len 1000 ack 1`,
      // Longer than the way there and back: no kernel doubts for so long whether something was only overtaken.
      `${FLIGHT}\n0.11 S A 1 ack 1001\n0.111 S A 1 ack 1001\n0.15 C A 1001 len 1000 ack 1`,
    ],
  },
  "spurious-retransmission": {
    speaks: [
      { text: `${ASKED}\n1 C PA 1 "hello" ack 1`, says: ["confirmed everything before 6 (packet 5)"] },
      {
        text: `${ASKED}\n0.2 S A 1 ack 106\n0.200004 C A 6 len 100 ack 1`,
        says: ["for the first time in this capture", "4.00 µs behind packet 6", "then nothing was sent twice"],
      },
      {
        // They were a part of what a card had joined.
        text: `${OPEN}\n0.1 C A 1 len 5000 ack 1\n0.109 S A 1 ack 5001\n0.109006 C A 1461 len 1460 ack 1`,
        says: ["again"],
        never: ["for the first time in this capture"],
      },
    ],
    silent: [`${OPEN}\n0.1 C PA 1 "hello" ack 1\n1.1 C PA 1 "hello" ack 1`],
  },
  "duplicate-ack": {
    speaks: [
      {
        text: `${ASKED}\n1 C FA 6 ack 1\n1.001 S FA 1 ack 6\n1.0011 C A 7 ack 2\n1.01 S A 2 ack 7\n1.0101 C A 7 ack 2`,
        says: ["both ends have closed", "packet 9"],
      },
      {
        // Nobody has closed.
        text: `${ASKED}\n0.2 S A 1 ack 6`,
        says: ["nothing of the client is unconfirmed"],
        never: ["have closed"],
      },
      {
        text: `0 C A 1 ack 1 mss 265 ws 10\n0.175 C A 1 ack 1 mss 265 ws 10`,
        says: ["options that belong in a SYN", "scanners"],
      },
      {
        text: `${FLIGHT}\n0.11 S A 1 ack 1001`,
        says: ["repetition 1 (first said in packet 8)", "number 1001 has not arrived"],
      },
      {
        text: `${FLIGHT}\n0.11 S A 1 ack 1001 sack 2001-3001`,
        says: ["it holds numbers 2001 to 3000 already"],
      },
      {
        text: `${ASKED}\n1 C PA 1 "hello" ack 1\n1.01 S A 1 ack 6 sack 1-6`,
        says: ["numbers 1 to 5 reached the server twice"],
      },
      {
        text: `${FLIGHT}\n0.2 C A 1 len 1000 ack 1 id 20\n0.2001 S A 1 ack 1001`,
        says: ["had just sent again"],
      },
      { text: "0 S A 1 ack 1001\n0.1 S A 1 ack 1001", says: ["holds nothing of the client"] },
      {
        text: "0 S A 1 ack 1 sack 1001-2001\n0.1 S A 1 ack 1 sack 1001-2001",
        says: ["number 1 has not arrived", "numbers 1001 to 2000"],
      },
    ],
    silent: [FLIGHT, ASKED],
  },
  "out-of-order": {
    speaks: [
      { text: `${OPEN}\n0.1 C A 21 ack 1\n0.101 C PA 1 len 20 ack 1`, says: ["an earlier packet without data showed"] },
      {
        text: `${OPEN}\n0.1 C PA 1 len 20 ack 1\n0.1001 C PA 21 len 20 ack 1\n0.101 C PA 1 len 30 ack 1`,
        says: ["at least a part of them was captured before"],
        never: ["without data showed"],
      },
      {
        text: `${OPEN}\n0.1 C A 101 len 10 ack 1\n0.09 C A 1 len 100 ack 1`,
        says: ["10.0 ms before the packet that stands before it"],
      },
      {
        text: `${OPEN}\n0.1 C FA 44 ack 1 id 12\n0.1001 C PA 1 len 43 ack 1 id 11`,
        says: ["only the FIN (packet 4)"],
        never: ["keeps the later bytes"],
      },
      {
        text: `${FLIGHT.replace(/\n.*id 11/, "").replace(/\n.*ack 1001$/, "")}\n0.1035 C A 1001 len 1000 ack 1 id 11`,
        says: ["changed places", "11 and 12", "keeps the later bytes"],
      },
      {
        text:
          `${STAMPED}\n0.101 C A 2001 len 1000 ack 1 stamp 1020 id 0\n0.1035 C A 1001 len 1000 ack 1 stamp 1010 id 0`,
        says: ["changed places", "timestamps (TSval) are 1010 and 1020"],
      },
      {
        text:
          `${STAMPED}\n0.101 C A 2001 len 1000 ack 1 stamp 1020 id 0\n0.1035 C A 1001 len 1000 ack 1 stamp 1400 id 0`,
        says: ["second sending", "TSval 1400"],
      },
      {
        text: `${TWO_OUT}\n0.12 S A 1 ack 2001\n0.3 C A 1 len 1000 ack 1 id 511`,
        says: ["numbered it 511 in the IP header", "nobody sent it again just now"],
      },
      {
        text: `${STAMPED}\n0.101 C A 1001 len 1000 ack 1 stamp 1020 id 0\n0.12 S A 1 ack 2001
          0.3 C A 1 len 1000 ack 1 stamp 1005 id 0`,
        says: ["timestamp (TSval) is 1005"],
      },
      {
        text: `${FLIGHT.replace(/\n.*id 11/, "").replace(/\n.*ack 1001$/, "")}\n0.1035 C A 1001 len 1000 ack 1 id 20`,
        says: ["second sending"],
      },
      {
        text: `${FLIGHT.replace(/\n.*id 11/, "").replace(/\n.*ack 1001$/, "")}\n0.1035 C A 1001 len 1000 ack 1 id 0`,
        says: ["changed places", "too soon"],
      },
      // Joined late: how long the ways are is not known.
      {
        text: "0.1 C A 1 len 10 ack 1 id 0\n0.101 C A 21 len 10 ack 1 id 0\n0.102 C A 11 len 10 ack 1 id 0",
        says: ["either"],
      },
    ],
    silent: [FLIGHT, `${OPEN}\n0.1 C PA 1 "hello" ack 1\n1.1 C PA 1 "hello" ack 1`],
  },
  "lost-segment": {
    speaks: [
      {
        text: `${OPEN}\n0.1 C A 1 len 10 ack 1 id 5\n0.2 C A 101 len 10 ack 1 id 9`,
        says: ["11 was expected", "101", "90 bytes", "3 packets", "has overtaken them"],
      },
      {
        text: `${OPEN}\n0.1 C A 1 len 10 ack 1\n0.101 C A 251658112 len 8 ack 1`,
        says: ["No line carries", "251658101 bytes", "1.00 ms"],
      },
      { text: `${OPEN}\n0.1 S FA 1 ack 845\n0.1003 C FA 845 ack 2`, says: ["confirmed them already (packet 4)"] },
      { text: `${OPEN}\n0.1 S FA 1 ack 1\n0.1003 C FA 845 ack 2`, says: ["845"], never: ["confirmed them already"] },
      { text: `${OPEN}\n0.1 C A 101 ack 1`, says: ["draws no answer"] },
    ],
    silent: [
      `${OPEN}\n0.1 C A 1 len 10 ack 1\n0.2 C A 11 len 10 ack 1`,
      // The capture begins with a keep-alive.
      `0 C A 1 ack 1\n0.00002 S A 1 ack 2\n1 C PA 2 len 10 ack 1`,
    ],
  },
  "ack-lost-segment": {
    speaks: [
      { text: `${ASKED}\n0.2 S A 1 ack 106`, says: ["those before 6", "100 bytes"] },
      { text: `${ASKED}\n0.111 S A 1 ack 993999`, says: ["993993 bytes", "windows", "never sent"] },
      {
        text: `${OPEN}\n0.1 C A 1 len 10 ack 1\n0.11 S A 1 ack 11\n0.2 C A 111 len 10 ack 1\n0.21 S A 1 ack 121`,
        says: ["11 to 110", "gap before packet 6"],
      },
      {
        text: `${OPEN}\n0.1 C A 1 len 10 ack 1\n0.11 S A 1 ack 11\n0.2 C A 111 len 10 ack 1\n0.21 S A 1 ack 51`,
        says: ["11 to 50", "these 40 bytes"],
      },
    ],
    silent: [
      ASKED,
      `0 C A 1 ack 1\n0.00002 S A 1 ack 2`,
      // The number in a RST may be the guess of who forged it.
      `${ASKED}\n0.2 S RA 1 ack 106`,
    ],
  },
  "window-update": {
    speaks: [
      { text: `${FULL_BUFFER}\n1 S A 1 ack 1001 win 2000`, says: ["room for 2000 bytes again"] },
      { text: `${ASKED}\n0.12 S A 1 ack 6 win 900`, says: ["900 bytes now, after 502"] },
      { text: `${ASKED}\n0.12 S A 1 ack 6 win 400`, says: ["400 bytes now, after 502", "from 508 to 406"] },
      { text: `${OPEN}\n0.011 S A 1 ack 1 win 600`, says: ["it means nothing"] },
    ],
    silent: [ASKED, FULL_BUFFER],
  },
  "zero-window": {
    speaks: [
      { text: FULL_BUFFER, says: ["window 0 with ack 1001", "must stop"] },
      { text: `${FULL_BUFFER}\n0.4 C A 1001 len 1 ack 1\n0.41 S A 1 ack 1001 win 0`, says: ["probe of packet 8"] },
      {
        text: `${ANSWERED}\n0.13 C FA 6 ack 6\n0.14 S FA 6 ack 7\n0.141 C A 7 ack 7 win 0`,
        says: ["nothing is full"],
      },
    ],
    silent: [`${FULL_BUFFER}\n1 S A 1 ack 1001 win 2000`, `${OPEN}\n0.1 S RA 1 ack 1 win 0`],
  },
  "zero-window-probe": {
    speaks: [
      { text: `${FULL_BUFFER}\n0.4 C A 1001 len 1 ack 1`, says: ["single byte 1001", "270 ms"] },
      { text: `${FULL_BUFFER}\n0.4 C A 1000 ack 1`, says: ["old number 1000", "call this packet a keep-alive"] },
    ],
    silent: [`${ASKED}\n10 C A 5 ack 1`, `${ASKED}\n0.2 C A 6 len 1 ack 1`],
  },
  "window-full": {
    speaks: [
      {
        // An ACK was repeated, but all that was sent is confirmed: no hole keeps the window shut.
        text:
          `${OPEN}\n0.1 C A 1 len 400 ack 1\n0.11 S A 1 ack 401 win 502\n0.111 S A 1 ack 401 win 502\n0.2 C A 401 len 502 ack 1`,
        says: ["502"],
        never: ["missing at the server"],
      },
      {
        text: `${SCALED}\n0.1 C PA 1 len 500 ack 1\n0.11 S A 1 ack 501 win 4\n0.12 C PA 501 len 512 ack 1`,
        says: ["1013 = ack 501 + 512"],
      },
    ],
    silent: [`${SCALED}\n0.1 C PA 1 len 500 ack 1\n0.11 S A 1 ack 501 win 4\n0.12 C PA 501 len 511 ack 1`],
  },
};
