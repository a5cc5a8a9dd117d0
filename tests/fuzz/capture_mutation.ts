/**
 * Damaged captures, and the whole road they must survive: file to records, packets, analysis, explanations, JSON.
 */
import { assert, assertEquals } from "@std/assert";
import { Analyser } from "../../src/analysis/analyser.ts";
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import type { CaptureRecord } from "../../src/capture-file/capture_record.ts";
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { PcapngWriter } from "../../src/capture-file/pcapng_writer.ts";
import { Explainer } from "../../src/explain/explainer.ts";
import { tcpChecksumState } from "../../src/packet/checksum.ts";
import { copyPacket } from "../packet/copy_packet.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { emitEthernet } from "../packet/emit.ts";
import { LINK_LAYERS } from "../../src/packet/link_layer.ts";
import { Packet } from "../../src/packet/packet.ts";
import { packetJson } from "../../src/report/data/ndjson.ts";
import type { Random } from "../random.ts";
import { randomTrace } from "./random_trace.ts";

/** Numbers that lengths, counts and offsets go wrong with. */
const NASTY = [
  0,
  1,
  2,
  3,
  4,
  7,
  8,
  11,
  12,
  0x7f,
  0x80,
  0xff,
  0x100,
  0x7fff,
  0xffff,
  0x10000,
  0x7fffffff,
  0x80000000,
  0xfffffff0,
  0xffffffff,
];

/** A sound capture of a few small conversations, in one of the formats and link types. */
export function soundCapture(random: Random): Uint8Array<ArrayBuffer> {
  const linkType = random.pick([...LINK_LAYERS.keys()]);
  const records = randomTrace(random, random.int(1, 2), random.int(2, 6)).map(({ time, bytes }) => {
    const data = framed(bytes, linkType);
    const kept = random.chance(0.1) ? data.slice(0, random.int(0, data.length)) : data;
    return { seconds: 1000 + Math.floor(time / 1e9), nanoseconds: time % 1e9, length: data.length, data: kept };
  });
  if (random.chance(0.5)) {
    const resolution = random.pick(["us", "ns"] as const);
    return concatenated([pcapHeader(linkType, resolution), ...records.map((record) => pcapRecord(record, resolution))]);
  }
  const writer = new PcapngWriter();
  const { id, block } = writer.addInterface({ linkType, name: "eth0" });
  const comments = random.chance(0.5) ? ["a comment"] : [];
  return concatenated([
    writer.header(),
    block,
    ...records.map((record) => writer.packet(record, { interfaceId: id, comments })),
  ]);
}

function framed(ip: Uint8Array, linkType: number): Uint8Array {
  const six = ip[0]! >> 4 === 6;
  if (linkType === 1) return emitEthernet(ip);
  if (linkType === 0 || linkType === 108) return concatenated([Uint8Array.of(0, 0, 0, six ? 30 : 2), ip]);
  const type = six ? [0x86, 0xdd] : [8, 0];
  if (linkType === 113) return concatenated([new Uint8Array(14), Uint8Array.from(type), ip]);
  if (linkType === 276) return concatenated([Uint8Array.from(type), new Uint8Array(18), ip]);
  return ip;
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Does one to eight bad things to a copy of a capture. */
export function mutate(random: Random, sound: Uint8Array): Uint8Array<ArrayBuffer> {
  let bytes = sound.slice();
  for (let i = random.int(1, 8); i > 0 && bytes.length > 0; i--) {
    const at = random.int(0, bytes.length - 1);
    const what = random.int(0, 9);
    if (what < 4) bytes[at]! ^= 1 << random.int(0, 7);
    else if (what < 7) putNumber(bytes, random);
    else if (what < 8) bytes = bytes.slice(0, at);
    else if (what < 9) bytes = concatenated([bytes.subarray(0, at), bytes.subarray(random.int(0, bytes.length))]);
    else bytes.fill(random.int(0, 255), at, at + random.int(1, 30));
  }
  return bytes;
}

/** Writes a nasty number over a field: mostly where fields are, in either byte order. */
function putNumber(bytes: Uint8Array<ArrayBuffer>, random: Random): void {
  const view = new DataView(bytes.buffer);
  const at = random.chance(0.5) ? random.int(0, bytes.length - 1) & ~3 : random.int(0, bytes.length - 1);
  if (at + 4 <= bytes.length) view.setUint32(at, random.pick(NASTY), random.chance(0.5));
}

/** Takes a capture all the way; gives the number of packets. Throws where anything does, or where an invariant breaks. */
export function takeAllTheWay(file: Uint8Array, random: Random): number {
  const first = new Analyser();
  const packet = new Packet();
  eachRecord(file, random, (record) => first.analyse(dissect(record, packet)));
  first.finish();
  let ended = 0;
  const analyser = new Analyser({ foresight: first.gathered, onConversationEnd: () => ended++ });
  const explainer = new Explainer();
  const packets = eachRecord(file, random, (record) => {
    dissect(record, packet);
    assert(packet.payloadLength >= 0 && packet.capturedLength === packet.data.length);
    tcpChecksumState(packet);
    const analysed = analyser.analyse(packet);
    const related = analyser.relate(packet);
    const explanations = analysed !== null
      ? explainer.explain(analysed)
      : related !== null
      ? explainer.explainRelated(related)
      : [];
    const completeness = analysed?.conversation.completeness ?? null;
    JSON.parse(packetJson({ packet, analysed, related, completeness, explanations }));
    if (random.chance(0.01)) assertEquals(copyPacket(packet).data, packet.data);
  });
  analyser.finish();
  assertEquals(ended, first.conversationCount);
  return packets;
}

/** Reads a file in random pieces; every byte must come to an end in a record, or in a problem. */
function eachRecord(file: Uint8Array, random: Random, visit: (record: CaptureRecord) => void): number {
  const reader = new CaptureReader();
  const piece = random.pick([file.length, 50, 1000]);
  let count = 0;
  for (let at = 0; at <= file.length; at += Math.max(1, piece)) {
    reader.push(file.subarray(at, at + Math.max(1, piece)));
    if (at + piece >= file.length) reader.end();
    for (let record = reader.next(); record !== null; record = reader.next()) {
      count++;
      visit(record);
    }
  }
  assert(count <= file.length / 12, "more records than the file has room for");
  assert(
    reader.problem !== null || reader.offset === file.length,
    "the reader stopped before the end and does not say why",
  );
  assert(reader.problem === null || (reader.problem.reason !== "" && !reader.problem.reason.includes("\n")));
  return count;
}
