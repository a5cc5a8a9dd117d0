/**
 * Files of /proc and /sys. Deno lets a program use them only when everything is allowed to it, so they are read and
 * written with the C library's calls.
 */
import { O_CLOEXEC, O_RDONLY, O_WRONLY } from "./calls/constants.ts";
import { ENOENT, SystemCallError } from "./calls/errors.ts";
import { openDescriptor } from "./calls/descriptor.ts";

const CHUNK_LENGTH = 16_384;

/** The text of a file of /proc or /sys. Throws `SystemCallError`. */
export function readSystemFile(path: string): string {
  using file = openDescriptor(path, O_RDONLY | O_CLOEXEC);
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(CHUNK_LENGTH);
  let text = "";
  for (let length = file.read(chunk); length > 0; length = file.read(chunk)) {
    text += decoder.decode(chunk.subarray(0, length), { stream: true });
  }
  return text + decoder.decode();
}

/** Writes a setting of /proc/sys. Throws `SystemCallError`. */
export function writeSystemFile(path: string, text: string): void {
  using file = openDescriptor(path, O_WRONLY | O_CLOEXEC);
  const taken = file.write(new TextEncoder().encode(text));
  // Nothing in /proc has to be waited for: what was not taken names something that the kernel does not have.
  if (taken < 0) throw new SystemCallError("write", ENOENT);
}
