/** Flows of traces (tests/analysis/trace.ts) and of captures in memory, for tests. */
import { Analyser } from "../../src/analysis/analyser.ts";
import { type Flow, FlowBuilder } from "../../src/flows/flow.ts";
import { dissect } from "../../src/packet/dissect.ts";
import type { Packet } from "../../src/packet/packet.ts";
import { recordOf } from "../packet/record_of.ts";
import { packetsOf } from "../analysis/trace.ts";

/** The packets of a classic capture file of raw IP, little-endian and in nanoseconds. */
export function packetsOfCapture(file: Uint8Array): Packet[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const packets: Packet[] = [];
  for (let at = 24; at < file.length;) {
    const length = view.getUint32(at + 8, true);
    const bytes = file.slice(at + 16, at + 16 + length);
    const [seconds, nanoseconds] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    packets.push(dissect({ ...recordOf(bytes, 101), number: packets.length + 1, seconds, nanoseconds }));
    at += 16 + length;
  }
  return packets;
}

/** The flows of these packets, as their conversations end. */
export function flowsOfPackets(packets: Iterable<Packet>): Flow[] {
  const builder = new FlowBuilder("trace.pcap");
  const flows: Flow[] = [];
  const analyser = new Analyser({
    onConversationEnd: (conversation) => {
      const flow = builder.end(conversation);
      if (flow !== null) flows.push(flow);
    },
  });
  for (const packet of packets) {
    const analysed = analyser.analyse(packet);
    if (analysed === null) builder.takeOther(packet, analyser.relate(packet));
    else builder.take(analysed);
  }
  analyser.finish();
  return flows;
}

/** The flows of a trace in one line a segment. */
export function flowsOf(trace: string): Flow[] {
  return flowsOfPackets(packetsOf(trace));
}
