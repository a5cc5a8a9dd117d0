/** Opens a capture so that any byte can be read: what is compressed, or comes through a pipe, is written to a nameless file meanwhile. */
import { Failure } from "../../base/failure.ts";
import { quote } from "../../base/quote.ts";
import { type ByteSource, PrefixedSource } from "../../capture-file/byte_source.ts";
import { CompressionDamage } from "../../capture-file/compression/compression_damage.ts";
import { COMPRESSION_BYTES, compressionOf } from "../../capture-file/compression/compression.ts";
import { decompressed } from "../../capture-file/compression/decompressed.ts";
import { Interrupted, pause } from "../../net/within.ts";
import { CaptureSource } from "../../reading/feeds/capture_source.ts";
import { namelessFile } from "../../reading/feeds/nameless_copy.ts";
import { CaptureBytes } from "./capture_bytes.ts";

const CHUNK = 1 << 18;
/** How often a file that is followed is asked for its length, ms. */
const LOOK_MS = 200;

export interface BytesOptions {
  /** A file is watched for more, until it is replaced or becomes shorter. */
  readonly follow: boolean;
  readonly interrupted: AbortSignal;
}

/** An open capture, and the work that brings its bytes: it resolves at their end, and never rejects while `bytes` is open. */
export interface OpenedBytes {
  readonly bytes: CaptureBytes;
  readonly arriving: Promise<void>;
}

/** Opens `path`, or standard input for `-`; null after an interrupt. Throws `Failure` where it cannot be read or followed. */
export async function openBytes(path: string, { follow, interrupted }: BytesOptions): Promise<OpenedBytes | null> {
  const source = await CaptureSource.open(path, { reread: false, interrupted });
  if (source === null) return null;
  const { name, seekable } = source;
  const start = seekable === null ? new Uint8Array(0) : await beginningOf(source);
  const compression = compressionOf(start);
  if (seekable !== null && compression === null) {
    const bytes = new CaptureBytes(seekable, { name, compressed: false, live: follow });
    bytes.grew(seekable.statSync().size);
    if (!follow) bytes.end("complete");
    return { bytes, arriving: follow ? watch(path, bytes, { file: seekable, interrupted }) : Promise.resolve() };
  }
  if (seekable !== null && follow) {
    source[Symbol.dispose]();
    throw new Failure(`Cannot follow ${quote(name)}: it is compressed, and such a file is whole; leave --follow out`);
  }
  return await copied(source, start);
}

/** A source that comes once: the file that it is written to, from the first bytes on. */
async function copied(source: CaptureSource, start: Uint8Array): Promise<OpenedBytes> {
  const { name, seekable } = source;
  const first = seekable === null ? await beginningOf(source) : start;
  const compression = compressionOf(first);
  const raw = new PrefixedSource(first, source);
  const plain = compression === null ? raw : await decompressed(raw, compression);
  const copy = await namelessFile();
  const bytes = new CaptureBytes(copy, { name, compressed: compression !== null, live: seekable === null });
  const arriving = write(plain, bytes).finally(() => {
    if ("close" in plain) plain.close();
    source[Symbol.dispose]();
  });
  return { bytes, arriving };
}

/** The bytes that tell whether a source is compressed; fewer where it has no more. */
async function beginningOf(source: ByteSource): Promise<Uint8Array> {
  const start = new Uint8Array(COMPRESSION_BYTES);
  let length = 0;
  while (length < start.length) {
    const count = await source.read(start.subarray(length));
    if (count === null) break;
    length += count;
  }
  return start.subarray(0, length);
}

/** Writes all that comes at the end of the copy; others read it meanwhile, each from its own place. */
async function write(plain: ByteSource, bytes: CaptureBytes): Promise<void> {
  const chunk = new Uint8Array(CHUNK);
  let damage: CompressionDamage | null = null;
  try {
    for (let count = await plain.read(chunk); count !== null; count = await plain.read(chunk)) {
      bytes.append(chunk.subarray(0, count));
    }
  } catch (error) {
    // What was decompressed before the damage can be looked at.
    if (!(error instanceof CompressionDamage)) throw error;
    damage = error;
  }
  bytes.end("complete", damage);
}

/** Looks for more at the end of a file, until it is another one. */
async function watch(
  path: string,
  bytes: CaptureBytes,
  { file, interrupted }: { readonly file: Deno.FsFile; readonly interrupted: AbortSignal },
): Promise<void> {
  const { ino } = file.statSync();
  while (bytes.ending === null) {
    try {
      await pause(LOOK_MS, interrupted);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      return bytes.end("complete");
    }
    if (bytes.ending !== null) return;
    const now = await Deno.stat(path).catch(() => null);
    const { size } = file.statSync();
    if (size < bytes.length) return bytes.end("shorter");
    if (size > bytes.length) bytes.grew(size);
    // What has lost its name is written no further by anyone who opens it anew; its last bytes have been taken.
    if (now === null || now.ino !== ino) return bytes.end("replaced");
  }
}
