/** Captures of every situation that has a verdict: each alone, and all mixed at random. */
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { PcapngWriter } from "../../src/capture-file/pcapng_writer.ts";
import { packetsOf } from "../analysis/trace.ts";
import { HANDSHAKE, VERDICT_CASES } from "../analysis/verdict_cases.ts";
import { randomTrace } from "../fuzz/random_trace.ts";
import { joined } from "../packet/record_of.ts";
import { Random } from "../random.ts";

/** Each case a conversation of its own, ten seconds after the one before; its last packet's comment is its name. */
export function makeVerdicts(): Uint8Array {
  const writer = new PcapngWriter();
  const { id, block } = writer.addInterface({ linkType: 101, name: "verdicts" });
  const blocks = [writer.header(), block];
  VERDICT_CASES.forEach(({ name, trace }, index) => {
    const packets = packetsOf(
      `${HANDSHAKE}\n${trace}`.split("\n").map((line) => withPort(line, 2000 + index)).join("\n"),
    );
    for (const packet of packets) {
      const { nanoseconds, length, data } = packet;
      const record = { seconds: packet.seconds + 10 * index, nanoseconds, length, data };
      const comments = packet === packets.at(-1) ? [name] : [];
      blocks.push(writer.packet(record, { interfaceId: id, comments }));
    }
  });
  return joined(...blocks);
}

function withPort(line: string, port: number): string {
  return line.trim() === "" ? line : `${line} port=${port}`;
}

const CONVERSATIONS = 40;
const PACKETS = 22;
/** Headers and options with room to spare: the data is zeros. */
const CAPTURED = 102;

/** Conversations that behave and that do not, at the same time. */
export function makeMixture(): Uint8Array {
  const records = randomTrace(new Random(7), CONVERSATIONS, PACKETS).map(({ time, bytes }) =>
    pcapRecord({
      seconds: 1606500000 + Math.floor(time / 1e9),
      nanoseconds: time % 1e9,
      length: bytes.length,
      data: bytes.slice(0, CAPTURED),
    })
  );
  return joined(pcapHeader(101), ...records);
}
