/**
 * A capture, explained in marked words: what was said of which packet, and in the stories.
 */
import { Analyser } from "../../src/analysis/analyser.ts";
import type { Conversation } from "../../src/analysis/conversation.ts";
import { Explainer } from "../../src/explain/explainer.ts";
import type { Certainty } from "../../src/explain/words/explanation.ts";
import type { Packet } from "../../src/packet/packet.ts";
import { markedWords, type Sentence, sentencesIn } from "./marked_words.ts";

/** What was said at one place. */
export interface Statement {
  /** The explanation's code, or "story". */
  readonly code: string;
  readonly certainty: Certainty | "story";
  /** The packet's number, 0 for a story; and the conversation's index. */
  readonly number: number;
  readonly conversation: number;
  readonly sentences: readonly Sentence[];
}

const WORDS = markedWords();

/** Explains packets numbered from 1, as the program does: a first pass for what is known only later, then the second. */
export function explainMarked(packets: readonly Packet[]): Statement[] {
  const first = new Analyser();
  for (const packet of packets) first.analyse(packet);
  first.finish();
  const analyser = new Analyser({ foresight: first.gathered });
  const explainer = new Explainer({ words: WORDS });
  const conversations = new Set<Conversation>();
  const statements: Statement[] = [];
  for (const packet of packets) {
    const analysed = analyser.analyse(packet);
    if (analysed === null) continue;
    conversations.add(analysed.conversation);
    for (const { code, certainty, title, text } of explainer.explain(analysed)) {
      const heading = sentencesIn(title).map((sentence) => ({
        ...sentence,
        key: `title:${sentence.key}` as Sentence["key"],
      }));
      const sentences = [...heading, ...sentencesIn(text)];
      statements.push({ code, certainty, number: packet.number, conversation: analysed.conversation.index, sentences });
    }
  }
  for (const conversation of conversations) {
    const { paragraphs } = explainer.story(conversation);
    const sentences = paragraphs.flatMap(sentencesIn);
    statements.push({ code: "story", certainty: "story", number: 0, conversation: conversation.index, sentences });
  }
  return statements;
}
