/**
 * Text in columns: how wide it is, where it breaks, how it is padded. Widths are counted in characters as a terminal
 * shows them; colour sequences are added after layout (see `palette.ts`), so none of these functions knows of them.
 */

/** Characters that take no column of their own: combining marks, and the marks that steer writing direction. */
const ZERO_WIDTH = /[\p{Mn}\p{Me}\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/u;
/** Characters that take two columns: East Asian wide and full-width ones (UAX #11), and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const PLAIN = /^[\x20-\x7e]*$/;

/** Columns that a text takes on a terminal. */
export function textWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** Columns of one character: none, one or two. */
function characterWidth(character: string): number {
  if (PLAIN.test(character)) return 1;
  return ZERO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
}

/** The text with spaces after it, up to `width` columns; a longer text stays as it is. */
export function padRight(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** The text with spaces before it, up to `width` columns. */
export function padLeft(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - textWidth(text))) + text;
}

/** The text in the middle of `width` columns. */
export function centre(text: string, width: number): string {
  const room = Math.max(0, width - textWidth(text));
  return " ".repeat(room >> 1) + text + " ".repeat(room - (room >> 1));
}

/**
 * Breaks a text at its spaces into lines of at most `width` columns. A word longer than a line is cut; line breaks in
 * the text stay. The lines carry no indent and no trailing spaces.
 */
export function wrap(text: string, width: number): string[] {
  const limit = Math.max(1, width);
  return text.split("\n").flatMap((line) => closeIsolates(wrapLine(line, limit)));
}

const ISOLATES = /[\u2066-\u2069]/g;
const END_OF_ISOLATE = "\u2069";

/** An isolate (UAX #9) ends with its line: one that was broken is closed there, and opened again on the next line. */
function closeIsolates(lines: string[]): string[] {
  if (!lines.some((line) => line.search(ISOLATES) >= 0)) return lines;
  const open: string[] = [];
  return lines.map((line) => {
    const reopened = open.join("") + line;
    for (const [mark] of line.matchAll(ISOLATES)) {
      if (mark === END_OF_ISOLATE) open.pop();
      else open.push(mark);
    }
    return reopened + END_OF_ISOLATE.repeat(open.length);
  });
}

/** A space between a number and its unit, or between the two units of `2 min 12 s`: no line breaks there. */
const BEFORE_UNIT = /(?<=\d) (?=(?:ns|µs|ms|s|min|h|days)(?![\p{L}\d]))|(?<=\d (?:min|h)) (?=\d)/gu;
const TIED = "\u00a0";

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  const words = text.replace(BEFORE_UNIT, TIED).split(" ").map((word) => word.replaceAll(TIED, " "));
  for (const word of words.flatMap((word) => cutWord(word, width))) {
    if (line === "") {
      line = word;
    } else if (textWidth(line) + 1 + textWidth(word) <= width) {
      line += " " + word;
    } else {
      lines.push(line.trimEnd());
      line = word;
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

function cutWord(word: string, width: number): string[] {
  if (textWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const character of word) {
    if (textWidth(piece + character) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** The text within `width` columns, its end replaced by an ellipsis where it is longer. */
export function clip(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  if (width < 1) return "";
  let kept = "";
  for (const character of text) {
    if (textWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return closeIsolates([kept])[0]! + "…";
}

/** A piece of text that must stay together, as it is measured and as it is printed (in colour). */
export interface Piece {
  readonly plain: string;
  readonly inked: string;
}

/**
 * Puts pieces on lines of at most `width` columns with `separator` between two; a piece that is longer than a line is
 * wrapped, and loses its colour.
 */
export function flow(pieces: readonly Piece[], width: number, separator = ", "): string[] {
  const lines: string[] = [];
  const gap = textWidth(separator);
  const trailing = textWidth(separator.trimEnd());
  let used = Infinity;
  for (const [i, { plain, inked }] of pieces.entries()) {
    const last = lines.length - 1;
    const end = i === pieces.length - 1 ? 0 : trailing;
    if (used + gap + textWidth(plain) + end <= width) {
      lines[last] += separator + inked;
      used += gap + textWidth(plain);
      continue;
    }
    if (last >= 0) lines[last] += separator.trimEnd();
    const wrapped = wrap(plain, width);
    if (wrapped.length === 1) lines.push(inked);
    else lines.push(...wrapped);
    used = textWidth(wrapped[wrapped.length - 1]!);
  }
  return lines;
}
