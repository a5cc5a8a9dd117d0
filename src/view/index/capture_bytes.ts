/**
 * The bytes of a capture, decompressed, of which more may come: those that are there can be read at any place at once, and who has
 * read all of them waits for more, or for the end.
 */
import type { CompressionDamage } from "../../capture-file/compression/compression_damage.ts";

/** Why no more bytes come: there are no more, or the file that was followed is another now. */
export type Ending = "complete" | "shorter" | "replaced";

/** What is known of them from the start. */
export interface BytesDescription {
  /** As the user named the capture. */
  readonly name: string;
  /** Offsets count bytes after decompression. */
  readonly compressed: boolean;
  /** Somebody watches while they come. */
  readonly live: boolean;
}

export class CaptureBytes implements Disposable {
  readonly name: string;
  readonly compressed: boolean;
  readonly live: boolean;
  /** Bytes that are there. */
  length = 0;
  /** Null while more may come. */
  ending: Ending | null = null;
  /** What is wrong with the compressed data after the last byte. */
  damage: CompressionDamage | null = null;
  readonly #file: Deno.FsFile;
  #waiting = Promise.withResolvers<void>();
  #closed = false;

  /** `file` is closed with this. */
  constructor(file: Deno.FsFile, { name, compressed, live }: BytesDescription) {
    this.#file = file;
    this.name = name;
    this.compressed = compressed;
    this.live = live;
  }

  /**
   * Fills what it can of `into` with the bytes from `offset` on; gives their number, 0 where there are none. A file that grows
   * may hold more than `length` says: those bytes are not there yet, or a reader would be ahead of who was told of them.
   */
  readAt(into: Uint8Array, offset: number): number {
    const most = Math.min(into.length, this.length - offset);
    if (this.#closed || most <= 0) return 0;
    this.#file.seekSync(offset, Deno.SeekMode.Start);
    let length = 0;
    while (length < most) {
      const count = this.#file.readSync(into.subarray(length, most));
      if (count === null) break;
      length += count;
    }
    return length;
  }

  /** Writes more bytes behind those that are there. */
  append(bytes: Uint8Array): void {
    if (this.#closed) return;
    this.#file.seekSync(this.length, Deno.SeekMode.Start);
    for (let rest = bytes; rest.length > 0;) rest = rest.subarray(this.#file.writeSync(rest));
    this.grew(this.length + bytes.length);
  }

  /** There are `length` bytes now. */
  grew(length: number): void {
    this.length = length;
    this.#wake();
  }

  /** No more will come. */
  end(ending: Ending, damage: CompressionDamage | null = null): void {
    this.ending ??= ending;
    this.damage ??= damage;
    this.#wake();
  }

  /** Resolves once there is a byte at `offset`: true. False where there will be none. */
  async reaches(offset: number): Promise<boolean> {
    while (this.length <= offset && this.ending === null) await this.#waiting.promise;
    return this.length > offset && !this.#closed;
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.end("complete");
    this.#file.close();
  }

  #wake(): void {
    this.#waiting.resolve();
    this.#waiting = Promise.withResolvers();
  }
}
