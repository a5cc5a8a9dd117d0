/** Examples of the rules of gaps and order: the last packet of each scenario is the one that matters. */
import { ASKED, AT_CLIENT, FLIGHT, OPEN, SCALED_AT_ONCE, STAMPED, TWO_OUT } from "./conversations.ts";
import type { Examples } from "./rule_examples.ts";

/** Of a packet the capture has one piece; of two, one of each. */
const ONE_PIECE = `${OPEN}\n0.1 C A 1 len 10 ack 1 id 50\n0.2 C A 11 len 1400 ack 1 id 51 piece 736-1420`;
const TWO_PIECES = `${ONE_PIECE}\n0.2001 C A 1411 len 1400 ack 1 id 52 piece 736-1420`;

export const GAP_EXAMPLES: Examples<"duplicate-ack" | "out-of-order" | "lost-segment" | "ack-lost-segment"> = {
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
        says: ["repetition 1 (first said in packet 8)", "number 1001 has not arrived", "came to the server twice"],
      },
      {
        // The third is no chance any more.
        text: `${FLIGHT}\n0.11 S A 1 ack 1001\n0.111 S A 1 ack 1001\n0.112 S A 1 ack 1001`,
        says: ["one more segment arrived behind the gap"],
        never: ["came to the server twice"],
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
      // The first packet after the SYN whose window is scaled, but data was sent: something is missing.
      {
        text: SCALED_AT_ONCE.replace("0.0101", "0.0100 C A 101 len 100 ack 1 win 500\n  0.0190"),
        says: ["number 1 has not arrived"],
      },
      {
        text: "0 S A 1 ack 1 sack 1001-2001\n0.1 S A 1 ack 1 sack 1001-2001",
        says: ["number 1 has not arrived", "numbers 1001 to 2000"],
      },
    ],
    // The last: the window field is the same, and only now it counts in units.
    silent: [FLIGHT, ASKED, SCALED_AT_ONCE],
  },
  "out-of-order": {
    speaks: [
      // The file has it behind its ACK, and by its time it came before.
      {
        text: `${OPEN}\n0.1001 S A 1 ack 41\n0.1 C PA 1 len 40 ack 1`,
        says: ["100 µs before packet 4", "another order than the wire"],
        never: ["again", "overtook"],
      },
      { text: `${OPEN}\n0.1 C A 21 ack 1\n0.101 C PA 1 len 20 ack 1`, says: ["an earlier packet without data showed"] },
      {
        text: `${OPEN}\n0.1 C PA 1 len 20 ack 1\n0.1001 C PA 21 len 20 ack 1\n0.101 C PA 1 len 30 ack 1`,
        says: ["at least a part of them was captured before"],
        never: ["without data showed"],
      },
      {
        text: `${OPEN}\n0.1 C A 101 len 10 ack 1\n0.09 C A 1 len 100 ack 1`,
        says: ["10.0 ms before packet 4"],
      },
      {
        text: `${OPEN}\n0.1 C FA 44 ack 1 id 12\n0.1001 C PA 1 len 43 ack 1 id 11`,
        says: ["only the FIN (packet 4)"],
        never: ["keeps the bytes behind these"],
      },
      {
        text: `${FLIGHT.replace(/\n.*id 11/, "").replace(/\n.*ack 1001$/, "")}\n0.1035 C A 1001 len 1000 ack 1 id 11`,
        says: ["changed places", "11 and 12", "keeps the bytes behind these"],
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
        says: ["No line carries", "251,658,101 bytes", "1.00 ms"],
      },
      { text: `${OPEN}\n0.1 S FA 1 ack 845\n0.1003 C FA 845 ack 2`, says: ["confirmed them already (packet 4)"] },
      { text: `${OPEN}\n0.1 S FA 1 ack 1\n0.1003 C FA 845 ack 2`, says: ["845"], never: ["confirmed them already"] },
      { text: `${OPEN}\n0.1 C A 101 ack 1`, says: ["draws no answer"] },
      // The record before was cut, and its length with it; that explains no more than its packet held.
      {
        text: `${OPEN}\n0.1 C A 1 len 1000 ack 1 shorn 100\n0.2 C A 1001 len 10 ack 1`,
        says: ["by its IP header packet 4 held them", "940 bytes"],
        never: ["not been captured", "fate"],
      },
      {
        text: `${OPEN}\n0.1 C A 1 len 1000 ack 1 shorn 100\n0.2 C A 1101 len 10 ack 1`,
        says: ["not been captured"],
        never: ["IP header"],
      },
      // A FIN takes a number.
      { text: `${OPEN}\n0.1 C FA 101 ack 1`, says: ["repeats its ACK"], never: ["draws no answer"] },
      // A part is confirmed.
      {
        text: `${OPEN}\n0.1 C A 1 len 10 ack 1\n0.15 S A 1 ack 51\n0.2 C A 101 len 10 ack 1`,
        says: ["below 51", "(packet 5)", "of the others"],
      },
      // Pieces of what is between are there; those of another packet are not meant.
      {
        text:
          `${OPEN}\n0.1 C A 1 len 10 ack 1 id 5\n0.2 C A 11 len 1000 ack 1 id 6 piece 736-1020\n0.3 C A 1011 len 10 ack 1 id 7`,
        says: ["a single piece", "packet 5."],
        never: ["have not been captured"],
      },
      {
        text:
          `${OPEN}\n0.1 C A 1 len 10 ack 1 id 5\n0.2 C A 11 len 1000 ack 1 id 60 piece 736-1020\n0.3 C A 1011 len 10 ack 1 id 7`,
        says: ["have not been captured"],
        never: ["piece"],
      },
      {
        text: `${TWO_PIECES}\n0.3 C A 2811 len 10 ack 1 id 53`,
        says: ["single pieces", "packets 5 and 6."],
      },
      // Confirmed before: what the pieces hold was not missed.
      {
        text: `${TWO_PIECES}\n0.21 S A 1 ack 2811\n0.3 C A 2811 len 10 ack 1 id 53`,
        says: ["(packet 7)", "what lacks of them"],
        never: ["the capture missed them"],
      },
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
      { text: `${ASKED}\n0.111 S A 1 ack 993999`, says: ["993,993 bytes", "windows", "never sent"] },
      {
        text: `${OPEN}\n0.1 C A 1 len 10 ack 1\n0.11 S A 1 ack 11\n0.2 C A 111 len 10 ack 1\n0.21 S A 1 ack 121`,
        says: ["11 to 110", "gap before packet 6"],
      },
      {
        text: `${OPEN}\n0.1 C A 1 len 10 ack 1\n0.11 S A 1 ack 11\n0.2 C A 111 len 10 ack 1\n0.21 S A 1 ack 51`,
        says: ["11 to 50", "missed 40 bytes", "network has not lost"],
      },
      {
        // The repeated ACKs answer what was sent again, and tell of no gap.
        text: `${FLIGHT}\n0.11 S A 1 ack 4001\n0.5 C A 3001 len 1000 ack 1 id 14\n0.5001 C A 2001 len 1000 ack 1 id 15
          0.509 S A 1 ack 4001\n0.5091 S A 1 ack 4001\n0.5092 C A 5001 len 1000 ack 1 id 17\n0.51 S A 1 ack 6001`,
        says: ["4001 to 5000"],
        never: ["had told that bytes"],
      },
      // Its receiver had told of the gap: what came there in the end is no first copy.
      {
        text:
          `${OPEN}\n0.1 C A 1 len 10 ack 1\n0.2 C A 111 len 10 ack 1\n0.21 S A 1 ack 11 sack 111-121\n0.5 S A 1 ack 121`,
        says: ["packet 6 had told", "lost, or late, on the way"],
        never: ["network has not lost"],
      },
      {
        text:
          `${AT_CLIENT}\n0.1 C A 1 len 10 ack 1\n0.15 S A 1 ack 11\n0.2 C A 111 len 10 ack 1\n0.21 S A 1 ack 11\n0.22 C A 121 len 10 ack 1\n0.23 S A 1 ack 11\n0.5 S A 1 ack 131`,
        says: ["packet 9 had told"],
      },
      {
        // One repeated ACK without SACK may answer what came twice.
        text:
          `${AT_CLIENT}\n0.1 C A 1 len 10 ack 1\n0.15 S A 1 ack 11\n0.2 C A 111 len 10 ack 1\n0.21 S A 1 ack 11\n0.5 S A 1 ack 121`,
        never: ["had told", "network has not lost"],
      },
      // It told of another gap.
      {
        text: `${OPEN}\n0.1 C A 1 len 10 ack 1\n0.2 C A 111 len 10 ack 1\n0.21 S A 1 ack 11 sack 111-121
          0.3 S A 1 ack 121\n0.4 C A 221 len 10 ack 1\n0.41 S A 1 ack 231`,
        says: ["network has not lost"],
      },
      // Pieces of the packet are there.
      {
        text:
          `${OPEN}\n0.1 C A 1 len 10 ack 1 id 50\n0.2 C A 11 len 1400 ack 1 id 51 piece 736-1420\n0.21 S A 1 ack 1411`,
        says: ["a single piece", "packet 5.", "what lacks of these 1400 bytes"],
        never: ["has not seen:"],
      },
      { text: `${TWO_PIECES}\n0.21 S A 1 ack 2811`, says: ["single pieces", "packets 5 and 6."] },
      // So in a gap that is known: what an earlier ACK has confirmed of it is not confirmed here.
      {
        text: `${ONE_PIECE}\n0.3 C A 1411 len 10 ack 1 id 52\n0.31 S A 1 ack 1421`,
        says: ["11 to 1410", "a single piece", "packet 5.", "what lacks of these 1400 bytes"],
        never: ["only after this ACK"],
      },
      {
        text: `${TWO_PIECES}\n0.21 S A 1 ack 1411\n0.3 C A 2811 len 10 ack 1 id 53\n0.31 S A 1 ack 2821`,
        says: ["1411 to 2810", "single pieces", "packets 5 and 6."],
      },
      // The piece is of a packet behind the gap.
      {
        text: `${ONE_PIECE.replace("id 51", "id 53")}\n0.3 C A 1411 len 10 ack 1 id 52\n0.31 S A 1 ack 1421`,
        says: ["only after this ACK"],
        never: ["piece"],
      },
    ],
    silent: [
      // What the record of the packet does not hold, its IP header tells of.
      `${OPEN}\n0.1 C A 1 len 1000 ack 1 shorn 100\n0.2 S A 1 ack 1001`,
      ASKED,
      `0 C A 1 ack 1\n0.00002 S A 1 ack 2`,
      // The number in a RST may be the guess of who forged it.
      `${ASKED}\n0.2 S RA 1 ack 106`,
    ],
  },
};
