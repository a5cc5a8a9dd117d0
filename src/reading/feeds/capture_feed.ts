/**
 * Where packets come from: a file or a pipe, what the lab recorded, a live capture. Each is a feed, and one road (`read_packets.ts`)
 * leads from all of them to analysis and explanation.
 */
import type { CaptureProblem, CaptureRecord } from "../../capture-file/capture_record.ts";

/** One reading of a capture from its first record to its last: take records until there is none, then await `more`. */
export interface RecordStream extends Disposable {
  /** The next record of what is at hand, or null. The record may be the same object each time. */
  next(): CaptureRecord | null;
  /** Waits for more records; false where none will come. */
  more(): Promise<boolean>;
  /** Why the records end early, or null. */
  readonly problem: CaptureProblem | null;
  /** The capture's format in words: `pcapng, gzip`; empty where it has none. */
  readonly fileFormat: string;
  /** Offsets of `problem` count bytes after decompression. */
  readonly compressed: boolean;
}

/** A capture. All but a live one can be read as often as it takes. */
export interface CaptureFeed {
  /** As reports name it. */
  readonly name: string;
  /** The captures that it is made of, as the user named them; left out where it is one. */
  readonly names?: readonly string[];
  /** As messages name it. */
  readonly label: string;
  /** What progress is measured in: bytes taken in this reading, of how many in all; null where nobody knows. */
  readonly bytesRead: number;
  readonly size: number | null;
  /** Somebody watches while the packets come: what is made of them is shown before waiting for more. */
  readonly live: boolean;
  /** Begins a reading at the first record. */
  open(): Promise<RecordStream>;
}
