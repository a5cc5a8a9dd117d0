/** A viewed capture from its first record to its last, which may not have come yet. */
import type { ByteSource } from "../../capture-file/byte_source.ts";
import { type CaptureInput, openCapture } from "../../capture-file/capture_input.ts";
import type { CaptureReader } from "../../capture-file/capture_reader.ts";
import type { CaptureProblem, CaptureRecord } from "../../capture-file/capture_record.ts";
import type { CaptureFeed, RecordStream } from "../../reading/feeds/capture_feed.ts";
import type { CaptureBytes } from "./capture_bytes.ts";
import { Turn, type Turns } from "./turns.ts";

export interface SequentialOptions {
  /** Waits for bytes that have not come yet; otherwise the reading ends with those that are there when it begins. */
  readonly follows: boolean;
  /** Where the reading waits for answers to others; null for a reading that is part of an answer. */
  readonly turns: Turns | null;
  /** Told of each section: the number of its first packet, and a reader that knows it. */
  readonly onSection?: (from: number, reader: CaptureReader) => void;
}

export class SequentialFeed implements CaptureFeed {
  readonly name: string;
  bytesRead = 0;
  /** Byte of the capture at which the record handed out last begins. */
  offset = 0;
  readonly #bytes: CaptureBytes;
  readonly #options: SequentialOptions;

  constructor(bytes: CaptureBytes, options: SequentialOptions) {
    this.#bytes = bytes;
    this.#options = options;
    this.name = bytes.name;
  }

  get live(): boolean {
    return this.#bytes.live;
  }

  get label(): string {
    return this.name;
  }

  /** What is there now. */
  get size(): number {
    return this.#bytes.length;
  }

  async open(): Promise<RecordStream> {
    const { follows, turns } = this.#options;
    const until = follows ? Infinity : this.#bytes.length;
    const input = await openCapture(new BytesSource(this.#bytes, until, new Turn(turns)));
    return new SequentialRecords(input, this, { compressed: this.#bytes.compressed, ...this.#options });
  }
}

/** The bytes in their order, before byte `until`. */
class BytesSource implements ByteSource {
  #offset = 0;
  readonly #bytes: CaptureBytes;
  readonly #until: number;
  readonly #turn: Turn;

  constructor(bytes: CaptureBytes, until: number, turn: Turn) {
    this.#bytes = bytes;
    this.#until = until;
    this.#turn = turn;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    await this.#turn.pause();
    const bytes = this.#bytes;
    if (this.#offset >= this.#until) return null;
    if (!await bytes.reaches(this.#offset)) {
      if (bytes.damage !== null) throw bytes.damage;
      return null;
    }
    const count = bytes.readAt(buffer.subarray(0, Math.min(buffer.length, this.#until - this.#offset)), this.#offset);
    this.#offset += count;
    return count === 0 ? null : count;
  }
}

interface RecordsOptions extends SequentialOptions {
  readonly compressed: boolean;
}

class SequentialRecords implements RecordStream {
  readonly compressed: boolean;
  #section = 0;
  readonly #input: CaptureInput;
  readonly #feed: SequentialFeed;
  readonly #onSection: SequentialOptions["onSection"];

  constructor(input: CaptureInput, feed: SequentialFeed, { compressed, onSection }: RecordsOptions) {
    this.#input = input;
    this.#feed = feed;
    this.#onSection = onSection;
    this.compressed = compressed;
  }

  next(): CaptureRecord | null {
    const record = this.#input.next();
    if (record === null) return null;
    this.#feed.offset = record.fileOffset;
    if (this.#input.sections !== this.#section) {
      this.#section = this.#input.sections;
      this.#onSection?.(record.number, this.#input.fork());
    }
    return record;
  }

  async more(): Promise<boolean> {
    const more = await this.#input.more();
    this.#feed.bytesRead = this.#input.bytesRead;
    return more;
  }

  get problem(): CaptureProblem | null {
    return this.#input.problem;
  }

  get fileFormat(): string {
    return this.#input.format ?? "";
  }

  [Symbol.dispose](): void {
    this.#input.close();
  }
}
