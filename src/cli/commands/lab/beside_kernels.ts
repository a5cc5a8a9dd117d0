/** What the packets alone tell of where the time went, to be read beside what the kernels say. */
import type { WhyWords } from "../../../language/kinds/why_words.ts";
import type { Overview } from "../../../report/facts/output_format.ts";
import { budgetText } from "../../../report/words/time_figures.ts";

/** A sentence for each conversation that carried data. */
export function besideKernels({ conversations }: Overview, words: WhyWords): string[] {
  return conversations.flatMap(({ conversation, diagnosis }) =>
    diagnosis === null || diagnosis.bytes === 0
      ? []
      : [words.besideKernel(String(conversation.index), budgetText(diagnosis, words))]
  );
}
