/**
 * What the parser of one file format does. Parsers take bytes from a queue and fill a record; they do no reading.
 */
import type { ByteQueue } from "./byte_queue.ts";
import type { CaptureRecord } from "./capture_record.ts";

/** The queue does not hold the whole of what comes next; nothing was taken, `queue.needed` may say how much it is. */
export const MORE = 0;
/** The record was filled. */
export const RECORD = 1;
/** Something that is no packet was taken. */
export const OTHER = 2;

export type Step = typeof MORE | typeof RECORD | typeof OTHER;

/** Reads one format. */
export interface FileParser {
  /** Takes one record or block from the queue. Throws `Damage`. */
  step(queue: ByteQueue, record: CaptureRecord): Step;
  /** What a file that ends now ends inside of, with the bytes the queue still holds. */
  unfinished(queue: ByteQueue): string;
  /** A parser that knows what this one knows of the file (byte order, interfaces), for records read out of their order. */
  fork(): FileParser;
}

/**
 * The most bytes that a packet may be said to have. Capture programs stop at 256 KiB; USB and BIG TCP captures hold more.
 * A damaged length field beyond this is refused before memory is spent on it.
 */
export const LARGEST_PACKET = 1 << 24;
