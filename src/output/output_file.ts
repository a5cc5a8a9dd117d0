/** A file in place of standard output. */
import { AtomicFile } from "./atomic_file.ts";
import type { ByteSink } from "./output_stream.ts";

export class OutputFile implements ByteSink {
  readonly #file: AtomicFile;
  #written = 0;

  private constructor(file: AtomicFile) {
    this.#file = file;
  }

  /** Throws `Failure` where the file cannot be written. */
  static async create(path: string, signal: AbortSignal): Promise<OutputFile> {
    return new OutputFile(await AtomicFile.create(path, signal));
  }

  async write(bytes: Uint8Array): Promise<number> {
    this.#file.add(bytes.slice());
    this.#written += bytes.length;
    if (this.#file.full) await this.#file.flush();
    return bytes.length;
  }

  /** Gives the file its name; what was not finished leaves none, unless there is something in it that is worth keeping. */
  async end(finished: boolean, keeps: boolean): Promise<void> {
    if (finished || (keeps && this.#written > 0)) await this.#file.finish();
    else await this.#file[Symbol.asyncDispose]();
  }
}
