/** The report page of one conversation of an indexed capture, made when somebody looks at it. */
import type { Language } from "../../language/language.ts";
import { ExplainedPass } from "../../reading/explained_pass.ts";
import type { ReadingOptions } from "../../reading/read_packets.ts";
import { scan, type Scanned } from "../../reading/scan.ts";
import { ReportCollector } from "../../report/html/facts/report_collector.ts";
import type { ConversationView, ReportData } from "../../report/html/facts/report_data.ts";
import { tablesOf } from "../../language/all_tables.ts";
import { EVERYTHING } from "../../report/select/selection.ts";
import { contextOf, type Stretch, stretchOf } from "./conversation_stretch.ts";
import type { IndexedCapture } from "./indexed_capture.ts";
import { StoredFeed } from "./stored_feed.ts";

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
  /** Shows one packet, `{number}` in the place of its number. */
  readonly showCommand?: string;
  readonly program: string;
}

/** The report; null where the file has changed since it was indexed. */
export async function conversationReport(
  capture: IndexedCapture,
  wishes: ReportWishes,
  reading: ReadingOptions,
): Promise<ReportData | null> {
  const own = capture.index.packetsOf(wishes.stream, wishes.size);
  const stretch = stretchOf(own, wishes.from);
  const report = await reportOf(capture, { ...wishes, stretch }, reading);
  if (report !== "different") return report;
  // What was left out mattered: all that came before is read.
  const { first, last } = stretch;
  const whole = { first, last, numbers: own.slice(0, own.indexOf(last) + 1), extent: "up to here" as const };
  const again = await reportOf(capture, { ...wishes, stretch: whole }, reading);
  return again === "different" ? null : again;
}

/** The report of a stretch; "different" where a packet shown is not judged as it was when all of the capture was read. */
async function reportOf(
  capture: IndexedCapture,
  { stream, stretch, language, title, command, showCommand = "", program }: ReportWishes & {
    readonly stretch: Stretch;
  },
  reading: ReadingOptions,
): Promise<ReportData | "different" | null> {
  const { numbers, first, last, extent } = stretch;
  const all = [...numbers, ...contextOf(capture, stream, numbers.at(-1)!)].sort((a, b) => a - b);
  const { scanned, outcome } = await scan(new StoredFeed(capture, all), reading, { diagnoses: extent === "whole" });
  if (outcome.problem !== null) return null;
  const { conversations } = scanned.overview;
  const { conversation, diagnosis } = conversations.find(({ conversation }) =>
    conversation.firstPacket === numbers[0]
  )!;
  let differs = false;
  const pass: ExplainedPass = new ExplainedPass(withApplication(scanned, stream, capture), {
    selection: { ...EVERYTHING, stream: conversation.index, first, last },
    language,
    explains: true,
    tells: true,
    streamOf: ({ firstPacket }) => capture.index.streamOf(firstPacket),
    show: (reported) => {
      const { analysed, packet } = reported;
      if (extent === "parts" && analysed?.verdicts !== capture.index.verdictsOf(packet.number)) differs = true;
      collector.add(reported);
    },
    pass: (analysed) => collector.follow(analysed),
  });
  const diagnoses = new Map(diagnosis === null ? [] : [[conversation.index, diagnosis]]);
  const collector = new ReportCollector(pass.explainer, language, diagnoses);
  await pass.read(reading);
  if (differs) return "different";
  const data = collector.finish({ title, done: [], command, showCommand, program });
  return extent === "whole"
    ? data
    : { ...data, conversations: data.conversations.map(partly(capture, stream, language)) };
}

/** Makes of what a stretch tells of its conversation what may be said of the whole. */
function partly(
  capture: IndexedCapture,
  stream: number,
  language: Language,
): (view: ConversationView) => ConversationView {
  const outline = capture.conversations.outline(stream)!;
  return (view) => ({
    ...view,
    packets: outline.fromClient.packets + outline.fromServer.packets,
    bytesFromClient: outline.fromClient.bytes,
    bytesFromServer: outline.fromServer.bytes,
    story: { title: view.story.title, paragraphs: [tablesOf(language).view.longStory] },
    findings: [],
  });
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
