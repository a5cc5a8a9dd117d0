/**
 * Files that are too large to keep in memory: one piece is read while the one before it is written, and never more is in
 * memory than two buffers, however large the file and however slow the client.
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

/** Sends the body and closes the file. Rejects with `AnswerCut` or as a write does. */
export async function sendFile(body: FileBody, write: Write, pools: readonly BufferPool[]): Promise<void> {
  const pool = pools.find(({ taken }) => taken < MOST_IN_USE) ?? pools.at(-1)!;
  const buffers: [Uint8Array, Uint8Array] = [pool.take(), pool.take()];
  try {
    for (const piece of body.pieces) {
      if (piece instanceof Uint8Array) await write(piece);
      else await sendRange(body, piece, { write, buffers });
    }
  } finally {
    for (const buffer of buffers) pool.give(buffer);
    body.close();
  }
}

async function sendRange(
  body: FileBody,
  { start, end }: Range,
  { write, buffers }: { write: Write; buffers: [Uint8Array, Uint8Array] },
): Promise<void> {
  let [buffer, other] = buffers;
  let reading = read(body, buffer, { start, end });
  try {
    for (let at = start; at < end;) {
      const bytes = await reading;
      // Asked after the read: what it gave belongs to the state the head was made from.
      if (bytes.length === 0 || !body.unchanged()) throw new AnswerCut("The file changed while it was sent");
      at += bytes.length;
      [buffer, other] = [other, buffer];
      if (at < end) reading = read(body, buffer, { start: at, end });
      await write(bytes);
    }
  } finally {
    // A read that is still under way writes into a buffer that others get next.
    await reading.catch(() => {});
  }
}

function read(body: FileBody, buffer: Uint8Array, { start, end }: Range): Promise<Uint8Array> {
  const space = end - start < buffer.length ? buffer.subarray(0, end - start) : buffer;
  const reading = body.readAt(space, start).then((count) => space.subarray(0, count));
  // It may fail while a write is awaited; it is asked for its outcome afterwards.
  reading.catch(() => {});
  return reading;
}
