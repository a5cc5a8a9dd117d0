/** Examples of packets that are no TCP segments of their own but have to do with one. */
import { OPEN } from "./conversations.ts";
import type { Examples } from "./rule_examples.ts";

const SENT_FULL = `${OPEN}
  0.100 C PA 1 "hello" ack 1
  0.110 S A  1 len 1460 ack 6
  0.1101 S A 1461 len 900 ack 6`;

export const ICMP_EXAMPLES: Examples<"icmp-error"> = {
  "icmp-error": {
    speaks: [
      {
        text: `${SENT_FULL}\n0.111 I 3/4 S A 1 len 1460 ack 6 mtu 1400 from 10.1.1.1`,
        says: [
          "router or firewall at 10.1.1.1",
          "packet of the server with ICMP type 3, code 4",
          "1500 bytes",
          "link takes 1400",
          "packet 5, seq 1 of conversation 0",
          "at most 1360 bytes",
        ],
      },
      // Joined on the way: what was sent fits.
      {
        text: `${SENT_FULL}\n0.111 I 3/4 S A 1 len 2360 ack 6 mtu 1500 from 10.1.1.1`,
        says: ["2400 bytes", "longer than what the server sent", "packet 5: 1460 bytes", "receive offload"],
        never: ["must send"],
      },
      // It was sent too long, and quoted late, after a part of it was sent again.
      {
        text: `${SENT_FULL}\n0.111 S A 1 len 1000 ack 6\n0.112 I 3/4 S A 1 len 1460 ack 6 mtu 1400 from 10.1.1.1`,
        says: ["1500 bytes", "must send"],
        never: ["joined"],
      },
      {
        text: `${SENT_FULL}\n0.111 I 3/4 S A 1461 len 900 ack 6 mtu 0 from 10.1.1.1`,
        says: ["does not say", "packet 6, seq 1461", "has to guess"],
      },
      {
        text: `0 C S 0 mss 1460\n0.002 I 3/13 C S 0 mss 1460 from 10.0.0.1`,
        says: [
          "firewall at 10.0.0.1",
          "A rule forbids the packet",
          "packet 1, seq 0",
          "connect() fails at once with EHOSTUNREACH",
        ],
      },
      // It goes to somebody else.
      {
        text: `0 C A 1 ack 1 host 10.0.7.7 port 40000\n0.002 I 3/1 C S 0 from 10.0.0.1 toward 10.0.0.138`,
        says: ["10.0.0.138, which did not send that packet"],
      },
      {
        text: `0 C A 1 ack 1 host 10.0.7.7 port 40000\n0.002 I 3/1 C S 0 from 10.0.0.1`,
        says: ["holds nothing of that conversation before"],
        never: ["did not send that packet"],
      },
      // Its own host refuses it: nothing is known of the port.
      {
        text: `0 C S 0 mss 1460\n0.002 I 3/3 C S 0 mss 1460 from 10.0.2.4`,
        says: ["sending host itself, 10.0.2.4", "nothing is known of the port"],
      },
      {
        text: `0 C S 0 mss 1460\n0.002 I 3/3 C S 0 mss 1460 from 10.0.2.15`,
        says: ["The addressed host itself, 10.0.2.15", "for that port", "a firewall refuses", "ECONNREFUSED"],
      },
      {
        text: `${SENT_FULL}\n0.111 I 3/1 S A 1 len 1460 ack 6 from 10.1.1.1`,
        says: ["is not broken off", "EHOSTUNREACH"],
      },
      {
        text: `${OPEN}\n0.1 I 11/0 C A 1 ack 1 from 10.1.1.1`,
        says: ["as many routers", "conversation 0 with seq 1", "in a circle"],
      },
      // Confirmed already: not under way any more.
      {
        text: `${SENT_FULL}\n0.112 C A 6 ack 2361\n0.113 I 3/4 S A 1 len 1460 ack 6 mtu 1400 from 10.1.1.1`,
        says: ["late, or made up"],
      },
      // The FIN of a connection that was there before: nobody is connecting.
      {
        text: `0 C FA 1 ack 1\n0.002 I 3/0 C FA 1 ack 1 from 10.0.2.1`,
        says: ["10.0.2.1"],
        never: ["connect()"],
      },
      {
        text: `0 I 3/1 C PA 1 len 10 ack 1 from 10.1.1.1`,
        says: ["from 10.0.2.4:40618 to 10.0.2.15:5050", "holds nothing"],
      },
    ],
    silent: [SENT_FULL],
  },
};
