/**
 * Capture files without input or output: bytes are pushed in as they come, records are taken out. Which format a file has is
 * told by its first four bytes.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const reader = new CaptureReader();
 * reader.push(new TextEncoder().encode("GET / HTTP/1.1"));
 * reader.end();
 * for (let record = reader.next(); record !== null; record = reader.next()) assertEquals(record.data.length, 0);
 * assertEquals(reader.problem?.offset, 0);
 * ```
 */
import { invariant } from "../base/invariant.ts";
import { ByteQueue } from "./byte_queue.ts";
import { type CaptureProblem, CaptureRecord, type ReadonlyRecord } from "./capture_record.ts";
import { Damage } from "./damage.ts";
import { type FileParser, MORE, RECORD } from "./file_parser.ts";
import { notACapture } from "./not_a_capture.ts";
import { PCAP_HEADER, PCAP_MAGICS, PcapParser } from "./pcap_parser.ts";
import { SECTION_HEADER } from "./pcapng_block.ts";
import { PcapngParser } from "./pcapng_parser.ts";
import { NETMON_HEADER, NETMON_MAGICS, NetmonParser } from "./netmon_parser.ts";
import { SNOOP_HEADER, SNOOP_MAGIC, SnoopParser } from "./snoop_parser.ts";
import { readU32 } from "./read_number.ts";

const MAGIC = 4;

/** A format that is read. */
export type CaptureFormat = "pcap" | "pcapng" | "snoop" | "NetMon";

/** Reads one uncompressed file in constant memory. */
export class CaptureReader {
  /** Why reading stopped early, or null. What came before it has been given. */
  problem: CaptureProblem | null = null;
  readonly #queue = new ByteQueue();
  readonly #record = new CaptureRecord();
  #parser: FileParser | null = null;
  #format: CaptureFormat | null = null;
  /** Bytes of the header of the format that the first bytes tell. */
  #headerLength = 0;

  /** The format's name; null until the first bytes have been seen. */
  get format(): CaptureFormat | null {
    return this.#format;
  }

  /** Packets given so far. */
  get count(): number {
    return this.#record.number;
  }

  /** Bytes of the file understood so far. */
  get offset(): number {
    return this.#queue.fileOffset;
  }

  /** Sections begun so far; a classic file is one. */
  get sections(): number {
    return this.#parser instanceof PcapngParser ? this.#parser.sections : 1;
  }

  /**
   * A reader for records of the section at hand that are read out of their order: give it bytes that begin where a record does
   * (`record.fileOffset`). Ask after the first record has been read.
   */
  fork(): CaptureReader {
    invariant(this.#parser !== null, "a reader knows its file once it has given a record");
    const fork = new CaptureReader();
    fork.#parser = this.#parser.fork();
    fork.#format = this.#format;
    return fork;
  }

  /** Forgets what waits and what went wrong, and goes on with bytes that begin where another record of the section does. */
  aim(bytes: Uint8Array): void {
    this.problem = null;
    this.#queue.restart(bytes);
  }

  /** Gives the next bytes of the file. They are not copied: leave them alone until `next` gives null. */
  push(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#queue.push(bytes);
  }

  /**
   * Goes on with the bytes from `start` to `end` of a buffer, instead of `push`: nothing is copied but an unfinished record,
   * which goes into the room before `start`. The buffer given before is the caller's again.
   */
  adopt(buffer: Uint8Array, start: number, end: number): void {
    this.#queue.adopt(buffer, start, end);
  }

  /** Says that the file has no more bytes. */
  end(): void {
    this.#queue.ended = true;
  }

  /**
   * The next record, or null where more bytes are needed or there are no more records (after `end`, see `problem`). It is the
   * same object each time.
   */
  next(): ReadonlyRecord | null {
    if (this.problem !== null) return null;
    try {
      return this.#parser === null && !this.#begin() ? this.#finish() : this.#advance(this.#parser!);
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      this.problem = { offset: error.offset, reason: error.reason };
      return null;
    }
  }

  #advance(parser: FileParser): ReadonlyRecord | null {
    for (;;) {
      const step = parser.step(this.#queue, this.#record);
      if (step === RECORD) {
        const record = this.#record;
        const isInside = record.start >= 0 && record.start + record.capturedLength <= record.bytes.length;
        invariant(isInside && record.capturedLength >= 0, "a record's bytes stand inside what was read");
        record.number++;
        return record;
      }
      if (step === MORE) return this.#finish();
    }
  }

  /** Chooses the parser once the first bytes are there. */
  #begin(): boolean {
    const queue = this.#queue;
    if (queue.available < MAGIC) return false;
    const found = formatOf(readU32(queue.bytes, queue.position, false));
    if (found === null) throw new Damage(0, notACapture(queue.bytes.subarray(queue.position, queue.limit)));
    this.#headerLength = found.header;
    if (queue.available < found.header) return false;
    this.#parser = found.open(queue);
    this.#format = found.name;
    return true;
  }

  /** Out of bytes: an error only if the file has ended in the middle of something. */
  #finish(): null {
    const queue = this.#queue;
    const parser = this.#parser;
    if (!queue.ended) return null;
    if (parser === null) throw new Damage(0, this.#tooShort());
    if (queue.available > 0 || queue.skipping > 0) throw new Damage(queue.fileOffset, parser.unfinished(queue));
    return null;
  }

  #tooShort(): string {
    const { available, bytes, position, limit } = this.#queue;
    if (available === 0) return "the file is empty";
    if (available < MAGIC) return notACapture(bytes.subarray(position, limit));
    return `the file ends inside its header: ${available} of ${this.#headerLength} bytes`;
  }
}

/** How a format is told by its first four bytes, and begun. */
interface Format {
  readonly name: CaptureFormat;
  /** Bytes that must be there before `open`. */
  readonly header: number;
  readonly open: (queue: ByteQueue) => FileParser;
}

const PCAPNG: Format = { name: "pcapng", header: MAGIC, open: () => new PcapngParser() };
const PCAP: Format = { name: "pcap", header: PCAP_HEADER, open: (queue) => new PcapParser(queue) };
const SNOOP: Format = { name: "snoop", header: SNOOP_HEADER, open: (queue) => new SnoopParser(queue) };
const NETMON: Format = { name: "NetMon", header: NETMON_HEADER, open: (queue) => new NetmonParser(queue) };

function formatOf(magic: number): Format | null {
  if (magic === SECTION_HEADER) return PCAPNG;
  if (magic === SNOOP_MAGIC) return SNOOP;
  return PCAP_MAGICS.has(magic) ? PCAP : NETMON_MAGICS.has(magic) ? NETMON : null;
}
