/** What `explain` prints of a capture that is long, in place of its packets or before them. */
import { FlowList } from "../../../flows/flow_list.ts";
import { byWorth } from "../../../flows/worth.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { quote } from "../../../base/quote.ts";
import { readFlows } from "../../../reading/read_flows.ts";
import type { Scanned } from "../../../reading/scan.ts";
import { OVERVIEW_MOST, overviewText } from "../../../report/conversations/overview.ts";
import type { Job, Reader } from "./explain_job.ts";

/** Reads the capture once more and prints the overview, to stand alone or before the packets. */
export async function printOverview(
  scanned: Scanned,
  { options, language }: Job,
  reading: Reader & { readonly follows: boolean },
): Promise<void> {
  const list = new FlowList({ most: OVERVIEW_MOST, order: byWorth, grouped: true });
  const { captureFindings } = await readFlows(scanned.feed, { take: (flow) => list.add(flow), language }, reading);
  const { conversations: conversationWords, why } = tablesOf(language);
  const { overview, feed } = scanned;
  const findings = captureFindings(overview.evidence);
  const report = { overview, findings, lines: list.lines().lines, path: quote(feed.name), follows: reading.follows };
  await reading.terminal.out(overviewText(report, { ...options, conversationWords, why }));
}
