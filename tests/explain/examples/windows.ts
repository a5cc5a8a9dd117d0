/** Examples of the rules of windows: the last packet of each scenario is the one that matters. */
import { ANSWERED, ASKED, FULL_BUFFER, OPEN, SCALED, SCALED_AT_ONCE } from "./conversations.ts";
import type { Examples } from "./rule_examples.ts";

export const WINDOWS: Examples<
  | "window-update"
  | "zero-window"
  | "zero-window-probe"
  | "window-full"
> = {
  "window-update": {
    speaks: [
      { text: `${FULL_BUFFER}\n1 S A 1 ack 1001 win 2000`, says: ["room for 2000 bytes again"] },
      {
        text: `0 C S 0\n0.009 S SA 0 ack 1 win 0\n0.010 C A 1 ack 1\n1 S A 1 ack 1 win 2000`,
        says: ["takes data now", "2000"],
        never: ["has read"],
      },
      // The SYN's window is not scaled.
      {
        text:
          `0 C S 0 ws 7\n0.1 S SA 0 ack 1 ws 7 win 65160\n0.101 C A 1 ack 1\n0.2 C PA 1 "a" ack 1\n0.201 S A 1 ack 1 win 509`,
        says: ["65152 bytes, after 65160", "units of 128"],
        never: ["waits in its buffer"],
      },
      // The same, counted in units for the first time.
      {
        text:
          `0 C S 0 ws 7\n0.1 S SA 0 ack 1 ws 7 win 29184\n0.101 C A 1 ack 1\n0.2 C PA 1 "a" ack 1\n0.3 S A 1 ack 1 win 228`,
        says: ["29184 bytes, as before"],
        never: ["has read"],
      },
      // What came before the capture nobody knows.
      { text: `0 C A 1 ack 1\n0.1 S A 1 ack 1 win 0\n1 S A 1 ack 1 win 2000`, says: ["has read"] },
      { text: `${ASKED}\n0.12 S A 1 ack 6 win 900`, says: ["900 bytes now, after 502"] },
      { text: `${ASKED}\n0.12 S A 1 ack 6 win 400`, says: ["400 bytes now, after 502", "from 508 to 406"] },
      { text: `${OPEN}\n0.011 S A 1 ack 1 win 600`, says: ["it means nothing"] },
      { text: SCALED_AT_ONCE, says: ["64000 bytes, after 500", "it means nothing"] },
    ],
    silent: [ASKED, FULL_BUFFER, SCALED_AT_ONCE.replaceAll("ws 7", "ws 0")],
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
        // The repeated ACK reports what came twice, and both ends speak SACK.
        text:
          `${OPEN}\n0.1 C A 1 len 400 ack 1\n0.11 S A 1 ack 401 win 502\n0.12 C A 401 len 202 ack 1\n0.121 S A 1 ack 401 win 502 sack 1-401\n0.2 C A 603 len 300 ack 1`,
        says: ["502"],
        never: ["missing at the server"],
      },
      {
        text:
          `${OPEN}\n0.1 C A 1 len 400 ack 1\n0.11 S A 1 ack 401 win 502\n0.12 C A 401 len 202 ack 1\n0.13 C A 603 len 100 ack 1\n0.14 S A 1 ack 401 win 502 sack 603-703\n0.2 C A 703 len 200 ack 1`,
        says: ["missing at the server"],
      },
      {
        text: `${SCALED}\n0.1 C PA 1 len 500 ack 1\n0.11 S A 1 ack 501 win 4\n0.12 C PA 501 len 512 ack 1`,
        says: ["1013 = ack 501 + 512"],
      },
    ],
    silent: [`${SCALED}\n0.1 C PA 1 len 500 ack 1\n0.11 S A 1 ack 501 win 4\n0.12 C PA 501 len 511 ack 1`],
  },
};
