/**
 * One reading of a capture from its first packet to its last: bytes to packets to analysis. Whoever looks at the packets
 * does so between two of them, without waiting; only when much text has gathered, or bytes run out, does the loop pause.
 */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import { Analyser } from "../analysis/analyser.ts";
import type { Conversation } from "../analysis/conversation.ts";
import type { Foresight } from "../analysis/foresight.ts";
import { openCapture } from "../capture-file/capture_input.ts";
import type { CaptureProblem } from "../capture-file/capture_record.ts";
import { dissect } from "../packet/dissect.ts";
import { Packet } from "../packet/packet.ts";
import type { CaptureSource } from "./capture_source.ts";
import type { Progress } from "./progress.ts";
import type { Terminal } from "../output/terminal.ts";

/** Something that gathers what a visitor makes of the packets, and must be emptied now and then. */
export interface Drain {
  readonly full: boolean;
  flush(): Promise<void>;
}

/** Who looks at the packets of one reading. */
export interface Visitor {
  /** Called for every packet; both objects are filled again for the next one. */
  visit(packet: Packet, analysed: AnalysedPacket | null): void;
  readonly onConversationEnd?: (conversation: Conversation) => void;
  /** Where `visit` puts what it makes. */
  readonly drain?: Drain;
  /** Number of the last packet wanted: reading stops there. */
  readonly last?: number;
  /** What an earlier reading found out, where the packets depend on what comes later. */
  readonly foresight?: Foresight;
}

export interface ReadingOptions {
  readonly terminal: Terminal;
  readonly progress: Progress;
}

/** How a reading went. */
export interface Reading {
  readonly packets: number;
  readonly format: "pcap" | "pcapng" | null;
  readonly compressed: boolean;
  readonly problem: CaptureProblem | null;
  /** Conversations let go while open, because there were too many at a time. */
  readonly abandoned: number;
  /** The user interrupted, or nobody reads the output any more. */
  readonly stopped: boolean;
  /** What another reading of the same capture may know beforehand. */
  readonly foresight: Foresight;
}

/** Reads `source` from its beginning and shows `visitor` every packet. */
export async function readPackets(
  source: CaptureSource,
  visitor: Visitor,
  { terminal, progress }: ReadingOptions,
): Promise<Reading> {
  const { interrupted } = terminal;
  const { drain, last = Infinity, onConversationEnd, foresight } = visitor;
  progress.nextReading();
  await source.rewind();
  using input = await openCapture(source);
  const analyser = new Analyser({
    ...(onConversationEnd === undefined ? {} : { onConversationEnd }),
    ...(foresight === undefined ? {} : { foresight }),
  });
  const packet = new Packet();
  let packets = 0;
  do {
    for (let record = input.next(); record !== null && packets < last; record = input.next()) {
      dissect(record, packet);
      packets = packet.number;
      visitor.visit(packet, analyser.analyse(packet));
      if (drain?.full) await drain.flush();
    }
    if (interrupted.aborted || terminal.closed) break;
    await progress.update(source.bytesRead, source.size, packets);
  } while (packets < last && await input.more());
  analyser.finish();
  const stopped = interrupted.aborted || terminal.closed;
  const problem = stopped || packets >= last ? null : input.problem;
  return {
    packets,
    format: input.format,
    compressed: input.compressed,
    problem,
    abandoned: analyser.abandoned,
    stopped,
    foresight: analyser.gathered,
  };
}
