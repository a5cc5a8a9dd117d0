/**
 * The Host field and the authority of an absolute target: `uri-host [ ":" port ]` (RFC 9110 7.2; RFC 3986 3.2.2).
 */
import { CLASS, COLON, DIGIT, HEX_DIGIT, HOST } from "./char_class.ts";
import { isIpLiteral } from "./ip_literal.ts";

const OPEN = 0x5b;
const CLOSE = 0x5d;
const PERCENT = 0x25;

/** True when `start` to `end` is a host with an optional port, or empty. */
export function isHost(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  if (bytes[at] === OPEN && at < end) {
    while (at < end && bytes[at] !== CLOSE) at++;
    if (at === end || !isIpLiteral(bytes, start + 1, at)) return false;
    at++;
  } else {
    at = endOfName(bytes, start, end);
  }
  if (at === end) return true;
  return bytes[at] === COLON && at > start && isPort(bytes, at + 1, end);
}

/** Where the registered name ends: at what it may not hold. A `%` stands before two hexadecimal digits. */
function endOfName(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isNameByte(bytes[at]!)) {
    if (bytes[at] === PERCENT && !(at + 2 < end && isHexDigit(bytes[at + 1]!) && isHexDigit(bytes[at + 2]!))) break;
    at++;
  }
  return at;
}

function isHexDigit(byte: number): boolean {
  return (CLASS[byte]! & HEX_DIGIT) !== 0;
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
