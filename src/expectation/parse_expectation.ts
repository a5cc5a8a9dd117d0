/**
 * An expectation from its text: statements, one a line or parted by `;`, in sections that say of what they are.
 *
 *     # what a good answer looks like
 *     finding loss
 *     no code rst-unread-data
 *
 *     stream 0:
 *     C SYN
 *     S SYN,ACK
 *     ...
 *     server-application > 80%
 *
 * Without a section's head statements are about the capture as a whole, and packets about stream 0.
 */
import { Failure } from "../base/failure.ts";
import { parsePattern } from "./pattern.ts";
import { parseClaim } from "./parse_statement.ts";
import type { Expectation, Scope, Section, Statement } from "./statement.ts";

/** A text with expectations; `name` is how messages call it, empty for words of the command line. */
export interface ExpectationText {
  readonly name: string;
  readonly text: string;
}

interface WrittenLine {
  readonly text: string;
  /** In the source's text, from 1. */
  readonly number: number;
}

const FIRST_STREAM: Scope = { stream: 0 };

/** Reads the statements of all texts. Throws `Failure` that names the line. */
export function parseExpectation(sources: readonly ExpectationText[]): Expectation {
  const sections = sources.flatMap(parseSource).filter(({ statements }) => statements.length > 0);
  if (sections.length === 0) throw new Failure("Nothing is expected: no statement was found");
  return sections;
}

function parseSource({ name, text }: ExpectationText): Section[] {
  const sections: { scope: Scope; statements: Statement[] }[] = [{ scope: "capture", statements: [] }];
  const lines = writtenLines(text);
  for (let index = 0; index < lines.length;) {
    const { text: line, number } = lines[index]!;
    const place = name === "" ? "" : `${name}, line ${number}`;
    try {
      const scope = scopeOf(line);
      const section = sections.at(-1)!;
      if (scope !== null) {
        sections.push({ scope, statements: [] });
        index++;
      } else if (isPacket(line)) {
        const from = index;
        while (isPacket(lines[index]?.text ?? "")) index++;
        const packets = lines.slice(from, index).map(({ text }) => text);
        const statement = { text: packets[0]!, place, claim: packetsClaim(packets) };
        // Packets are those of one conversation.
        if (section.scope === "capture") sections.splice(-1, 0, { scope: FIRST_STREAM, statements: [statement] });
        else section.statements.push(statement);
      } else {
        section.statements.push({ text: line, place, claim: parseClaim(line) });
        index++;
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw new Failure(`Cannot read the expectation${place === "" ? "" : ` ${place}`}: ${error.message}`);
    }
  }
  return sections;
}

function packetsClaim(lines: readonly string[]): Statement["claim"] {
  return { kind: "packets", items: parsePattern(lines.join("\n")) };
}

/** The lines that say something: `;` ends one as well, where it does not stand in quotes. */
function writtenLines(text: string): WrittenLine[] {
  return text.replace(/^\ufeff/, "").split(/\r?\n/).flatMap((line, index) => {
    if (line.trim().startsWith("#")) return [];
    const parts = line.match(/(?:"[^"]*"|[^;])+/g) ?? [];
    return parts.map((part) => ({ text: part.trim(), number: index + 1 })).filter((part) => part.text !== "");
  });
}

function isPacket(line: string): boolean {
  return /^(?:[CS]\s|\.\.\.$)/.test(line);
}

/** The scope that a section's head names; null for any other line. */
function scopeOf(line: string): Scope | null {
  const match = /^(?:(each|some)\s+stream|stream\s+(\d{1,9})|(capture))\s*:?$/.exec(line);
  if (match === null) return null;
  const [, quantity, stream, capture] = match;
  if (capture !== undefined) return "capture";
  return stream === undefined ? quantity as "each" | "some" : { stream: Number(stream) };
}
