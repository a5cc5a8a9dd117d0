/**
 * A file that appears under its name only when it is whole: bytes go to a temporary file beside it, which is renamed at
 * the end, or removed where the work was not finished. A file that it replaces keeps its permissions, and a symbolic link
 * goes on pointing at the file.
 */
import { Failure } from "../base/failure.ts";
import { quote } from "../base/quote.ts";
import { openDevice, type WritableFile } from "./open_device.ts";
import { openPipe } from "./open_pipe.ts";
import { cannotWrite } from "./file_failure.ts";

const GATHERED = 1 << 18;

interface Names {
  readonly temporary: string;
  /** The file it becomes, links followed. */
  readonly target: string;
}

/** A file being written. Dispose of it in any case; without `finish` nothing is left. */
export class AtomicFile implements AsyncDisposable {
  /** As the user named it, for messages. */
  readonly #path: string;
  /** Null where the bytes go straight to a device or a pipe, which must not be replaced by a file. */
  readonly #names: Names | null;
  readonly #file: WritableFile;
  #chunks: Uint8Array[] = [];
  #gathered = 0;
  #finished = false;

  private constructor(path: string, names: Names | null, file: WritableFile) {
    this.#path = path;
    this.#names = names;
    this.#file = file;
  }

  /**
   * Starts a file that is to stand at `path`. Opening a pipe waits for its reader, until `signal` comes.
   * @throws {Failure} where that is not possible.
   */
  static async create(path: string, signal?: AbortSignal): Promise<AtomicFile> {
    const device = await openDevice(path);
    if (device !== null) return new AtomicFile(path, null, device);
    const found = await Deno.stat(path).catch(() => null);
    if (found?.isDirectory) throw new Failure(`Cannot write ${quote(path)}: it is a directory; name a file inside it`);
    try {
      if (found?.isFile === false) {
        const file = found.isFifo ? await openPipe(path, signal) : await Deno.open(path, { write: true });
        if (file === null) throw new Failure(`Nobody has opened ${quote(path)} for reading`);
        return new AtomicFile(path, null, file);
      }
      const target = found === null ? path : await Deno.realPath(path);
      const temporary = `${target}.${crypto.randomUUID().slice(0, 8)}.tmp`;
      return new AtomicFile(path, { temporary, target }, await openNew(temporary, found?.mode ?? null));
    } catch (error) {
      throw cannotWrite(quote(path), error);
    }
  }

  /** Adds bytes, which must not change any more; nothing is written yet. */
  add(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#gathered += bytes.length;
  }

  /** So much has gathered that `flush` should be awaited. */
  get full(): boolean {
    return this.#gathered >= GATHERED;
  }

  /** Writes what has gathered. */
  async flush(): Promise<void> {
    const joined = new Uint8Array(this.#gathered);
    let at = 0;
    for (const chunk of this.#chunks) {
      joined.set(chunk, at);
      at += chunk.length;
    }
    this.#chunks = [];
    this.#gathered = 0;
    try {
      for (let rest = joined; rest.length > 0;) rest = rest.subarray(await this.#file.write(rest));
    } catch (error) {
      throw cannotWrite(quote(this.#path), error);
    }
  }

  /** Writes the rest and gives the file its name. */
  async finish(): Promise<void> {
    await this.flush();
    this.#file.close();
    this.#finished = true;
    if (this.#names === null) return;
    const { temporary, target } = this.#names;
    try {
      await Deno.rename(temporary, target);
    } catch (error) {
      await Deno.remove(temporary).catch(() => {});
      throw cannotWrite(quote(this.#path), error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#finished) return;
    this.#file.close();
    if (this.#names !== null) await Deno.remove(this.#names.temporary).catch(() => {});
  }
}

/** Creates a file, with the permissions of the one it is to replace: what was private must not become readable to others. */
async function openNew(path: string, mode: number | null): Promise<Deno.FsFile> {
  if (mode === null) return await Deno.open(path, { write: true, createNew: true });
  const permissions = mode & 0o777;
  const file = await Deno.open(path, { write: true, createNew: true, mode: permissions });
  try {
    // The mask of the process takes bits away when a file is created.
    if (Deno.build.os !== "windows") await Deno.chmod(path, permissions);
    return file;
  } catch (error) {
    file.close();
    await Deno.remove(path).catch(() => {});
    throw error;
  }
}
