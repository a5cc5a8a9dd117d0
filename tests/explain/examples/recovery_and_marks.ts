/** Examples of recovery without a timer, of reports of doubles, of little room, of marks, and of keep-alives. */
import { ANSWERED, ASKED, FLIGHT, FULL_BUFFER, MEASURED, OPEN, RESENT } from "./conversations.ts";
import type { Examples } from "./rule_examples.ts";

/** A full segment and a smaller one behind it; a router says that the first was too large. */
export const TOO_LARGE: string = `${OPEN}
  0.100 C PA 1 "hello" ack 1
  0.110 S A  1 len 1460 ack 6
  0.1101 S A 1461 len 900 ack 6
  0.111 I 3/4 S A 1 len 1460 ack 6 mtu 1400 from 10.1.1.1`;
/** Three segments, of which the last is sent again soon. */
const TAIL = `${OPEN}
  0.1 S A 1 len 1000 ack 1
  0.1001 S A 1001 len 1000 ack 1
  0.1002 S PA 2001 len 1000 ack 1
  0.11 C A 1 ack 1001`;
/** The partial ACK lets new data go, which draws duplicates. */
const PAST_WINDOW = `${RESENT.replaceAll(/( S A +1 ack \d+)/g, "$1 win 3000")}
  0.121 S A 1 ack 2001 win 3000
  0.1211 C A 4001 len 1000 ack 1 id 17
  0.1212 C A 5001 len 1000 ack 1 id 18
  0.125 S A 1 ack 2001 win 3000
  0.1251 S A 1 ack 2001 win 3000
  0.1252 S A 1 ack 2001 win 3000`;
const ECN_OPEN = `
  0.000 C SEW 0 mss 1460
  0.009 S SAE 0 ack 1 mss 1460
  0.010 C A 1 ack 1
  0.100 C PA 1 len 100 ack 1`;
const TIGHT = `${OPEN}\n0.1 C PA 1 len 500 ack 1\n0.11 S A 1 ack 501 win 100`;

/** A FIN again, whose ACK was lost. */
const TWO_FINS =
  `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.11 S A 1 ack 6\n0.12 C FA 6 ack 1\n0.13 S FA 1 ack 7\n0.34 C FA 6 ack 1`;

export const RECOVERY_AND_MARKS: Examples<
  | "resent-smaller"
  | "tail-loss-probe"
  | "partial-ack-retransmission"
  | "dsack"
  | "silly-window"
  | "ecn"
  | "keep-alive"
  | "keep-alive-ack"
> = {
  "resent-smaller": {
    speaks: [
      {
        text: `${TOO_LARGE}\n0.112 S A 1 len 1360 ack 6`,
        says: ["packet 7", "at most 1400 bytes", "packet 5, of 1500 bytes"],
      },
      {
        text: `${TOO_LARGE}\n0.112 S A 1 len 1360 ack 6 id 500\n0.1121 S A 1361 len 100 ack 6 id 501`,
        says: ["100 bytes from number 1361"],
      },
      { text: TOO_LARGE.replace("mtu 1400", "mtu 0") + "\n0.112 S A 1 len 1000 ack 6", says: ["guesses a size"] },
      // Duplicate ACKs of what came behind ask for the same.
      {
        text: `${TOO_LARGE}\n0.113 C A 6 ack 1 sack 1461-2361\n0.1135 S A 1 len 1360 ack 6`,
        says: ["No timer ran out and no queue was full"],
      },
    ],
    silent: [
      // Not for its size: it is as large as before, it was not too large, the timer ran out.
      `${TOO_LARGE}\n0.112 S A 1 len 1460 ack 6`,
      `${TOO_LARGE}\n0.112 S A 1461 len 900 ack 6`,
      `${TOO_LARGE}\n0.9 S A 1 len 1360 ack 6`,
      `${TOO_LARGE.replace("3/4", "3/1")}\n0.112 S A 1 len 1360 ack 6`,
    ],
  },
  "tail-loss-probe": {
    speaks: [{ text: `${TAIL}\n0.19 S PA 2001 len 1000 ack 1`, says: ["89.8 ms", "number 1001"] }],
    silent: [
      // No timer runs out so soon.
      `${TAIL}\n0.1021 S PA 2001 len 1000 ack 1`,
      // The oldest that is unconfirmed: a timer's, or asked for.
      `${TAIL}\n0.32 S PA 1001 len 1000 ack 1`,
      `${TAIL}\n0.111 C A 1 ack 2001\n0.32 S PA 2001 len 1000 ack 1`,
      // No data but what fills the shortest frame, counted into the length of the IP packet.
      `${OPEN}\n0.1 C PA 1 len 500 ack 1\n0.109 S A 1 "\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000" ack 201\n0.11 S A 1 "\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000" ack 501`,
      `${TAIL}\n0.111 C A 1 ack 1001 sack 2001-3001\n0.2 S A 1001 len 1000 ack 1`,
    ],
  },
  "partial-ack-retransmission": {
    speaks: [{
      text: `${RESENT}\n0.121 S A 1 ack 2001\n0.1211 C A 2001 len 1000 ack 1 id 16`,
      says: ["packet 12", "NewReno"],
    }],
    silent: [
      // Long after it: a timer.
      `${RESENT}\n0.121 S A 1 ack 2001\n0.4 C A 2001 len 1000 ack 1 id 16`,
      // All that was out is confirmed.
      `${RESENT}\n0.121 S A 1 ack 4001\n0.1211 C A 4001 len 1000 ack 1 id 16`,
      `${FLIGHT}\n0.3 C A 1001 len 1000 ack 1 id 16`,
      // On the partial ACK new data went, more than the window before it allowed; duplicates asked for the rest.
      `${PAST_WINDOW}\n0.1256 C A 2001 len 1000 ack 1 id 20`,
      // Three duplicates have reached it since.
      `${RESENT}\n0.121 S A 1 ack 2001\n0.122 S A 1 ack 2001\n0.123 S A 1 ack 2001\n0.124 S A 1 ack 2001\n0.1245 C A 2001 len 1000 ack 1 id 16`,
    ],
  },
  "dsack": {
    speaks: [
      {
        text:
          `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.4 C PA 1 len 100 ack 1\n0.45 S A 1 ack 101\n0.5 S A 1 ack 101 sack 1-101`,
        says: ["numbers 1 to 100", "ack 101"],
      },
      // The FIN has a number, and is no byte of a keep-alive.
      { text: `${TWO_FINS}\n0.35 S A 2 ack 7 sack 6-7`, says: ["numbers 6 to 6", "ack 7"] },
    ],
    silent: [
      `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.11 C PA 201 len 100 ack 1\n0.12 S A 1 ack 101 sack 201-301`,
      `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.4 C PA 1 len 100 ack 1\n0.45 S A 1 ack 101`,
      // The byte of a keep-alive is old by design.
      `${ASKED}\n60 C A 5 len 1 ack 1\n60.01 S A 1 ack 6 sack 5-6`,
    ],
  },
  "silly-window": {
    speaks: [{ text: `${TIGHT}\n0.6 C A 501 len 100 ack 1`, says: ["100 bytes", "490 ms"] }],
    silent: [
      // At once: it has waited for nothing.
      `${TIGHT}\n0.12 C A 501 len 100 ack 1`,
      `${OPEN}\n0.1 C PA 1 len 500 ack 1\n0.11 S A 1 ack 501 win 502\n0.6 C A 501 len 100 ack 1`,
    ],
  },
  "ecn": {
    speaks: [
      { text: `${ECN_OPEN}\n0.11 S AE 1 ack 101`, says: ["a router on the way marked"] },
      { text: `${ECN_OPEN}\n0.11 S AE 1 ack 101\n0.12 C PAW 101 len 50 ack 1`, says: ["ECE of packet 5"] },
      {
        text: `${ECN_OPEN}\n0.12 C PAW 101 len 50 ack 1`,
        says: ["no ECE asked for that here"],
      },
      { text: `0 C PA 1 len 100 ack 1 tos 2\n0.11 S AE 1 ack 101`, says: ["a router on the way marked"] },
      { text: `${ECN_OPEN}\n0.12 C PA 101 len 50 ack 1 tos 3`, says: ["CE in the IP header"] },
    ],
    silent: [
      `${ECN_OPEN}\n0.12 C PA 101 len 50 ack 1 tos 2`,
      // Never agreed on: the flags of a damaged packet.
      `${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.11 S AE 1 ack 101`,
      `${OPEN}\n0.1 C PAW 1 len 100 ack 1 tos 3`,
      // No SYN was captured, and nothing was sent that may be marked.
      `0 C PA 1 len 100 ack 1\n0.1 S A 1 ack 101\n0.2 C FAW 101 ack 1`,
      // Accurate ECN: the flags are a counter.
      `0 C SEWX 0 mss 1460\n0.009 S SAW 0 ack 1 mss 1460\n0.01 C AW 1 ack 1\n0.1 C PAEX 1 len 100 ack 1\n0.11 S AEX 1 ack 101`,
    ],
  },
  "keep-alive": {
    speaks: [
      // The server asks, too, and cannot have heard the client's question yet.
      { text: `${MEASURED}\n60 C A 5 ack 6\n60.024 S A 5 len 1 ack 6`, says: ["filler"] },
      { text: `${ASKED}\n10 C A 5 ack 1`, says: ["seq 5 is one below its next number 6", "SO_KEEPALIVE", "9.89 s"] },
      { text: `${ASKED}\n10 C A 5 len 1 ack 1`, says: ["filler"] },
      {
        // The server still is in the older connection, in which a byte of it waits for an ACK.
        text: `${ANSWERED}\n5 C S 900000\n5.009 S A 6 ack 6\n14 S PA 5 len 1 ack 6`,
        says: ["byte of the older connection", "connection 0 here"],
        never: ["SO_KEEPALIVE"],
      },
      {
        text: `${ASKED}\n60 C A 5 ack 1\n62 C A 5 ack 1\n64 C A 5 ack 1`,
        says: ["asked twice since packet 6", "2.00 s ago", "TCP_KEEPINTVL"],
        never: ["After 2.00 s without a packet"],
      },
      // Answered in between: the idle time once more.
      {
        text: `${ASKED}\n60 C A 5 ack 1\n60.01 S A 1 ack 6\n120 C A 5 ack 1`,
        says: ["After 60.0 s without a packet"],
        never: ["asks again"],
      },
      // What told it of room is lost behind the capture.
      {
        text:
          `${FULL_BUFFER}\n0.4 C A 1000 ack 1\n0.41 S A 1 ack 1001 win 0\n0.5 S A 1 ack 1001 win 2000\n1.5 C A 1000 ack 1`,
        says: ["one more such question", "packet 10"],
        never: ["SO_KEEPALIVE"],
      },
      // It heard of it, and has sent since.
      {
        text:
          `${FULL_BUFFER}\n0.4 C A 1000 ack 1\n0.5 S A 1 ack 1001 win 2000\n0.51 C A 1001 len 10 ack 1\n0.52 S A 1 ack 1011\n60 C A 1010 ack 1`,
        says: ["SO_KEEPALIVE"],
      },
      // Both ask, one right after the other.
      {
        text: `0 S A 1 ack 1\n0.0004 C A 1 ack 2\n0.052 C A 0 len 1 ack 2`,
        says: ["filler", "has not set back"],
        never: ["again, although", "without a packet", "set short"],
      },
      // The answer to the first has told the number that it is below.
      { text: `0 C A 1 ack 1\n0.04 S A 1 ack 2\n45 C A 1 ack 1`, says: ["seq 1 is one below its next number 2"] },
    ],
    silent: [
      `0 C A 1 ack 1\n0.04 S A 1 ack 2\n0.05 C A 1 ack 1`,
      `${FULL_BUFFER}\n0.4 C A 1000 ack 1`,
      `${OPEN}\n0.1 C PA 1 "a" ack 1\n1 C PA 1 "a" ack 1`,
      // A byte that was a segment of its own; neither its ACK nor the data that brought it has come.
      `${OPEN}\n0.1 C PA 1 "a" ack 1\n0.11 S PA 1 "b" ack 2\n2 C PA 1 "a" ack 1`,
      // An ACK that its own FIN overtook, and a byte sent again at once.
      `${ASKED}\n5 C FA 6 ack 1\n5.0001 C A 6 ack 1`,
      `${OPEN}\n0.1 C PA 1 "a" ack 1\n0.11 S A 1 ack 2\n0.4 C PA 1 "a" ack 1`,
    ],
  },
  "keep-alive-ack": {
    speaks: [{ text: `${ASKED}\n10 C A 5 ack 1\n10.01 S A 1 ack 6`, says: ["keep-alive of packet 6", "10.0 ms"] }, {
      text: `${ASKED}\n60 C A 5 len 1 ack 1\n60.01 S A 1 ack 6 sack 5-6`,
      says: ["the one byte that the keep-alive carried"],
    }, {
      // The capture begins with it.
      text: `0 C A 1 ack 1\n0.00002 S A 1 ack 2`,
      says: ["packet 1, with which this connection begins", "nothing is missing"],
    }, {
      // Again and again, of a connection that the capture joins late.
      text: `0 C A 1 ack 1\n0.04 S A 1 ack 2\n45 C A 1 ack 1\n45.04 S A 1 ack 2`,
      says: ["keep-alive of packet 3", "40.0 ms"],
    }, {
      // With another window.
      text: `${OPEN}\n45 C A 0 ack 1\n45.02 S A 1 ack 1 win 509`,
      says: ["keep-alive of packet 4", "20.0 ms"],
    }, {
      // Sooner than the server can answer, and from elsewhere.
      text: `${MEASURED}\n60 C A 5 ack 6\n60.0006 S A 6 ack 6 ttl 50`,
      says: ["in the server's name", "took 600 µs", "at least 20.0 ms before", "TTL is 50", "first packet had 64"],
      never: ["kernel is there"],
    }, {
      text: `${MEASURED}\n60 C A 5 ack 6\n60.02 S A 6 ack 6 ttl 63`,
      says: ["kernel is there"],
      never: ["in the server's name"],
    }, {
      // From elsewhere, but no sooner: the road may be another by now.
      text: `${MEASURED}\n60 C A 5 ack 6\n60.02 S A 6 ack 6 ttl 50`,
      says: ["by the server's kernel, or in its name", "TTL is 50", "A road that has become another"],
      never: ["most likely", "took"],
    }, {
      // Sooner, but from where the server is: round trips vary.
      text: `${MEASURED}\n60 C A 5 ack 6\n60.0006 S A 6 ack 6 id 0`,
      says: ["by the server's kernel, or in its name", "took 600 µs"],
      never: ["TTL"],
    }, {
      // Its identification is the server's next: whatever the road, it is the server.
      text: `${MEASURED}\n60 C A 5 ack 6\n60.0006 S A 6 ack 6 ttl 50 id 105`,
      says: ["kernel is there"],
      never: ["in its name"],
    }],
    silent: [
      // It asks the same itself.
      `${MEASURED}\n60 C A 5 ack 6\n60.024 S A 5 ack 6`,
      // Another window, and nobody had asked.
      `${OPEN}\n45 C A 0 ack 1\n45.02 S A 1 ack 1\n46 S A 1 ack 1 win 509`,
      `${ASKED}\n10 S A 1 ack 6`,
      `${OPEN}\n0.1 C PA 1 "a" ack 1\n0.11 S A 1 ack 2\n0.4 C PA 1 "a" ack 1\n0.41 S A 1 ack 2`,
    ],
  },
};
