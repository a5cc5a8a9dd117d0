/**
 * The access log in a file. Tools that rotate logs move the file away and then ask for a new one (SIGHUP): it is opened
 * anew under its name, and no line is lost in between.
 */
import { Failure } from "../../base/failure.ts";
import { writeAll } from "../../net/write_all.ts";

export class LogFile {
  readonly #path: string;
  #file: Deno.FsFile;
  /** What is being written, so that a file is not closed under it. */
  #writing: Promise<void> = Promise.resolve();

  /** Opens the file, or makes it. Throws `Failure`. */
  constructor(path: string) {
    this.#path = path;
    this.#file = open(path);
  }

  /** Appends. Rejects as a write does: a full disk. */
  write(text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    const writing = this.#writing.then(() => writeAll(this.#file, bytes));
    this.#writing = writing.catch(() => {});
    return writing;
  }

  /** From the next line on, whatever the name now stands for. Throws `Failure`; the file before stays then. */
  reopen(): void {
    const next = open(this.#path);
    this.#writing = this.#writing.then(() => {
      this.#file.close();
      this.#file = next;
    });
  }

  /** Closes it when the last line is out. */
  async close(): Promise<void> {
    await this.#writing;
    this.#file.close();
  }
}

function open(path: string): Deno.FsFile {
  try {
    return Deno.openSync(path, { append: true, create: true });
  } catch (error) {
    throw new Failure(`Cannot write the log ${path}: ${error instanceof Error ? error.message : error}`);
  }
}
