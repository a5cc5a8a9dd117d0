/** A file that a command writes beside its result, or standard output for `-`. */
import { concatenate } from "../base/concatenate.ts";
import { AtomicFile } from "./atomic_file.ts";
import { isStandardOutput } from "./standard_output.ts";
import type { Terminal } from "./terminal.ts";

/** Bytes that standard output is given at a time. */
const GATHERED = 1 << 18;

/** What `AtomicFile` and standard output have in common. */
export interface ResultFile extends AsyncDisposable {
  /** Adds bytes, which must not change any more. */
  add(bytes: Uint8Array): void;
  /** So much has gathered that `flush` should be awaited. */
  readonly full: boolean;
  flush(): Promise<void>;
  /** Writes the rest; a file gets its name. */
  finish(): Promise<void>;
}

/** Opens it; a pipe waits for its reader until `signal` comes. Throws `Failure` where it cannot be written. */
export function openResult(path: string, terminal: Pick<Terminal, "out">, signal?: AbortSignal): Promise<ResultFile> {
  return isStandardOutput(path) ? Promise.resolve(new StandardOutput(terminal)) : AtomicFile.create(path, signal);
}

class StandardOutput implements ResultFile {
  readonly #terminal: Pick<Terminal, "out">;
  #chunks: Uint8Array[] = [];
  #gathered = 0;

  constructor(terminal: Pick<Terminal, "out">) {
    this.#terminal = terminal;
  }

  add(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#gathered += bytes.length;
  }

  get full(): boolean {
    return this.#gathered >= GATHERED;
  }

  async flush(): Promise<void> {
    const bytes = concatenate(this.#chunks);
    this.#chunks = [];
    this.#gathered = 0;
    await this.#terminal.out(bytes);
  }

  finish(): Promise<void> {
    return this.flush();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}
