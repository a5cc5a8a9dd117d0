/**
 * What words cost: a conversation of 3000 packets, analysed only, analysed and observed, analysed and explained.
 *
 *     deno bench -A tests/bench/explain_bench.ts
 */
import { Analyser } from "../../src/analysis/analyser.ts";
import { Explainer } from "../../src/explain/explainer.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { emitSegment } from "../../src/packet/emit.ts";
import { ACK, Packet, PSH, SYN } from "../../src/packet/packet.ts";

const PACKETS = 3000;
const PAYLOAD = new Uint8Array(512).fill(120);
const CLIENT = { src: "10.0.0.1", dst: "10.0.0.2", srcPort: 20000, dstPort: 80 };
const SERVER = { src: "10.0.0.2", dst: "10.0.0.1", srcPort: 80, dstPort: 20000 };

/** A handshake, then two segments from the server for each ACK of the client. */
function conversation(): Uint8Array[] {
  const packets = [
    emitSegment({ ...CLIENT, seq: 1000, flags: SYN, ipId: 1 }),
    emitSegment({ ...SERVER, seq: 5000, ack: 1001, flags: SYN | ACK, ipId: 1 }),
    emitSegment({ ...CLIENT, seq: 1001, ack: 5001, flags: ACK, ipId: 2 }),
  ];
  let seq = 5001;
  while (packets.length < PACKETS) {
    const ipId = packets.length & 0xffff;
    if (packets.length % 3 === 2) packets.push(emitSegment({ ...CLIENT, seq: 1001, ack: seq, flags: ACK, ipId }));
    else {
      packets.push(emitSegment({ ...SERVER, seq, ack: 1001, flags: ACK | PSH, payload: PAYLOAD, ipId }));
      seq += PAYLOAD.length;
    }
  }
  return packets;
}

const CONVERSATION = conversation();

type Step = (analyser: Analyser, explainer: Explainer, packet: Packet) => void;

function play(step: Step): void {
  const analyser = new Analyser();
  const explainer = new Explainer();
  const packet = new Packet();
  CONVERSATION.forEach((bytes, i) => {
    const captured = {
      number: i + 1,
      seconds: 1000,
      nanoseconds: i * 10_000,
      hasTime: true,
      linkType: 101,
      interfaceId: 0,
      interfaceName: "",
      length: bytes.length,
      bytes,
      start: 0,
      capturedLength: bytes.length,
      flags: 0,
      comments: [],
    };
    step(analyser, explainer, dissect(captured, packet));
  });
}

Deno.bench({ name: `analyse ${PACKETS} packets`, group: "words", baseline: true }, () => {
  play((analyser, _, packet) => void analyser.analyse(packet));
});

Deno.bench({ name: `analyse and observe ${PACKETS} packets`, group: "words" }, () => {
  play((analyser, explainer, packet) => explainer.observe(analyser.analyse(packet)!));
});

Deno.bench({ name: `analyse and explain ${PACKETS} packets`, group: "words" }, () => {
  play((analyser, explainer, packet) => void explainer.explain(analyser.analyse(packet)!));
});
