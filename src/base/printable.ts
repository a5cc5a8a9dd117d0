/** Text of others (file names, arguments, scenario files) made safe to print: it must not steer the terminal. */

/** C0 and C1 control characters (ECMA-48), delete, and the marks that turn the direction of what follows (UAX #9). */
// deno-lint-ignore no-control-regex -- control characters are what is looked for
const STEERS = /[\x00-\x1f\x7f-\x9f\u202a-\u202e]/g;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * The text with what would steer a terminal written out: `\n`, `\r`, `\t`, `\x1b`, `\u202e`. All else stays, backslashes
 * too: the result is for reading, not for turning back.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(printable("\x1b[31mred\n"), "\\x1b[31mred\\n");
 * ```
 */
export function printable(text: string): string {
  return text.replace(STEERS, (character) => SHORT[character] ?? codeOf(character));
}

function codeOf(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
}
