/**
 * Files that are too large to keep in memory, read and written piece by piece: never more in memory than the buffer,
 * however large the file and however slow the client.
 */
import type { FileBody } from "../message/answer.ts";
import type { BufferPool } from "./buffer_pool.ts";

/** The file shrank, grew or was written to while it was sent: the rest would not belong to what has been sent. */
export class AnswerCut extends Error {
  override name = "AnswerCut";
}

/** Where the pieces go: each is written in full before the next is read. */
export type Write = (bytes: Uint8Array) => Promise<void>;

/** Buffers of the larger sizes that may be in use at once; the next file gets the next smaller size. */
const MOST_IN_USE = 16;

/** Sends the body and closes the file. Rejects with `AnswerCut` or as a write does. */
export async function sendFile(body: FileBody, write: Write, pools: readonly BufferPool[]): Promise<void> {
  const pool = pools.find(({ taken }) => taken < MOST_IN_USE) ?? pools.at(-1)!;
  const buffer = pool.take();
  try {
    for (const piece of body.pieces) {
      if (piece instanceof Uint8Array) await write(piece);
      else await sendRange(body, piece, { write, buffer });
    }
  } finally {
    pool.give(buffer);
    body.close();
  }
}

async function sendRange(
  body: FileBody,
  { start, end }: { readonly start: number; readonly end: number },
  { write, buffer }: { write: Write; buffer: Uint8Array },
): Promise<void> {
  for (let at = start; at < end;) {
    const count = await body.readAt(end - at < buffer.length ? buffer.subarray(0, end - at) : buffer, at);
    if (count === 0 || !body.unchanged()) throw new AnswerCut("The file changed while it was sent");
    await write(count < buffer.length ? buffer.subarray(0, count) : buffer);
    at += count;
  }
}
