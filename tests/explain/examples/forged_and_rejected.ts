/** Examples of resets that others sent, and of ACKs that reject. */
import { ANSWERED, ASKED, MEASURED, OPEN, REQUEST } from "./conversations.ts";
import type { Examples } from "./rule_examples.ts";

/** Captured at the client, 20 ms from the server, several round trips measured. */
const FAR_SERVER = `
  0.000 C S  0 mss 1460 sackok
  0.020 S SA 0 ack 1 mss 1460 sackok
  0.02005 C A  1 ack 1
  0.030 C PA 1 "hello" ack 1
  0.050 S A  1 ack 6
  0.060 C PA 6 "hello" ack 1
  0.080 S PA 1 "HELLO" ack 11
  0.0801 C A 11 ack 6`;
const STAMPED = `
  0.000 C S  0 mss 1460 sackok ts stamp 100
  0.020 S SA 0 ack 1 mss 1460 sackok ts
  0.021 C A  1 ack 1 stamp 100
  0.030 C PA 1 len 100 ack 1 stamp 110
  0.050 S A  1 ack 101`;
/** A connection that was closed, and the same ports again: the server answers with the old one's ACK. */
const AGAIN = `${ANSWERED}
  0.13 C FA 6 ack 6
  0.14 S FA 6 ack 7
  0.141 C A 7 ack 7
  5.0 C S 3000000000 raw
  5.009 S A 7 ack 7`;

/** A request, 10 ms from a server whose TTL is 48. */
const ASKED_FOR_PAGE = `
  0.000 C S  0 mss 1460
  0.010 S SA 0 ack 1 mss 1460 ttl 48
  0.0101 C A  1 ack 1
  0.100 C PA 1 ${REQUEST} ack 1`;

/** Two hosts, each with a count of its own, until one device writes both directions by one. */
const ONE_COUNT = `
  0 C S 0 id 50000
  0.01 S SA 0 ack 1 id 9000
  0.011 C A 1 ack 1 id 50001
  0.02 C PA 1 "a" ack 1 id 30000
  0.03 S PA 1 "b" ack 2 id 30001
  0.04 C PA 2 "c" ack 2 id 30003
  0.05 S PA 2 "d" ack 3 id 30004`;
/** The same, each by its own count. */
const OWN_COUNTS = `
  0 C S 0 id 50000
  0.01 S SA 0 ack 1 id 9000
  0.011 C A 1 ack 1 id 50001
  0.02 C PA 1 "a" ack 1 id 50002
  0.03 S PA 1 "b" ack 2 id 9001
  0.04 C PA 2 "c" ack 2 id 50003
  0.05 S PA 2 "d" ack 3 id 9002`;

/** Two hosts whose counts come near each other. */
const OWN_LINE = `
  0 C S 0 id 50000
  0.01 S SA 0 ack 1 id 4600
  0.011 C A 1 ack 1 id 4700
  0.02 S PA 1 "a" ack 1 id 4618
  0.03 C PA 1 "ab" ack 2 id 4800
  0.04 S PA 2 "b" ack 3 id 4700
  0.05 C PA 3 "c" ack 3 id 4864
  0.06 C PA 4 "c" ack 3 id 4865
  0.07 S A 3 ack 5 id 4720
  0.08 C A 5 ack 3 id 4868`;

export const FORGED_AND_REJECTED: Examples<
  | "rst-middlebox"
  | "rst-injected"
  | "conflicting-data"
  | "rst-unacceptable-ack"
  | "damaged"
  | "old-connection-ack"
  | "challenge-ack"
  | "old-segment-rejected"
> = {
  "rst-middlebox": {
    speaks: [
      // Sooner than any answer of it, but behind a RST of its own another was to come.
      {
        text: `${MEASURED}\n0.14 S RA 6 ack 6\n5 C A 6 ack 6\n5.001 S R 6`,
        says: ["takes at least"],
        never: ["most likely another has sent it"],
      },
      {
        text: `${MEASURED}\n0.2 S PA 6 "x" ack 6 id 700\n0.22 C PA 6 "y" ack 7\n0.221 S RA 7 ack 7 id 1800`,
        says: ["most likely another has sent it", "takes at least"],
      },
      // Off the expected number: no program hears of it.
      {
        text: `${FAR_SERVER}\n1 S R 9006 ttl 99`,
        says: ["seq 9006 is not the number", "RFC 5961"],
        never: ["ECONNRESET"],
      },
      // Bytes that it does not count went before it.
      {
        text: `${FAR_SERVER}\n1 S PA 6 len 100 ack 6\n1.0001 S R 6 ttl 99`,
        says: ["went by before it", "too old"],
        never: ["ECONNRESET"],
      },
      {
        text: `${FAR_SERVER}\n1 C S 0 port 40700\n1.0004 S RA 0 ack 1 ttl 40 port 40700`,
        says: [
          "most likely another",
          "in conversation 0 this host's packets have 64",
          "400 µs after packet 9",
          "rejects",
        ],
        never: ["to blame"],
      },
      {
        text: `${FAR_SERVER}\n1 C S 0 port 40700\n1.02 S RA 0 ack 1 ttl 40 port 40700`,
        says: ["may have sent it", "in conversation 0"],
        never: ["cannot have been there", "most likely another"],
      },
      // Of 255 and of 64 nothing is behind them; one hop more; the next of its host's count.
      {
        text: `0 C S 0\n0.001 S SA 0 ack 1 ttl 255\n0.002 C A 1 ack 1\n1 S PA 1 "x" ack 1 ttl 255\n` +
          `2 C PA 1 "y" ack 2\n2.001 S R 2 ttl 64`,
        says: ["may have sent it", "belongs to no socket", "own all the same"],
        never: ["most likely"],
      },
      {
        text: `${OPEN}\n0.1 S PA 1 "a" ack 1 id 501\n0.2 S PA 2 "b" ack 1 id 502\n` +
          `0.3 S PA 3 "c" ack 1 id 503\n0.4 S RA 4 ack 1 id 504 ttl 63`,
        says: ["may have sent it", "grow by a hop"],
        never: ["most likely"],
      },
      {
        text: `0 C S 0 mss 1460 ws 7 sackok ttl 54\n0.1 S SA 0 ack 1 mss 1460\n0.11 C RA 1 ack 1 win 0 ttl 64`,
        says: ["may have sent it", "half-open", "hears nothing"],
        never: ["ECONNRESET"],
      },
      {
        text: `${OPEN}\n1 C PA 1 "x" ack 1\n1.01 S RA 1 ack 2 ttl 60`,
        says: ["may have sent it", "only other packet"],
      },
      { text: `${ONE_COUNT}\n0.06 S RA 3 ack 3 id 30006`, says: ["may have sent it", "30006", "30003", "writes both"] },
      {
        text: `${ONE_COUNT}\n0.06 S RA 3 ack 3 id 30006\n0.06002 C RA 3 ack 3 id 30005`,
        says: ["most likely another", "Packet 8, 20", "towards both"],
      },
      {
        text: `${OWN_COUNTS}\n0.06 S RA 3 ack 3 id 30006\n0.06002 C RA 3 ack 3 id 30005`,
        says: ["Packet 8, 20", "towards both"],
      },
      { text: `${ASKED}\n0.12 S RA 1 ack 6 ttl 47`, says: ["TTL is 47", "other packets of the server 64"] },
      {
        text: `${FAR_SERVER}\n400 C PA 11 "again" ack 6\n400.0006 S RA 6 ack 16`,
        says: ["600 µs after packet 9", "at least 20.0 ms", "6 min 40 s", "keep-alives"],
      },
      {
        text: `${FAR_SERVER}\n180 S RA 6 ack 11 ttl 250`,
        says: ["Nothing had come for 3", "both its numbers are right", "idle timer"],
        never: ["refuses what comes"],
      },
      {
        text: `${FAR_SERVER}\n180 S R 6 ttl 250`,
        says: ["Nothing had come for 3"],
        never: ["numbers are right"],
      },
      { text: `${FAR_SERVER}\n90 C PA 11 "again" ack 6\n90.0006 S R 6 id 0`, says: ["600 µs after packet 9"] },
      {
        text: `${OPEN}\n0.1 S PA 1 "a" ack 1 id 501\n0.2 S PA 2 "b" ack 1 id 502\n` +
          `0.3 S PA 3 "c" ack 1 id 503\n0.4 S RA 4 ack 1 id 40000`,
        says: ["40000", "503"],
      },
    ],
    silent: [
      // The very next number of its host: trips that were measured were longer than the way.
      `${MEASURED}\n0.2 S PA 6 "x" ack 6 id 700\n0.22 C PA 6 "y" ack 7\n0.221 S RA 7 ack 7 id 701`,
      // Its host's own time and TTL; a port passed on to a machine that is a hop away; a scanner's kernel, whose SYN a program made.
      `${FAR_SERVER}\n1 C S 0 port 40700\n1.02 S RA 0 ack 1 port 40700`,
      `${FAR_SERVER}\n1 C S 0 port 40700\n1.02 S RA 0 ack 1 ttl 63 port 40700`,
      "0 C S 0 ttl 45\n0.01 S SA 0 ack 1\n0.0101 C R 1",
      // The next of its own host's line, which passes near that of the other.
      `${OWN_LINE}\n3.9 C RA 5 ack 3 id 4869`,
      `0 C S 0 mss 1460 win 1024 ttl 54\n0.1 S SA 0 ack 1 mss 1460\n0.11 C R 1 win 0 ttl 64`,
      `${ASKED}\n0.12 S RA 1 ack 6`,
      // Each end by its own count, both at one time: they cross.
      `${OWN_COUNTS}\n0.06 S RA 3 ack 3 id 9003\n0.06002 C RA 3 ack 3 id 50004`,
      // It may have left before the request came: it does not confirm it.
      `${FAR_SERVER}\n0.1 C PA 11 "again" ack 6\n0.1006 S RA 6 ack 11`,
      `${FAR_SERVER}\n400 C PA 11 "again" ack 6\n400.021 S RA 6 ack 16`,
      // So soon, and yet the next of its host's own count: it answers something earlier.
      `${FAR_SERVER}\n90 S PA 6 "c" ack 11 id 501\n90.1 S PA 7 "d" ack 11 id 502\n90.2 S PA 8 "e" ack 11 id 503\n` +
      `95 C PA 11 "again" ack 6\n95.0006 S R 6 id 530`,
      // The TTL of its ordinary packets changes too.
      `${ASKED}\n0.12 S PA 1 "a" ack 6 ttl 60\n0.13 S RA 2 ack 6 ttl 47`,
      // A single round trip may be chance.
      `${OPEN}\n90 C PA 1 "again" ack 1\n90.0006 S RA 1 ack 6`,
      `${OPEN}\n0.1 S PA 1 "a" ack 1 id 501\n0.2 S PA 2 "b" ack 1 id 502\n` +
      `0.3 S PA 3 "c" ack 1 id 503\n0.4 S RA 4 ack 1 id 0`,
    ],
  },
  "conflicting-data": {
    speaks: [
      {
        text: `${ASKED_FOR_PAGE}\n0.105 S FPA 1 "HTTP/1.1 302 Found" ack 32 ttl 59
          0.111 S PA 1 "HTTP/1.1 200 OK...and much more" ack 32 ttl 48`,
        says: ["with other bytes", "the TTL here is 48, that of packet 5 was 59", "first packet had 48"],
      },
      {
        text: `${ASKED_FOR_PAGE}\n0.105 S PA 1 "HTTP/1.1 302 Found" ack 32 ttl 48
          0.111 S PA 1 "HTTP/1.1 200 OK...and much more" ack 32 ttl 48`,
        says: ["with other bytes"],
        never: ["TTL"],
      },
    ],
    silent: [
      // The same bytes once more, and more of them.
      `${ASKED_FOR_PAGE}\n0.105 S PA 1 "HTTP/1.1 302 Found" ack 32 ttl 59
        0.111 S PA 1 "HTTP/1.1 302 Found...and much more" ack 32 ttl 48`,
      // Too short to tell.
      `${ASKED_FOR_PAGE}\n0.105 S PA 1 "HTTP/1.1 302" ack 32 ttl 59\n0.111 S PA 1 "HTTP/1.1 200 OK" ack 32 ttl 48`,
    ],
  },
  "rst-injected": {
    speaks: [
      {
        text: `${ASKED}\n0.12 S RA 1 ack 6 ttl 47\n0.1201 S RA 1461 ack 6 ttl 48`,
        says: ["after packet 6", "TTL is 48"],
      },
      {
        text: `${ASKED}\n0.12 S RA 1 ack 6 ttl 47\n0.25 S PA 1 "HELLO" ack 6`,
        says: ["130 ms after the RST", "(packet 6)"],
      },
    ],
    silent: [
      `${ASKED}\n0.12 S RA 1 ack 6\n0.25 S PA 1 "HELLO" ack 6`,
      // The first one was its own, and a route may grow.
      `${ASKED}\n0.12 S RA 1 ack 6\n0.14 S R 1 ttl 66`,
      // Sent before the RST, perhaps, and overtaken by it.
      `${ASKED}\n0.12 S RA 1 ack 6 ttl 47\n0.121 S PA 1 "HELLO" ack 6`,
      `${ASKED}\n0.12 S R 1 ttl 47\n0.121 C PA 6 "hello" ack 1\n0.122 S R 1 ttl 47`,
    ],
  },
  "rst-unacceptable-ack": {
    speaks: [
      { text: `0 C S 0\n0.1 S SA 0 ack 777\n0.11 C R 777 win 0`, says: ["Packet 2 confirmed", "seq 777"] },
      { text: `${AGAIN}\n5.0091 C R 6007 raw`, says: ["Packet 12 confirmed"] },
    ],
    silent: [`0 C S 0\n0.1 S SA 0 ack 1\n0.11 C R 1 win 0`],
  },
  "damaged": {
    speaks: [
      {
        text: `${ANSWERED}\n1 C FA 6 ack 6 damaged`,
        says: ["4 of the client's packets", "neither its flags nor its numbers"],
      },
      { text: `${ANSWERED}\n1 S R 6 damaged`, says: ["not the right one"], never: ["have to be sent again"] },
      {
        text: `${ANSWERED}\n1 C PA 6 len 100 ack 6 damaged`,
        says: ["The 100 bytes from number 6 have to be sent again"],
      },
      { text: `${ANSWERED}\n1 C FA 6 ack 6 offset 2`, says: ["8 bytes long"] },
      { text: `${ANSWERED}\n1 C A 6 ack 6 offset 15`, says: ["60 bytes long"] },
    ],
    silent: [
      `${ANSWERED}\n1 C FA 6 ack 6`,
      // Its end has shown no right one, or leaves them to its card.
      `${OPEN.replaceAll("ack 1", "ack 1 damaged")}\n1 C FA 1 ack 1 damaged`,
      `${ANSWERED}\n1 C FA 6 ack 6 offload`,
      // Joined by a network card.
      `${ANSWERED}\n1 C PA 6 len 4000 ack 6 damaged`,
    ],
  },
  "old-connection-ack": {
    speaks: [{ text: AGAIN, says: ["packet 11", "3000000001", "conversation 0", "TIME-WAIT"] }, {
      text: `${ASKED}\n60 C S 3000000000 raw\n60.009 S A 1 ack 6`,
      says: ["never closed", "(up to packet 5)"],
    }],
    silent: [`0 C S 0\n0.1 S A 1 ack 1`, `0 C S 0\n0.1 S A 1 ack 3000`, ANSWERED],
  },
  "challenge-ack": {
    speaks: [{ text: `${ASKED}\n0.12 C R 5000\n0.13 S A 1 ack 6`, says: ["packet 6", "ack 6"] }],
    silent: [
      `${ASKED}\n0.12 C R 6\n0.13 S A 1 ack 6`,
      `${ASKED}\n0.12 C PA 6 "x" ack 1\n0.13 S A 1 ack 6`,
      // The RST has not reached the server yet.
      `${ASKED}\n0.12 C R 5000\n0.122 S A 1 ack 6`,
    ],
  },
  "old-segment-rejected": {
    speaks: [{ text: `${STAMPED}\n5 C PA 101 len 100 ack 1 stamp 50\n5.02 S A 1 ack 101`, says: ["packet 6", "PAWS"] }],
    silent: [
      `${STAMPED}\n5 C PA 101 len 100 ack 1 stamp 500\n5.02 S A 1 ack 101`,
      `${STAMPED}\n5 C PA 101 len 100 ack 1 stamp 50\n5.02 S A 1 ack 201`,
    ],
  },
};
