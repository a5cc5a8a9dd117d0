/**
 * The Host field and the authority of an absolute target: `uri-host [ ":" port ]` (RFC 9110 7.2; RFC 3986 3.2.2).
 */
import { CLASS, COLON, DIGIT, HEX_DIGIT, HOST } from "./char_class.ts";

const OPEN = 0x5b;
const CLOSE = 0x5d;
const DOT = 0x2e;

/** True when `start` to `end` is a host with an optional port, or empty. */
export function isHost(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  if (bytes[at] === OPEN && at < end) {
    at++;
    while (at < end && (bytes[at] === COLON || bytes[at] === DOT || (CLASS[bytes[at]!]! & HEX_DIGIT) !== 0)) at++;
    if (at === end || bytes[at] !== CLOSE || at === start + 1) return false;
    at++;
  } else {
    while (at < end && isNameByte(bytes[at]!)) at++;
  }
  if (at === end) return true;
  return bytes[at] === COLON && at > start && isPort(bytes, at + 1, end);
}

function isNameByte(byte: number): boolean {
  return (CLASS[byte]! & HOST) !== 0 && byte !== COLON && byte !== OPEN && byte !== CLOSE;
}

function isPort(bytes: Uint8Array, start: number, end: number): boolean {
  let port = 0;
  for (let at = start; at < end; at++) {
    if ((CLASS[bytes[at]!]! & DIGIT) === 0) return false;
    port = port * 10 + bytes[at]! - 0x30;
    if (port > 65535) return false;
  }
  return true;
}
