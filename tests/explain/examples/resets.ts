/** Examples of the rules of resets that ends sent themselves: the last packet of each scenario is the one that matters. */
import { ANSWERED, ASKED, ECHOING, OPEN } from "./conversations.ts";
import type { Examples } from "./rule_examples.ts";

/** What the server sends crosses the client's close, and the RST for it copies an ack from before the last bytes. */
const LOW_RESET =
  `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.1001 C FA 6 ack 1\n0.105 S PA 1 len 31 ack 1\n0.1051 C R 1 win 0`;

/** The client closes; data was on its way, and the server's FIN behind it. */
const CLOSED_TOO_EARLY = `${ASKED}
  0.12 C FA 6 ack 1
  0.13 S PA 1 "late" ack 6
  0.14 S FA 5 ack 7`;
/** Both have closed without the other's FIN, and the client answers the late data with a RST at its own FIN's number. */
const RESET_AT_FIN = `${ASKED}
  0.13 C FA 6 ack 1
  0.14 S PA 1 "late" ack 6
  0.1401 S FA 5 ack 6
  0.1402 C R 6 win 0`;
/** The server has sent the end of the stream first. */
const SERVER_CLOSED = `${ANSWERED}\n0.13 S FA 6 ack 6\n0.131 C A 6 ack 7`;
/** A segment that is sent until its kernel gives up, as Windows does it. */
const UNCONFIRMED = `${SERVER_CLOSED}
  1.0 C PA 6 "again" ack 7
  1.001 C FA 11 ack 7
  1.3 C FPA 6 "again" ack 7
  1.9 C FPA 6 "again" ack 7
  3.1 C FPA 6 "again" ack 7
  5.5 C FPA 6 "again" ack 7`;
/** The client has answered once, and gets more. */
const DIALOG = `${ANSWERED}
  0.13 C PA 6 "again" ack 6
  0.14 S PA 6 len 400 ack 11`;
/** The client takes its leave in 10 bytes, and closes. */
const LEFT = `${ANSWERED}
  0.130 C PA 6 len 10 ack 6
  0.131 C FA 16 ack 6`;

export const RESET_EXAMPLES: Examples<
  | "rst-refused"
  | "rst-unread-data"
  | "rst-data-after-close"
  | "rst-abort"
  | "rst-reply-to-rst-closed"
> = {
  "rst-refused": {
    speaks: [{
      text: `0 C S 0\n0.1 S RA 0 ack 1001 raw win 0`,
      says: ["port 5050", "ack 1 = 0 + 1 (raw 1001)", "Its own raw seq is 0", "ECONNREFUSED"],
    }, {
      // A kernel numbers its refusal 0.
      text: `0 C S 0\n0.1 S RA 215215099 ack 1001 raw win 0`,
      says: ["raw seq is 215215099", "something on the way may answer"],
      never: ["raw seq is 0"],
    }, {
      // Raw number 0: the answer to a SYN that was not captured, and once more to the next try of one that was.
      text: `0 S RA 0 ack 1001 raw win 0`,
      says: ["1001 = 1000 + 1", "the capture does not have it", "ECONNREFUSED"],
      never: ["breaks the connection off", "ECONNRESET"],
    }, {
      text: `0 C S 0\n0.1 S RA 0 ack 1001 raw win 0\n0.6 S RA 0 ack 1001 raw win 0`,
      says: ["the capture does not have it"],
      never: ["changes nothing", "accepted at once"],
    }],
    silent: [
      // Numbered as a stream is: a connection that was there.
      `0 S RA 1 ack 1`,
      `${OPEN}\n0.05 C PA 1 "a" ack 1\n0.1 S RA 0 ack 1001 raw win 0`,
      `${OPEN}\n0.1 S RA 1 ack 1`,
      `0 C S 0\n0.1 S SA 0 ack 1\n0.11 C R 1 win 0`,
    ],
  },
  "rst-unread-data": {
    speaks: [
      {
        text: `${ASKED}\n0.12 S PA 1 len 900 ack 6\n0.13 C RA 6 ack 901`,
        says: ["900 bytes had arrived", "late 2025"],
      },
      { text: `${ASKED}\n0.12 S PA 1 "HELLO" ack 6\n0.13 S RA 6 ack 6`, says: ["Either", "SO_LINGER"] },
      // Its program has answered before, and all is confirmed: it may break off for what it has just read.
      { text: `${DIALOG}\n0.141 C RA 11 ack 406`, says: ["Either", "SO_LINGER"], never: ["most likely"] },
      // Its window was smaller before these came, which says nothing of them.
      {
        text: `${DIALOG.replace('"again" ack 6', '"again" ack 6 win 50')}\n0.141 C RA 11 ack 406`,
        says: ["Either", "SO_LINGER"],
      },
      { text: `${DIALOG}\n0.1401 C A 11 ack 406 win 102\n0.141 C RA 11 ack 406`, says: ["most likely", "400 bytes"] },
      // The client took its leave with its FIN: what came last awaits no answer, and nobody there gets an error.
      {
        text: `${LEFT}\n0.132 S RA 6 ack 17`,
        says: ["Either", "SO_LINGER", "only if it still reads"],
        never: ["most likely", "ECONNRESET", "are lost"],
      },
      {
        text: `${ANSWERED}\n0.13 C FA 6 ack 6\n0.131 S A 6 ack 7\n0.132 S RA 6 ack 7`,
        says: [
          "had answered (packet 6) after all of the client's 5 bytes",
          "nothing is lost",
          "only if it still reads",
        ],
        never: ["are lost", "ECONNRESET", "late 2025"],
      },
      { text: `${DIALOG}\n0.141 C RA 11 ack 6`, says: ["most likely", "400 bytes"], never: ["acknowledged already"] },
    ],
    silent: [`${OPEN}\n0.1 S RA 1 ack 1`, `${ASKED}\n0.12 C R 6 win 0`],
  },
  "rst-data-after-close": {
    speaks: [
      {
        // What it had sent goes beyond the ack that the RST copies.
        text: LOW_RESET,
        says: ["seq 1 is copied from an ack that packet 6 has", "goes up to 7", "throws this RST away"],
        never: ["accepted at once", "ECONNRESET", "EPIPE", "Both ends: CLOSED"],
      },
      {
        // Two packets have the ack that it copies, and each draws a RST.
        text:
          `${ASKED}\n0.12 S PA 1 len 59 ack 6\n0.1201 C FA 6 ack 1\n0.13 S A 60 ack 7\n0.1302 S FA 60 ack 7\n0.14 C R 7 win 0`,
        says: ["one of the packets from 8 to 9", "Most likely packet 6"],
        never: ["answers packet 9:"],
      },
      {
        // The FIN waits behind a hole: its end of the stream has not come.
        text: `${OPEN}\n0.1 S FA 6 ack 1\n0.11 C A 1 ack 1\n0.12 C PA 1 "x" ack 1\n0.13 S R 7`,
        says: ["ECONNRESET"],
        never: ["EPIPE"],
      },
      {
        text: `${ASKED}\n0.12 C FA 6 ack 1\n0.13 S A 1 ack 7\n0.14 S PA 1 "late" ack 7\n0.141 C R 7 win 0`,
        says: [
          "4 bytes (packet 8)",
          "FIN, packet 6",
          "seq 7 is copied from an ack that packet 8 has",
          "EPIPE",
          "Both ends",
        ],
      },
      {
        text:
          `${ANSWERED}\n5 C FA 6 ack 6\n5.01 S PA 6 "\\u0015\\u0003\\u0003\\u0000\\u0002\\u0001\\u0000" ack 7\n5.0201 C R 7`,
        says: ["7 bytes (packet 9)", "FIN, packet 8"],
      },
      {
        text: `${CLOSED_TOO_EARLY}\n0.15 C R 7 win 0`,
        says: ["4 bytes (packet 7)", "answers packet 8: its seq 7", "its ack, 6"],
      },
      {
        text: `${CLOSED_TOO_EARLY}\n0.15 C R 6 win 0`,
        says: ["seq 6 is copied from the ack of packet 7", "own FIN (packet 6)", "expects 7", "Linux accepts"],
      },
      {
        text: RESET_AT_FIN,
        says: [
          "seq 6 is copied from the ack of packet 8",
          "own FIN (packet 6)",
          "expects 7",
          "if its kernel takes",
        ],
        never: ["accepted at once", "Both ends"],
      },
    ],
    silent: [
      // Its data never came, and was sent again and again before the close.
      `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.4 C PA 1 "hello" ack 1\n5 S FA 1 ack 1\n5.001 C A 6 ack 2\n9 S R 2`,
      `${ASKED}\n0.12 C FA 6 ack 1\n0.13 S A 1 ack 7\n0.14 C R 7 win 0`,
    ],
  },
  "rst-abort": {
    speaks: [
      { text: `${OPEN}\n0.1 S RA 1 ack 1`, says: ["breaks the connection off", "SO_LINGER", "ECONNRESET"] },
      {
        text: `${UNCONFIRMED}\n10.3 C RA 12 ack 7`,
        says: ["sent 5 times without", "numbers below 6 only", "hears of this is doubtful", "(FIN, packet 11)"],
        never: ["exactly what", "no FIN"],
      },
      {
        // Sooner than its timer would have run out again: the program has had enough.
        text: `${UNCONFIRMED}\n6.1 C RA 12 ack 7`,
        says: ["SO_LINGER", "numbers below 6 only"],
        never: ["without an answer"],
      },
      {
        // The server's kernel answers in between: it is not taken for dead, and the number is the one it expects.
        text: `${UNCONFIRMED}\n5.51 S A 7 ack 12\n12.3 C RA 12 ack 7`,
        says: ["seq 12 is exactly what"],
        never: ["without an answer"],
      },
      {
        text: `${SERVER_CLOSED}\n1.0 C RA 6 ack 7\n1.00001 S RA 7 ack 6`,
        says: ["(FIN, packet 8)", "reset the connection itself (packet 10)"],
        never: ["no FIN", "ECONNRESET"],
      },
      {
        text: `${SERVER_CLOSED}\n1.0 S RA 7 ack 6`,
        says: ["(FIN, packet 8)", "EPIPE"],
      },
      { text: `${SERVER_CLOSED}\n1.0 C FA 6 ack 7\n1.0001 C RA 7 ack 7`, says: ["closed its side too (packet 8)"] },
      { text: `${SERVER_CLOSED}\n1.0 S RA 6 ack 6`, says: ["seq 6 is the number of the server's own FIN (packet 8)"] },
      { text: `${ASKED}\n0.12 S PA 1 "HELLO" ack 6\n9.1 S RA 3 ack 6`, says: ["seq 3 lies below the 6"] },
      { text: `0 C S 0\n0.1 S SA 0 ack 1\n0.2 S RA 1 ack 1`, says: ["handshake was not complete"] },
      { text: `${OPEN}\n300 S RA 1 ack 1`, says: ["5 min of silence", "a router in between that forgot"] },
      {
        text: `${OPEN}\n0.1 S PA 1 "a" ack 1 id 501\n0.2 S PA 2 "b" ack 1 id 502\n0.3 S PA 3 "c" ack 1 id 503\n` +
          `0.31 C A 1 ack 4\n50 S RA 4 ack 1 id 504`,
        says: ["49.7 s of silence", "504", "a router in between is not"],
      },
      {
        text: `${ASKED}\n0.12 S PA 1 len 900 ack 6\n60 C RA 6 ack 901`,
        says: ["59.9 s of silence", "Data of the server that it had not read"],
      },
    ],
    silent: [`0 C S 0\n0.1 S RA 0 ack 1001 raw win 0`, `${ASKED}\n0.12 S PA 1 len 900 ack 6\n0.13 C RA 6 ack 901`],
  },
  "rst-reply-to-rst-closed": {
    speaks: [
      // Echoes of what this end sends by another way.
      {
        text: `${ECHOING}\n5 S A 1 ack 6 echo 5000\n5.001 C R 6 win 0`,
        says: ["Packet 7 echoes a timestamp", "newer than the RST of packet 6", "two machines"],
        never: ["had ended already"],
      },
      // No newer echo; or one of what had gone just before the RST.
      {
        text: `${ECHOING}\n5 S A 1 ack 6 echo 800\n5.001 C R 6 win 0`,
        says: ["had ended already"],
        never: ["two machines"],
      },
      {
        text: `${ECHOING}\n5 S A 1 ack 6 echo 810\n5.001 C R 6 win 0`,
        says: ["had ended already"],
        never: ["two machines"],
      },
      // The first with the number that fits.
      {
        text: `${LOW_RESET}\n0.11 S A 32 ack 7\n0.1101 C R 7 win 0`,
        says: ["This is the one that fits", "had lower numbers"],
      },
      // Of the packets before the RST those that had come were taken.
      {
        text: `${ASKED}\n0.12 C PA 6 len 10 ack 1\n0.13 S A 1 ack 16\n0.14 S PA 1 len 100 ack 16\n0.15 C A 16 ack 101
          0.16 S FA 101 ack 16\n0.1601 C RA 16 ack 101\n0.17 C R 16 win 0`,
        says: ["copied from the ack of packet 10", "the packet it answers"],
        never: ["packets from"],
      },
      // Of the other end nothing was captured; without ACK it answers a packet of that.
      {
        text: `0 S PA 1 len 100 ack 1\n0.01 S FA 101 ack 1\n0.15 S R 102 win 0`,
        says: ["what it answers was not captured"],
        never: ["SO_LINGER"],
      },
      {
        text: `${OPEN}\n0.1 S RA 1 ack 1\n0.101 C PA 1 "hi" ack 1\n0.11 S R 1 win 0`,
        says: ["ended already (packet 4)", "changes nothing more"],
      },
      {
        // What answers the client's data has no ACK.
        text: `${OPEN}\n0.1 S RA 1 ack 1\n0.101 C PA 1 "hi" ack 1\n0.11 S RA 1 ack 1 win 0`,
        says: ["ended already (packet 4)", "carries no ACK", "Perhaps"],
        never: ["draws a RST"],
      },
      {
        text: `${CLOSED_TOO_EARLY}\n0.15 C R 6 win 0\n0.151 C R 7 win 0`,
        says: ["ended already (packet 9)", "copied from the ack of packet 8"],
      },
      // Three that still come, and their three answers: which is whose, the numbers do not say.
      {
        text: `${OPEN}\n0.1 C R 1 win 0\n0.11 S A 1 len 100 ack 1\n0.111 S A 101 len 100 ack 1
          0.112 S A 201 len 100 ack 1\n0.12 C R 1 win 0\n0.121 C R 1 win 0`,
        says: ["packets from 5 to 7 all have"],
        never: ["the packet it answers"],
      },
      // A scanner's SYN with a TTL of its own, and its host's kernel, which knows nothing of it.
      {
        text: `0 C S 0 mss 1460 win 1024 ttl 54\n0.1 S SA 0 ack 1 mss 1460\n0.11 C R 1 win 0 ttl 64`,
        says: ["holds no such request", "port scanner"],
        never: ["another may have sent it", "has given up"],
      },
      // Later than a program may wait.
      {
        text: `0 C S 0 mss 1460\n1.5 S SA 0 ack 1 mss 1460\n1.5001 C R 1 win 0`,
        says: ["the answer took 1.50 s", "has given up"],
      },
      {
        text: `${RESET_AT_FIN}\n0.1403 S A 6 ack 7\n0.1404 C R 7 win 0`,
        says: ["ended already (packet 9)", "This is the one that fits: from packet 9 on"],
        never: ["changes nothing"],
      },
      {
        text: `${SERVER_CLOSED}\n45 C A 5 ack 7\n45.02 S R 7 win 0 id 7777`,
        says: ["packet 10", "FIN of packet 8, 44.9 s before", "FIN-WAIT-2", "accepted at once"],
        never: ["Both FINs"],
      },
      { text: `0 C S 0\n0.1 S SA 0 ack 1\n0.11 C R 1 win 0`, says: ["port scanner"] },
      { text: `0 C S 0\n0.1 S SA 0 ack 1\n0.11 C RA 1 ack 1 win 0`, says: ["on purpose"], never: ["no such request"] },
      {
        text: `0 C S 0\n0.0001 S SA 0 ack 1\n0.1 C A 1 ack 1\n0.1001 S R 1 win 0`,
        says: ["server had agreed (SYN,ACK, packet 2)", "tcp_abort_on_overflow"],
        never: ["port scanner"],
      },
      {
        text: `0 C S 0\n0.1 S SA 0 ack 1\n0.5 S SA 90000 ack 1\n0.501 C R 1 win 0`,
        says: ["agreed to before", "Two TCP stacks"],
      },
      {
        text: `0 S SA 0 ack 1\n0.0001 C R 1 win 0`,
        says: ["Its SYN is not in this capture"],
        never: ["agreed to before"],
      },
      { text: `${ASKED}\n0.12 C R 6 win 0`, says: ["No FIN or RST of the client was seen"] },
      { text: `0 C R 1 win 0`, says: ["nothing of this connection before"] },
    ],
    silent: [`${OPEN}\n0.1 S RA 1 ack 1`],
  },
};
