/** Explained conversations as text, for golden files. */
import type { Told } from "./scenario.ts";
import { explanationLines, storyLines } from "./told_capture.ts";

/** Every packet with its explanations, then the stories and the summary. */
export function toldText({ packets, stories, summary }: Told): string {
  const lines: string[] = [];
  packets.forEach(({ line, explanations, states }, i) => {
    lines.push(`${i + 1}. ${line}`, `   [${states}]`, ...explanations.flatMap(explanationLines));
  });
  return [...lines, ...[...stories, summary].flatMap(storyLines)].join("\n") + "\n";
}
