/**
 * Bytes as Python prints them, so that a transcript can be laid beside that of a Python program and compared line by
 * line (Python Language Reference, "Bytes literals"; `bytes.__repr__`).
 */

const LETTER_B = 0x62;
const LETTER_X = 0x78;
const BACKSLASH = 0x5c;
const SINGLE_QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;
const HEX_DIGITS = new TextEncoder().encode("0123456789abcdef");

/** Bytes with an escape of one letter: tab, line feed, carriage return. */
const ESCAPE_LETTERS: ReadonlyMap<number, number> = new Map([[0x09, 0x74], [0x0a, 0x6e], [0x0d, 0x72]]);

/** The longest form of one byte, `\xNN`. */
const LONGEST = 4;

/**
 * `b'Hello'` for bytes: printable ASCII as it is, everything else as `\t`, `\n`, `\r`, `\\` or `\xNN`. The quotes are
 * single ones unless the bytes hold a single quote and no double quote.
 */
export function pythonBytes(bytes: Uint8Array): string {
  const quote = bytes.includes(SINGLE_QUOTE) && !bytes.includes(DOUBLE_QUOTE) ? DOUBLE_QUOTE : SINGLE_QUOTE;
  const written = new Uint8Array(bytes.length * LONGEST + 3);
  written.set([LETTER_B, quote]);
  let end = 2;
  for (const byte of bytes) end = writeByte(byte, quote, { written, end });
  written[end] = quote;
  return new TextDecoder().decode(written.subarray(0, end + 1));
}

/** Writes one byte's form at `end`; gives the end behind it. */
function writeByte(byte: number, quote: number, { written, end }: { written: Uint8Array; end: number }): number {
  if (byte === quote || byte === BACKSLASH) {
    written[end] = BACKSLASH;
    written[end + 1] = byte;
    return end + 2;
  }
  if (byte >= 0x20 && byte < 0x7f) {
    written[end] = byte;
    return end + 1;
  }
  written[end] = BACKSLASH;
  const letter = ESCAPE_LETTERS.get(byte);
  if (letter !== undefined) {
    written[end + 1] = letter;
    return end + 2;
  }
  written[end + 1] = LETTER_X;
  written[end + 2] = HEX_DIGITS[byte >> 4]!;
  written[end + 3] = HEX_DIGITS[byte & 15]!;
  return end + 4;
}
