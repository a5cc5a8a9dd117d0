/**
 * The character classes of HTTP as tables: one look-up a byte decides what a byte may be (RFC 9110 5.5, 5.6.2;
 * RFC 9112 3.2; RFC 3986 2).
 */

export const CR = 0x0d;
export const LF = 0x0a;
export const SP = 0x20;
export const HTAB = 0x09;
export const COLON = 0x3a;

/** Bit of `token` characters: methods and field names. */
export const TOKEN = 1;
/** Bit of characters a field value may hold: visible ASCII, obs-text, space and tab; no other control character. */
export const FIELD_VALUE = 2;
/**
 * Bit of characters a request target may hold: what RFC 3986 allows in a URI without a fragment, and the few more that
 * browsers leave as they are in a query (WHATWG URL, query percent-encode set).
 */
export const TARGET = 4;
/** Bit of characters a host with port may hold. */
export const HOST = 8;
export const DIGIT = 16;
export const HEX_DIGIT = 32;

/** Class bits of each byte value. */
export const CLASS: Uint8Array = classTable();

/** ASCII lower case of each byte value; other bytes stay. */
export const LOWER: Uint8Array = Uint8Array.from(
  { length: 256 },
  (_, byte) => byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte,
);

/** Value of a hexadecimal digit. */
export function hexValue(byte: number): number {
  return byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57;
}

function classTable(): Uint8Array {
  const table = new Uint8Array(256);
  const mark = (characters: string, bits: number) => {
    for (const character of characters) table[character.charCodeAt(0)]! |= bits;
  };
  const digits = "0123456789";
  const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  mark(digits, TOKEN | TARGET | HOST | DIGIT | HEX_DIGIT);
  mark(letters, TOKEN | TARGET | HOST);
  mark("abcdefABCDEF", HEX_DIGIT);
  mark("!#$%&'*+-.^_`|~", TOKEN);
  mark("-._~:/?[]@!$&'()*+,;=%", TARGET);
  mark("\\^`{|}", TARGET);
  mark("-._~!$&'()*+,;=%:[]", HOST);
  for (let byte = 0x20; byte < 0x100; byte++) {
    if (byte !== 0x7f) table[byte]! |= FIELD_VALUE;
  }
  table[HTAB]! |= FIELD_VALUE;
  return table;
}

/** Bytes as the characters of the same value (ISO 8859-1): loses nothing, decodes nothing. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; at += 4096) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(end, at + 4096)) as unknown as number[]);
  }
  return text;
}
