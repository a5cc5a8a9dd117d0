/**
 * What a conversation carries, recognised though it was cut into other segments by another connection: hashes of 32 bytes at
 * places that the bytes themselves choose (content-defined, as rsync and backup programs do).
 */
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { mix } from "./hash.ts";

const WINDOW = 32;
/** Only so many packets with data are looked into, and so many bytes of each. */
const PACKETS = 12;
const BYTES = 1460;

/** Which 32 bytes count: those whose hash ends so. */
const CHOSEN = 0x7;

/** Calls `found` with the hash of each place that the data of a packet chooses. `seen` counts packets looked into before. */
export function contentHashes(packet: ReadonlyPacket, seen: number, found: (hash: number) => void): void {
  const { bytes, start, payloadStart, payloadLength, capturedLength } = packet;
  if (seen >= PACKETS) return;
  const from = start + payloadStart;
  const until = from + Math.min(payloadLength, capturedLength - payloadStart, BYTES);
  let hash = 0;
  for (let at = from; at < until; at++) {
    // A rolling hash over 32 bytes: each shift pushes the oldest byte out of the 32 bits.
    hash = ((hash << 1) + Math.imul(bytes[at]! + 1, 0x9e3779b1)) | 0;
    if (at - from >= WINDOW - 1 && ((hash >>> 24) & CHOSEN) === 0) found(mix(hash, 0));
  }
}
