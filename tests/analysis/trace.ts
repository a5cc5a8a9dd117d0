/**
 * Traces in one line a segment, and what analysis says of them.
 *
 *     > SA seq ack len window [dt=MS] [opt=HEX] [port=N] [ttl=N] [id=N] [data=HEX]
 *
 * `>` goes from 10.0.0.1:1000 to 10.0.0.2:80, `<` back; flags by their letters; seq and ack raw; numbers may be left out from the
 * right (window 1000); `data` is how the data begins; `dt` is the time since the segment before, 1 ms if not said.
 */
import { Analyser } from "../../src/analysis/analyser.ts";
import { type AnalysedPacket, VERDICTS } from "../../src/analysis/analysed_packet.ts";
import { PacketAnalysis } from "../../src/analysis/packet_analysis.ts";
import { copyPacket } from "../packet/copy_packet.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { emitSegment } from "../packet/emit.ts";
import type { Packet } from "../../src/packet/packet.ts";
import { parseTcpOptions } from "../../src/packet/tcp_options.ts";
import { joined, recordOf } from "../packet/record_of.ts";

const LETTERS = "FSRPAUECN";

/** The packets of a trace. */
export function packetsOf(trace: string): Packet[] {
  let time = 1e9;
  const lines = trace.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return lines.map((line, i) => {
    const words = line.split(/\s+/);
    const named = new Map(
      words.filter((word) => word.includes("=")).map((word) => word.split("=") as [string, string]),
    );
    const [side, letters = "", ...numbers] = words.filter((word) => !word.includes("="));
    const [seq = 0, ack = 0, length = 0, window = 1000] = numbers.map(Number);
    const ports = [Number(named.get("port") ?? 1000), 80];
    const ends = side === ">" ? { src: "10.0.0.1", dst: "10.0.0.2" } : { src: "10.0.0.2", dst: "10.0.0.1" };
    const [srcPort, dstPort] = side === ">" ? ports : ports.toReversed();
    const flags = [...letters].reduce((bits, letter) => bits | (1 << LETTERS.indexOf(letter)), 0);
    const options = parseTcpOptions(joined(named.get("opt") ?? ""));
    const payload = new Uint8Array(length);
    payload.set(joined(named.get("data") ?? ""));
    const bytes = emitSegment({
      ...ends,
      srcPort: srcPort!,
      dstPort: dstPort!,
      seq,
      ack,
      flags,
      window,
      options,
      payload,
      ttl: Number(named.get("ttl") ?? 64),
      ipId: Number(named.get("id") ?? 0),
    });
    time += Math.round(Number(named.get("dt") ?? 1) * 1e6);
    return dissect({
      ...recordOf(bytes, 101),
      number: i + 1,
      seconds: Math.floor(time / 1e9),
      nanoseconds: time % 1e9,
    });
  });
}

/** The analysis of every packet, after a first pass. */
export function analysed(trace: string): AnalysedPacket[] {
  const packets = packetsOf(trace);
  const first = new Analyser();
  for (const packet of packets) first.analyse(packet);
  first.finish();
  const analyser = new Analyser({ foresight: first.gathered });
  return packets.map((packet) => copyAnalysedPacket(analyser.analyse(packet)!));
}

/** The names of a packet's verdicts, a duplicate ACK with its number. */
export function verdictsOf(packet: AnalysedPacket): string[] {
  return VERDICTS.filter((_, bit) => packet.verdicts & (1 << bit)).map((name) =>
    name === "duplicate_ack" ? `${name}#${packet.duplicateAck}` : name
  );
}

/** A copy that outlives the analyser's next packet, its captured bytes included. The conversation stays the living one. */
function copyAnalysedPacket(analysed: AnalysedPacket): AnalysedPacket {
  const copy = Object.assign(new PacketAnalysis(analysed.conversation), analysed);
  copy.packet = copyPacket(analysed.packet);
  return copy;
}
