/** Explained conversations as text, for golden files. */
import type { Told } from "./scenario.ts";

/** Every packet with its explanations, then the stories and the summary. */
export function toldText({ packets, stories, summary }: Told): string {
  const lines: string[] = [];
  packets.forEach(({ line, explanations, states }, i) => {
    lines.push(`${i + 1}. ${line}`, `   [${states}]`);
    for (const { code, title, text, rfc, certainty } of explanations) {
      lines.push(`   ${code} (${certainty}${rfc === "" ? "" : `, ${rfc}`}): ${title}`, `      ${text}`);
    }
  });
  for (const { title, paragraphs } of [...stories, summary]) lines.push("", `== ${title}`, ...paragraphs);
  return lines.join("\n") + "\n";
}
