/** Records of a capture in any order: its bytes, and what each of its sections says of its records. */
import type { CaptureReader } from "../../capture-file/capture_reader.ts";
import { CaptureRecord, type ReadonlyRecord } from "../../capture-file/capture_record.ts";
import type { CaptureBytes } from "./capture_bytes.ts";

/** Bytes read at a time: few where records are far apart, more the longer neighbours are asked for one after the other. */
const LEAST = 1 << 13;
const MOST = 1 << 18;
/** The next record is a neighbour where it begins no farther behind the bytes read before. */
const NEAR = 1 << 15;
/** A record's head and a usual packet: with so many bytes at hand it is tried before more are read. */
const LIKELY = 1 << 11;

/** A section: the number of its first packet, a reader that knows it, and one that is aimed at records. */
interface Section {
  readonly from: number;
  readonly reader: CaptureReader;
  aimed: CaptureReader | null;
}

export class RecordStore {
  readonly #bytes: CaptureBytes;
  readonly #sections: Section[] = [];
  #window = new Uint8Array(MOST);
  /** Where the window begins, how many bytes it holds, and how many are read next. */
  #start = 0;
  #length = 0;
  #stride = LEAST;

  constructor(bytes: CaptureBytes) {
    this.#bytes = bytes;
  }

  /** From packet `from` on, records are read by `reader`. */
  addSection(from: number, reader: CaptureReader): void {
    this.#sections.push({ from, reader, aimed: null });
  }

  /**
   * The record of packet `number`, which begins at byte `offset`: a copy that is the caller's to keep. Null where the capture has
   * changed meanwhile and holds no record there.
   */
  read(number: number, offset: number): CaptureRecord | null {
    const section = this.#sectionOf(number);
    for (let wanted = LIKELY;; wanted = Math.max(LEAST, wanted * 4)) {
      const bytes = this.#bytesFrom(offset, wanted);
      const reader = section.aimed ??= section.reader.fork();
      reader.aim(bytes);
      const record = reader.next();
      if (record !== null) return copyOf(record, { number, fileOffset: offset });
      const { problem } = reader;
      // What the reader has seen is no record of this section: it may have taken something else for its own.
      section.aimed = null;
      if (problem !== null || bytes.length < wanted) return null;
    }
  }

  #sectionOf(number: number): Section {
    let [low, high] = [0, this.#sections.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#sections[middle]!.from <= number) low = middle;
      else high = middle - 1;
    }
    return this.#sections[low]!;
  }

  /** Bytes from `offset` on, at least `wanted` where the capture has them. */
  #bytesFrom(offset: number, wanted: number): Uint8Array {
    const inside = offset - this.#start;
    if (inside >= 0 && this.#length - inside >= wanted) return this.#window.subarray(inside, this.#length);
    const isNear = inside >= 0 && inside <= this.#length + NEAR;
    this.#stride = isNear ? Math.min(2 * this.#stride, MOST) : LEAST;
    const size = Math.max(wanted, this.#stride);
    if (this.#window.length < size) this.#window = new Uint8Array(size);
    this.#start = offset;
    this.#length = this.#bytes.readAt(this.#window.subarray(0, size), offset);
    return this.#window.subarray(0, this.#length);
  }
}

function copyOf(
  record: ReadonlyRecord,
  place: { readonly number: number; readonly fileOffset: number },
): CaptureRecord {
  const copy = new CaptureRecord();
  copy.number = place.number;
  copy.fileOffset = place.fileOffset;
  copy.seconds = record.seconds;
  copy.nanoseconds = record.nanoseconds;
  copy.hasTime = record.hasTime;
  copy.linkType = record.linkType;
  copy.interfaceId = record.interfaceId;
  copy.interfaceName = record.interfaceName;
  copy.length = record.length;
  copy.bytes = record.bytes.slice(record.start, record.start + record.capturedLength);
  copy.capturedLength = record.capturedLength;
  copy.flags = record.flags;
  copy.comments = record.comments;
  return copy;
}
