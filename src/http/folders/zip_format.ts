/**
 * The zip format (PKWARE APPNOTE 4.3), written in one pass: files stored as they are, their checksums behind them (data
 * descriptors), so that the length of the whole is known before the first byte is read. Zip64 throughout, because a
 * file's length must not decide how long its header is.
 */

/** One file or folder of the archive. */
export interface ZipEntry {
  /** Path within the archive, with `/` between names; a folder's ends with one. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch, null where unknown. */
  readonly modified: number | null;
}

/** An entry that has been written. */
export interface WrittenEntry {
  readonly entry: ZipEntry;
  readonly checksum: number;
  /** Where its header begins. */
  readonly offset: number;
}

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;
const END = 0x06054b50;

/** 4.5: what understands zip64. */
const VERSION = 45;
/** Made on Unix, so that the attributes below are a mode. */
const UNIX = 3 << 8;
/** Bit 3: sizes and checksum follow the data; bit 11: names are UTF-8. */
const FLAGS = 0x0808;
const IN_ZIP64 = 0xffffffff;

const LOCAL_LENGTH = 30 + 20;
const DESCRIPTOR_LENGTH = 24;
const CENTRAL_LENGTH = 46 + 28;
const END_LENGTH = 56 + 20 + 22;

/** Bytes of the whole archive. */
export function zipLength(entries: readonly ZipEntry[]): number {
  return entries.reduce((sum, entry) => {
    const name = nameOf(entry).length;
    return sum + LOCAL_LENGTH + name + entry.size + DESCRIPTOR_LENGTH + CENTRAL_LENGTH + name;
  }, END_LENGTH);
}

/** What stands before a file's bytes. */
export function localHeader(entry: ZipEntry): Uint8Array {
  const name = nameOf(entry);
  const out = new Out(LOCAL_LENGTH + name.length);
  out.u32(LOCAL).u16(VERSION).u16(FLAGS).u16(0).u32(dosTime(entry.modified)).u32(0).u32(IN_ZIP64).u32(IN_ZIP64);
  out.u16(name.length).u16(20).bytes(name);
  // The sizes are in the descriptor; APPNOTE 4.5.3 wants both fields here all the same.
  return out.u16(1).u16(16).u64(0).u64(0).done();
}

/** What stands behind a file's bytes. */
export function dataDescriptor(entry: ZipEntry, checksum: number): Uint8Array {
  return new Out(DESCRIPTOR_LENGTH).u32(DESCRIPTOR).u32(checksum).u64(entry.size).u64(entry.size).done();
}

/** The directory at the archive's end. @param start Where it begins. */
export function* centralDirectory(written: readonly WrittenEntry[], start: number): Generator<Uint8Array> {
  let length = 0;
  for (const one of written) {
    const header = centralHeader(one);
    length += header.length;
    yield header;
  }
  yield endRecords(written.length, start, length);
}

function centralHeader({ entry, checksum, offset }: WrittenEntry): Uint8Array {
  const name = nameOf(entry);
  const mode = entry.name.endsWith("/") ? 0o40755 : 0o100644;
  const out = new Out(CENTRAL_LENGTH + name.length);
  out.u32(CENTRAL).u16(UNIX | VERSION).u16(VERSION).u16(FLAGS).u16(0).u32(dosTime(entry.modified)).u32(checksum);
  out.u32(IN_ZIP64).u32(IN_ZIP64).u16(name.length).u16(28).u16(0).u16(0).u16(0).u32(mode * 0x10000).u32(IN_ZIP64);
  return out.bytes(name).u16(1).u16(24).u64(entry.size).u64(entry.size).u64(offset).done();
}

function endRecords(count: number, start: number, length: number): Uint8Array {
  const out = new Out(END_LENGTH);
  out.u32(ZIP64_END).u64(44).u16(UNIX | VERSION).u16(VERSION).u32(0).u32(0).u64(count).u64(count).u64(length).u64(
    start,
  );
  out.u32(ZIP64_LOCATOR).u32(0).u64(start + length).u32(1);
  const few = Math.min(count, 0xffff);
  return out.u32(END).u16(0).u16(0).u16(few).u16(few).u32(IN_ZIP64).u32(IN_ZIP64).u16(0).done();
}

function nameOf({ name }: ZipEntry): Uint8Array {
  return new TextEncoder().encode(name);
}

/** Date and time of MS-DOS, from 1980 on, in UTC because a server has no zone of its own. */
function dosTime(time: number | null): number {
  const date = new Date(time ?? 0);
  const year = Math.min(Math.max(date.getUTCFullYear(), 1980), 2107);
  const day = year === date.getUTCFullYear() ? (date.getUTCMonth() + 1) << 5 | date.getUTCDate() : 1 << 5 | 1;
  const seconds = date.getUTCHours() << 11 | date.getUTCMinutes() << 5 | date.getUTCSeconds() >> 1;
  return ((year - 1980) << 9 | day) * 0x10000 + seconds;
}

/** Little-endian numbers, one behind the other. */
class Out {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(length: number) {
    this.#bytes = new Uint8Array(length);
    this.#view = new DataView(this.#bytes.buffer);
  }

  u16(value: number): this {
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
    return this;
  }

  u32(value: number): this {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
    return this;
  }

  u64(value: number): this {
    this.#view.setBigUint64(this.#at, BigInt(value), true);
    this.#at += 8;
    return this;
  }

  bytes(bytes: Uint8Array): this {
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  done(): Uint8Array {
    if (this.#at !== this.#bytes.length) throw new Error("a zip record is not as long as it is said to be");
    return this.#bytes;
  }
}
