/** Examples of findings that other conversations, other addresses and messages beside the segments decide. */
import { FAR } from "../examples/conversations.ts";
import type { FindingTable } from "./finding_examples.ts";

/** A server behind one router, asked once more after a pause. */
const BEHIND_ONE = `0 C S 0\n0.03 S SA 0 ack 1 ttl 63\n0.0301 C A 1 ack 1\n0.1 C PA 1 "ask" ack 1
  0.13 S PA 1 "ok" ack 4 ttl 63\n0.1301 C A 4 ack 3\n2 C PA 4 "ask" ack 3`;
/** After twenty minutes the client goes on, and nothing comes. */
const FORGOTTEN = `${FAR}
  1200 C PA 6 len 90 ack 6
  1200.2 C PA 6 len 90 ack 6
  1200.6 C PA 6 len 90 ack 6
  1201.4 C PA 6 len 90 ack 6`;
const SYNS = `
  1202 C S 0 port 40700
  1203 C S 0 port 40700
  1205 C S 0 port 40700
  1209 C S 0 port 40700`;
const ANSWERED_ALL = `
  0 C S 0
  0.0001 S SA 0 ack 1
  1 C S 0
  1.0001 S SA 0 ack 1
  3 C S 0
  3.0001 S SA 0 ack 1`;

/** SYNs that get no answer. */
const UNHEARD = "2 C S 0 port 40700\n3 C S 0 port 40700\n5 C S 0 port 40700\n9 C S 0 port 40700";

export const BETWEEN: FindingTable = {
  "idle-timeout-between": {
    found: [
      {
        text: `${FORGOTTEN}\n1202 C S 0 port 40700\n1202.02 S SA 0 ack 1 port 40700 ttl 57`,
        certainty: "likely",
        packets: [7, 10, 12],
        says: ["agreed to another connection", "packet 12"],
        advises: "keep-alives",
      },
      { text: `${FORGOTTEN}${SYNS}`, certainty: "possible", packets: [7, 10], says: ["is gone"], advises: "" },
      // Another port says nothing of this one's way: it is not the same agreement.
      {
        text: `0 C S 0 port 40700\n0.02 S SA 0 ack 1 port 40700\n${FORGOTTEN}`,
        certainty: "possible",
        packets: [9, 12],
        stream: 1,
      },
    ],
    silent: [`${FORGOTTEN}\n1201.42 S A 6 ack 96 ttl 57`],
  },
  "listen-overflow": {
    found: [
      {
        text: `${FAR}\n${UNHEARD}`,
        certainty: "likely",
        packets: [7, 10, 2],
        stream: 1,
      },
      // It agreed to a connection soon after; and so late that this tells nothing of a queue.
      { text: `${UNHEARD}\n16 C S 0\n16.1 S SA 0 ack 1`, certainty: "likely", packets: [1, 4, 6], stream: 0 },
      { text: `${UNHEARD}\n164 C S 0\n164.1 S SA 0 ack 1`, certainty: "possible", packets: [1, 4, 6], stream: 0 },
      // It was last heard twenty minutes before.
      { text: `${FAR}${SYNS}`, certainty: "possible", packets: [7, 10, 2], stream: 1, advises: "" },
    ],
    // The open connection gets no answers either: host or way is gone.
    silent: [`${FORGOTTEN}${SYNS}`],
  },
  "unanswered": {
    found: [
      {
        text: `${FORGOTTEN}${SYNS}`,
        certainty: "certain",
        packets: [11, 14],
        stream: 1,
        says: ["host is down", "no way back"],
      },
      // Its answer came from another address.
      {
        text: `0 C S 0\n0.01 S SA 0 ack 1 host 10.0.2.99\n0.0101 C R 1 host 10.0.2.99\n1 C S 0`,
        certainty: "certain",
        packets: [1, 4, 2],
        says: ["packet 2, from 10.0.2.99, confirms this very SYN"],
      },
      // Of another SYN: nothing answers this one.
      {
        text: `0 C S 0\n0.01 S SA 0 ack 2 host 10.0.2.99\n0.0101 C R 2 host 10.0.2.99\n1 C S 0`,
        certainty: "certain",
        packets: [1, 4],
        says: ["host is down"],
      },
    ],
    silent: ["0 C S 0\n1 C S 0\n1.01 I 3/1 C S 0 from 10.9.9.9"],
  },
  "refused": {
    found: [],
    silent: ["0 C S 0\n0.01 S SA 0 ack 1 host 10.0.2.99\n0.0101 C R 1 host 10.0.2.99"],
  },
  "answers-unheard": {
    found: [
      { text: ANSWERED_ALL, certainty: "likely", packets: [2, 1, 5], says: ["3 times", "no way back"], advises: "" },
    ],
    silent: [
      `${ANSWERED_ALL}\n3.02 C A 1 ack 1`,
      // Half open of one SYN, as floods leave it.
      "0 C S 0\n0.0001 S SA 0 ack 1\n1 S SA 0 ack 1\n3 S SA 0 ack 1",
      "0 C S 0\n0.0001 S SA 0 ack 1\n1 C S 0\n1.0001 S SA 0 ack 1",
    ],
  },
  "reset-by-middlebox": {
    found: [
      {
        text: `${FAR}\n1 C S 0 port 40700\n1.0004 S RA 0 ack 1 ttl 63 port 40700`,
        certainty: "likely",
        packets: [8, 7],
        stream: 1,
        says: ["not by the server itself", "400 µs", "firewall that rejects"],
        advises: "",
      },
      {
        text: `${FAR}\n1 C S 0 port 40700\n1.03 S RA 0 ack 1 ttl 63 port 40700`,
        certainty: "possible",
        packets: [8, 7],
        stream: 1,
        says: ["passed on to another machine"],
      },
      { text: `${FAR}\n1 C PA 6 "x" ack 6\n1.02 S R 6 ttl 248`, certainty: "possible", packets: [8, 7] },
      // No router lies behind it, and one before the host: no detour leads past that.
      { text: `${BEHIND_ONE}\n2.03 S R 3 ttl 64`, certainty: "likely", packets: [8, 7] },
      { text: `${BEHIND_ONE}\n2.03 S R 3 ttl 62`, certainty: "possible", packets: [8, 7] },
    ],
    silent: [
      `${FAR}\n1 C S 0 port 40700\n1.03 S RA 0 ack 1 ttl 57 port 40700`,
      // A kernel answers its own SYN's SYN,ACK with RST where a program has made the SYN.
      "0 C S 0 ttl 45\n0.01 S SA 0 ack 1\n0.0101 C R 1",
    ],
  },
};
