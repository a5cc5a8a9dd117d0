/** Diagnoses a capture in one reading, however it comes: a file, a pipe, records of the lab. */
import type { Diagnosis } from "../diagnosis/terms/diagnosis.ts";
import { Diagnoser } from "../diagnosis/diagnoser.ts";
import type { CaptureFeed } from "./feeds/capture_feed.ts";
import { type Reading, type ReadingOptions, readPackets } from "./read_packets.ts";
import { type Ranking, Shortlist } from "./shortlist.ts";

/** What is wanted of the diagnoses. */
export interface DiagnosisWishes {
  /** One conversation only; null for all. */
  readonly stream: number | null;
  /** At most so many, the first ones by this order. */
  readonly top: number;
  readonly ranking: Ranking;
}

export interface Diagnosed {
  readonly diagnoses: readonly Diagnosis[];
  /** Conversations of the capture. */
  readonly conversations: number;
  readonly tcpPackets: number;
  readonly outcome: Reading;
}

/** Reads `feed` once. */
export async function diagnose(
  feed: CaptureFeed,
  { stream, top, ranking }: DiagnosisWishes,
  options: ReadingOptions,
): Promise<Diagnosed> {
  const diagnoser = new Diagnoser({ names: true });
  const shortlist = new Shortlist<Diagnosis>(top, ranking);
  let conversations = 0;
  let tcpPackets = 0;
  const outcome = await readPackets(feed, {
    visit: (packet, analysed, related) => {
      if (analysed === null) return diagnoser.takeOther(packet, related);
      tcpPackets++;
      if (stream === null || analysed.conversation.index === stream) diagnoser.take(analysed);
    },
    onConversationEnd: (conversation) => {
      conversations++;
      const diagnosis = diagnoser.end(conversation);
      if (diagnosis !== null) shortlist.add(diagnosis);
    },
  }, options);
  return { diagnoses: shortlist.sorted(), conversations, tcpPackets, outcome };
}
