/**
 * Judges all that was said of one capture.
 */
import type { Statement } from "./explain_marked.ts";
import { JUDGES } from "./judge/judges.ts";
import type { Judgment } from "./judge/judgment.ts";
import type { Sentence } from "./marked_words.ts";
import type { Truth } from "./truth.ts";
import type { Sent } from "./world/truth_log.ts";

export interface Judged {
  readonly statement: Statement;
  readonly sentence: Sentence;
  readonly judgment: Judgment;
  readonly sent: Sent;
}

/** The sentences with a judge, judged. */
export function judgeCapture(statements: readonly Statement[], truth: Truth): Judged[] {
  const judged: Judged[] = [];
  const first = new Map<number, number>();
  for (const { conversation, number } of statements) {
    if (number > 0 && !first.has(conversation)) first.set(conversation, number);
  }
  for (const statement of statements) {
    for (const sentence of statement.sentences) {
      const judge = JUDGES[sentence.key];
      if (judge === undefined) continue;
      const sent = aboutWhat(statement, sentence, { truth, first: first.get(statement.conversation) ?? 1 });
      if (sent === null) continue;
      judged.push({ statement, sentence, sent, judgment: judge({ sentence, statement, truth, sent }) });
    }
  }
  return judged;
}

/** Values of a story's sentence that name the packet it is about, the most telling first. */
const NAMES = ["reset", "number", "syn", "fin"] as const;

function aboutWhat(
  statement: Statement,
  sentence: Sentence,
  { truth, first }: { truth: Truth; first: number },
): Sent | null {
  const about = statement.number || sentence.key.startsWith("finding:") && statement.packets[0] || 0;
  if (about > 0) return truth.sent(about);
  const { values } = sentence;
  const name = NAMES.find((value) => Number(values[value]) > 0);
  if (name !== undefined) return truth.sent(Number(values[name]));
  return truth.records.length > 0 ? truth.sent(first) : null;
}
