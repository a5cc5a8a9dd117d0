/** Flows of traces (tests/analysis/trace.ts) and of captures in memory, for tests. */
import { Analyser } from "../../src/analysis/analyser.ts";
import { type Flow, FlowBuilder } from "../../src/flows/flow.ts";
import type { Packet } from "../../src/packet/packet.ts";
import { packetsOf } from "../analysis/trace.ts";

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
    if (analysed !== null) builder.take(analysed);
  }
  analyser.finish();
  return flows;
}

/** The flows of a trace in one line a segment. */
export function flowsOf(trace: string): Flow[] {
  return flowsOfPackets(packetsOf(trace));
}
