/**
 * The code blocks of README.md and docs/, as the tests run them. The word after the language says what a block is:
 *
 * - `sh run`: runs to its end with exit code 0; a block after it shows what it prints: `output` exactly, `like` but for
 *   its numbers and the order of its lines, `shape` as JSON of the same fields.
 * - `sh server URL`: is started, answers at the address, and is stopped at the next heading.
 * - `sh only REASON`: is not run, and why.
 *
 * `needs=lab`, `needs=program:curl` or `needs=port:8080` skips the section where that cannot be had.
 */

export type Need = "lab" | `port:${number}` | `program:${string}`;

export interface CodeBlock {
  /** Line of the document, from 1. */
  readonly line: number;
  /** The nearest heading above it. */
  readonly heading: string;
  readonly language: string;
  /** `run`, `output`, `like`, `shape`, `server`, `only`; empty for a block without a word. */
  readonly kind: string;
  /** What follows the kind: an address, a reason. */
  readonly rest: string;
  readonly needs: readonly Need[];
  readonly text: string;
}

/** The document's code blocks, in order. Pure. */
export function codeBlocks(document: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let heading = "";
  let open: { line: number; info: string; text: string[] } | undefined;
  document.split("\n").forEach((line, index) => {
    if (open && line === "```") {
      blocks.push(codeBlock(open, heading));
      open = undefined;
    } else if (open) {
      open.text.push(line);
    } else if (line.startsWith("```")) {
      open = { line: index + 1, info: line.slice(3), text: [] };
    } else if (/^#+ /.test(line)) {
      heading = line.replace(/^#+ /, "");
    }
  });
  return blocks;
}

function codeBlock({ line, info, text }: { line: number; info: string; text: string[] }, heading: string): CodeBlock {
  const words = info.split(/\s+/);
  const needs = words.filter((word) => word.startsWith("needs=")).map((word) => word.slice(6) as Need);
  const [language = "", kind = "", ...rest] = words.filter((word) => !word.startsWith("needs="));
  return { line, heading, language, kind, rest: rest.join(" "), needs, text: text.join("\n") + "\n" };
}

/**
 * Whether a program printed what the document shows. Ports, times and sizes differ from run to run: in the document `…`
 * stands for any characters within a line, and a line that is `…` alone for any lines. Pure.
 */
export function matchesOutput(shown: string, printed: string): boolean {
  const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = shown.trimEnd().split("\n").map((line) => {
    if (line.trim() === "…") return "(?:[^\\n]*\\n)*?";
    return line.trimEnd().split("…").map(escape).join("[^\\n]*") + "[ \\t]*\\n";
  });
  return new RegExp(`^${pattern.join("")}$`).test(printed.trimEnd() + "\n");
}

/**
 * What of the document was not printed. Numbers, gaps, the length of arrows and the place where a sentence is broken may
 * differ; so may the order of what `…`, empty lines, and the times at the beginning of lines part. Pure.
 */
export function missingText(shown: string, printed: string): string[] {
  const essence = (text: string) => text.replace(/\d+/g, "#").replace(/[\s─]+/g, " ").trim();
  const whole = ` ${essence(printed)} `;
  const parts = shown.split(/^\s*…?\s*$|\n(?=\s+\d+\.\d+ )/m).filter((part) => part.trim() !== "");
  return parts.filter((part) => !whole.includes(` ${essence(part)} `));
}

/** The fields of a JSON value and their types, in order: what a program that reads it relies on. Pure. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (value === null || typeof value !== "object") return value === null ? "null" : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, shapeOf(field)]));
}
