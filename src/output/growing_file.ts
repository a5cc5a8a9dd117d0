/**
 * A file that has its name from the beginning and grows: whoever reads it meanwhile, or after the program was killed, finds
 * all that was written so far. For captures, whose blocks stand by themselves.
 */
import { Failure } from "../base/failure.ts";
import { quote } from "../base/quote.ts";
import { openDevice, type WritableFile } from "./open_device.ts";
import { openPipe } from "./open_pipe.ts";
import { cannotWrite } from "./file_failure.ts";

export class GrowingFile implements Disposable {
  readonly #path: string;
  readonly #file: WritableFile;
  #closed = false;

  private constructor(path: string, file: WritableFile) {
    this.#path = path;
    this.#file = file;
  }

  /** Opens or empties the file. Opening a pipe waits for its reader, until `signal` comes. Throws `Failure`. */
  static async create(path: string, signal?: AbortSignal): Promise<GrowingFile> {
    const device = await openDevice(path);
    if (device !== null) return new GrowingFile(path, device);
    const found = await Deno.stat(path).catch(() => null);
    if (found?.isDirectory) throw new Failure(`Cannot write ${quote(path)}: it is a directory; name a file inside it`);
    try {
      const file = found?.isFifo
        ? await openPipe(path, signal)
        : await Deno.open(path, { write: true, create: found === null, truncate: found?.isFile === true });
      if (file !== null) return new GrowingFile(path, file);
    } catch (error) {
      throw cannotWrite(quote(path), error);
    }
    throw new Failure(`Nobody has opened ${quote(path)} for reading`);
  }

  /** Writes bytes, all of them. Throws `Failure`. */
  async write(bytes: Uint8Array): Promise<void> {
    try {
      for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await this.#file.write(rest));
    } catch (error) {
      throw cannotWrite(quote(this.#path), error);
    }
  }

  [Symbol.dispose](): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#file.close();
  }
}
