/** Examples of findings that other conversations, other addresses and messages beside the segments decide. */
import type { FindingTable } from "./finding_examples.ts";

/** At the client, 20 ms from the server, whose TTL is 57. */
const FAR = `
  0.000 C S  0 mss 1460 sackok
  0.020 S SA 0 ack 1 mss 1460 sackok ttl 57
  0.02005 C A  1 ack 1
  0.030 C PA 1 "hello" ack 1
  0.050 S PA 1 "HELLO" ack 6 ttl 57
  0.0501 C A  6 ack 6`;

/** A server behind one router, asked once more after a pause. */
const BEHIND_ONE = `0 C S 0\n0.03 S SA 0 ack 1 ttl 63\n0.0301 C A 1 ack 1\n0.1 C PA 1 "ask" ack 1
  0.13 S PA 1 "ok" ack 4 ttl 63\n0.1301 C A 4 ack 3\n2 C PA 4 "ask" ack 3`;

export const BETWEEN: FindingTable = {
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
