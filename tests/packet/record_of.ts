/**
 * Captured bytes as the dissector takes them.
 */
import type { Captured } from "../../src/packet/dissect.ts";

/** A record around bytes of a link type; `length` is the length on the wire where it is more than was captured. */
export function recordOf(bytes: Uint8Array, linkType: number, length = bytes.length): Captured {
  return {
    number: 1,
    seconds: 1,
    nanoseconds: 2,
    hasTime: true,
    linkType,
    interfaceId: 0,
    interfaceName: "",
    length,
    bytes,
    start: 0,
    capturedLength: bytes.length,
    flags: 0,
    comments: [],
  };
}

/** Bytes from pieces: numbers, byte arrays and hexadecimal text. */
export function joined(...pieces: (number | string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(pieces.flatMap((piece) => {
    if (typeof piece === "number") return [piece];
    if (typeof piece !== "string") return [...piece];
    return (piece.replaceAll(" ", "").match(/../g) ?? []).map((pair) => parseInt(pair, 16));
  }));
}
