/**
 * How fast a capture is read, dissected and analysed: `deno bench -A tests/bench/capture_bench.ts`. One iteration is 20,000 packets.
 */
import { Analyser } from "../../src/analysis/analyser.ts";

import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import { PcapngWriter } from "../../src/capture-file/pcapng_writer.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { Packet } from "../../src/packet/packet.ts";
import { parseTcpOptions, tcpOptions } from "../../src/packet/tcp_options.ts";
import { generateCapture } from "./generate_capture.ts";

const PACKETS = 20_000;
const path = Deno.makeTempFileSync({ suffix: ".pcap" });
generateCapture(path, PACKETS, 200, 500);
const pcap = Deno.readFileSync(path);
Deno.removeSync(path);
const pcapng = asPcapng(pcap);
const packet = new Packet();

function asPcapng(file: Uint8Array): Uint8Array {
  const writer = new PcapngWriter();
  const { id, block } = writer.addInterface({ linkType: 1, name: "eth0" });
  const blocks: Uint8Array[] = [writer.header(), block];
  each(file, (record) => blocks.push(writer.packet(record, { interfaceId: id })));
  const bytes = new Uint8Array(blocks.reduce((sum, part) => sum + part.length, 0));
  blocks.reduce((at, part) => (bytes.set(part, at), at + part.length), 0);
  return bytes;
}

function each(file: Uint8Array, visit: (record: NonNullable<ReturnType<CaptureReader["next"]>>) => void): void {
  const reader = new CaptureReader();
  reader.push(file);
  reader.end();
  for (let record = reader.next(); record !== null; record = reader.next()) visit(record);
}

Deno.bench(`read pcap, ${PACKETS} packets`, { group: "reader" }, () => each(pcap, () => {}));

Deno.bench(`read pcapng, ${PACKETS} packets`, { group: "reader" }, () => each(pcapng, () => {}));

Deno.bench(`read and dissect, ${PACKETS} packets`, { group: "packets" }, () => {
  each(pcap, (record) => void dissect(record, packet));
});

Deno.bench(`read, dissect and list options, ${PACKETS} packets`, { group: "packets" }, () => {
  each(pcap, (record) => void tcpOptions(dissect(record, packet)));
});

Deno.bench(`first pass, ${PACKETS} packets`, { group: "analysis" }, () => {
  const first = new Analyser();
  each(pcap, (record) => first.analyse(dissect(record, packet)));
  first.finish();
});

Deno.bench(`read, dissect and analyse, ${PACKETS} packets`, { group: "analysis" }, () => {
  const analyser = new Analyser();
  each(pcap, (record) => void analyser.analyse(dissect(record, packet)));
  analyser.finish();
});

const OPTIONS = Uint8Array.of(2, 4, 5, 180, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 3, 7);

Deno.bench("parse the options of a SYN", { group: "options" }, () => void parseTcpOptions(OPTIONS));
