/**
 * The file that is explained: opened once, read as often as the output format needs. What cannot be read twice (standard
 * input, a pipe) is first copied.
 */
import type { ByteSource } from "../../capture-file/byte_source.ts";
import { mayBeCapture, TELLING_BYTES } from "../../capture-file/capture_input.ts";
import { Failure, UsageError } from "../../base/failure.ts";
import { Interrupted, within } from "../../net/within.ts";
import { cannotRead } from "../../output/file_failure.ts";
import { quote } from "../../base/quote.ts";
import { namelessFile } from "./nameless_copy.ts";

const STDIN = "-";
/** What reports call a capture that came by standard input. */
export const STDIN_NAME = "standard input";
const COPY_CHUNK = 1 << 20;
/** Of a file, one read in so many is waited for: another thread makes it, and signals and timers get their turn meanwhile. */
const WAITED_FOR = 8;

/** How a source is opened. */
export interface SourceOptions {
  /** The capture is read more than once. */
  readonly reread: boolean;
  readonly interrupted: AbortSignal;
}

/** An open capture file, compressed or not. */
export class CaptureSource implements ByteSource, Disposable {
  /** Bytes taken from the file in this reading: what progress is measured in. */
  bytesRead = 0;
  #reads = 0;

  readonly #stream: ByteSource;
  readonly #file: Deno.FsFile | null;
  readonly #interrupted: AbortSignal;

  private constructor(
    /** As reports name it. */
    readonly name: string,
    /** Bytes, null where nobody knows. */
    readonly size: number | null,
    stream: ByteSource,
    file: Deno.FsFile | null,
    interrupted: AbortSignal,
  ) {
    this.#stream = stream;
    this.#file = file;
    this.#interrupted = interrupted;
  }

  /**
   * Opens `path`, or standard input for `-`. Gives null when the user interrupts: a named pipe that nobody writes to
   * does not open.
   * @throws {Failure} saying what is wrong with it: not there, a directory, not allowed.
   */
  static async open(path: string, options: SourceOptions): Promise<CaptureSource | null> {
    const { reread, interrupted } = options;
    if (path === STDIN) {
      if (Deno.stdin.isTerminal()) {
        throw new UsageError("Standard input is a terminal: pipe a capture into tcplab explain -, or name a file");
      }
      const direct = new CaptureSource(STDIN_NAME, null, Deno.stdin, null, interrupted);
      return reread ? await direct.#spooled() : direct;
    }
    const file = await openFile(path, interrupted);
    if (file === null) return null;
    const { isFile, isDirectory, size } = await file.stat();
    if (isDirectory) {
      file.close();
      throw new Failure(`Cannot read ${quote(path)}: it is a directory; name a capture file inside it`);
    }
    const opened = new CaptureSource(path, isFile ? size : null, file, file, interrupted);
    if (isFile || !reread) return opened;
    using _pipe = opened;
    return await opened.#spooled();
  }

  /** As messages name it. */
  get label(): string {
    return this.#file === null || this.name === STDIN_NAME ? this.name : quote(this.name);
  }

  /** The file, where every byte of it can be read at any time; null for a pipe. Its place is that of `read`. */
  get seekable(): Deno.FsFile | null {
    return this.size === null ? null : this.#file;
  }

  /** Goes back to the first byte. */
  async rewind(): Promise<void> {
    if (this.bytesRead > 0) await this.#file?.seek(0, Deno.SeekMode.Start);
    this.bytesRead = 0;
  }

  /**
   * Some of the bytes, as `ByteSource` says; none any more once the user has interrupted. Most of a file is in the kernel's memory:
   * to copy it takes less time than to have another thread copy it into the cache of another processor.
   */
  async read(buffer: Uint8Array): Promise<number | null> {
    if (this.#interrupted.aborted) return null;
    const { seekable: file } = this;
    const count = file === null
      ? await this.#readOrInterrupted(buffer)
      : ++this.#reads % WAITED_FOR === 0
      ? await file.read(buffer)
      : file.readSync(buffer);
    this.bytesRead += count ?? 0;
    return count;
  }

  [Symbol.dispose](): void {
    this.#file?.close();
  }

  /** A pipe may never say anything more: an interrupt must not wait for it. */
  async #readOrInterrupted(buffer: Uint8Array): Promise<number | null> {
    let stop = (): void => {};
    const stopped = new Promise<null>((resolve) => {
      stop = () => resolve(null);
    });
    this.#interrupted.addEventListener("abort", stop);
    try {
      return await Promise.race([this.#stream.read(buffer), stopped]);
    } finally {
      this.#interrupted.removeEventListener("abort", stop);
    }
  }

  async #spooled(): Promise<CaptureSource> {
    const copy = await namelessFile();
    const chunk = new Uint8Array(COPY_CHUNK);
    let length = 0;
    while (length < TELLING_BYTES && mayBeCapture(chunk.subarray(0, length))) {
      const count = await this.read(chunk.subarray(length));
      if (count === null) break;
      length += count;
    }
    await writeFully(copy, chunk.subarray(0, length));
    // What is no capture may be endless; its beginning is all that the reader needs to refuse it.
    if (mayBeCapture(chunk.subarray(0, length))) {
      for (let count = await this.read(chunk); count !== null; count = await this.read(chunk)) {
        await writeFully(copy, chunk.subarray(0, count));
      }
    }
    await copy.seek(0, Deno.SeekMode.Start);
    return new CaptureSource(this.name, (await copy.stat()).size, copy, copy, this.#interrupted);
  }
}

async function openFile(path: string, signal: AbortSignal): Promise<Deno.FsFile | null> {
  if (signal.aborted) return null;
  const opening = Deno.open(path);
  try {
    return await within(opening, { signal });
  } catch (error) {
    if (error instanceof Interrupted) {
      opening.then((file) => file.close(), () => {});
      return null;
    }
    throw cannotRead(path, error);
  }
}

async function writeFully(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await file.write(rest));
}
