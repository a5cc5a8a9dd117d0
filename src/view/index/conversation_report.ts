/** The report page of one conversation of an indexed capture, made when somebody looks at it. */
import type { FlowOutline } from "../../flows/flow_outline.ts";
import type { Language } from "../../language/language.ts";
import { ExplainedPass } from "../../reading/explained_pass.ts";
import type { ReadingOptions } from "../../reading/read_packets.ts";
import { scan, type Scanned } from "../../reading/scan.ts";
import { ReportCollector } from "../../report/html/facts/report_collector.ts";
import type { ReportData } from "../../report/html/facts/report_data.ts";
import { EVERYTHING } from "../../report/select/selection.ts";
import type { IndexedCapture } from "./indexed_capture.ts";
import { StoredFeed } from "./stored_feed.ts";

/** Packets on one page. */
export const PAGE_PACKETS = 1000;
/** Packets of other conversations of the same ends that explanations may need: a refusal elsewhere, an older connection. */
const CONTEXT_PACKETS = 2000;
const CONTEXT_CONVERSATIONS = 100;

/** What is shown of which conversation. */
export interface ReportWishes {
  readonly stream: number;
  /** Number of the first packet shown. */
  readonly from: number;
  /** Packets of the conversation at the moment that is shown: more may have come since. */
  readonly size: number;
  readonly language: Language;
  readonly title: string;
  readonly command: string;
  readonly program: string;
}

/** The report; null where the file has changed since it was indexed. */
export async function conversationReport(
  capture: IndexedCapture,
  wishes: ReportWishes,
  reading: ReadingOptions,
): Promise<ReportData | null> {
  const { index } = capture;
  const { stream, from, size, language } = wishes;
  const own = index.packetsOf(stream, size);
  const before = own.findIndex((number) => number >= from);
  const shown = own.slice(0, (before < 0 ? 0 : before) + PAGE_PACKETS);
  const last = shown.at(-1)!;
  const numbers = [...shown, ...contextOf(capture, stream, last)].sort((a, b) => a - b);
  const { scanned, outcome } = await scan(new StoredFeed(capture, numbers), reading);
  if (outcome.problem !== null) return null;
  const among = scanned.overview.conversations.find(({ conversation }) => conversation.firstPacket === own[0]);
  const selection = { ...EVERYTHING, stream: among!.conversation.index, first: from, last };
  const pass: ExplainedPass = new ExplainedPass(withApplication(scanned, stream, capture), {
    selection,
    language,
    explains: true,
    tells: true,
    show: (reported) => collector.add(reported),
    pass: (analysed) => collector.follow(analysed),
  });
  const collector = new ReportCollector(pass.explainer, language);
  await pass.read(reading);
  const { title, command, program } = wishes;
  return collector.finish({ title, done: [], command, program });
}

/** What was said in packets beside the conversation, its server's names, is known to who has read the whole capture. */
function withApplication(scanned: Scanned, stream: number, { conversations: all, index }: IndexedCapture): Scanned {
  const application = all.applicationOf(stream);
  if (application === null) return scanned;
  const { overview } = scanned;
  const [first] = index.packetsOf(stream, 1);
  const conversations = overview.conversations.map((facts) =>
    facts.conversation.firstPacket === first ? { ...facts, application } : facts
  );
  return { ...scanned, overview: { ...overview, conversations } };
}

/** Packets, up to number `last`, of the conversations between the same hosts or with the same server that began nearest before. */
function contextOf({ index, conversations: all }: IndexedCapture, stream: number, last: number): number[] {
  const chosen = all.outline(stream)!;
  const numbers: number[] = [];
  let conversations = 0;
  for (let other = stream - 1; other >= 0 && conversations < CONTEXT_CONVERSATIONS; other--) {
    const flow = all.outline(other);
    if (flow === null || !isRelated(flow, chosen)) continue;
    const packets = index.packetsOf(other, CONTEXT_PACKETS);
    if (numbers.length + packets.length > CONTEXT_PACKETS) break;
    conversations++;
    for (const number of packets) if (number <= last) numbers.push(number);
  }
  return numbers;
}

function isRelated(a: FlowOutline, b: FlowOutline): boolean {
  const sameServer = a.server.address === b.server.address && a.server.port === b.server.port;
  return sameServer || (a.client.address === b.client.address && a.server.address === b.server.address);
}
