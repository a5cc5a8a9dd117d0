/**
 * Output for terminals that show ASCII alone: lines, arrows and blocks as the nearest sign of one column, so that tables keep their
 * columns. No sign becomes a quotation mark or a backslash: JSON stays JSON. Letters of other scripts stay as they are.
 */

const SIGNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "-": "─━–—‐‑−",
    "|": "│┃╎┆┊",
    "+": "┌┐└┘├┤┬┴┼╭╮╰╯",
    ">": "→▶▷►",
    "<": "←◀◁◄",
    "^": "▲↑",
    "v": "▼↓",
    "#": "█",
    "=": "▓",
    ":": "▒",
    ".": "░·…•",
    "'": "‘’“”",
    "x": "×✗✕╳",
    "u": "µμ",
    "*": "✓●◆",
    "o": "○",
    " ": "\u00a0\u2009",
    "~": "≈",
  }).flatMap(([ascii, signs]) => [...signs].map((sign) => [sign, ascii])),
);
const PATTERN = new RegExp(`[${[...SIGNS.keys()].join("")}]`, "gu");
/** Marks that steer writing direction show nothing. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** The text with its signs in ASCII. */
export function inAscii(text: string): string {
  return text.replace(PATTERN, (sign) => SIGNS.get(sign) ?? sign).replace(INVISIBLE, "");
}
