/**
 * The three ways of feeding a stream parser: whole, byte by byte, and in chunks of random length.
 */
import { Event, type MessageLimits, RequestReader } from "../../src/http/message/request_reader.ts";
import { seeded } from "../random.ts";

export const LIMITS: MessageLimits = { requestLine: 8192, head: 16384, fields: 100, body: 1 << 20 };

/** What came out of the reader, a line an event. */
export function readAll(bytes: Uint8Array, chunkLength: () => number, limits: MessageLimits = LIMITS): string[] {
  const reader = new RequestReader(limits);
  const events: string[] = [];
  let at = 0;
  for (;;) {
    const event = reader.next();
    if (event === Event.needMore) {
      if (at === bytes.length) {
        reader.receivedEnd();
        continue;
      }
      const space = reader.space();
      const count = Math.min(chunkLength(), space.length, bytes.length - at);
      space.set(bytes.subarray(at, at + count));
      reader.received(count);
      at += count;
      continue;
    }
    if (event === Event.end) return [...events, "end"];
    if (event === Event.problem) return [...events, `${reader.problem?.status} ${reader.problem?.reason}`];
    const { head } = reader;
    events.push(event === Event.head ? `body ${head.framing}` : `${head.method} ${head.target} 1.${head.minorVersion}`);
  }
}

/** Feeds the bytes in all three ways and gives the events of each. */
export function readThreeWays(bytes: Uint8Array, limits: MessageLimits = LIMITS): string[][] {
  const random = seeded(bytes.length + 1);
  return [
    readAll(bytes, () => bytes.length, limits),
    readAll(bytes, () => 1, limits),
    readAll(bytes, () => 1 + Math.floor(random() * 9), limits),
  ];
}

/** Bytes of the same values as the text's characters. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Bytes that differ from each other for a long while, so that a mixture shows. */
export function pattern(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  const next = seeded(seed);
  for (let at = 0; at < length; at++) bytes[at] = next() * 256;
  return bytes;
}
