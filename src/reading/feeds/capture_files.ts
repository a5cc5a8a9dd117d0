/** The capture files that arguments mean: a file is itself, a folder stands for the captures in it. */
import { join } from "@std/path";
import { Failure } from "../../base/failure.ts";
import { quote } from "../../base/quote.ts";
import { mayBeCapture, TELLING_BYTES } from "../../capture-file/capture_input.ts";

/**
 * Paths of files in the order in which they were named, those of a folder by name. Folders in a folder are looked into; what is hidden,
 * and what does not begin as a capture does, is left out.
 * @throws {Failure} for a folder without any capture.
 */
export async function captureFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const isFolder = path !== "-" && await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
    if (!isFolder) {
      files.push(path);
      continue;
    }
    const found = await capturesBelow(path);
    if (found.length === 0) throw new Failure(`There is no capture in the folder ${quote(path)}; name a capture file`);
    files.push(...found);
  }
  return files;
}

async function capturesBelow(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder)).catch(() => {
    throw new Failure(`Cannot read the folder ${quote(folder)}: permission denied`);
  });
  const found: string[] = [];
  for (const { name, isDirectory, isFile } of entries.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
    if (name.startsWith(".")) continue;
    const path = join(folder, name);
    if (isDirectory) found.push(...await capturesBelow(path));
    else if (isFile && await beginsAsCapture(path)) found.push(path);
  }
  return found;
}

async function beginsAsCapture(path: string): Promise<boolean> {
  try {
    using file = await Deno.open(path);
    const start = new Uint8Array(TELLING_BYTES);
    let length = 0;
    while (length < start.length) {
      const count = await file.read(start.subarray(length));
      if (count === null) break;
      length += count;
    }
    return length === start.length && mayBeCapture(start);
  } catch {
    return false;
  }
}
