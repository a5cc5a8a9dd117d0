/**
 * Compares our analysis with tshark's, packet by packet, on random traces:
 *
 *     deno run -A tests/fuzz/compare_with_tshark.ts [TRACES] [SEED] [TSHARK]
 *
 * Prints each difference and a last line `N of M packets agree`; exit 0 only if all do. The analysis follows tshark 4.4: an
 * older tshark given as TSHARK may differ where the versions do.
 */
import { Analyser } from "../../src/analysis/analyser.ts";
import { VERDICTS } from "../../src/analysis/analysed_packet.ts";
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { dissect } from "../../src/packet/dissect.ts";
import type { Packet } from "../../src/packet/packet.ts";
import { recordOf } from "../packet/record_of.ts";
import { Random } from "../random.ts";
import { randomTrace } from "./random_trace.ts";

const CONVERSATIONS = 100;
const PACKETS = 40;
const FIELDS = ["frame.number", "tcp.stream", "tcp.seq", "tcp.ack", "tcp.len", "tcp.window_size", "tcp.completeness"];
const MEASURES = ["acks_frame", "bytes_in_flight", "duplicate_ack_num"];
const FLAGS = VERDICTS.filter((name) => name !== "duplicate_ack");

if (import.meta.main) {
  const [traces = "5", seed = "1", tshark = "tshark"] = Deno.args;
  let packets = 0;
  let different = 0;
  for (let i = 0; i < Number(traces); i++) {
    const trace = tracePackets(Number(seed) + i);
    const [ours, theirs] = [analyse(trace), await askTshark(trace, tshark)];
    for (const [at, line] of theirs.entries()) {
      packets++;
      if (ours[at] === line) continue;
      different++;
      say(`seed ${Number(seed) + i}: ours   ${ours[at]}\n${" ".repeat(6)}tshark ${line}`);
    }
  }
  say(`${packets - different} of ${packets} packets agree`);
  Deno.exit(different === 0 && packets > 0 ? 0 : 1);
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

function tracePackets(seed: number): Packet[] {
  return randomTrace(new Random(seed), CONVERSATIONS, PACKETS).map(({ time, bytes }, i) =>
    dissect({
      ...recordOf(bytes, 101),
      number: i + 1,
      seconds: 1000 + Math.floor(time / 1e9),
      nanoseconds: time % 1e9,
    })
  );
}

/** One line a packet: fields, measures, verdicts. */
function analyse(packets: readonly Packet[]): string[] {
  const first = new Analyser();
  for (const packet of packets) first.analyse(packet);
  first.finish();
  const analyser = new Analyser({ foresight: first.gathered });
  return packets.map((packet) => {
    const p = analyser.analyse(packet)!;
    const { index, completeness } = p.conversation;
    const names = FLAGS.filter((name) => p.verdicts & (1 << VERDICTS.indexOf(name)));
    const fields = [packet.number, index, p.seq, p.ack, packet.payloadLength, p.window, completeness];
    return [...fields, p.acks ?? "", p.bytesInFlight ?? "", p.duplicateAck || "", names.join(",")].join(" ");
  });
}

async function askTshark(packets: readonly Packet[], tshark: string): Promise<string[]> {
  const path = await Deno.makeTempFile({ suffix: ".pcap" });
  try {
    using file = await Deno.open(path, { write: true });
    file.writeSync(pcapHeader(101));
    for (const packet of packets) file.writeSync(pcapRecord(packet));
    const fields = [...FIELDS, ...[...MEASURES, ...FLAGS].map((name) => `tcp.analysis.${name}`)];
    const args = ["-2", "-r", path, "-o", "tcp.desegment_tcp_streams:FALSE", "-T", "fields"];
    for (const field of fields) args.push("-e", field);
    const { stdout } = await new Deno.Command(tshark, { args, stderr: "null" }).output();
    return new TextDecoder().decode(stdout).replace(/\n$/, "").split("\n").map((line) => {
      const cells = line.split("\t");
      const names = FLAGS.filter((_, i) => cells[FIELDS.length + MEASURES.length + i]);
      return [...cells.slice(0, FIELDS.length + MEASURES.length), names.join(",")].join(" ");
    });
  } finally {
    await Deno.remove(path);
  }
}
