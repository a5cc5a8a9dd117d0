/**
 * What analysis says of a capture, a row a packet, in the columns of the files of expected verdicts: number, time, source,
 * ports, conversation, flags, relative numbers, data, window, completeness, what is acknowledged, bytes in flight, verdicts.
 */
import { assertEquals } from "@std/assert";
import { verdictsOf } from "../analysis/trace.ts";
import { Analyser } from "../../src/analysis/analyser.ts";
import { type ByteSource } from "../../src/capture-file/byte_source.ts";
import { openCapture } from "../../src/capture-file/capture_input.ts";
import { records } from "../capture-file/records.ts";
import { sourceAddress } from "../../src/packet/address.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { flagNames } from "../../src/packet/flags.ts";
import { FragmentAssembler } from "../../src/packet/fragment_assembler.ts";
import { Packet } from "../../src/packet/packet.ts";

/** The rows of a capture, opened once for each of the two readings; whoever opens a file says how it is closed. */
export async function verdictRows(open: () => ByteSource & Partial<Disposable>): Promise<string[][]> {
  const first = new Analyser();
  await eachPacket(open, (packet) => first.analyse(packet));
  first.finish();
  const analyser = new Analyser({ foresight: first.gathered });
  const found: string[][] = [];
  await eachPacket(open, (packet) => {
    const p = analyser.analyse(packet);
    if (p === null) return;
    found.push([
      packet.number,
      `${packet.seconds}.${String(packet.nanoseconds).padStart(9, "0")}`,
      sourceAddress(packet),
      packet.srcPort,
      packet.dstPort,
      p.conversation.index,
      flagColumn(packet),
      p.seq,
      p.ack,
      packet.payloadLength,
      p.window,
      p.conversation.completeness,
      p.acks ?? "",
      p.bytesInFlight ?? "",
      verdictsOf(p).sort().join(","),
    ].map(String));
  });
  return found;
}

/** Flags as the files have them: twelve places, a letter or a dot. */
function flagColumn(packet: Packet): string {
  const names = flagNames(packet.flags);
  const letters = ["AE", "CWR", "ECE", "URG", "ACK", "PSH", "RST", "SYN", "FIN"].map((name) =>
    (names as readonly string[]).includes(name) ? name[0] : "."
  );
  return `...${letters.join("")}`;
}

async function eachPacket(
  open: () => ByteSource & Partial<Disposable>,
  visit: (packet: Packet) => void,
): Promise<void> {
  const packet = new Packet();
  const assembler = new FragmentAssembler();
  const source = open();
  try {
    using input = await openCapture(source);
    for await (const record of records(input)) {
      assembler.take(dissect(record, packet));
      visit(packet);
    }
    assertEquals(input.problem, null);
  } finally {
    source[Symbol.dispose]?.();
  }
}
