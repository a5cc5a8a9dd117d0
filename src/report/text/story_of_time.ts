/** What a conversation's story says of its time, where it lost some. */
import type { Overview, ReportOptions } from "../facts/output_format.ts";
import { lostTime, timeParagraph } from "../words/time_figures.ts";

/** A paragraph, or none. */
export function storyOfTime({ conversations }: Overview, stream: number, { why }: ReportOptions): string[] {
  const diagnosis = conversations.find(({ conversation }) => conversation.index === stream)?.diagnosis ?? null;
  return why === undefined || diagnosis === null || !lostTime(diagnosis) ? [] : [timeParagraph(diagnosis, why)];
}
