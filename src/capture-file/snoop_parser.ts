/**
 * snoop, the capture format of Solaris (RFC 1761): a 16-byte header, then records of 24 bytes, the packet, and padding;
 * big-endian.
 */
import type { ByteQueue } from "./byte_queue.ts";
import type { CaptureRecord } from "./capture_record.ts";
import { Damage } from "./damage.ts";
import { type FileParser, LARGEST_PACKET, MORE, RECORD, type Step } from "./file_parser.ts";
import { readU32 } from "./read_number.ts";

/** The first four of the eight bytes `snoop\0\0\0`. */
export const SNOOP_MAGIC = 0x736e6f6f;
export const SNOOP_HEADER = 16;
const RECORD_HEADER = 24;
const VERSION = 2;

/** Datalink types of RFC 1761 to LINKTYPE_ numbers, as far as both have them. */
const LINK_TYPES: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [4, 1],
  [8, 10],
]);

export class SnoopParser implements FileParser {
  readonly #linkType: number;

  /** The queue holds at least the 16 bytes of the header. Throws `Damage` where it is of another version or link. */
  constructor(queue: ByteQueue) {
    const { bytes, position } = queue;
    const version = readU32(bytes, position + 8, false);
    if (version !== VERSION) throw new Damage(queue.fileOffset + 8, `the snoop version is ${version} where 2 belongs`);
    const datalink = readU32(bytes, position + 12, false);
    const linkType = LINK_TYPES.get(datalink);
    if (linkType === undefined) {
      throw new Damage(queue.fileOffset + 12, `snoop's datalink type ${datalink} is not read`);
    }
    this.#linkType = linkType;
    queue.skip(SNOOP_HEADER);
  }

  step(queue: ByteQueue, record: CaptureRecord): Step {
    const { bytes, position } = queue;
    const available = queue.limit - position;
    if (available < RECORD_HEADER) return MORE;
    const captured = readU32(bytes, position + 4, false);
    const size = readU32(bytes, position + 8, false);
    if (captured > LARGEST_PACKET) {
      throw new Damage(queue.fileOffset + 4, `a record says that its packet has ${captured} captured bytes`);
    }
    if (size < RECORD_HEADER + captured || size > LARGEST_PACKET + RECORD_HEADER) {
      throw new Damage(
        queue.fileOffset + 8,
        `a record of a packet with ${captured} bytes says that it is ${size} bytes long`,
      );
    }
    if (available < size) {
      queue.needed = size;
      return MORE;
    }
    record.fileOffset = queue.fileOffset;
    record.length = readU32(bytes, position, false);
    record.seconds = readU32(bytes, position + 16, false);
    record.nanoseconds = readU32(bytes, position + 20, false) * 1000;
    record.carrySeconds();
    record.linkType = this.#linkType;
    record.bytes = bytes;
    record.start = position + RECORD_HEADER;
    record.capturedLength = captured;
    queue.position = position + size;
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
    return `the file ends inside a record: ${available} of ${readU32(queue.bytes, queue.position + 8, false)} bytes`;
  }
}
