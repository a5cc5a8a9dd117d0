/**
 * Captures of Microsoft Network Monitor 1.x and 2.x: a 128-byte header, the frames one behind the other, and behind them a table
 * of their places, which is not needed; little-endian. Source: the NetMon file format in "Network Monitor 3.4 Help", "Capture
 * File Format". Times before version 2.3 are the local time of the machine that captured, and are read as UTC.
 */
import type { ByteQueue } from "./byte_queue.ts";
import type { CaptureRecord } from "./capture_record.ts";
import { Damage } from "./damage.ts";
import { type FileParser, LARGEST_PACKET, MORE, OTHER, RECORD, type Step } from "./file_parser.ts";
import { readU16, readU32 } from "./read_number.ts";
import { splitTime, type TimeUnits } from "./time_units.ts";

/** `RTSS` of version 1 and `GMBU` of version 2, as four bytes big-endian. */
export const NETMON_MAGICS: ReadonlyMap<number, 1 | 2> = new Map([[0x52545353, 1], [0x474d4255, 2]]);
export const NETMON_HEADER = 128;

/** Media types to LINKTYPE_ numbers; a type of 0xe000 and more holds a LINKTYPE_ number itself. */
const LINK_TYPES: ReadonlyMap<number, number> = new Map([
  [1, 1],
  [3, 10],
  // Tunnels, wireless wide area networks, and IP without a link.
  [7, 101],
  [8, 101],
  [9, 101],
]);
const FIRST_LINKTYPE = 0xe000;
/** From here on a frame is no packet, but something that the program noted. */
const FIRST_NOTE = 0xffe0;
/** Media types that we have no LINKTYPE_ number for are given one that no packet is read by, and that still says which it was. */
const UNKNOWN_MEDIA = 0x10000;

const MICROSECONDS: TimeUnits = { perSecond: 1e6, offset: 0 };
/** 100 ns since 1601. */
const FILE_TIME: TimeUnits = { perSecond: 1e7, offset: -11_644_473_600 };

export class NetmonParser implements FileParser {
  readonly #major: number;
  /** Bytes of a frame's header, and of what stands behind its data. */
  readonly #frameHeader: number;
  readonly #trailer: number;
  readonly #network: number;
  /** Offset of the table: frames end there. */
  readonly #end: number;
  /** When the capture began. */
  readonly #seconds: number;
  readonly #nanoseconds: number;

  /** The queue holds at least the header. Throws `Damage` where its version is not known. */
  constructor(queue: ByteQueue) {
    const { bytes, position } = queue;
    const [minor, major] = [bytes[position + 4]!, bytes[position + 5]!];
    const family = NETMON_MAGICS.get(readU32(bytes, position, false))!;
    if (major !== family) {
      throw new Damage(queue.fileOffset + 5, `the NetMon version is ${major} where ${family} belongs`);
    }
    this.#major = major;
    this.#frameHeader = major === 1 ? 8 : 16;
    this.#trailer = major === 1 || minor === 0 ? 0 : minor === 1 ? 2 : minor === 2 ? 6 : 15;
    this.#network = readU16(bytes, position + 6, true);
    const [year, month, , day, hour, minute, second, millisecond] = Array.from(
      { length: 8 },
      (_, i) => readU16(bytes, position + 8 + 2 * i, true),
    );
    const start = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!, millisecond!);
    this.#seconds = Math.floor(start / 1000);
    this.#nanoseconds = millisecond! % 1000 * 1e6;
    this.#end = readU32(bytes, position + 24, true);
    if (this.#end < NETMON_HEADER) {
      throw new Damage(queue.fileOffset + 24, `the NetMon header says that its frames end at byte ${this.#end}`);
    }
    queue.skip(NETMON_HEADER);
  }

  step(queue: ByteQueue, record: CaptureRecord): Step {
    const { bytes, position } = queue;
    const available = queue.limit - position;
    if (queue.fileOffset >= this.#end) {
      // The table, and what else the program keeps behind it.
      queue.position = queue.limit;
      return MORE;
    }
    const header = this.#frameHeader;
    if (available < header) return MORE;
    const captured = this.#major === 1 ? readU16(bytes, position + 6, true) : readU32(bytes, position + 12, true);
    if (captured > LARGEST_PACKET) {
      throw new Damage(queue.fileOffset + 12, `a record says that its packet has ${captured} captured bytes`);
    }
    const size = header + captured + this.#trailer;
    if (available < size) {
      queue.needed = size;
      return MORE;
    }
    record.fileOffset = queue.fileOffset;
    queue.position = position + size;
    const behind = position + header + captured;
    const media = this.#trailer === 0 ? this.#network : readU16(bytes, behind, true);
    if (media >= FIRST_NOTE) return OTHER;
    record.linkType = linkTypeOf(media);
    record.length = this.#major === 1 ? readU16(bytes, position + 4, true) : readU32(bytes, position + 8, true);
    record.bytes = bytes;
    record.start = position + header;
    record.capturedLength = captured;
    this.#setTime(record, bytes, { at: position, behind });
    return RECORD;
  }

  /** The header says all, and nothing changes after it. */
  fork(): FileParser {
    return this;
  }

  unfinished(queue: ByteQueue): string {
    const { available } = queue;
    if (available < this.#frameHeader) {
      return `the file ends inside a record header: ${available} of ${this.#frameHeader} bytes`;
    }
    return `the file ends inside a packet: ${available - this.#frameHeader} of ${
      queue.needed - this.#frameHeader
    } bytes`;
  }

  #setTime(record: CaptureRecord, bytes: Uint8Array, { at, behind }: { at: number; behind: number }): void {
    if (this.#trailer === 15) {
      splitTime(readU32(bytes, behind + 10, true), readU32(bytes, behind + 6, true), FILE_TIME, record);
      return;
    }
    if (this.#major === 1) splitTime(0, readU32(bytes, at, true), { perSecond: 1000, offset: 0 }, record);
    else splitTime(readU32(bytes, at + 4, true), readU32(bytes, at, true), MICROSECONDS, record);
    record.seconds += this.#seconds;
    record.nanoseconds += this.#nanoseconds;
    record.carrySeconds();
  }
}

function linkTypeOf(media: number): number {
  return media >= FIRST_LINKTYPE ? media & 0xfff : LINK_TYPES.get(media) ?? UNKNOWN_MEDIA + media;
}
