/**
 * Findings as text: what was found, how sure it is and by which packets, and what to do about it.
 */
import type { Finding } from "../../explain/words/finding.ts";
import { flow, wrap } from "../../output/layout.ts";
import type { ReportOptions } from "../facts/output_format.ts";

/** Lines of prose are easier to follow when they are not much longer than this. */
export const LONGEST_PROSE = 100;

/** Under a heading; nothing where nothing was found. Lines begin with `indent` spaces. */
export function findingLines(findings: readonly Finding[], options: ReportOptions, indent: number): string[] {
  if (findings.length === 0) return [];
  const { words, palette, width } = options;
  const space = " ".repeat(indent);
  const lines = [space + palette("heading", words.findings)];
  for (const { code, title, certainty, packets, text, advice } of findings) {
    const aside = `[${
      [code, words.certainty[certainty] || words.certain, words.packetList(packets.join(", "), packets.length === 1)]
        .join("; ")
    }]`;
    const pieces = [
      { plain: title, inked: palette("title", title) },
      { plain: aside, inked: palette("faint", words.code(aside)) },
    ];
    lines.push(...flow(pieces, width - indent - 2, " ").map((line) => `${space}  ${line}`));
    const room = Math.min(width, LONGEST_PROSE) - indent - 4;
    for (const told of [text, advice === "" ? "" : `${words.advice} ${advice}`]) {
      if (told !== "") lines.push(...wrap(told, room).map((line) => `${space}    ${line}`));
    }
  }
  return lines;
}
