/**
 * Where the frames of a Zstandard file end, told by their headers alone (RFC 8878, 3.1): the platform's decompressor takes a file that ends
 * inside a frame for a whole one.
 */

const MAGIC = 0xfd2fb528;
/** Skippable frames: the last four bits are anything (3.1.2). */
const SKIPPABLE = 0x184d2a50;
const CHECKSUM = 4;
const RLE_BLOCK = 1;

type Field = "magic" | "descriptor" | "skip size" | "block" | "passing";

/** Takes the compressed bytes as they come. */
export class ZstdFrames {
  #field: Field = "magic";
  /** Bytes of the field that are still to come, and what came of it, little-endian. */
  #wanted = 4;
  #value = 0;
  #shift = 0;
  #hasChecksum = false;
  /** What follows the bytes that are passing. */
  #then: Field = "magic";

  /** Whether the file may end here: between two frames. */
  get whole(): boolean {
    return this.#field === "magic" && this.#wanted === 4;
  }

  /** Takes bytes up to the end of a frame, or all; gives how many. */
  take(bytes: Uint8Array): number {
    let at = 0;
    while (at < bytes.length) {
      if (at > 0 && this.whole) break;
      if (this.#field === "passing") {
        const count = Math.min(this.#wanted, bytes.length - at);
        at += count;
        this.#wanted -= count;
        if (this.#wanted === 0) this.#begin(this.#then);
        continue;
      }
      this.#value += bytes[at++]! * 2 ** this.#shift;
      this.#shift += 8;
      if (--this.#wanted === 0) this.#finish(this.#value);
    }
    return at;
  }

  #begin(field: Field): void {
    this.#field = field;
    this.#wanted = { "magic": 4, "descriptor": 1, "skip size": 4, "block": 3, "passing": 0 }[field];
    this.#value = 0;
    this.#shift = 0;
  }

  /** Lets `count` bytes pass, then goes on with `field`. */
  #pass(count: number, field: Field): void {
    this.#begin(count === 0 ? field : "passing");
    if (count > 0) this.#wanted = count;
    this.#then = field;
  }

  #finish(value: number): void {
    switch (this.#field) {
      case "magic":
        // What is no frame at all, the decompressor refuses.
        return this.#begin(value === MAGIC ? "descriptor" : (value & ~0xf) === SKIPPABLE ? "skip size" : "magic");
      case "skip size":
        return this.#pass(value, "magic");
      case "descriptor":
        this.#hasChecksum = (value & 4) !== 0;
        return this.#pass(headerLength(value), "block");
      case "block":
        return this.#finishBlock(value);
    }
  }

  /** A block: bit 0 says whether it is the last, bits 1 and 2 its type, the rest its size (3.1.1.2). */
  #finishBlock(value: number): void {
    const isLast = (value & 1) !== 0;
    const size = ((value >> 1) & 3) === RLE_BLOCK ? 1 : value >> 3;
    if (!isLast) return this.#pass(size, "block");
    this.#pass(size + (this.#hasChecksum ? CHECKSUM : 0), "magic");
  }
}

/** Bytes of a frame's header after its descriptor (3.1.1.1.1): window, dictionary, content size. */
function headerLength(descriptor: number): number {
  const singleSegment = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const contentSize = sizeFlag === 0 ? (singleSegment ? 1 : 0) : 2 ** sizeFlag;
  const dictionary = [0, 1, 2, 4][descriptor & 3]!;
  return (singleSegment ? 0 : 1) + dictionary + contentSize;
}
