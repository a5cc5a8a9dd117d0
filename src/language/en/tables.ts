/**
 * What a language must have. To add one: a folder beside `en` and `he` with these tables, its code in `language.ts`, and a
 * line in `all_tables.ts`; the type check names what is missing.
 */
import type { ExplanationWords } from "./explanation_words.ts";
import type { ConversationWords } from "../kinds/conversation_words.ts";
import type { LabWords } from "../kinds/lab_words.ts";
import type { KernelWords } from "../kinds/kernel_words.ts";
import type { LinkWords } from "../kinds/link_words.ts";
import type { LiveWords } from "../kinds/live_words.ts";
import type { PageWords } from "./page_words.ts";
import type { ReportWords } from "../kinds/report_words.ts";
import type { PairWords } from "../kinds/pair_words.ts";
import type { ViewWords } from "../kinds/view_words.ts";
import type { WhyWords } from "../kinds/why_words.ts";
import type { ScenarioWords } from "../kinds/scenario_words.ts";

export interface Tables {
  /** Which way its sentences run. */
  readonly direction: "ltr" | "rtl";
  /** Sentences, titles and amounts of the explanations, stories and summaries. */
  readonly explanations: ExplanationWords;
  /** Labels of the text reports. */
  readonly report: ReportWords;
  /** Labels of the report page. */
  readonly page: PageWords;
  /** Around a run of the lab, between its arrows, and of its link. */
  readonly lab: LabWords;
  readonly live: LiveWords;
  /** Of `tcplab view`. */
  readonly view: ViewWords;
  /** Of `tcplab why`. */
  readonly why: WhyWords;
  /** Of `tcplab pair`. */
  readonly pair: PairWords;
  /** Of lists of conversations. */
  readonly conversations: ConversationWords;
  readonly link: LinkWords;
  /** Of what the hosts' kernels say. */
  readonly kernel: KernelWords;
  /** Of the built-in scenarios by name; one that is missing is told in English. */
  readonly scenarios: Readonly<Record<string, ScenarioWords>>;
}
