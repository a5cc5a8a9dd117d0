/**
 * A file opened to be sent, held against what its head promised: a file that is written to while it is sent must not
 * come out as a mixture of two states.
 */
import type { ByteRange } from "../semantics/byte_ranges.ts";
import type { FileBody } from "../message/answer.ts";
import { isAbsence, isSameState, type Located, located } from "./document_root.ts";

/** The file is not what it was when its head was made. */
export class FileChanged extends Error {
  override name = "FileChanged";
}

/** Opens a file. Throws `FileChanged` when it is not in the expected state, and what `Deno.open` throws. */
export async function openFileBody(
  expected: Located,
  pieces: readonly (Uint8Array | ByteRange)[],
): Promise<FileBody> {
  const file = await open(expected);
  try {
    if (!await isUnchanged(file, expected)) throw new FileChanged(expected.path);
  } catch (error) {
    file.close();
    throw error;
  }
  return new OpenFileBody(file, expected, pieces);
}

/** Reads a whole file and makes sure that it is one state of it. */
export async function readWhole(expected: Located): Promise<Uint8Array> {
  using file = await open(expected);
  if (!await isUnchanged(file, expected)) throw new FileChanged(expected.path);
  const bytes = new Uint8Array(expected.size);
  for (let filled = 0; filled < bytes.length;) {
    const count = await file.read(bytes.subarray(filled));
    if (count === null) throw new FileChanged(expected.path);
    filled += count;
  }
  if (!await isUnchanged(file, expected)) throw new FileChanged(expected.path);
  return bytes;
}

/** A file that has gone since it was found has changed, too. */
async function open(expected: Located): Promise<Deno.FsFile> {
  try {
    return await Deno.open(expected.path);
  } catch (error) {
    throw error instanceof Deno.errors.PermissionDenied || !isAbsence(error) ? error : new FileChanged(expected.path);
  }
}

/**
 * Whether the next read of a file is made at once or left to another thread. What the page cache holds is read at once:
 * handing a copy of 50 us to another thread would cost twice as much as the copy. A read that had to wait for a disk
 * makes other threads do the waiting for a while, twice as long each time. Only reads made here tell how long the disk
 * took: the outcome of another thread's also waits for its turn here.
 */
export class ReadPlan {
  /** A read that takes longer has waited for a disk, ms. */
  static readonly quick = 2;
  /** Reads left to another thread after one that was slow: at first, and at most. */
  static readonly leave = [8, 512] as const;
  /** Nothing is known of a file before its first read. */
  #left = 1;
  #leave: number = ReadPlan.leave[0];

  /** The next read is another thread's. */
  get elsewhere(): boolean {
    return this.#left > 0;
  }

  /** Another thread has been given a read. */
  left(): void {
    this.#left--;
  }

  /** A read was made here. @param time What it took, ms. */
  made(time: number): void {
    if (time < ReadPlan.quick) {
      this.#leave = ReadPlan.leave[0];
    } else {
      this.#left = this.#leave;
      this.#leave = Math.min(2 * this.#leave, ReadPlan.leave[1]);
    }
  }
}

class OpenFileBody implements FileBody {
  readonly pieces: readonly (Uint8Array | ByteRange)[];
  readonly #file: Deno.FsFile;
  readonly #expected: Located;
  readonly #plan = new ReadPlan();
  #position = 0;

  constructor(file: Deno.FsFile, expected: Located, pieces: readonly (Uint8Array | ByteRange)[]) {
    this.#file = file;
    this.#expected = expected;
    this.pieces = pieces;
  }

  get waits(): boolean {
    return this.#plan.elsewhere;
  }

  readAt(buffer: Uint8Array, position: number): number | Promise<number> {
    if (position !== this.#position) this.#file.seekSync(position, Deno.SeekMode.Start);
    if (this.#plan.elsewhere) {
      this.#plan.left();
      return this.#file.read(buffer).then((count) => this.#advance(position, count));
    }
    const begin = performance.now();
    const count = this.#file.readSync(buffer);
    this.#plan.made(performance.now() - begin);
    return this.#advance(position, count);
  }

  #advance(position: number, count: number | null): number {
    this.#position = position + (count ?? 0);
    return count ?? 0;
  }

  /** `fstat` of an open file answers from memory, so it need not be awaited. */
  unchanged(): boolean {
    return matches(this.#file.statSync(), this.#expected);
  }

  close(): void {
    this.#file.close();
  }
}

async function isUnchanged(file: Deno.FsFile, expected: Located): Promise<boolean> {
  return matches(await file.stat(), expected);
}

function matches(info: Deno.FileInfo, expected: Located): boolean {
  const now = located(expected.path, info);
  return now !== null && isSameState(now, expected);
}
