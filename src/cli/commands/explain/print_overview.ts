/** What `explain` prints of a capture that is long, in place of its packets or before them. */
import { FlowList } from "../../../flows/flow_list.ts";
import { byWorth } from "../../../flows/worth.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import type { Language } from "../../../language/language.ts";
import { quote } from "../../../base/quote.ts";
import { FlowVisitor } from "../../../reading/read_flows.ts";
import type { Scanned } from "../../../reading/scan.ts";
import { OVERVIEW_MOST, overviewText } from "../../../report/conversations/overview.ts";
import type { Job, Reader } from "./explain_job.ts";

/** Gathers what the overview tells of the conversations, while the capture is read for the first time. */
export class OverviewFlows {
  readonly #list = new FlowList({ most: OVERVIEW_MOST, order: byWorth, grouped: true });
  /** Who is to see every packet of that reading. */
  readonly visitor: FlowVisitor;

  constructor(capture: string, language: Language) {
    this.visitor = new FlowVisitor(capture, { take: (flow) => this.#list.add(flow), language });
  }

  /** Prints the overview, to stand alone or before the packets. */
  async print(
    { overview, feed }: Scanned,
    { options, language }: Job,
    { terminal, follows }: Pick<Reader, "terminal"> & { readonly follows: boolean },
  ): Promise<void> {
    const { conversations: conversationWords, why } = tablesOf(language);
    const findings = this.visitor.captureFindings(overview.evidence);
    const report = { overview, findings, lines: this.#list.lines().lines, path: quote(feed.name), follows };
    await terminal.out(overviewText(report, { ...options, conversationWords, why }));
  }
}
