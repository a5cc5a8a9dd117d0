/**
 * Explanations as comments beside a packet in a pcapng file: what Wireshark shows above the packet's layers.
 */
import type { Explanation } from "../../explain/words/explanation.ts";
import type { ReportWords } from "../../language/kinds/report_words.ts";

/** One comment an explanation: title, text, and in brackets the code, how sure it is, and where it is written. */
export function packetComments(explanations: readonly Explanation[], words: ReportWords): string[] {
  return explanations.map(({ code, title, text, rfc, certainty }) => {
    const aside = [code, words.certainty[certainty], rfc].filter((part) => part !== "").join("; ");
    return `${title}. ${text} [${aside}]`;
  });
}
