/** A capture as a file in which any byte can be read: what is compressed, or comes through a pipe, is first written to one without a name. */
import { CompressionDamage } from "../../capture-file/compression/compression_damage.ts";
import { COMPRESSION_BYTES, compressionOf, decompressed } from "../../capture-file/compression/decompressed.ts";
import { PrefixedSource } from "../../capture-file/byte_source.ts";
import type { ByteSource } from "../../capture-file/byte_source.ts";
import { Failure } from "../../base/failure.ts";
import { quote } from "../../base/quote.ts";
import { cannotRead } from "../../output/read_failure.ts";

const STDIN = "-";
const CHUNK = 1 << 20;

/** Opens `path` (`-` for standard input). Throws `Failure`. */
export async function openSeekable(path: string): Promise<Deno.FsFile> {
  if (path === STDIN) return await copied(Deno.stdin);
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path);
  } catch (error) {
    throw cannotRead(path, error);
  }
  const { isFile, isDirectory } = await file.stat();
  if (isDirectory) {
    file.close();
    throw new Failure(`Cannot read ${quote(path)}: it is a directory; name a capture file inside it`);
  }
  if (isFile && !await startsCompressed(file)) return file;
  try {
    return await copied(file);
  } finally {
    file.close();
  }
}

async function startsCompressed(file: Deno.FsFile): Promise<boolean> {
  const start = new Uint8Array(COMPRESSION_BYTES);
  const count = await file.read(start) ?? 0;
  await file.seek(0, Deno.SeekMode.Start);
  return compressionOf(start.subarray(0, count)) !== null;
}

/** All bytes of a source, decompressed, in a file that has no name and goes when it is closed. */
async function copied(source: ByteSource): Promise<Deno.FsFile> {
  const path = await Deno.makeTempFile({ prefix: "tcplab-" });
  const file = await Deno.open(path, { read: true, write: true });
  await Deno.remove(path);
  const start = new Uint8Array(COMPRESSION_BYTES);
  let length = 0;
  while (length < COMPRESSION_BYTES) {
    const count = await source.read(start.subarray(length));
    if (count === null) break;
    length += count;
  }
  const raw = new PrefixedSource(start.subarray(0, length), source);
  const compression = compressionOf(start.subarray(0, length));
  const plain: ByteSource = compression === null ? raw : decompressed(raw, compression);
  const chunk = new Uint8Array(CHUNK);
  try {
    for (let count = await plain.read(chunk); count !== null; count = await plain.read(chunk)) {
      for (let rest = chunk.subarray(0, count); rest.length > 0;) rest = rest.subarray(await file.write(rest));
    }
  } catch (error) {
    // What was decompressed before the damage can be looked at.
    if (!(error instanceof CompressionDamage)) throw error;
  }
  await file.seek(0, Deno.SeekMode.Start);
  return file;
}
