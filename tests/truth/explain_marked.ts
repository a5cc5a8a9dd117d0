/**
 * A capture, explained in marked words: what was said of which packet, and in the stories.
 */
import { Analyser } from "../../src/analysis/analyser.ts";
import type { Conversation } from "../../src/analysis/conversation.ts";
import { Explainer } from "../../src/explain/explainer.ts";
import { CaptureEvidence } from "../../src/explain/findings/capture_evidence.ts";
import type { Certainty } from "../../src/explain/words/explanation.ts";
import type { Finding } from "../../src/explain/words/finding.ts";
import type { Packet } from "../../src/packet/packet.ts";
import { markedWords, type Sentence, sentencesIn } from "./marked_words.ts";

/** What was said at one place. */
export interface Statement {
  /** The explanation's code, "story", or "finding " and the finding's code. */
  readonly code: string;
  readonly certainty: Certainty | "story";
  /** The packet's number, 0 for a story; and the conversation's index. */
  readonly number: number;
  readonly conversation: number;
  /** Of a finding: its packets, the decisive ones first. */
  readonly packets: readonly number[];
  readonly sentences: readonly Sentence[];
}

const WORDS = markedWords();

/** Explains packets numbered from 1, as the program does: a first pass for what is known only later, then the second. */
export function explainMarked(packets: readonly Packet[]): Statement[] {
  const first = new Analyser();
  const evidence = new CaptureEvidence();
  const seen = new Set<Conversation>();
  for (const packet of packets) {
    const analysed = first.analyse(packet);
    evidence.takePacket(packet, analysed !== null);
    if (analysed !== null) seen.add(analysed.conversation);
  }
  first.finish();
  for (const conversation of seen) evidence.takeConversation(conversation);
  const analyser = new Analyser({ foresight: first.gathered });
  const explainer = new Explainer({ words: WORDS });
  const conversations = new Set<Conversation>();
  const statements: Statement[] = [];
  for (const packet of packets) {
    const analysed = analyser.analyse(packet);
    if (analysed === null) continue;
    conversations.add(analysed.conversation);
    const { index } = analysed.conversation;
    for (const { code, certainty, title, text } of explainer.explain(analysed)) {
      const heading = sentencesIn(title).map((sentence) => ({
        ...sentence,
        key: `title:${sentence.key}` as Sentence["key"],
      }));
      const sentences = [...heading, ...sentencesIn(text)];
      statements.push({ code, certainty, number: packet.number, conversation: index, packets: [], sentences });
    }
  }
  const told: Finding[][] = [];
  for (const conversation of conversations) {
    const { index } = conversation;
    const { paragraphs } = explainer.story(conversation);
    const sentences = paragraphs.flatMap(sentencesIn);
    statements.push({ code: "story", certainty: "story", number: 0, conversation: index, packets: [], sentences });
    const findings = explainer.findings(conversation);
    told.push(findings);
    statements.push(...findings.map((finding) => ofFinding(finding, index)));
  }
  statements.push(...explainer.captureFindings(evidence, told).map((finding) => ofFinding(finding, 0)));
  return statements;
}

/** A finding: its title stands for the whole. */
function ofFinding({ code, certainty, packets, title, text }: Finding, conversation: number): Statement {
  const whole: Sentence = { key: `finding:${code}`, text: title, values: {} };
  return {
    code: `finding ${code}`,
    certainty,
    number: 0,
    conversation,
    packets,
    sentences: [whole, ...sentencesIn(text)],
  };
}
