/**
 * The three ways of feeding a stream parser: whole, byte by byte, and in chunks of random length.
 */
import { Event, type MessageLimits, RequestReader } from "../../src/http/message/request_reader.ts";

export const LIMITS: MessageLimits = { requestLine: 8192, head: 16384, fields: 100, body: 1 << 20 };

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

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
  let state = seed;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1103515245) + 12345) | 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}
