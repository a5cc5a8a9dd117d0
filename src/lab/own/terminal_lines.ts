/**
 * What a program writes to its terminal, as lines that are safe to show. No I/O: bytes in, lines out.
 */
import { printable } from "../../base/printable.ts";

/** Sequences that steer a terminal (ECMA-48 5.4, 8.3.89): colours, cursor, window titles. They leave no trace. */
const SEQUENCES = new RegExp(
  [
    "\\x1b\\[[0-?]*[ -/]*[@-~]",
    "\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)",
    "\\x1b[()#][0-9A-Za-z]",
    "\\x1b[=>78cDEHMNOZ]",
  ].join("|"),
  "g",
);
/** A longer line is cut into pieces of this many characters. */
const LONGEST_LINE = 2000;
const TAB = 8;

export class TerminalLines {
  readonly #decoder = new TextDecoder();
  #rest = "";

  /** Takes bytes; gives the lines that they complete. */
  push(bytes: Uint8Array): string[] {
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split("\n");
    this.#rest = lines.pop() ?? "";
    const complete = lines.flatMap(showLine);
    if (this.#rest.length < LONGEST_LINE) return complete;
    // A program that never ends its line must not fill the memory: what it wrote over itself with carriage returns goes.
    const pieces = showLine(this.#rest);
    this.#rest = "";
    return [...complete, ...pieces];
  }

  /** Whether a line has begun and not ended. */
  get begun(): boolean {
    return this.#rest !== "";
  }

  /** The line that has begun, ended here: a prompt, or the last words. */
  flush(): string[] {
    const rest = this.#rest + this.#decoder.decode();
    this.#rest = "";
    return rest === "" ? [] : showLine(rest);
  }
}

/** A line as a terminal shows it at last: after a carriage return the line is written anew. */
function showLine(line: string): string[] {
  const shown = line.replace(SEQUENCES, "").replace(/\r+$/, "").replace(/^.*\r/s, "");
  const safe = printable(expandTabs(shown));
  if (safe.length <= LONGEST_LINE) return [safe];
  return Array.from(
    { length: Math.ceil(safe.length / LONGEST_LINE) },
    (_, index) => safe.slice(index * LONGEST_LINE, (index + 1) * LONGEST_LINE),
  );
}

function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  return text.split("\t").reduce(
    (line, part, index) => index === 0 ? part : line.padEnd(nextStop(line.length)) + part,
    "",
  );
}

function nextStop(column: number): number {
  return (Math.floor(column / TAB) + 1) * TAB;
}
