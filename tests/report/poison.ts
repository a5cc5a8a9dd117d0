/**
 * The road of a capture with every reused value overwritten after each visit: what the reader, the dissector and the analyser
 * fill again for the next packet is filled with nonsense at once, so that whoever kept any of it says nonsense.
 */
import { Analyser } from "../../src/analysis/analyser.ts";
import type { AnalysedPacket } from "../../src/analysis/analysed_packet.ts";
import type { Conversation } from "../../src/analysis/conversation.ts";
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import { CaptureRecord, type ReadonlyRecord } from "../../src/capture-file/capture_record.ts";
import { PcapngWriter } from "../../src/capture-file/pcapng_writer.ts";
import { Explainer } from "../../src/explain/explainer.ts";
import type { Language } from "../../src/language/language.ts";
import { tablesOf } from "../../src/language/all_tables.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { FragmentAssembler } from "../../src/packet/fragment_assembler.ts";
import { Packet } from "../../src/packet/packet.ts";
import { FORMATS, type OutputFormatName } from "../../src/report/all_formats.ts";
import { packetComments } from "../../src/report/data/packet_comments.ts";
import type { ReportOptions } from "../../src/report/facts/output_format.ts";
import { OverviewBuilder } from "../../src/report/facts/overview_builder.ts";
import type { RelatedPacket } from "../../src/analysis/related_packet.ts";
import type { ReportedPacket } from "../../src/report/facts/reported_packet.ts";
import { ReportCollector } from "../../src/report/html/facts/report_collector.ts";
import { renderPage } from "../../src/report/html/page.ts";
import { plainPalette } from "../../src/output/palette.ts";

/** Whether the road is walked with poison. */
export type Road = "as it is" | "poisoned";

const NONSENSE = 0x5a5a5a5;
const NONSENSE_BYTE = 0xdb;

/** Calls `visit` for every packet of a capture file. All it is given is overwritten when it comes back. */
export function walk(
  file: Uint8Array,
  road: Road,
  { visit, onEnd }: {
    visit: (packet: Packet, analysed: AnalysedPacket | null, related: RelatedPacket | null) => void;
    onEnd?: (conversation: Conversation) => void;
  },
): void {
  const reader = new CaptureReader();
  const analyser = new Analyser(onEnd === undefined ? {} : { onConversationEnd: onEnd });
  const record = new CaptureRecord();
  const packet = new Packet();
  const assembler = new FragmentAssembler();
  const bytes = new Uint8Array(1 << 18);
  reader.push(file);
  reader.end();
  for (let next = reader.next(); next !== null; next = reader.next()) {
    refill(record, next, bytes);
    dissect(record, packet);
    assembler.take(packet);
    const analysed = analyser.analyse(packet);
    const related = analyser.relate(packet);
    visit(packet, analysed, related);
    if (road === "as it is") continue;
    bytes.fill(NONSENSE_BYTE);
    poison(record);
    poison(packet);
    for (let i = 0; i < packet.layers.length; i++) poison(packet.layers.at(i));
    if (analysed !== null) poison(analysed);
    if (related !== null) poison(related);
  }
  analyser.finish();
}

/** The reader counts in its own record: what the road is walked with is a second one, its bytes in a buffer of ours. */
function refill(record: CaptureRecord, next: ReadonlyRecord, bytes: Uint8Array): void {
  bytes.set(next.data);
  Object.assign(record, next, { bytes, start: 0 });
}

/** Overwrites every number, truth and text; what is behind a reference is the caller's to overwrite. */
function poison(value: object): void {
  const fields = value as Record<string, unknown>;
  for (const [name, was] of Object.entries(fields)) {
    if (typeof was === "number") fields[name] = NONSENSE;
    else if (typeof was === "boolean") fields[name] = !was;
    else if (typeof was === "string") fields[name] = "poisoned";
    else if (name !== "layers" && name !== "slots") fields[name] = null;
  }
}

/** Everything that tcplab says of a capture, by the name of what says it. */
export async function allOutputs(file: Uint8Array, language: Language, road: Road): Promise<Map<string, string>> {
  const outputs = new Map<string, string>();
  for (const name of Object.keys(FORMATS) as OutputFormatName[]) {
    outputs.set(name, formatOutput(file, name, { language, road }));
  }
  outputs.set("page", await pageOutput(file, language, road));
  outputs.set("comments", commentsOutput(file, language, road));
  outputs.set("rules", rulesOutput(file, language, road));
  return outputs;
}

/** One pass with explanations; `show` gets the one object that `ReportedPacket`s come in. */
function explained(
  file: Uint8Array,
  { explainer, road, show }: { explainer: Explainer; road: Road; show: (reported: ReportedPacket) => void },
): Conversation[] {
  const told = new Set<Conversation>();
  const reported: { -readonly [K in keyof ReportedPacket]: ReportedPacket[K] } = {
    packet: null!,
    analysed: null,
    related: null,
    completeness: null,
    explanations: [],
  };
  walk(file, road, {
    visit: (packet, analysed, related) => {
      reported.packet = packet;
      reported.analysed = analysed;
      reported.related = related;
      reported.completeness = analysed === null ? null : analysed.conversation.completeness;
      reported.explanations = analysed !== null
        ? explainer.explain(analysed)
        : related !== null
        ? explainer.explainRelated(related)
        : [];
      if (analysed !== null) told.add(analysed.conversation);
      show(reported);
      if (road === "as it is") return;
      (reported.explanations as unknown[]).length = 0;
      poison(reported);
    },
  });
  return [...told];
}

function formatOutput(
  file: Uint8Array,
  name: OutputFormatName,
  { language, road }: { language: Language; road: Road },
): string {
  const builder = new OverviewBuilder();
  walk(file, road, {
    visit: (packet, analysed) => builder.add(packet, analysed),
    onEnd: (conversation) => builder.end(conversation),
  });
  const { report: words } = tablesOf(language);
  const options: ReportOptions = { words, palette: plainPalette, width: 100, raw: false, utc: false };
  const format = FORMATS[name].open(builder.overview({ name: "x", fileFormat: "pcap", problem: null }), options);
  const parts: string[] = [];
  let explainer = new Explainer({ language });
  let told: Conversation[] = [];
  for (const pass of format.passes) {
    explainer = new Explainer({ language });
    parts.push(pass.begin);
    told = explained(file, { explainer, road, show: (reported) => parts.push(pass.packet(reported)) });
  }
  const stories = told.map((conversation) => ({ stream: conversation.index, story: explainer.story(conversation) }));
  const findings = told.map((conversation) => ({
    stream: conversation.index,
    findings: explainer.findings(conversation),
  }));
  const summary = explainer.summary();
  return parts.join("") +
    format.end({ stories, summary, findings, captureFindings: [], grouped: new Set<number>(), shown: 1 });
}

async function pageOutput(file: Uint8Array, language: Language, road: Road): Promise<string> {
  const explainer = new Explainer({ language });
  const collector = new ReportCollector(explainer, language);
  explained(file, { explainer, road, show: (reported) => collector.add(reported) });
  return await renderPage(collector.finish({ title: "x", done: [], command: "x", program: "x" }));
}

function commentsOutput(file: Uint8Array, language: Language, road: Road): string {
  const writer = new PcapngWriter();
  const { report: words } = tablesOf(language);
  const { id: interfaceId } = writer.addInterface({ linkType: 1, name: "" });
  const blocks: Uint8Array[] = [];
  const show = ({ packet, explanations }: ReportedPacket): void => {
    blocks.push(writer.packet(packet, { interfaceId, comments: packetComments(explanations, words) }));
  };
  explained(file, { explainer: new Explainer({ language }), road, show });
  return blocks.map((block) => new TextDecoder("latin1").decode(block)).join("");
}

/** What the rules say, the states after each packet, and the stories of all conversations. */
function rulesOutput(file: Uint8Array, language: Language, road: Road): string {
  const explainer = new Explainer({ language });
  const lines: string[] = [];
  const told = explained(file, {
    explainer,
    road,
    show: ({ analysed, explanations }) => {
      lines.push(JSON.stringify(explanations));
      if (analysed !== null) lines.push(JSON.stringify(explainer.states(analysed.conversation)));
    },
  });
  for (const conversation of told) lines.push(JSON.stringify(explainer.story(conversation)));
  return [...lines, JSON.stringify(explainer.summary())].join("\n");
}
