/**
 * pcapng interface description block (type 1): link type, snapshot length, name, and the unit of its packets' times.
 */
import {
  type BlockBody,
  eachOption,
  IF_DESCRIPTION,
  IF_NAME,
  IF_OFFSET,
  IF_RESOLUTION,
  optionText,
} from "./pcapng_block.ts";
import { readI64, readU16, readU32 } from "./read_number.ts";
import { DEFAULT_UNITS, type TimeUnits, unitsPerSecond } from "./time_units.ts";

const FIXED_PART = 8;

/** What a section says of one interface. */
export interface CaptureInterface {
  readonly linkType: number;
  /** Most bytes captured of a packet; 0 says that there is no limit. */
  readonly snapLength: number;
  readonly name: string;
  readonly description: string;
  readonly units: TimeUnits;
}

/** Reads the block, or gives null where it is too short to be one. */
export function readInterface(block: BlockBody): CaptureInterface | null {
  if (block.end - block.start < FIXED_PART) return null;
  const { bytes, start, littleEndian } = block;
  let { perSecond, offset } = DEFAULT_UNITS;
  let name = "";
  let description = "";
  eachOption(block, start + FIXED_PART, (code, at, length) => {
    if (code === IF_NAME) name = optionText(block, at, length);
    if (code === IF_DESCRIPTION) description = optionText(block, at, length);
    if (code === IF_RESOLUTION && length >= 1) perSecond = unitsPerSecond(bytes[at]!);
    if (code === IF_OFFSET && length >= 8) offset = Number(readI64(bytes, at, littleEndian));
  });
  return {
    linkType: readU16(bytes, start, littleEndian),
    snapLength: readU32(bytes, start + 4, littleEndian),
    name,
    description,
    units: { perSecond, offset },
  };
}
