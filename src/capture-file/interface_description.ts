/**
 * pcapng interface description block (type 1): link type, snapshot length, name, and the unit of its packets' times.
 */
import { type BlockBody, eachOption, IF_NAME, IF_OFFSET, IF_RESOLUTION, optionText } from "./pcapng_block.ts";
import { readI64, readU16, readU32 } from "./read_number.ts";
import { DEFAULT_UNITS, type TimeUnits, unitsPerSecond } from "./time_units.ts";

const FIXED_PART = 8;
/**
 * Bytes kept of an interface's name. Interfaces are kept as long as their section lasts, and a name may have 65,535 bytes: kept
 * whole, a small compressed file could fill the memory with them.
 */
const LONGEST_NAME = 256;

/** What a section says of one interface. */
export interface CaptureInterface {
  readonly linkType: number;
  /** Most bytes captured of a packet; 0 says that there is no limit. */
  readonly snapLength: number;
  /** The first `LONGEST_NAME` bytes of it. */
  readonly name: string;
  readonly units: TimeUnits;
}

/** Reads the block, or gives null where it is too short to be one. */
export function readInterface(block: BlockBody): CaptureInterface | null {
  if (block.end - block.start < FIXED_PART) return null;
  const { bytes, start, littleEndian } = block;
  let { perSecond, offset } = DEFAULT_UNITS;
  let name = "";
  eachOption(block, start + FIXED_PART, (code, at, length) => {
    if (code === IF_NAME) name = optionText(block, at, shortened(block, at, length));
    if (code === IF_RESOLUTION && length >= 1) perSecond = unitsPerSecond(bytes[at]!);
    if (code === IF_OFFSET && length >= 8) offset = Number(readI64(bytes, at, littleEndian));
  });
  return {
    linkType: readU16(bytes, start, littleEndian),
    snapLength: readU32(bytes, start + 4, littleEndian),
    name,
    units: { perSecond, offset },
  };
}

/** How much of a name is kept: no character is cut in two (the bytes 10xxxxxx go on with the one before). */
function shortened({ bytes }: BlockBody, at: number, length: number): number {
  if (length <= LONGEST_NAME) return length;
  let kept = LONGEST_NAME;
  while (kept > 0 && (bytes[at + kept]! & 0xc0) === 0x80) kept--;
  return kept;
}
