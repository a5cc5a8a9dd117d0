/** Text that gathers as bytes: encoded while it is still in the processor's cache, a line at a time would cost more than its making. */
import { inAscii } from "./ascii.ts";

/** Characters encoded at a time: few, for where one of them is no ASCII all of them take three times as long. */
const PIECE = 1 << 9;
/** UTF-8 takes at most three bytes for each UTF-16 code unit. */
const LONGEST_UNIT = 3;

export class TextBytes {
  readonly #encoder = new TextEncoder();
  #buffer: Uint8Array<ArrayBuffer>;
  #length = 0;
  #pending = "";
  readonly #ascii: boolean;

  /** `room` in bytes, which grows; `ascii` where other characters are to be replaced. */
  constructor(room: number, ascii: boolean) {
    this.#buffer = new Uint8Array(room);
    this.#ascii = ascii;
  }

  add(text: string): void {
    this.#pending += text;
    if (this.#pending.length >= PIECE) this.#encode();
  }

  /** Bytes so far, but for a last piece that is not encoded yet. */
  get length(): number {
    return this.#length;
  }

  /** All that has gathered, and nothing is left. The bytes are written over by the next text. */
  take(): Uint8Array<ArrayBuffer> {
    this.#encode();
    const taken = this.#buffer.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #encode(): void {
    if (this.#ascii) this.#pending = inAscii(this.#pending);
    const needed = this.#length + LONGEST_UNIT * this.#pending.length;
    if (needed > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#length += this.#encoder.encodeInto(this.#pending, this.#buffer.subarray(this.#length)).written;
    this.#pending = "";
  }
}
