/** A capture file or standard input as a feed. */
import { type CaptureInput, openCapture } from "../../capture-file/capture_input.ts";
import type { CaptureProblem, CaptureRecord } from "../../capture-file/capture_record.ts";
import type { CaptureFeed, RecordStream } from "./capture_feed.ts";
import { CaptureSource, type SourceOptions } from "./capture_source.ts";

export class FileFeed implements CaptureFeed, Disposable {
  readonly live = false;

  readonly #source: CaptureSource;

  private constructor(source: CaptureSource) {
    this.#source = source;
  }

  /**
   * Opens `path`, or standard input for `-`. Gives null when the user interrupts: a named pipe that nobody writes to does
   * not open.
   * @throws {Failure} saying what is wrong with it: not there, a directory, not allowed.
   */
  static async open(path: string, options: SourceOptions): Promise<FileFeed | null> {
    const source = await CaptureSource.open(path, options);
    return source === null ? null : new FileFeed(source);
  }

  get name(): string {
    return this.#source.name;
  }

  get label(): string {
    return this.#source.label;
  }

  get bytesRead(): number {
    return this.#source.bytesRead;
  }

  get size(): number | null {
    return this.#source.size;
  }

  async open(): Promise<RecordStream> {
    await this.#source.rewind();
    return new FileRecords(await openCapture(this.#source));
  }

  [Symbol.dispose](): void {
    this.#source[Symbol.dispose]();
  }
}

class FileRecords implements RecordStream {
  readonly #input: CaptureInput;

  constructor(input: CaptureInput) {
    this.#input = input;
  }

  next(): CaptureRecord | null {
    return this.#input.next();
  }

  more(): Promise<boolean> {
    return this.#input.more();
  }

  get problem(): CaptureProblem | null {
    return this.#input.problem;
  }

  get fileFormat(): string {
    const { format, compression } = this.#input;
    return [format, compression].filter((word) => word !== null).join(", ");
  }

  get compressed(): boolean {
    return this.#input.compressed;
  }

  [Symbol.dispose](): void {
    this.#input.close();
  }
}
