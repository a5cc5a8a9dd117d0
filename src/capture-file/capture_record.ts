/**
 * One packet as a capture file holds it, before anything in it is understood.
 */

const NO_BYTES = new Uint8Array(0);
const NO_COMMENTS: readonly string[] = [];

/**
 * A record of a capture file. The reader fills the same one again and again: what it says, its bytes included, holds until
 * the reader is asked for the next record or given more bytes.
 */
export class CaptureRecord {
  /** Number in the file, from 1. */
  number = 0;
  /** Byte of the (decompressed) file at which the record begins. */
  fileOffset = 0;
  /** Whole seconds since 1970 and nanoseconds within the second, 0 where the file says no time. */
  seconds = 0;
  nanoseconds = 0;
  hasTime = true;
  /** LINKTYPE_ value of the interface. */
  linkType = 0;
  /** Interface by its number within the pcapng section, 0 in other files; its name where the file says it. */
  interfaceId = 0;
  interfaceName = "";
  /** Length on the wire, bytes. */
  length = 0;
  /** The captured bytes are `bytes[start]` to `bytes[start + capturedLength - 1]`. */
  bytes: Uint8Array = NO_BYTES;
  start = 0;
  capturedLength = 0;
  /** pcapng `epb_flags`, 0 where there are none. */
  flags = 0;
  /** pcapng packet comments, in file order. */
  comments: readonly string[] = NO_COMMENTS;

  /** The captured bytes as one view. */
  get data(): Uint8Array {
    return this.bytes.subarray(this.start, this.start + this.capturedLength);
  }

  /** Takes whole seconds out of the nanoseconds: fractions of a second or more are seen in files that were patched together. */
  carrySeconds(): void {
    if (this.nanoseconds < 1e9) return;
    this.seconds += Math.floor(this.nanoseconds / 1e9);
    this.nanoseconds %= 1e9;
  }
}

/** A record as a reader hands it out: the same one again and again, so nobody but the reader writes to it. */
export type ReadonlyRecord = Readonly<CaptureRecord>;

/** Why reading stopped before the end of the file: the byte of the file, and the reason in words. */
export interface CaptureProblem {
  readonly offset: number;
  readonly reason: string;
}
