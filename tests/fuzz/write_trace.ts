/**
 * Writes a random trace as a capture file: `deno run -A tests/fuzz/write_trace.ts SEED CONVERSATIONS PACKETS OUT.pcap`.
 */
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { Random } from "../random.ts";
import { randomTrace } from "./random_trace.ts";

const [seed = "1", conversations = "20", packets = "30", out = "trace.pcap"] = Deno.args;
const trace = randomTrace(new Random(Number(seed)), Number(conversations), Number(packets));
using file = Deno.openSync(out, { write: true, create: true, truncate: true });
file.writeSync(pcapHeader(101));
for (const { time, bytes } of trace) {
  const record = { seconds: 1000 + Math.floor(time / 1e9), nanoseconds: time % 1e9, length: bytes.length, data: bytes };
  file.writeSync(pcapRecord(record));
}
