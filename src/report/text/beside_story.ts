/** What stands beside a conversation's story: where it lost time, and what was found of it. */
import type { Finding } from "../../explain/words/finding.ts";
import type { Ending, Overview, ReportOptions } from "../facts/output_format.ts";
import { lostTime, timeParagraph } from "../words/time_figures.ts";

/** A paragraph, or none. */
export function storyOfTime({ conversations }: Overview, stream: number, { why }: ReportOptions): string[] {
  const diagnosis = conversations.find(({ conversation }) => conversation.index === stream)?.diagnosis ?? null;
  return why === undefined || diagnosis === null || !lostTime(diagnosis) ? [] : [timeParagraph(diagnosis, why)];
}

/** What was found of the conversation; what it advises, the story has told. */
export function findingsBesideStory({ findings }: Ending, stream: number): Finding[] {
  const found = findings.find((candidate) => candidate.stream === stream)?.findings ?? [];
  return found.map((finding) => ({ ...finding, advice: "" }));
}
