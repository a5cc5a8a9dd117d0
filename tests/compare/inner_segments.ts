/** The TCP header inside each packet of a capture, as tcplab reads it. */
import { FileFeed } from "../../src/reading/feeds/file_feed.ts";
import { Progress } from "../../src/reading/progress.ts";
import { readPackets } from "../../src/reading/read_packets.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";

/** `ports, number, acknowledgment` by the number of the packet; null where the capture cannot be read. */
export async function innerSegments(path: string): Promise<ReadonlyMap<number, string> | null> {
  const segments = new Map<number, string>();
  const terminal = new MemoryTerminal();
  using feed = (await FileFeed.open(path, { reread: false, interrupted: terminal.interrupted }))!;
  const { packets, problem } = await readPackets(feed, {
    visit: ({ number, srcPort, dstPort, seq, ack, payloadLength }, analysed) => {
      if (analysed !== null) segments.set(number, [srcPort, dstPort, seq, ack, payloadLength].join(" "));
    },
  }, { terminal, progress: new Progress(terminal, 1) });
  return problem !== null && packets === 0 ? null : segments;
}
