/** Folders and links of /proc, which Deno leaves to programs that may do everything. */
import { cString } from "./calls/descriptor.ts";
import { libc } from "./calls/libc.ts";
import { DIRENT } from "./calls/structs.ts";

const LONGEST_LINK = 256;

/** The names in a folder; none where it cannot be read, as that of a process which has ended. */
export function namesIn(path: string): string[] {
  const directory = libc().opendir(cString(path));
  if (directory === null) return [];
  const names: string[] = [];
  for (let entry = libc().readdir(directory); entry !== null; entry = libc().readdir(directory)) {
    names.push(Deno.UnsafePointerView.getCString(entry, DIRENT.name));
  }
  libc().closedir(directory);
  return names;
}

const target = new Uint8Array(LONGEST_LINK);
const decoder = new TextDecoder();

/** Where a symbolic link points, at most 256 bytes of it; null where it cannot be read. */
export function linkTarget(path: string): string | null {
  const length = libc().readlink(cString(path), target, BigInt(LONGEST_LINK));
  return length < 0n ? null : decoder.decode(target.subarray(0, Number(length)));
}
