/**
 * The grammar of chunk extensions, a byte at a time: `*( BWS ";" BWS name [ BWS "=" BWS value ] )`, where a value is a
 * token or a quoted string (RFC 9112 7.1.1; RFC 9110 5.6.4).
 */
import { CLASS, FIELD_VALUE, HTAB, SP, TOKEN } from "./char_class.ts";

const Part = {
  /** Before a semicolon: white space that must lead to one. */
  before: 0,
  /** Behind a semicolon, before the name. */
  open: 1,
  name: 2,
  /** White space behind a name. */
  afterName: 3,
  /** Behind `=`, before the value. */
  equals: 4,
  token: 5,
  quoted: 6,
  escaped: 7,
  /** Behind a closing quote. */
  closed: 8,
  /** White space behind a value. */
  afterValue: 9,
} as const;
type Part = typeof Part[keyof typeof Part];

const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export class ChunkExtension {
  #part: Part = Part.before;

  /** Begins with the byte behind a chunk's size. */
  begin(): void {
    this.#part = Part.before;
  }

  /** True when the line may end here. White space before the line's end belongs to nothing. */
  get complete(): boolean {
    return this.#part === Part.name || this.#part === Part.token || this.#part === Part.closed;
  }

  /** Takes a byte other than a line's end in its place; false when none of these may stand here. */
  take(byte: number): boolean {
    const next = this.#next(byte);
    if (next === null) return false;
    this.#part = next;
    return true;
  }

  #next(byte: number): Part | null {
    const blank = byte === SP || byte === HTAB;
    const token = (CLASS[byte]! & TOKEN) !== 0;
    switch (this.#part) {
      case Part.before:
        return blank ? Part.before : byte === SEMICOLON ? Part.open : null;
      case Part.open:
        return blank ? Part.open : token ? Part.name : null;
      case Part.name:
        return token ? Part.name : blank ? Part.afterName : byte === EQUALS ? Part.equals : closing(byte);
      case Part.afterName:
        return blank ? Part.afterName : byte === EQUALS ? Part.equals : closing(byte);
      case Part.equals:
        return blank ? Part.equals : byte === QUOTE ? Part.quoted : token ? Part.token : null;
      case Part.token:
        return token ? Part.token : blank ? Part.afterValue : closing(byte);
      case Part.quoted:
        if (byte === QUOTE) return Part.closed;
        return byte === BACKSLASH ? Part.escaped : isText(byte) ? Part.quoted : null;
      case Part.escaped:
        return isText(byte) ? Part.quoted : null;
      case Part.closed:
      case Part.afterValue:
        return blank ? Part.afterValue : closing(byte);
    }
  }
}

function closing(byte: number): Part | null {
  return byte === SEMICOLON ? Part.open : null;
}

function isText(byte: number): boolean {
  return (CLASS[byte]! & FIELD_VALUE) !== 0;
}
