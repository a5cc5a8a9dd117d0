/**
 * The bytes of a file as they come in: appended at one end, taken from the other, with room to read straight into. Only
 * what is not yet understood is kept, so a file of any size needs a buffer of one chunk.
 */

const FIRST_CAPACITY = 1 << 16;

/** Bytes read and not yet understood. `bytes[position]` to `bytes[limit - 1]` wait; more may be appended. */
export class ByteQueue {
  bytes: Uint8Array = new Uint8Array(0);
  position = 0;
  limit = 0;
  /** No more bytes will come. */
  ended = false;
  /** Bytes that the parser found it needs before it can go on; room for them is made. */
  needed = 0;
  /** Offset in the file of `bytes[0]`. */
  #origin = 0;
  /** Bytes still to come that nobody wants. */
  #toSkip = 0;
  /** True where `bytes` is ours to write into, false while it is a chunk that a caller pushed. */
  #owned = false;

  get available(): number {
    return this.limit - this.position;
  }

  /** Offset in the file of the next byte. */
  get fileOffset(): number {
    return this.#origin + this.position;
  }

  /** Bytes of a skipped stretch that the file still owes. */
  get skipping(): number {
    return this.#toSkip;
  }

  /**
   * Appends a chunk. A chunk that finds the queue empty is used where it stands, so it must not be changed before it is
   * used up.
   */
  push(chunk: Uint8Array): void {
    if (this.available > 0) {
      this.room(chunk.length).set(chunk);
      this.filled(chunk.length);
      return;
    }
    this.#origin += this.position;
    this.bytes = chunk;
    this.position = 0;
    this.limit = chunk.length;
    this.#owned = false;
    this.skip(0);
  }

  /** Forgets what waits, and begins with a chunk from elsewhere, as `push` takes one. */
  restart(chunk: Uint8Array): void {
    this.position = this.limit;
    this.ended = false;
    this.needed = 0;
    this.#toSkip = 0;
    this.push(chunk);
  }

  /**
   * Goes on with the bytes from `start` to `end` of a buffer that was read into. What still waits is copied in front of them,
   * into the room before `start`; the buffer used until now is free again.
   */
  adopt(buffer: Uint8Array, start: number, end: number): void {
    const waiting = this.available;
    if (waiting > start) {
      this.push(buffer.subarray(start, end));
      return;
    }
    if (waiting > 0) buffer.set(this.bytes.subarray(this.position, this.limit), start - waiting);
    this.#origin += this.position - (start - waiting);
    this.bytes = buffer;
    this.position = start - waiting;
    this.limit = end;
    this.#owned = false;
    this.skip(0);
  }

  /** Room for at least `size` more bytes, to read into; then say `filled`. Moves what waits: earlier views are void. */
  room(size: number): Uint8Array {
    const wanted = this.available + Math.max(size, this.needed - this.available);
    if (!this.#owned || this.bytes.length < wanted) {
      let capacity = FIRST_CAPACITY;
      while (capacity < wanted) capacity *= 2;
      const larger = new Uint8Array(capacity);
      larger.set(this.bytes.subarray(this.position, this.limit));
      this.#restart(larger);
    } else if (this.position > 0) {
      this.bytes.copyWithin(0, this.position, this.limit);
      this.#restart(this.bytes);
    }
    return this.bytes.subarray(this.limit);
  }

  /** Says that `count` bytes have been read into the room. */
  filled(count: number): void {
    this.limit += count;
    this.skip(0);
  }

  /** Drops `count` bytes, those that have not come yet included. */
  skip(count: number): void {
    this.#toSkip += count;
    const now = Math.min(this.#toSkip, this.available);
    this.position += now;
    this.#toSkip -= now;
  }

  #restart(bytes: Uint8Array): void {
    this.#origin += this.position;
    this.limit = this.available;
    this.position = 0;
    this.bytes = bytes;
    this.#owned = true;
  }
}
