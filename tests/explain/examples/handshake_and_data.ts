/** Examples of the rules of handshake and data: the last packet of each scenario is the one that matters. */
import {
  ANSWERED,
  ASKED,
  AT_CLIENT,
  BOTH_STAMPED,
  FLIGHT,
  FULL_BUFFER,
  MEASURED,
  OPEN,
  RESENT,
} from "./conversations.ts";
import type { Examples } from "./rule_examples.ts";

export const HANDSHAKE_AND_DATA: Examples<
  | "syn"
  | "syn-ack"
  | "handshake-ack"
  | "data"
  | "ack"
  | "piggyback-ack"
  | "delayed-ack"
  | "nagle-coalesced"
  | "segmentation-offload"
> = {
  "syn": {
    speaks: [
      { text: `0 C S 0 mss 1460 ws 7 sackok`, says: ["1000", "1001", "1460", "units of 128", "SYN-SENT"] },
      { text: `0 C S 0 sackok ts`, says: ["name what arrived behind a loss", "tell old packets"] },
      { text: `0 C S 0`, says: ["no options", "looks rewritten"] },
      { text: `0 C S 555665777`, says: ["555666777", "looks rewritten"] },
      { text: `0 C S 383551103`, says: ["383552103", "nobody can forge"] },
      { text: `0 C S 0 mss 1460\n0.001 S S 0 mss 1460`, says: ["crossed"] },
      {
        text: `0 C S 383551103 raw\n0.1 C S 383551103 raw port 40619`,
        says: ["Packet 1 asked for another", "scanners"],
      },
      {
        text: `0 C S 383551103 raw mss 1460\n0.1 C S 383551103 raw mss 1460 to 5051`,
        says: ["Packet 1 asked for another", "scanners"],
      },
      // Two connections of one moment, of a kernel that takes the number from a clock.
      {
        text: `0 C S 383551103 raw mss 1460\n0.0002 C S 383551103 raw mss 1460 port 40619 to 5051`,
        says: ["from a clock"],
        never: ["scanners", "nobody can forge"],
      },
      // Nine seconds apart, or with one identification: no clock of a kernel.
      {
        text: `0 C S 383551103 raw mss 1460\n9 C S 383551103 raw mss 1460 port 40619 to 5051`,
        says: ["no kernel does so twice", "written anew"],
        never: ["from a clock"],
      },
      {
        text: `0 C S 383551103 raw mss 1460 id 77\n0.0002 C S 383551103 raw mss 1460 port 40619 to 5051 id 77`,
        says: ["written anew"],
        never: ["from a clock"],
      },
      // A kernel that tries again after a RST, with the same number.
      {
        text: `0 C S 383551103 raw mss 1460\n0.1 S RA 0 raw ack 383551104\n0.6 C S 383551103 raw mss 1460`,
        says: ["The same SYN as packet 1", "once more"],
        never: ["scanners", "differently each time"],
      },
      {
        text: `0 C S 383551103 raw\n0.1 C S 383559999 raw port 40619`,
        says: ["nobody can forge"],
        never: ["scanners"],
      },
    ],
    silent: [`0 C S 0 mss 1460\n1 C S 0 mss 1460`, `0 C S 0\n0.1 S SA 0 ack 1`],
  },
  "syn-ack": {
    speaks: [
      {
        text: `0 C S 0 mss 1460 ws 7\n0.1 S SA 0 ack 1 mss 1460 ws 6`,
        says: ["1001 = 1000 + 1", "units of 128", "in 64", "not negotiated"],
      },
      { text: `0 C S 0 mss 1460 ws 7\n0.1 S SA 0 ack 1 mss 1460`, says: ["Only one of the two offers window scaling"] },
      { text: `0 C S 0 "abc"\n0.1 S SA 0 ack 4`, says: ["1004 = 1000 + 1 + 3"] },
      // Made by hand: its ack is that of no SYN.
      {
        text: `0 C S 0 raw mss 1460\n0.1 S SA 0 raw ack 0`,
        says: ["0 (raw) is not the 1 that would confirm the SYN"],
        never: ["4294967295"],
      },
    ],
    silent: [OPEN, `0 C S 0\n0.1 S SA 0 ack 1\n1.1 S SA 0 ack 1`],
  },
  "handshake-ack": {
    speaks: [
      { text: OPEN, says: ["ack 1 = 0 + 1", "10.0 ms", "accept()", "ESTABLISHED since packet 2"] },
      { text: `0 C S 0\n0.1 S SA 0 ack 1\n0.2 C PA 1 "hi" ack 1`, says: ["together with the first data"] },
      {
        text: `0 C S 0\n0.1 S SA 0 ack 1\n0.11 C R 1 win 0\n0.2 C A 1 ack 1`,
        says: ["RST, packet 3", "raw socket"],
      },
    ],
    silent: [ASKED, `${OPEN}\n0.02 C A 1 ack 1`],
  },
  "data": {
    speaks: [
      // The first captured, and not the first.
      { text: `${OPEN}\n0.1 C PA 101 "hello" ack 1`, says: ["numbers 101 to 105"] },
      { text: `0 C PA 1 "hello" ack 1`, says: ["numbers 1 to 5"] },
      { text: `${OPEN}\n0.1 C PA 1 "hello" ack 1`, says: ["`hello`", "numbers 1 to 5", "6 = 1 + 5", "PSH"] },
      { text: `${OPEN}\n0.1 C PA 1 "x" ack 1`, says: ["1 byte", "`x`"] },
      // A stray SYN,ACK before it has moved nothing.
      { text: `${ASKED}\n0.5 S SA 900000 ack 1\n1 S PA 1 len 10 ack 6`, says: ["numbers 1 to 10"] },
      {
        // A connection under way: what its sender had sent before is not known.
        text: `0 C PA 2 len 10 ack 3\n0.00002 S PA 3 len 10 ack 12`,
        never: ["leaves at once", "left as soon"],
      },
      {
        text: `${ASKED}\n0.12 S PA 1 "HELLO" ack 6`,
        says: ["leaves at once", "20.0 ms after the client's data (packet 4)"],
      },
      { text: `${ASKED}\n0.12 C PA 6 "a" ack 1\n0.121 C PA 7 "b" ack 1`, says: ["TCP_NODELAY"] },
      {
        text: `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.101 S A 1 ack 6\n0.12 S PA 1 "HELLO" ack 6`,
        says: ["confirmed them by themselves (packet 5)", "quick ACK"],
      },
      {
        text: `${ANSWERED}\n0.13 C FA 6 ack 6\n0.131 S PA 6 "more" ack 6`,
        says: ["had not yet processed the client's FIN (packet 8)", "made it 7"],
      },
      {
        text: `${AT_CLIENT}\n0.1 C PA 1 "hello" ack 1\n0.12 S PA 1 "HELLO" ack 6\n0.12001 C FA 6 ack 6
          0.1201 S PA 6 "more" ack 6`,
        says: ["FIN (packet 6) had not arrived"],
      },
      {
        text: `${FULL_BUFFER}\n0.4 C A 1001 len 1 ack 1\n0.41 S A 1 ack 1001 win 0\n1 S A 1 ack 1001 win 2000
          1.01 C PA 1001 len 500 ack 1`,
        says: ["first byte, 1001, is the one that the probe of packet 8 carried"],
      },
      {
        text: `0 C S 0 mss 1000\n0.02 S SA 0 ack 1 mss 1000\n0.02001 C A 1 ack 1\n0.1 C A 1 len 1000 ack 1 win 9000
          0.1001 C A 1001 len 1000 ack 1\n0.1002 C A 2001 len 1000 ack 1\n0.15 S A 1 ack 1001 win 9000
          0.1501 C A 3001 len 1000 ack 1`,
        says: ["paused since packet 6", "congestion window"],
      },
      { text: `0 C PA 1 "middle" ack 1`, says: ["begins inside this connection"] },
      { text: `${FLIGHT}\n0.11 C A 4001 len 1000 ack 1`, says: ["4000 bytes are on the way"] },
    ],
    silent: [ASKED, `${OPEN}\n0.1 C PA 1 "hello" ack 1\n1.1 C PA 1 "hello" ack 1`],
  },
  "ack": {
    speaks: [
      { text: ASKED, says: ["6 = 1 + 5", "1006 = 1001 + 5", "10.0 ms after packet 4", "never read"] },
      { text: FLIGHT, says: ["3000 bytes of the client are still unconfirmed"] },
      { text: `${FLIGHT}\n0.12 S A 1 ack 4001`, says: ["cumulative", "up to and including packet 7"] },
      {
        text: `${FLIGHT}\n0.12 S A 1 ack 3501`,
        says: ["everything before packet 7 and a part of it", "segments on the wire were smaller"],
      },
      {
        text: `${RESENT}\n0.13 S A 1 ack 4001`,
        says: [
          "18.0 ms after the retransmission in packet 11, whose 1000 bytes",
          "Numbers 2001 to 4000 had arrived before",
        ],
      },
      {
        text: `${RESENT}\n0.1121 C A 4001 len 1000 ack 1\n0.13 S A 1 ack 5001`,
        says: ["everything up to and including packet 12"],
      },
      {
        text: `${ASKED}\n0.12 C PA 6 len 300 ack 1\n0.13 S A 1 ack 306 win 300`,
        says: ["smaller, 300 bytes after 502"],
      },
    ],
    silent: [OPEN, `${ASKED}\n0.12 S PA 1 "HELLO" ack 6`],
  },
  "piggyback-ack": {
    speaks: [
      {
        text: `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.11 S PA 1 "HELLO" ack 6`,
        says: ["6 = 1 + 5", "no packet of its own"],
      },
      { text: `${OPEN}\n0.1 C PA 1 "bye" ack 1\n0.11 S FA 1 ack 4`, says: ["4 = 1 + 3"] },
    ],
    silent: [ASKED, `${ASKED}\n0.12 S PA 1 "HELLO" ack 6`],
  },
  "delayed-ack": {
    speaks: [
      {
        text: `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.15 S A 1 ack 6`,
        says: ["50.0 ms", "9.00 ms", "held it back for about"],
      },
      // No kernel's timer: a radio that sleeps takes any time.
      {
        text: `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.18 S A 1 ack 6`,
        says: ["may have held it back", "the way took longer"],
        never: ["held it back for about"],
      },
      // Stamped when it left, 40 ms late: it did not lose the time on its way.
      {
        text: `${BOTH_STAMPED}\n1 C PA 1 "hello" ack 1 stamp 1900\n1.05 S A 1 ack 6 stamp 6050`,
        says: ["held it back for about"],
      },
    ],
    silent: [
      ASKED,
      // Stamped as ever, and come late.
      `${BOTH_STAMPED}\n1 C PA 1 "hello" ack 1 stamp 1900\n1.05 S A 1 ack 6 stamp 6010`,
      `${OPEN}\n0.1 C PA 1 "hello" ack 1\n1.9 S A 1 ack 6`,
      // It has closed: no program is there to write.
      `${OPEN}\n0.05 S FA 1 ack 1\n0.1 C PA 1 "hello" ack 2\n0.15 S A 2 ack 6`,
      // A queue climbs.
      OPEN +
      [20, 40, 60].map((trip, i) => `\n${i + 1} C PA ${i + 1} "a" ack 1\n${i + 1}.0${trip} S A 1 ack ${i + 2}`).join(
        "",
      ),
    ],
  },
  "nagle-coalesced": {
    speaks: [
      {
        text: `${ASKED}\n0.111 C PA 6 "worldagain" ack 1`,
        says: ["10 = 2 x 5", "Packet 5 brought that ACK", "1.00 ms later", "40 ms and more"],
      },
      { text: `${ASKED}\n0.111 C PA 6 "seventh" ack 1`, says: ["7 bytes"] },
      // Longer ones that end no write have left before.
      {
        text: `${OPEN}\n0.1 C A 1 len 1440 ack 1\n0.1001 C PA 1441 len 500 ack 1\n0.12 S A 1 ack 1941 win 65000\n` +
          `0.1205 C PA 1941 len 1000 ack 1`,
        says: ["1000 bytes"],
      },
    ],
    silent: [
      `${ASKED}\n0.5 C PA 6 "worldagain" ack 1`,
      `${ANSWERED}\n0.121 C PA 6 "worldagain" ack 6`,
      `${OPEN}\n0.1 C A 1 len 1460 ack 1\n0.11 S A 1 ack 1461\n0.111 C PA 1461 len 100 ack 1`,
      // One write like the one before: nothing shows that anything had gathered.
      `${ASKED}\n0.111 C PA 6 "world" ack 1`,
      // Half of the largest window is the largest segment that Linux makes: full ones wait for no ACK.
      `0 C S 0 mss 65495\n0.001 S SA 0 ack 1 mss 65495 win 4000\n0.002 C A 1 ack 1\n` +
      `0.1 C A 1 len 2000 ack 1\n0.101 S A 1 ack 2001 win 4000\n0.1011 C PA 2001 len 2001 ack 1`,
      // That ACK has not reached it yet.
      `${MEASURED}\n0.2 S PA 6 len 10 ack 6\n0.20001 C A 6 ack 16\n0.2002 S PA 16 len 20 ack 6`,
      // It has sent a small one behind a small one before.
      `${OPEN}\n0.1 C A 1 len 1460 ack 1\n0.101 C PA 1461 len 1024 ack 1\n0.1011 C PA 2485 len 588 ack 1\n` +
      `0.12 S A 1 ack 3073\n0.2 C PA 3073 len 300 ack 1\n0.21 S A 1 ack 3373\n0.2101 C PA 3373 len 588 ack 1`,
      // A small one left while another was unconfirmed, with a full one between them.
      `${OPEN}\n0.1 C PA 1 len 28 ack 1\n0.1001 C A 29 len 1460 ack 1\n0.1002 C PA 1489 len 28 ack 1\n` +
      `0.12 S A 1 ack 1517\n0.2 C PA 1517 len 300 ack 1\n0.21 S A 1 ack 1817\n0.2101 C PA 1817 len 588 ack 1`,
      // As long as an earlier one that ended no write: this path takes no more.
      `${OPEN}\n0.1 C A 1 len 1440 ack 1\n0.1001 C PA 1441 len 1400 ack 1\n0.12 S A 1 ack 2841 win 65000\n0.1205 C A 2841 len 1440 ack 1`,
      // The window has no room for a segment.
      `${OPEN}\n0.1 C PA 1 len 50 ack 1\n0.11 S A 1 ack 51 win 150\n0.111 C PA 51 len 100 ack 1`,
    ],
  },
  "segmentation-offload": {
    speaks: [
      { text: `${OPEN}\n0.1 C PA 1 len 4380 ack 1`, says: ["3 segments of 1460 bytes each"] },
      { text: `${OPEN}\n0.1 C PA 1 len 2000 ack 1`, says: ["2 segments (1 of 1460 bytes, 1 of 540)"] },
      { text: `${OPEN}\n0.1 C PA 1 len 3000 ack 1`, says: ["3 segments (2 of 1460 bytes, 1 of 80)"] },
      // Its own segments are shorter than the other end allows.
      {
        text: `${OPEN}\n0.1 C A 1 len 1408 ack 1\n0.1 C A 1409 len 1408 ack 1\n0.1 C PA 2817 len 2816 ack 1`,
        says: ["2 segments of 1408 bytes each"],
      },
      { text: `0 C S 0 mss 1220\n0.1 S SA 0 ack 1 mss 1440\n0.2 C PA 1 len 2440 ack 1`, says: ["2 segments of 1220"] },
      { text: `0 C PA 1 len 14600 ack 1`, says: ["how long cannot be seen here"] },
      {
        text: `${MEASURED}\n0.19 C A 6 len 1300 ack 6\n0.2 C PA 1306 len 3000 ack 6`,
        says: ["several smaller segments", "before the card"],
      },
      {
        text: `${MEASURED}\n0.19 S A 6 len 1300 ack 6\n0.2 S PA 1306 len 3000 ack 6`,
        says: ["several smaller segments", "had joined"],
      },
      { text: `${MEASURED}\n0.2 C PA 6 len 3000 ack 6`, says: ["The client's kernel leaves the cutting"] },
      { text: `${MEASURED}\n0.2 S PA 6 len 3000 ack 6`, says: ["The capture was taken at the client"] },
    ],
    silent: [
      // An old kernel fills what the other end allows, and puts its options on top.
      `${OPEN.replaceAll("sackok", "ts")}\n0.1 C PA 1 len 1460 ack 1`,
      `${OPEN}\n0.1 C PA 1 len 1460 ack 1`,
      `0 C S 0 mss 65495\n0.1 S SA 0 ack 1 mss 65495\n0.2 C PA 1 len 9000 ack 1`,
    ],
  },
};
