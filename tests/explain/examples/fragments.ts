/** Examples of IP packets that came in pieces. */
import { OPEN } from "./conversations.ts";
import type { Examples } from "./rule_examples.ts";

const TUNNELLED = "C PA 1 len 3000 ack 1 id 7 tunnel piece";
const CUT = "C PA 1 len 3000 ack 1 id 7 piece";

export const FRAGMENT_EXAMPLES: Examples<"ip-fragment"> = {
  "ip-fragment": {
    speaks: [
      {
        text: `${OPEN}\n0.1 ${CUT} 0-1480`,
        says: ["bytes 0 to 1479", "Only when all pieces are there"],
      },
      {
        text: `${OPEN}\n0.1 ${CUT} 0-1480\n0.1 ${CUT} 1480-2960`,
        says: ["bytes 1480 to 2959", "Earlier pieces of the packet: 4"],
      },
      {
        text: `${OPEN}\n0.1 ${CUT} 0-1480\n0.1 ${CUT} 1480-2960\n0.1 ${CUT} 2960-3020`,
        says: ["in 3 pieces: packets 4, 5 and 6", "3020 bytes with its header"],
      },
      // What was cut up is the tunnel's packet.
      {
        text: `${OPEN}\n0.1 ${TUNNELLED} 0-1480\n0.1 ${TUNNELLED} 1480-3060`,
        says: ["the tunnel's packet that was cut up"],
        never: ["path MTU discovery finds"],
      },
      // In another order.
      { text: `${OPEN}\n0.1 ${CUT} 2960-3020\n0.1 ${CUT} 1480-2960\n0.1 ${CUT} 0-1480`, says: ["packets 6, 5 and 4"] },
      { text: `${OPEN}\n0.1 ${CUT} 0-1480\n0.1 ${CUT} 0-1480`, says: ["came before; it changes nothing"] },
      { text: `${OPEN}\n0.1 ${CUT} 0-1480\n0.1 ${CUT} 1472-2960`, says: ["they overlap"] },
      { text: `${OPEN}\n0.1 ${CUT} 0-1480 cut 200`, says: ["the TCP header is read", "is not known"] },
      { text: `${OPEN}\n0.1 ${CUT} 0-1480\n0.1 ${CUT} 1480-2960 cut 200`, says: ["does not hold all of this piece"] },
      { text: `${OPEN}\n0.1 ${CUT} 0-16`, says: ["has only 36", "small on purpose"] },
      {
        text: `${OPEN}${[0, 1, 2, 3, 5].map((n) => `\n0.1 ${CUT} ${n * 480}-${n * 480 + 480}`).join("")}`,
        says: ["Earlier pieces of the packet: 4 to 7."],
      },
      { text: `${OPEN}\n0.1 ${CUT} 0-1476`, says: ["not one that a piece can have"] },
    ],
    silent: [`${OPEN}\n0.1 C PA 1 len 3000 ack 1 id 7`],
  },
};
