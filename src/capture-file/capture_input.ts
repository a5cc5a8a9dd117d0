/**
 * A capture that is read as it is needed, compression undone. This is the shell around `CaptureReader`: it awaits chunks from
 * whatever it is given and knows nothing of files or sockets.
 *
 * ```ts ignore
 * const input = await openCapture(file); // a Deno.FsFile, Deno.stdin, ...
 * do {
 *   for (let record = input.next(); record !== null; record = input.next()) show(record);
 * } while (await input.more());
 * if (input.problem !== null) complain(input.problem);
 * ```
 */
import { type CaptureFormat, CaptureReader } from "./capture_reader.ts";
import type { CaptureProblem, ReadonlyRecord } from "./capture_record.ts";
import { type ByteSource, PrefixedSource } from "./byte_source.ts";
import { CompressionDamage } from "./compression/compression_damage.ts";
import { type Compression, COMPRESSION_BYTES, compressionOf } from "./compression/compression.ts";
import { decompressed, type DecompressedSource } from "./compression/decompressed.ts";
import { PCAP_HEADER } from "./pcap_parser.ts";

/**
 * Bytes asked for at a time: enough that the asking costs little, few enough that they are still in the processor's cache when
 * they are looked at.
 */
const CHUNK = 1 << 18;
/** Room before a chunk for the unfinished record at the end of the last one. */
const HEADROOM = 1 << 16;

/** A capture being read: take records with `next` until it gives null, then await `more`. */
export class CaptureInput {
  readonly #reader = new CaptureReader();
  readonly #source: ByteSource;
  readonly #inside: DecompressedSource | null;
  /** How the file is compressed; null where it is not. */
  readonly compression: Compression | null;
  #compressionProblem: string | null = null;
  #done = false;
  /** While one buffer is being understood, the other is being read into. */
  #buffer: Uint8Array = new Uint8Array(HEADROOM + CHUNK);
  #other: Uint8Array = new Uint8Array(HEADROOM + CHUNK);
  #reading: Promise<number | null> | null = null;
  readonly #raw: PrefixedSource;

  /** Made by `openCapture`; `inside` is what is compressed, null where nothing is. */
  constructor(raw: PrefixedSource, compression: Compression | null, inside: DecompressedSource | null) {
    this.#raw = raw;
    this.compression = compression;
    this.#inside = inside;
    this.#source = inside ?? raw;
  }

  /** Bytes read from the source so far, before decompression: what progress is measured in. */
  get bytesRead(): number {
    return this.#raw.bytesRead;
  }

  /** Why reading stopped early, or null. Offsets count decompressed bytes. */
  get problem(): CaptureProblem | null {
    if (this.#compressionProblem === null) return this.#reader.problem;
    return { offset: this.#reader.offset, reason: this.#compressionProblem };
  }

  /** The format's name; null until known. */
  get format(): CaptureFormat | null {
    return this.#reader.format;
  }

  /** True where the capture is compressed. */
  get compressed(): boolean {
    return this.compression !== null;
  }

  /** Sections begun so far, and a reader for records of the one at hand: see `CaptureReader.fork`. */
  get sections(): number {
    return this.#reader.sections;
  }

  fork(): CaptureReader {
    return this.#reader.fork();
  }

  /** The next record of what has been read, or null. The record is the same object each time. */
  next(): ReadonlyRecord | null {
    return this.#reader.next();
  }

  /**
   * Reads more of the source. False where there is no more to come: then see `problem`. Errors of the source itself are
   * thrown as they are.
   */
  async more(): Promise<boolean> {
    if (this.#done || this.problem !== null) return false;
    const count = await this.#read();
    if (count === null) {
      this.#done = true;
      this.#reader.end();
      return true;
    }
    const filled = this.#other;
    this.#reader.adopt(filled, HEADROOM, HEADROOM + count);
    this.#other = this.#buffer;
    this.#buffer = filled;
    this.#reading = this.#startReading();
    return true;
  }

  /** Waits for the read that is under way. */
  async #read(): Promise<number | null> {
    try {
      return await (this.#reading ?? this.#startReading());
    } catch (error) {
      if (!(error instanceof CompressionDamage)) throw error;
      this.#compressionProblem = error.message;
      return null;
    }
  }

  #startReading(): Promise<number | null> {
    const reading = this.#source.read(this.#other.subarray(HEADROOM));
    // An error is told where the result is awaited, which is later.
    reading.catch(() => {});
    return reading;
  }

  /** Lets go of what decompression holds; the source is the caller's to close. */
  close(): void {
    this.#inside?.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Opens a capture, undoing compression where its first bytes say so. */
export async function openCapture(source: ByteSource): Promise<CaptureInput> {
  const first = new Uint8Array(COMPRESSION_BYTES);
  let length = 0;
  while (length < first.length) {
    const count = await source.read(first.subarray(length));
    if (count === null) break;
    length += count;
  }
  const start = first.subarray(0, length);
  const raw = new PrefixedSource(start, source);
  const compression = compressionOf(start);
  return new CaptureInput(raw, compression, compression === null ? null : await decompressed(raw, compression));
}

/** Bytes of a file that settle whether it may be a capture. */
export const TELLING_BYTES = PCAP_HEADER;

/** False where a file that begins with `start` is no capture, compressed or not, whatever follows. */
export function mayBeCapture(start: Uint8Array): boolean {
  if (compressionOf(start) !== null) return true;
  const reader = new CaptureReader();
  reader.push(start.subarray(0, TELLING_BYTES));
  reader.next();
  return reader.problem === null;
}
