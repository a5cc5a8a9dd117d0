/**
 * The one road from a capture to whoever looks at it: records to packets to analysis. Whoever looks at the packets does so
 * between two of them, without waiting; only when much text has gathered, or records run out, does the loop pause.
 */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import { Analyser } from "../analysis/analyser.ts";
import type { Conversation } from "../analysis/conversation.ts";
import type { RelatedPacket } from "../analysis/related_packet.ts";
import type { Foresight } from "../analysis/foresight.ts";
import type { CaptureProblem } from "../capture-file/capture_record.ts";
import type { Terminal } from "../output/terminal.ts";
import { dissect } from "../packet/dissect.ts";
import { FragmentAssembler } from "../packet/fragment_assembler.ts";
import { Packet } from "../packet/packet.ts";
import type { CaptureFeed } from "./feeds/capture_feed.ts";
import type { Progress } from "./progress.ts";

/** Something that gathers what a visitor makes of the packets, and must be emptied now and then. */
export interface Drain {
  readonly full: boolean;
  flush(): Promise<void>;
}

/** Who looks at the packets of one reading. */
export interface Visitor {
  /**
   * Called for every packet; its objects are filled again for the next one. `related` says of a packet without analysis what
   * it has to do with TCP, null where nothing.
   */
  visit(packet: Packet, analysed: AnalysedPacket | null, related: RelatedPacket | null): void;
  readonly onConversationEnd?: (conversation: Conversation) => void;
  /** Where `visit` puts what it makes. */
  readonly drain?: Drain;
  /** Number of the last packet wanted: reading stops there. */
  readonly last?: number;
  /** What an earlier reading found out, where the packets depend on what comes later. */
  readonly foresight?: Foresight;
  /** As `AnalyserOptions` has it. */
  readonly verdicts?: boolean;
}

/** Who waits for a reading: it ends when they interrupt or go away. */
export interface ReadingOptions {
  readonly terminal: Pick<Terminal, "interrupted" | "closed">;
  readonly progress: Progress;
}

/** How a reading went. */
export interface Reading {
  readonly packets: number;
  readonly fileFormat: string;
  readonly compressed: boolean;
  readonly problem: CaptureProblem | null;
  /** Conversations let go while open, because there were too many at a time. */
  readonly abandoned: number;
  /** The user interrupted, or nobody reads the output any more. */
  readonly stopped: boolean;
  /** What another reading of the same capture may know beforehand. */
  readonly foresight: Foresight;
}

/** Reads `feed` from its beginning and shows `visitor` every packet. */
export async function readPackets(feed: CaptureFeed, visitor: Visitor, options: ReadingOptions): Promise<Reading> {
  const { terminal, progress } = options;
  const { drain, last = Infinity, onConversationEnd, foresight, verdicts = true } = visitor;
  progress.nextReading();
  using records = await feed.open();
  const analyser = new Analyser({
    verdicts,
    ...(onConversationEnd === undefined ? {} : { onConversationEnd }),
    ...(foresight === undefined ? {} : { foresight }),
  });
  const packet = new Packet();
  const assembler = new FragmentAssembler();
  let packets = 0;
  do {
    for (let record = records.next(); record !== null && packets < last; record = records.next()) {
      dissect(record, packet);
      if (packet.pieceStart >= 0) assembler.take(packet);
      packets = packet.number;
      const analysed = analyser.analyse(packet);
      visitor.visit(packet, analysed, analysed === null ? analyser.relate(packet) : null);
      if (drain?.full) await drain.flush();
    }
    if (terminal.interrupted.aborted || terminal.closed) break;
    if (feed.live) await drain?.flush();
    await progress.update(feed.bytesRead, feed.size, packets);
  } while (packets < last && await records.more());
  analyser.finish();
  const stopped = terminal.interrupted.aborted || terminal.closed;
  return {
    packets,
    fileFormat: records.fileFormat,
    compressed: records.compressed,
    problem: stopped || packets >= last ? null : records.problem,
    abandoned: analyser.abandoned,
    stopped,
    foresight: analyser.gathered,
  };
}
