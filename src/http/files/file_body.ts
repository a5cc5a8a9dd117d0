/**
 * A file opened to be sent, held against what its head promised: a file that is written to while it is sent must not
 * come out as a mixture of two states.
 */
import type { ByteRange } from "../semantics/byte_ranges.ts";
import type { FileBody } from "../message/answer.ts";
import { DiskPace } from "./disk.ts";
import { isAbsence, isSameState, isUntouched, type Located, located, mayShareTick } from "./located.ts";

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

/**
 * Reads a whole file and makes sure that it is one state of it. Of one that was written to a moment ago the times do not
 * tell whether it is being written to now: two readings that agree do.
 */
export async function readWhole(expected: Located): Promise<Uint8Array> {
  using file = await open(expected);
  const bytes = await readOnce(file, expected);
  if (!mayShareTick(expected, Date.now())) return bytes;
  const again = await readOnce(file, expected);
  if (!bytes.every((byte, at) => byte === again[at])) throw new FileChanged(expected.path);
  return again;
}

async function readOnce(file: Deno.FsFile, expected: Located): Promise<Uint8Array> {
  if (!await isUnchanged(file, expected)) throw new FileChanged(expected.path);
  await file.seek(0, Deno.SeekMode.Start);
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

class OpenFileBody implements FileBody {
  readonly pieces: readonly (Uint8Array | ByteRange)[];
  readonly #file: Deno.FsFile;
  readonly #expected: Located;
  readonly #pace = new DiskPace();
  #position = 0;

  constructor(file: Deno.FsFile, expected: Located, pieces: readonly (Uint8Array | ByteRange)[]) {
    this.#file = file;
    this.#expected = expected;
    this.pieces = pieces;
  }

  get waits(): boolean {
    return this.#pace.elsewhere;
  }

  readAt(buffer: Uint8Array, position: number): number | Promise<number> {
    if (position !== this.#position) this.#file.seekSync(position, Deno.SeekMode.Start);
    const count = this.#pace.call(() => this.#file.readSync(buffer), () => this.#file.read(buffer));
    return count instanceof Promise
      ? count.then((count) => this.#advance(position, count))
      : this.#advance(position, count);
  }

  #advance(position: number, count: number | null): number {
    this.#position = position + (count ?? 0);
    return count ?? 0;
  }

  /** `fstat` of an open file answers from memory, so it need not be awaited. */
  unchanged(): boolean {
    const now = located(this.#expected.path, this.#file.statSync());
    return now !== null && isUntouched(this.#expected, now);
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
