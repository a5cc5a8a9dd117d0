/** The messages of `tcplab client --message`: text as it was typed, or the bytes of standard input. */
import { concatenate } from "../../../base/concatenate.ts";
import { Failure, UsageError } from "../../../base/failure.ts";
import { Interrupted, within } from "../../../net/within.ts";

/** Most that standard input may hold: the message is kept in memory. */
const LARGEST_INPUT = 268_435_456;

/**
 * Gives the messages to send, in order; `undefined` where none was typed. An aborted
 * `signal` ends the reading of standard input, with no messages.
 *
 * @param input Where `-` reads from.
 */
export async function readMessages(
  typed: readonly string[],
  input: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): Promise<readonly (string | Uint8Array)[] | undefined> {
  if (typed.length === 0) return undefined;
  if (typed.filter((message) => message === "-").length > 1) {
    throw new UsageError("Option --message takes - only once: standard input can be read once");
  }
  const messages: (string | Uint8Array)[] = [];
  try {
    for (const message of typed) {
      messages.push(message === "-" ? await within(readAll(input), { signal }) : message);
    }
  } catch (error) {
    if (error instanceof Interrupted) return [];
    throw error;
  }
  return messages;
}

async function readAll(input: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LARGEST_INPUT) {
      throw new Failure(
        `Standard input is longer than ${LARGEST_INPUT} bytes: send less, or repeat a part with --times`,
      );
    }
  }
  return concatenate(chunks);
}
