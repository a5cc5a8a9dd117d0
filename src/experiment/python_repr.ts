/**
 * Bytes as Python prints them, so that a transcript can be laid beside that of a Python program and compared line by
 * line (Python Language Reference, "Bytes literals"; `bytes.__repr__`).
 */

const BACKSLASH = 0x5c;
const SINGLE_QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;

/** Bytes that have an escape of one letter. */
const SHORT_ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x09, "\\t"],
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [BACKSLASH, "\\\\"],
]);

/**
 * `b'Hello'` for bytes: printable ASCII as it is, everything else as `\t`, `\n`, `\r`, `\\` or `\xNN`. The quotes are
 * single ones unless the bytes hold a single quote and no double quote.
 */
export function pythonBytes(bytes: Uint8Array): string {
  const quote = bytes.includes(SINGLE_QUOTE) && !bytes.includes(DOUBLE_QUOTE) ? DOUBLE_QUOTE : SINGLE_QUOTE;
  const parts: string[] = [];
  for (const byte of bytes) parts.push(byte === quote ? `\\${String.fromCharCode(byte)}` : pythonByte(byte));
  const mark = String.fromCharCode(quote);
  return `b${mark}${parts.join("")}${mark}`;
}

function pythonByte(byte: number): string {
  const short = SHORT_ESCAPES.get(byte);
  if (short !== undefined) return short;
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}
