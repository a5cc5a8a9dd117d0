/** What is no segment of its own tells what became of segments: pieces of IP packets, and ICMP. */
import { assertEquals } from "@std/assert";
import { Diagnoser } from "../../src/diagnosis/diagnoser.ts";
import type { Conversation } from "../../src/analysis/conversation.ts";
import { playedPackets } from "../explain/scenario.ts";
import { named } from "./diagnosing.ts";

const OPEN =
  "0 C S 0\n0.02 S SA 0 ack 1\n0.02 C A 1 ack 1 win 64000\n0.03 C PA 1 len 100 ack 1 win 64000\n0.05 S A 1 ack 101";
const CUT = "S PA 1 len 3000 ack 101 id 7 piece";
const LOST = [0.1, 0.3, 0.7, 1.5].map((time) => `${time} S A 1 len 1460 ack 101`);
/** A segment that ICMP calls too large, and its halves after a timer. */
const TOLD = `${OPEN}\n0.06 S A 1 len 1460 ack 101\n0.062 I 3/4 S A 1 len 1460 ack 101`;
const RECUT = "0.5 S A 1 len 730 ack 101\n0.52 C A 101 ack 731\n0.521 S A 731 len 730 ack 101\n0.54 C A 101 ack 1461";

function toldOf(text: string): string {
  const diagnoser = new Diagnoser();
  const seen: Conversation[] = [];
  playedPackets(text, {}, ({ packet, analysed, related }) => {
    if (analysed === null) return diagnoser.takeOther(packet, related);
    diagnoser.take(analysed);
    seen[0] = analysed.conversation;
  });
  const { verdict } = diagnoser.end(seen[0]!)!;
  return `${named(verdict)} ${verdict.outcome}`;
}

const CASES: readonly { name: string; text: string; told: string }[] = [
  {
    name: "of an answer only first pieces came",
    text: `${OPEN}\n0.06 ${CUT} 0-1480\n0.3 ${CUT} 0-1480\n30 C FA 101 ack 1`,
    told: "unknown in-pieces",
  },
  {
    name: "all pieces of an answer came",
    text: `${OPEN}\n0.06 ${CUT} 0-1480\n0.06 ${CUT} 1480-3020\n0.08 C A 101 ack 3001\n30 C FA 101 ack 3001`,
    told: "closing/client kept",
  },
  {
    name: "full segments die and ICMP says why",
    text: `${OPEN}\n${LOST.map((line) => `${line}\n${line.replace("S", "I 3/4 S")}`).join("\n")}`,
    told: "path-mtu told",
  },
  {
    name: "a timer runs for a segment that ICMP has called too large, and smaller ones arrive",
    text: `${TOLD}\n${RECUT}`,
    told: "path-mtu told",
  },
  {
    name: "a timer runs for a segment of which ICMP has said nothing, and smaller ones arrive",
    text: `${TOLD.replace(/\n.*I 3\/4.*/, "")}\n${RECUT}`,
    told: "retransmission-timeout null",
  },
  {
    name: "an ICMP error answers the SYN",
    text: "0 C S 0\n1 C S 0\n1.02 I 3/1 C S 0\n3 C S 0",
    told: "syn-retransmission barred",
  },
  { name: "nothing answers the SYN", text: "0 C S 0\n1 C S 0\n3 C S 0", told: "syn-retransmission unanswered" },
  { name: "full segments die in silence", text: `${OPEN}\n${LOST.join("\n")}`, told: "path-mtu null" },
];

for (const { name, text, told } of CASES) {
  Deno.test(`related packets: ${name}`, () => assertEquals(toldOf(text), told));
}
