/**
 * Release archives: tar (POSIX.1-1988 ustar) in gzip, and zip (APPNOTE 6.3). Written here, so that every machine makes
 * the same bytes of the same files, with the time of the release and no owner. Pure.
 */
import { concatenate } from "../base/concatenate.ts";
import { crc32 } from "node:zlib";

/** One file of an archive. */
export interface ArchiveFile {
  /** With forward slashes, ASCII, at most 100 characters. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly executable: boolean;
}

const BLOCK = 512;
const ascii = new TextEncoder();

async function throughStream(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** A number of a tar header: octal digits, with a NUL at the end. */
function octal(value: number, width: number): string {
  return value.toString(8).padStart(width - 1, "0") + "\0";
}

function tarHeader({ name, bytes, executable }: ArchiveFile, seconds: number): Uint8Array {
  if (name.length > 100) throw new RangeError(`Name too long for a tar header: ${name}`);
  const header = new Uint8Array(BLOCK);
  const put = (offset: number, text: string) => header.set(ascii.encode(text), offset);
  put(0, name);
  put(100, octal(executable ? 0o755 : 0o644, 8));
  put(108, octal(0, 8));
  put(116, octal(0, 8));
  put(124, octal(bytes.length, 12));
  put(136, octal(seconds, 12));
  put(148, " ".repeat(8)); // the checksum is taken over the header with spaces in its place
  put(156, "0");
  put(257, "ustar\x0000");
  put(148, octal(header.reduce((sum, byte) => sum + byte, 0), 7));
  return header;
}

/** A `.tar.gz` of the files, dated `modified`. */
export async function tarGz(files: readonly ArchiveFile[], modified: Date): Promise<Uint8Array<ArrayBuffer>> {
  const seconds = Math.floor(modified.getTime() / 1000);
  const parts = files.flatMap((file) => {
    const padding = new Uint8Array((BLOCK - file.bytes.length % BLOCK) % BLOCK);
    return [tarHeader(file, seconds), file.bytes, padding];
  });
  return await throughStream(concatenate([...parts, new Uint8Array(2 * BLOCK)]), new CompressionStream("gzip"));
}

/** Date and time as MS-DOS packs them into four bytes, in UTC. */
function dosTime(date: Date): number {
  const day = (date.getUTCFullYear() - 1980) << 9 | (date.getUTCMonth() + 1) << 5 | date.getUTCDate();
  const time = date.getUTCHours() << 11 | date.getUTCMinutes() << 5 | date.getUTCSeconds() >> 1;
  return (day << 16 | time) >>> 0;
}

/** Little-endian fields: `[width in bytes, value]`. */
function fields(...pairs: readonly (readonly [2 | 4, number])[]): Uint8Array {
  const bytes = new Uint8Array(pairs.reduce((total, [width]) => total + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of pairs) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

/** A `.zip` of the files, dated `modified`. */
export async function zip(files: readonly ArchiveFile[], modified: Date): Promise<Uint8Array<ArrayBuffer>> {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes, executable } of files) {
    const packed = await throughStream(bytes, new CompressionStream("deflate-raw"));
    const path = ascii.encode(name);
    const common = fields(
      [2, 20],
      [2, 0],
      [2, 8],
      [4, dosTime(modified)],
      [4, crc32(bytes)],
      [4, packed.length],
      [
        4,
        bytes.length,
      ],
      [2, path.length],
      [2, 0],
    );
    const local = concatenate([fields([4, 0x04034b50]), common, path, packed]);
    const unixMode = (executable ? 0o100755 : 0o100644) << 16 >>> 0;
    directory.push(
      fields([4, 0x02014b50], [2, 3 << 8 | 20]),
      common,
      fields([2, 0], [2, 0], [2, 0], [4, unixMode], [4, offset]),
      path,
    );
    locals.push(local);
    offset += local.length;
  }
  const central = concatenate(directory);
  const count = files.length;
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, central.length], [4, offset], [2, 0]);
  return concatenate([...locals, central, end]);
}
