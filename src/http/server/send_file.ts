/**
 * Files that are too large to keep in memory, read and written piece by piece: never more in memory than the buffer,
 * however large the file and however slow the client.
 */
import type { FileBody } from "../message/answer.ts";
import type { BufferPool } from "./buffer_pool.ts";
import type { Output } from "./output.ts";

/** The file shrank, grew or was written to while it was sent: the rest would not belong to what has been sent. */
export class AnswerCut extends Error {
  override name = "AnswerCut";
}

/** Buffers of the larger sizes that may be in use at once; the next file gets the next smaller size. */
const MOST_IN_USE = 16;

/** Sends the body behind what waits in `output`, and closes the file. Rejects with `AnswerCut` or as a write does. */
export async function sendFile(body: FileBody, output: Output, pools: readonly BufferPool[]): Promise<void> {
  const pool = pools.find(({ taken }) => taken < MOST_IN_USE) ?? pools.at(-1)!;
  const buffer = pool.take();
  try {
    for (const piece of body.pieces) {
      if (piece instanceof Uint8Array) output.add(piece);
      else await sendRange(body, piece, { output, buffer });
    }
    if (output.size > 0) await output.flush();
  } finally {
    pool.give(buffer);
    body.close();
  }
}

async function sendRange(
  body: FileBody,
  { start, end }: { readonly start: number; readonly end: number },
  { output, buffer }: { output: Output; buffer: Uint8Array },
): Promise<void> {
  for (let at = start; at < end;) {
    const count = await body.readAt(end - at < buffer.length ? buffer.subarray(0, end - at) : buffer, at);
    if (count === 0 || !body.unchanged()) throw new AnswerCut("The file changed while it was sent");
    output.add(count < buffer.length ? buffer.subarray(0, count) : buffer);
    await output.flush();
    at += count;
  }
}
