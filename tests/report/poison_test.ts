/** Nobody keeps what is filled again for the next packet: what is said does not change when all of it is overwritten. */
import { assert, assertEquals } from "@std/assert";
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { CODES } from "../../src/explain/words/codes.ts";
import type { AnalysedPacket } from "../../src/analysis/analysed_packet.ts";
import type { ReadonlyRecord } from "../../src/capture-file/capture_record.ts";
import type { ReadonlyPacket } from "../../src/packet/packet.ts";
import { EXAMPLES } from "../explain/examples/all_examples.ts";
import { playedPackets } from "../explain/scenario.ts";
import { Random } from "../random.ts";
import { randomTrace } from "../fuzz/random_trace.ts";
import { LAYER_CASES } from "../packet/layers/layer_cases.ts";
import { joined } from "../packet/record_of.ts";
import { allOutputs, walk } from "./poison.ts";

/** A scenario's packets as records of a classic capture file. */
function recordsOf(text: string, client: string, after: number): Uint8Array[] {
  return playedPackets(text, { client }, ({ packet }) =>
    pcapRecord({
      seconds: packet.seconds + after,
      nanoseconds: packet.nanoseconds,
      length: packet.length,
      data: packet.data.slice(),
    }));
}

/** The examples in which rules speak, in one capture, an hour between two of them. */
function examplesCapture(): Uint8Array {
  const texts = CODES.flatMap((code) => EXAMPLES[code].speaks.map(({ text }) => text));
  const records = texts.flatMap((text, i) => recordsOf(text, `10.1.${i >> 8}.${i & 255}:40618`, i * 3600));
  return joined(pcapHeader(101), ...records);
}

function traceCapture(seed: number): Uint8Array {
  const records = randomTrace(new Random(seed), 20, 30).map(({ time, bytes }) =>
    pcapRecord({ seconds: 1000 + Math.floor(time / 1e9), nanoseconds: time % 1e9, length: bytes.length, data: bytes })
  );
  return joined(pcapHeader(101), ...records);
}

function layersCapture(): Uint8Array {
  const cases = LAYER_CASES.filter(({ linkType }) => linkType === 1);
  const data = cases.flatMap(({ bytes }) => [bytes, bytes.slice(0, 30)]);
  const records = data.map((bytes, i) => pcapRecord({ seconds: i, nanoseconds: 0, length: bytes.length, data: bytes }));
  return joined(pcapHeader(1), ...records);
}

const CAPTURES = [
  { name: "the examples of all rules", file: examplesCapture },
  { name: "random traces", file: () => traceCapture(3) },
  { name: "tags and tunnels", file: layersCapture },
];

for (const { name, file } of CAPTURES) {
  Deno.test(`no output changes when every reused value is overwritten after each visit: ${name}`, async () => {
    const capture = file();
    for (const language of ["en", "he"] as const) {
      const sound = await allOutputs(capture, language, "as it is");
      const poisoned = await allOutputs(capture, language, "poisoned");
      assertEquals(poisoned.size, sound.size);
      for (const [output, text] of sound) {
        assert(text.length > 100, output);
        assertEquals(poisoned.get(output) === text, true, `${output} in ${language} keeps something of a packet`);
      }
    }
  });
}

Deno.test("the examples' capture makes every rule speak", async () => {
  const rules = (await allOutputs(examplesCapture(), "en", "as it is")).get("rules")!;
  for (const code of CODES) assert(rules.includes(`"code":"${code}"`), code);
});

Deno.test("what a visitor keeps is nonsense afterwards", () => {
  const kept: { packet: ReadonlyPacket; analysed: AnalysedPacket; data: Uint8Array }[] = [];
  walk(traceCapture(5), "poisoned", {
    visit: (packet, analysed) => kept.push({ packet, analysed: analysed!, data: packet.data }),
  });
  const { packet, analysed, data } = kept.at(-1)!;
  const nonsense = [
    packet.number,
    packet.seq,
    packet.payloadLength,
    packet.layers.at(0).end,
    analysed.seq,
    analysed.verdicts,
  ];
  assertEquals(new Set(nonsense).size, 1);
  assertEquals(new Set(data).size, 1);
  assertEquals([packet.problem, analysed.conversation, analysed.packet as unknown], [null, null, null]);
});

Deno.test("what is handed out for a visit is read-only, as the type check tells", () => {
  const write = (packet: ReadonlyPacket, analysed: AnalysedPacket, record: ReadonlyRecord): void => {
    // @ts-expect-error -- nobody but the dissector writes a packet's fields
    packet.seq = 1;
    // @ts-expect-error -- and layers
    packet.layers.at(0).end = 1;
    // @ts-expect-error -- nobody but the analyser writes its answer
    analysed.packet.number = 1;
    // @ts-expect-error -- nobody but the reader writes its record
    record.number = 1;
  };
  assertEquals(write.length, 3);
});
