/**
 * The pcapng file: sections of blocks, each block between two copies of its length. A section chooses its byte order and
 * numbers its interfaces from 0.
 */
import type { ByteQueue } from "./byte_queue.ts";
import type { CaptureRecord } from "./capture_record.ts";
import { Damage } from "./damage.ts";
import { type FileParser, LARGEST_PACKET, MORE, OTHER, RECORD, type Step } from "./file_parser.ts";
import { type CaptureInterface, readInterface } from "./interface_description.ts";
import { readEnhancedPacket, readOldPacket, readSimplePacket } from "./packet_blocks.ts";
import {
  BLOCK_END,
  BLOCK_START,
  type BlockBody,
  BYTE_ORDER_MAGIC,
  ENHANCED_PACKET,
  INTERFACE_DESCRIPTION,
  OLD_PACKET,
  SECTION_HEADER,
  SIMPLE_PACKET,
  SMALLEST_BLOCK,
} from "./pcapng_block.ts";
import { readU16, readU32 } from "./read_number.ts";

/** Type, length, byte-order magic, version. */
const SECTION_START = 16;
/** What a block may hold besides the packet: fields, comments. */
const LARGEST_BLOCK = LARGEST_PACKET + (1 << 20);
/** More interfaces than any machine has: a damaged file must not fill memory with them. */
const MOST_INTERFACES = 1 << 16;

/** Reads the packets of a pcapng file. */
export class PcapngParser implements FileParser {
  /** Sections begun so far. */
  sections = 0;
  #littleEndian = true;
  #interfaces: CaptureInterface[] = [];
  readonly #block: { bytes: Uint8Array; start: number; end: number; littleEndian: boolean } = {
    bytes: new Uint8Array(0),
    start: 0,
    end: 0,
    littleEndian: true,
  };
  /** A block of no interest is passing by: its length, which must come again at its end. */
  #passing = 0;

  /** Interfaces that this section describes later are known to the fork as well; another section's are not. */
  fork(): FileParser {
    const fork = new PcapngParser();
    fork.#littleEndian = this.#littleEndian;
    fork.#interfaces = this.#interfaces;
    return fork;
  }

  step(queue: ByteQueue, record: CaptureRecord): Step {
    if (this.#passing !== 0) return this.#finishPassing(queue);
    const { bytes, position } = queue;
    const available = queue.limit - position;
    if (available < BLOCK_START) return MORE;
    // The type of a section header reads the same in both byte orders.
    const type = readU32(bytes, position, this.#littleEndian);
    if (type === SECTION_HEADER) {
      if (available < SECTION_START) return MORE;
      this.#startSection(queue);
    }
    const length = readU32(bytes, position + 4, this.#littleEndian);
    if (length < SMALLEST_BLOCK || length % 4 !== 0) {
      throw new Damage(queue.fileOffset + 4, `a block of type ${type} says that it has ${length} bytes`);
    }
    if (!isWanted(type)) return this.#pass(queue, length);
    if (length > LARGEST_BLOCK) {
      throw new Damage(queue.fileOffset + 4, `a block of type ${type} says that it has ${length} bytes`);
    }
    if (available < length) {
      queue.needed = length;
      return MORE;
    }
    this.#checkTrailer(queue, position + length - BLOCK_END, length);
    const step = this.#readBlock(type, queue, record, length);
    queue.skip(length);
    return step;
  }

  /** Takes the byte order and checks the version; the block itself is then passed over like any other. */
  #startSection(queue: ByteQueue): void {
    const { bytes, position } = queue;
    const bigEndian = readU32(bytes, position + 8, false) === BYTE_ORDER_MAGIC;
    if (!bigEndian && readU32(bytes, position + 8, true) !== BYTE_ORDER_MAGIC) {
      throw new Damage(queue.fileOffset + 8, "a section header has no byte-order magic 1a2b3c4d");
    }
    this.#littleEndian = !bigEndian;
    const major = readU16(bytes, position + 12, this.#littleEndian);
    if (major !== 1) throw new Damage(queue.fileOffset + 12, `the pcapng version is ${major} where 1 belongs`);
    this.#interfaces = [];
    this.sections++;
  }

  #readBlock(type: number, queue: ByteQueue, record: CaptureRecord, length: number): Step {
    const block = this.#block;
    block.bytes = queue.bytes;
    block.start = queue.position + BLOCK_START;
    block.end = queue.position + length - BLOCK_END;
    block.littleEndian = this.#littleEndian;
    if (type === INTERFACE_DESCRIPTION) return this.#addInterface(queue, block);
    record.fileOffset = queue.fileOffset;
    const problem = type === ENHANCED_PACKET
      ? readEnhancedPacket(block, this.#interfaces, record)
      : type === SIMPLE_PACKET
      ? readSimplePacket(block, this.#interfaces, record)
      : readOldPacket(block, this.#interfaces, record);
    if (problem !== null) throw new Damage(queue.fileOffset, problem);
    return RECORD;
  }

  #addInterface(queue: ByteQueue, block: BlockBody): Step {
    const described = readInterface(block);
    if (described === null) {
      throw new Damage(queue.fileOffset, "an interface description block is shorter than its fields");
    }
    if (this.#interfaces.length === MOST_INTERFACES) {
      throw new Damage(queue.fileOffset, `the section describes more than ${MOST_INTERFACES} interfaces`);
    }
    this.#interfaces.push(described);
    return OTHER;
  }

  /** Drops a block up to its second length, without waiting for the whole of it. */
  #pass(queue: ByteQueue, length: number): Step {
    queue.skip(length - BLOCK_END);
    this.#passing = length;
    return OTHER;
  }

  #finishPassing(queue: ByteQueue): Step {
    if (queue.skipping > 0 || queue.available < BLOCK_END) return MORE;
    this.#checkTrailer(queue, queue.position, this.#passing);
    queue.skip(BLOCK_END);
    this.#passing = 0;
    return OTHER;
  }

  #checkTrailer(queue: ByteQueue, at: number, length: number): void {
    const again = readU32(queue.bytes, at, this.#littleEndian);
    if (again === length) return;
    const offset = queue.fileOffset + at - queue.position;
    throw new Damage(offset, `a block says ${length} bytes at its start and ${again} at its end`);
  }

  unfinished(queue: ByteQueue): string {
    if (this.#passing !== 0) return `the file ends inside a block of ${this.#passing} bytes`;
    const { available } = queue;
    if (available < BLOCK_START) return `the file ends inside a block header: ${available} of ${BLOCK_START} bytes`;
    const length = readU32(queue.bytes, queue.position + 4, this.#littleEndian);
    return `the file ends inside a block: ${available} of ${length} bytes`;
  }
}

function isWanted(type: number): boolean {
  return type === ENHANCED_PACKET || type === SIMPLE_PACKET || type === OLD_PACKET || type === INTERFACE_DESCRIPTION;
}
