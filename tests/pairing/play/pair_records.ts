/** Pairs records in memory. */
import type { CaptureRecord } from "../../../src/capture-file/capture_record.ts";
import type { Pairing } from "../../../src/pairing/terms/pairing.ts";
import { Progress } from "../../../src/reading/progress.ts";
import { readPair } from "../../../src/reading/read_pair.ts";
import { RecordsFeed } from "../../../src/reading/feeds/records_feed.ts";
import { MemoryTerminal } from "../../cli/memory_terminal.ts";

export async function pairRecords(a: readonly CaptureRecord[], b: readonly CaptureRecord[]): Promise<Pairing> {
  const terminal = new MemoryTerminal({ columns: 80 });
  const feeds = { a: new RecordsFeed(a, "a"), b: new RecordsFeed(b, "b") };
  const { pairing } = await readPair(feeds, { terminal, progress: new Progress(terminal, 4) });
  if (pairing === null) throw new Error("nothing was paired");
  return pairing;
}
