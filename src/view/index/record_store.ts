/** Records of a capture file in any order: the file, and what each of its sections says of its records. */
import type { CaptureReader } from "../../capture-file/capture_reader.ts";
import { CaptureRecord } from "../../capture-file/capture_record.ts";

/** Bytes read at a time: neighbours are asked for together. */
const WINDOW = 1 << 18;

/** A section: the number of its first packet, and a reader that knows it. */
interface Section {
  readonly from: number;
  readonly reader: CaptureReader;
}

export class RecordStore implements Disposable {
  readonly #file: Deno.FsFile;
  readonly #sections: Section[] = [];
  #window = new Uint8Array(WINDOW);
  /** Where the window begins in the file, and how many bytes it holds. */
  #start = 0;
  #length = 0;

  /** `file` is the capture, uncompressed; the store closes it. */
  constructor(file: Deno.FsFile) {
    this.#file = file;
  }

  /** From packet `from` on, records are read by `reader`. */
  addSection(from: number, reader: CaptureReader): void {
    this.#sections.push({ from, reader });
  }

  /**
   * The record of packet `number`, which begins at byte `offset`: a copy that is the caller's to keep. Null where the file has changed
   * meanwhile and holds no record there.
   */
  read(number: number, offset: number): CaptureRecord | null {
    for (let wanted = WINDOW;; wanted *= 2) {
      const bytes = this.#bytesFrom(offset, wanted);
      // A reader that has been given bytes keeps them: each record has a reader of its own.
      const reader = this.#sectionOf(number).reader.fork();
      reader.push(bytes);
      const record = reader.next();
      if (record !== null) {
        const copy = Object.assign(new CaptureRecord(), record, { number });
        copy.bytes = record.bytes.slice(record.start, record.start + record.capturedLength);
        copy.start = 0;
        return copy;
      }
      if (reader.problem !== null || bytes.length < wanted) return null;
    }
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }

  #sectionOf(number: number): Section {
    let found = this.#sections[0]!;
    for (const section of this.#sections) if (section.from <= number) found = section;
    return found;
  }

  /** Bytes of the file from `offset`, at most `wanted`; all that are in the window where a record's head and more are. */
  #bytesFrom(offset: number, wanted: number): Uint8Array {
    const inside = offset - this.#start;
    const enough = inside >= 0 && this.#length - inside >= Math.min(wanted, WINDOW / 8);
    if (enough && wanted <= WINDOW) return this.#window.subarray(inside, this.#length);
    if (this.#window.length < wanted) this.#window = new Uint8Array(wanted);
    this.#file.seekSync(offset, Deno.SeekMode.Start);
    this.#start = offset;
    this.#length = 0;
    while (this.#length < wanted) {
      const count = this.#file.readSync(this.#window.subarray(this.#length, wanted));
      if (count === null) break;
      this.#length += count;
    }
    return this.#window.subarray(0, this.#length);
  }
}
