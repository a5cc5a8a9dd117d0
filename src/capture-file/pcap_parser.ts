/**
 * The classic capture file, "libpcap" (draft-ietf-opsawg-pcap): a 24-byte header, then records of 16 bytes and the packet,
 * unpadded.
 */
import type { ByteQueue } from "./byte_queue.ts";
import type { CaptureRecord } from "./capture_record.ts";
import { Damage } from "./damage.ts";
import { type FileParser, LARGEST_PACKET, MORE, RECORD, type Step } from "./file_parser.ts";
import { readU32 } from "./read_number.ts";

export const PCAP_HEADER = 24;
const RECORD_HEADER = 16;

/** Magic numbers as the first four bytes on disk spell them, big-endian. */
export const PCAP_MAGICS: ReadonlyMap<number, { littleEndian: boolean; nanoseconds: boolean }> = new Map([
  [0xd4c3b2a1, { littleEndian: true, nanoseconds: false }],
  [0xa1b2c3d4, { littleEndian: false, nanoseconds: false }],
  [0x4d3cb2a1, { littleEndian: true, nanoseconds: true }],
  [0xa1b23c4d, { littleEndian: false, nanoseconds: true }],
]);

/** Reads the records of one classic file. Made from its header, which it takes from the queue. */
export class PcapParser implements FileParser {
  readonly #littleEndian: boolean;
  /** Nanoseconds in a unit of the time fraction. */
  readonly #unit: number;
  readonly #linkType: number;

  /** The queue holds at least the 24 bytes of the header. Throws `Damage` where the version is not 2. */
  constructor(queue: ByteQueue) {
    const { bytes, position } = queue;
    const magic = PCAP_MAGICS.get(readU32(bytes, position, false))!;
    this.#littleEndian = magic.littleEndian;
    this.#unit = magic.nanoseconds ? 1 : 1000;
    const version = readU32(bytes, position + 4, this.#littleEndian);
    const major = this.#littleEndian ? version & 0xffff : version >>> 16;
    if (major !== 2) throw new Damage(queue.fileOffset + 4, `the pcap version is ${major} where 2 belongs`);
    // The upper half holds the length of the frame check sequence, not a part of the type.
    this.#linkType = readU32(bytes, position + 20, this.#littleEndian) & 0xffff;
    queue.skip(PCAP_HEADER);
  }

  step(queue: ByteQueue, record: CaptureRecord): Step {
    const { bytes, position } = queue;
    const littleEndian = this.#littleEndian;
    const available = queue.limit - position;
    if (available < RECORD_HEADER) return MORE;
    const captured = readU32(bytes, position + 8, littleEndian);
    if (captured > LARGEST_PACKET) {
      throw new Damage(queue.fileOffset + 8, `a record says that its packet has ${captured} captured bytes`);
    }
    if (available < RECORD_HEADER + captured) {
      queue.needed = RECORD_HEADER + captured;
      return MORE;
    }
    record.fileOffset = queue.fileOffset;
    record.seconds = readU32(bytes, position, littleEndian);
    record.nanoseconds = readU32(bytes, position + 4, littleEndian) * this.#unit;
    record.carrySeconds();
    record.linkType = this.#linkType;
    record.length = readU32(bytes, position + 12, littleEndian);
    record.bytes = bytes;
    record.start = position + RECORD_HEADER;
    record.capturedLength = captured;
    queue.position = position + RECORD_HEADER + captured;
    return RECORD;
  }

  /** The header says all, and nothing changes after it. */
  fork(): FileParser {
    return this;
  }

  unfinished(queue: ByteQueue): string {
    const { available } = queue;
    if (available < RECORD_HEADER) {
      return `the file ends inside a record header: ${available} of ${RECORD_HEADER} bytes`;
    }
    const captured = readU32(queue.bytes, queue.position + 8, this.#littleEndian);
    return `the file ends inside a packet: ${available - RECORD_HEADER} of ${captured} bytes`;
  }
}
