/**
 * A file that appears under its name only when it is whole: bytes go to a temporary file beside it, which is renamed at
 * the end, or removed where the work was not finished.
 */
import { Failure } from "../base/failure.ts";
import { quote } from "./value.ts";

const GATHERED = 1 << 18;

/** A file being written. Dispose of it in any case; without `finish` nothing is left. */
export class AtomicFile implements AsyncDisposable {
  private chunks: Uint8Array[] = [];
  private gathered = 0;
  private finished = false;

  private constructor(
    private readonly path: string,
    /** Null where the bytes go straight to a device or a pipe, which must not be replaced by a file. */
    private readonly temporary: string | null,
    private readonly file: Deno.FsFile,
  ) {}

  /** Starts a file that is to stand at `path`. @throws {Failure} where that is not possible. */
  static async create(path: string): Promise<AtomicFile> {
    const found = await Deno.stat(path).catch(() => null);
    if (found?.isDirectory) throw new Failure(`Cannot write ${quote(path)}: it is a directory; name a file inside it`);
    try {
      if (found?.isFile === false) return new AtomicFile(path, null, await Deno.open(path, { write: true }));
      const temporary = `${path}.${crypto.randomUUID().slice(0, 8)}.tmp`;
      return new AtomicFile(path, temporary, await Deno.open(temporary, { write: true, createNew: true }));
    } catch (error) {
      throw new Failure(`Cannot write ${quote(path)}: ${reasonOf(error)}`);
    }
  }

  /** Adds bytes, which must not change any more; nothing is written yet. */
  add(bytes: Uint8Array): void {
    this.chunks.push(bytes);
    this.gathered += bytes.length;
  }

  /** So much has gathered that `flush` should be awaited. */
  get full(): boolean {
    return this.gathered >= GATHERED;
  }

  /** Writes what has gathered. */
  async flush(): Promise<void> {
    const joined = new Uint8Array(this.gathered);
    let at = 0;
    for (const chunk of this.chunks) {
      joined.set(chunk, at);
      at += chunk.length;
    }
    this.chunks = [];
    this.gathered = 0;
    try {
      for (let rest = joined; rest.length > 0;) rest = rest.subarray(await this.file.write(rest));
    } catch (error) {
      throw new Failure(`Cannot write ${quote(this.path)}: ${reasonOf(error)}`);
    }
  }

  /** Writes the rest and gives the file its name. */
  async finish(): Promise<void> {
    await this.flush();
    this.file.close();
    this.finished = true;
    if (this.temporary === null) return;
    try {
      await Deno.rename(this.temporary, this.path);
    } catch (error) {
      await Deno.remove(this.temporary).catch(() => {});
      throw new Failure(`Cannot write ${quote(this.path)}: ${reasonOf(error)}`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.finished) return;
    this.file.close();
    if (this.temporary !== null) await Deno.remove(this.temporary).catch(() => {});
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "the folder does not exist; make it first";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied; choose a folder you may write to";
  return error instanceof Error ? error.message : String(error);
}
