/**
 * A device for writing. The runtime keeps programs from the files in /dev, unless they were started with every permission:
 * the kernel's own permissions are what counts for a user.
 */
import { Failure } from "../base/failure.ts";
import { quote } from "../base/quote.ts";
import { O_CLOEXEC, O_WRONLY } from "../linux/calls/constants.ts";
import { type Descriptor, openDescriptor } from "../linux/calls/descriptor.ts";
import { EACCES, ENOENT, SystemCallError } from "../linux/calls/errors.ts";

/** What can be written to, in the words of `Deno.FsFile`. */
export interface WritableFile {
  write(bytes: Uint8Array): Promise<number>;
  close(): void;
}

/** The device at `path`; null for what the runtime opens itself. Throws `Failure`. */
export async function openDevice(path: string): Promise<WritableFile | null> {
  if (!path.startsWith("/dev/") || !await isKept(path)) return null;
  try {
    return new Device(openDescriptor(path, O_WRONLY | O_CLOEXEC));
  } catch (error) {
    if (!(error instanceof SystemCallError)) throw error;
    const reason = error.errno === ENOENT
      ? "there is no such device"
      : error.errno === EACCES
      ? "permission denied"
      : error.message;
    throw new Failure(`Cannot write ${quote(path)}: ${reason}`);
  }
}

async function isKept(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return false;
  } catch (error) {
    return error instanceof Deno.errors.NotCapable;
  }
}

class Device implements WritableFile {
  readonly #descriptor: Descriptor;

  constructor(descriptor: Descriptor) {
    this.#descriptor = descriptor;
  }

  /** Rejects with `SystemCallError`. */
  write(bytes: Uint8Array): Promise<number> {
    return new Promise((resolve) => resolve(Math.max(0, this.#descriptor.write(bytes.slice()))));
  }

  close(): void {
    this.#descriptor.close();
  }
}
