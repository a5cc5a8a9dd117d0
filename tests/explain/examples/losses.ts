/** Examples of the rules of loss: the last packet of each scenario is the one that matters. */
import {
  ANSWERED,
  ASKED,
  AT_CLIENT,
  FAR_FLIGHT,
  FLIGHT,
  HASTY,
  HEARD_BEFORE,
  MEASURED,
  oneWay,
  OPEN,
  TWO_OUT,
  twoHoles,
} from "./conversations.ts";
import type { Examples } from "./rule_examples.ts";

const SIX = Array.from({ length: 6 }, (_, i) => `0.1 C A ${1000 * i + 1} len 1000 ack 1`).join("\n");

/** Repeated ACKs of the client ask for what comes late and not for that. */
const LATE_ORIGINAL =
  `${MEASURED}\n0.2 S A 6 len 1000 ack 6 id 0\n0.2001 C A 6 ack 1006\n0.2002 S A 2006 len 1000 ack 6 id 0
  0.20021 C A 6 ack 1006\n0.2003 S A 3006 len 1000 ack 6 id 0\n0.20031 C A 6 ack 1006
  0.202 S A 1006 len 1000 ack 6 id 0\n0.20201 C A 6 ack 4006`;

export const LOSSES: Examples<
  | "retransmission-timeout"
  | "fast-retransmission"
  | "spurious-retransmission"
> = {
  "retransmission-timeout": {
    speaks: [
      { text: HEARD_BEFORE, says: ["So a timer"], never: ["let it go"] },
      {
        // Behind the oldest that is missing: no timer begins there.
        text: `${twoHoles("3001", "1001")}\n0.5 C A 3001 len 1000 ack 1 id 0`,
        says: ["number 1001, and this lies behind it"],
        never: ["So a timer"],
      },
      {
        text: `${twoHoles("1001", "3001")}\n0.5 C A 1001 len 1000 ack 1 id 0`,
        says: ["So a timer"],
        never: ["lies behind it"],
      },
      {
        // What the ACK has confirmed sets the timer back.
        text: `${twoHoles("3001", "1001")}\n0.2 S A 1 ack 3001 sack 4001-6001\n0.32 C A 3001 len 1000 ack 1 id 0`,
        says: ["starts anew"],
        never: ["So a timer"],
      },
      {
        text: `${twoHoles("3001", "1001")}\n0.2 S A 1 ack 3001 sack 4001-6001\n0.4 C A 3001 len 1000 ack 1 id 0`,
        says: ["So a timer"],
        never: ["starts anew"],
      },
      {
        // Of who may have asked for it nothing is captured.
        text: oneWay(3),
        says: ["Nothing of the server is in this capture", "ACKs that told"],
        never: ["So a timer"],
      },
      // Two segments behind it draw too few ACKs for that.
      { text: oneWay(2), says: ["So a timer"], never: ["ACKs that told"] },
      // Nobody has reported a hole.
      { text: `${HASTY}\n0.2146 C A 6 len 1000 ack 6 id 0`, says: ["doubled the packet"] },
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
      {
        // The timer's SYN,ACK came first: a later one, a round trip after the SYN, is the answer.
        text: `0 C S 0\n0.1 S SA 0 ack 1\n1.05 C S 0\n1.1 S SA 0 ack 1\n1.15 S SA 0 ack 1`,
        says: ["again in packet 3"],
        never: ["attempt", "has not come"],
      },
      {
        // Sooner than a SYN comes there and its answer back, or long after it.
        text: `0 C S 0\n0.1 S SA 0 ack 1\n1.05 C S 0\n1.1 S SA 0 ack 1`,
        says: ["has not come"],
        never: ["again in packet", "attempt"],
      },
      {
        text: `0 C S 0\n0.1 S SA 0 ack 1\n1 C S 0\n1.1 S SA 0 ack 1\n3.1 S SA 0 ack 1`,
        says: ["2.00 s after", "has not come"],
        never: ["again in packet", "attempt"],
      },
      // On a way longer than the timer the second answer comes behind the handshake.
      {
        text: `0 C S 0\n1 C S 0\n1.3 S SA 0 ack 1\n1.3001 C A 1 ack 1\n2.3 S SA 0 ack 1`,
        says: ["again in packet 2"],
        never: ["accept()"],
      },
      {
        text: `0 C S 0\n0.0001 S SA 0 ack 1\n1 C S 0`,
        says: ["packet 2 answers it here"],
        never: ["without an answer"],
      },
      // One packet, on both sides of a box that changes its options.
      {
        text: `0 C S 0 mss 1460 id 77\n0.00002 C S 0 mss 1400 id 77`,
        says: ["packet 1 once more", "identification, 77", "Nothing was sent again"],
        never: ["firewall drops"],
      },
      { text: `0 C SEW 0\n1 C S 0`, says: ["without the flags ECE and CWR"], never: ["The same SYN"] },
      { text: `0 C SEW 0\n1 C SEW 0`, says: ["The same SYN again"] },
      { text: `0 C S 0 tfo aabbccdd len 10\n1 C S 0`, says: ["without its data"], never: ["The same SYN"] },
      // The data of a SYN that was not confirmed leaves with the handshake.
      {
        text: `0 C S 0 tfo aabbccdd len 10\n0.02 S SA 0 ack 1\n0.0201 C PA 1 len 10 ack 1`,
        says: ["leaves with the ACK of the handshake", "No timer ran out"],
      },
      // So late it is not for want of the ACK.
      {
        text: `${OPEN}\n15.009 S SA 0 ack 1`,
        says: ["TCP_DEFER_ACCEPT", "packet 3 confirms it"],
        never: ["did not reach"],
      },
      // Data has come, which would have woken the program.
      { text: `${OPEN}\n0.1 C PA 1 "hello" ack 1\n15.009 S SA 0 ack 1`, says: ["accept()"], never: ["TCP_DEFER"] },
      { text: `${OPEN}\n1.009 S SA 0 ack 1`, says: ["1.00 s after", "packet 3 confirms it", "accept()"] },
      {
        text: `${ASKED}\n0.12 C FA 6 ack 1\n0.13 S A 1 ack 7\n0.4 C FA 6 ack 1`,
        says: ["although packet 7 confirms it"],
      },
      { text: `${ASKED}\n0.12 C FA 6 ack 1\n0.4 C FA 6 ack 1`, says: ["The FIN again (number 6)", "280 ms"] },
      // Sooner than any timer.
      { text: `${ASKED}\n0.12 C FA 6 ack 1\n0.15 C FA 6 ack 1`, says: ["The FIN again"], never: ["ran out"] },
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
        says: ["had run out before (packet 6)", "RFC 6298, section 5.4"],
      },
      {
        text: `${ASKED}\n0.2 C PA 6 "again" ack 1 id 0\n0.202 C PA 6 "again" ack 1 id 0`,
        says: ["can have come so soon", "10.0 ms", "doubled"],
      },
      {
        // Sooner than a probe, and nothing was missing.
        text: `${ASKED}\n0.2 C PA 6 "again" ack 1 id 0\n0.211 C PA 6 "again" ack 1 id 0`,
        says: ["No ACK had told the client's kernel of a loss", "little more than a round trip"],
      },
      {
        // An ACK asked for it.
        text: `${ASKED}\n0.2 C PA 6 "again" ack 1 id 0\n0.2105 S A 1 ack 6\n0.211 C PA 6 "again" ack 1 id 0`,
        never: ["little more than a round trip", "doubled the packet"],
      },
      {
        // Cut anew: a link on the way takes less.
        text: `${ASKED}\n0.2 C PA 6 len 1400 ack 1 id 0\n0.211 C A 6 len 1000 ack 1 id 0`,
        never: ["little more than a round trip", "doubled the packet"],
      },
      {
        text: `0 C PA 1 "hello" ack 1 id 7\n0.00001 C PA 1 "hello" ack 1 id 7
          0.01 C PA 6 "world" ack 1 id 0\n0.0105 C PA 6 "world" ack 1 win 500 id 0`,
        says: ["most likely this one is, too"],
      },
      {
        text: `${ANSWERED}\n1 C PA 6 len 100 ack 6 damaged\n1.3 C PA 6 len 100 ack 6`,
        says: ["packet 8, came by damaged"],
        never: ["what it sent was lost"],
      },
      {
        text: `0 C S 0 mss 1460\n0.002 I 3/13 C S 0 mss 1460 from 10.9.9.9\n1 C S 0 mss 1460`,
        says: ["an ICMP error has answered that (packet 2)"],
        never: ["without an answer", "drops it in silence"],
      },
      {
        text: `${OPEN.replaceAll("sackok", "ts")}\n0.2 C PA 1 len 100 ack 1 bare\n0.5 C PA 1 len 100 ack 1 bare`,
        says: ["has no timestamp, though it should"],
      },
      // The room for it was taken back while it was on its way.
      {
        text: `${AT_CLIENT}\n0.09 S A 1 ack 1 win 5000\n0.1 C A 1 len 1000 ack 1\n0.1001 C A 1001 len 1000 ack 1
          0.1002 C A 2001 len 1000 ack 1\n0.12 S A 1 ack 1001 win 1000\n0.13 S A 1 ack 2001 win 0
          0.4 S A 1 ack 2001 win 5000\n0.4001 C A 2001 len 1000 ack 1`,
        says: ["took it back (packet 8)", "most likely they were not lost"],
        never: ["recovery that is under way"],
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
        text: `${HASTY}\n0.2144 S A 6 ack 6\n0.2144 S A 6 ack 6\n0.2144 S A 6 ack 6\n0.2146 C A 6 len 1000 ack 6 id 0`,
        says: ["number 6"],
        never: ["doubled the packet"],
      },
      {
        text: `${FLIGHT}\n0.11 S A 1 ack 1001\n0.111 S A 1 ack 1001\n0.112 C A 1001 len 1000 ack 1`,
        says: ["asked for number 1001 3 times"],
      },
      // Its only measured round trip, that of the handshake, was a slow one.
      {
        text:
          `0 C S 0 mss 1460 sackok\n0.002 S SA 0 ack 1 mss 1460 sackok\n0.1 C A 1 ack 1\n0.2 C A 1 len 1000 ack 1 id 0
          0.2001 C A 1001 len 1000 ack 1 id 0\n0.2002 C A 2001 len 1000 ack 1 id 0\n0.203 S A 1 ack 1 sack 2001-2501
          0.2031 S A 1 ack 1 sack 2001-3001\n0.205 C A 1001 len 1000 ack 1 id 0`,
        says: ["selective ACKs show what is missing", "number 1001"],
        never: ["so soon"],
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
      // The last repetition has just passed, 20 ms from the server.
      {
        text:
          `${MEASURED}\n0.2 S A 6 len 1000 ack 6 id 0\n0.2001 S A 1006 len 1000 ack 6 id 0\n0.2002 S A 2006 len 1000 ack 6 id 0
          0.2003 S A 3006 len 1000 ack 6 id 0\n0.2004 S A 4006 len 1000 ack 6 id 0\n0.201 C A 6 ack 1006\n0.2011 C A 6 ack 1006
          0.2012 C A 6 ack 1006\n0.2013 C A 6 ack 1006\n0.2205 C A 6 ack 1006\n0.2221 S A 1006 len 1000 ack 6 id 0`,
        says: ["the last of them so lately"],
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
      // The first to fill the hole was too soon to be asked for; this one is not.
      { text: `${LATE_ORIGINAL}\n0.2205 S A 1006 len 1000 ack 6 id 0`, says: ["confirmed everything before 4006"] },
      {
        text: `${ASKED}\n0.2 S A 1 ack 106\n0.200004 C A 6 len 100 ack 1`,
        says: ["for the first time in this capture", "4.00 µs behind packet 6", "then nothing was sent twice"],
      },
      {
        // Long behind the ACK, and never captured before.
        text: `${ASKED}\n0.2 S A 1 ack 106\n0.205 C A 6 len 100 ack 1`,
        says: ["nothing here tells which"],
        never: ["cannot have had that ACK"],
      },
      {
        // The second sending came first.
        text:
          `${OPEN}\n${SIX}\n0.15 S A 1 ack 5001\n0.4 C A 5001 len 1000 ack 1\n0.41 S A 1 ack 6001\n0.43 C A 5001 len 1000 ack 1`,
        says: ["nothing here tells which"],
      },
      {
        // They were a part of what a card had joined.
        text: `${OPEN}\n0.1 C A 1 len 5000 ack 1\n0.109 S A 1 ack 5001\n0.109006 C A 1461 len 1460 ack 1`,
        says: ["again"],
        never: ["for the first time in this capture"],
      },
    ],
    silent: [
      `${LATE_ORIGINAL}\n0.2105 S PA 1006 len 1000 ack 6 id 0`,
      `${OPEN}\n0.1 C PA 1 "hello" ack 1\n1.1 C PA 1 "hello" ack 1`,
    ],
  },
};
