/**
 * Files that are too large to keep in memory. A file whose bytes are at hand is read and written piece by piece through
 * one buffer, which stays in the processor's cache; of one that has to be waited for, a piece is read while the one
 * before it is written. Never more is in memory than two buffers, however large the file and however slow the client.
 */
import type { FileBody } from "../message/answer.ts";
import type { BufferPool } from "./buffer_pool.ts";

/** The file shrank, grew or was written to while it was sent: the rest would not belong to what has been sent. */
export class AnswerCut extends Error {
  override name = "AnswerCut";
}

/** Where the pieces go: each is written in full before the next is given. */
export type Write = (bytes: Uint8Array) => Promise<void>;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Buffers of the larger size that may be in use at once; further files get the smaller ones. */
const MOST_IN_USE = 32;
/** Bytes that may be sent before the file is looked at again. */
const LOOK_AGAIN = 4 << 20;

/** Sends the body and closes the file. Rejects with `AnswerCut` or as a write does. */
export async function sendFile(body: FileBody, write: Write, pools: readonly BufferPool[]): Promise<void> {
  const pool = pools.find(({ taken }) => taken < MOST_IN_USE) ?? pools.at(-1)!;
  const buffers: Buffers = { current: pool.take(), other: null };
  try {
    for (const piece of body.pieces) {
      if (piece instanceof Uint8Array) await write(piece);
      else await sendRange(body, piece, { write, buffers, pool });
    }
  } finally {
    pool.give(buffers.current);
    if (buffers.other !== null) pool.give(buffers.other);
    body.close();
  }
}

/** The buffer that is read into next, and the one that may be written meanwhile; there is no second until it is needed. */
interface Buffers {
  current: Uint8Array;
  other: Uint8Array | null;
}

interface Means {
  readonly write: Write;
  readonly buffers: Buffers;
  readonly pool: BufferPool;
}

async function sendRange(body: FileBody, { start, end }: Range, { write, buffers, pool }: Means): Promise<void> {
  let ahead: Promise<Uint8Array> | null = null;
  let looked = start;
  try {
    for (let at = start; at < end;) {
      const bytes: Uint8Array = await (ahead ?? read(body, buffers.current, { start: at, end }));
      ahead = null;
      at += bytes.length;
      if (bytes.length === 0) throw new AnswerCut("The file shrank while it was sent");
      // Always asked before the last bytes leave, and after they were read: no whole answer is a mixture of two states.
      if (at === end || at - looked >= LOOK_AGAIN) {
        if (!body.unchanged()) throw new AnswerCut("The file changed while it was sent");
        looked = at;
      }
      if (at < end && body.waits) {
        const free = buffers.other ?? pool.take();
        buffers.other = buffers.current;
        buffers.current = free;
        ahead = later(read(body, free, { start: at, end }));
      }
      await write(bytes);
    }
  } finally {
    // A read that is still under way writes into a buffer that others get next.
    await ahead?.catch(() => {});
  }
}

function read(body: FileBody, buffer: Uint8Array, { start, end }: Range): Uint8Array | Promise<Uint8Array> {
  const space = end - start < buffer.length ? buffer.subarray(0, end - start) : buffer;
  const count = body.readAt(space, start);
  if (typeof count === "number") return space.subarray(0, count);
  return count.then((count) => space.subarray(0, count));
}

/** A read that may fail while a write is awaited; it is asked for its outcome afterwards. */
function later(reading: Uint8Array | Promise<Uint8Array>): Promise<Uint8Array> {
  const outcome = Promise.resolve(reading);
  outcome.catch(() => {});
  return outcome;
}
