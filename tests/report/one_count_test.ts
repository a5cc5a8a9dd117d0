/** Bytes, segments and repetitions of a direction are the same in every output: they come from one count. */
import { assertEquals } from "@std/assert";
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { playedPackets } from "../explain/scenario.ts";
import { joined } from "../packet/record_of.ts";
import { Random } from "../random.ts";
import { allOutputs } from "./poison.ts";

/** A capture of segments that come in any order, again and overlapping, both ways; some packets are captured twice. */
function randomCapture(seed: number): { file: Uint8Array; bytes: [number, number]; again: [number, number] } {
  const random = new Random(seed);
  const seen = [new Set<number>(), new Set<number>()];
  const again: [number, number] = [0, 0];
  const text = ["0.000 C S 0 mss 1460", "0.001 S SA 0 ack 1 mss 1460", "0.002 C A 1 ack 1"];
  for (let i = 0; i < 30; i++) {
    const side = random.int(0, 1);
    const seq = random.int(1, 400);
    const length = random.int(2, 60);
    const before = seen[side]!.size;
    for (let byte = 0; byte < length; byte++) seen[side]!.add(seq + byte);
    again[side]! += length - (seen[side]!.size - before);
    const line = `${"CS"[side]} A ${seq} len ${length} ack 1 id ${100 + i}`;
    text.push(`${(1 + i * 0.05).toFixed(4)} ${line}`);
    if (random.chance(0.2)) text.push(`${(1 + i * 0.05 + 0.0001).toFixed(4)} ${line}`);
  }
  const records = playedPackets(text.join("\n"), {}, ({ packet }) =>
    pcapRecord({
      seconds: packet.seconds,
      nanoseconds: packet.nanoseconds,
      length: packet.length,
      data: packet.data.slice(),
    }));
  return { file: joined(pcapHeader(101), ...records), bytes: [seen[0]!.size, seen[1]!.size], again };
}

/** The numbers of a text's sentence, by a pattern with a group for each. */
function numbersIn(text: string, pattern: RegExp): number[] {
  return (pattern.exec(text.replaceAll(/\s+/g, " "))?.slice(1) ?? []).map((group) => Number(group.replaceAll(",", "")));
}

for (let seed = 1; seed <= 12; seed++) {
  Deno.test(`every output counts each byte of a stream once: random capture ${seed}`, async () => {
    const { file, bytes, again } = randomCapture(seed);
    const outputs = await allOutputs(file, "en", "as it is");
    const [conversation] = JSON.parse(outputs.get("json")!).conversations;
    const counts = [conversation.fromClient, conversation.fromServer];
    assertEquals(counts.map((direction) => direction.bytes), bytes);
    assertEquals(counts.map((direction) => direction.bytesSentAgain), again);
    for (const [i, end] of ["client", "server"].entries()) {
      const expected = [bytes[i]!, counts[i]!.segments];
      const sent = new RegExp(`${end} sent ([\\d,]+) bytes in ([\\d,]+) segments`);
      const told = new RegExp(`The ${end} sent ([\\d,]+) bytes in ([\\d,]+) segments`);
      assertEquals(numbersIn(outputs.get("summary")!, sent), expected, "summary");
      for (const name of ["text", "md", "page"]) assertEquals(numbersIn(outputs.get(name)!, told), expected, name);
    }
    const whole = new RegExp(`with ([\\d,]+) bytes of data`);
    assertEquals(numbersIn(outputs.get("text")!, whole), [bytes[0] + bytes[1]], "summary of the capture");
    const resent = counts[0]!.retransmissions + counts[1]!.retransmissions;
    const losses = /sent again ([\d,]+) segment/;
    assertEquals(numbersIn(outputs.get("summary")!, losses), resent === 0 ? [] : [resent], "sent again");
    const packets = outputs.get("ndjson")!.trimEnd().split("\n").map((line) => JSON.parse(line));
    const copies = packets.filter(({ explanations: [first] }) => first?.code === "captured-twice").length;
    assertEquals(counts[0]!.copies + counts[1]!.copies, copies, "copies");
  });
}
