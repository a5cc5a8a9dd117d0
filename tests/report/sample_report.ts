/** Renders captures in a format without files, with explanations that do not change when the explainer learns more. */
import { Analyser } from "../../src/analysis/analyser.ts";
import type { AnalysedPacket } from "../../src/analysis/analysed_packet.ts";
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import type { CaptureRecord } from "../../src/capture-file/capture_record.ts";
import type { WritableRecord } from "../../src/capture-file/pcap_writer.ts";
import type { Finding } from "../../src/explain/words/finding.ts";
import type { Explanation } from "../../src/explain/words/explanation.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { FIN, Packet, RST, SYN } from "../../src/packet/packet.ts";
import type { ReportOptions } from "../../src/report/facts/output_format.ts";
import { FORMATS, type OutputFormatName } from "../../src/report/all_formats.ts";
import { OverviewBuilder } from "../../src/report/facts/overview_builder.ts";
import { plainPalette } from "../../src/output/palette.ts";
import { ENGLISH_REPORT } from "../../src/language/en/report.ts";
import { pcapFile } from "./sample_capture.ts";

export const PLAIN: ReportOptions = { words: ENGLISH_REPORT, palette: plainPalette, width: 80, raw: false, utc: false };

/** What the format says of the records. */
export function render(
  records: readonly WritableRecord[],
  name: OutputFormatName,
  { file = "sample.pcap", ...options }: Partial<ReportOptions> & { readonly file?: string } = {},
): string {
  const builder = new OverviewBuilder();
  const first = new Analyser({ onConversationEnd: (conversation) => builder.end(conversation) });
  each(records, (packet) => builder.add(packet, first.analyse(packet)));
  first.finish();
  const overview = builder.overview({ name: file, fileFormat: "pcap", problem: null });
  const report = FORMATS[name].open(overview, { ...PLAIN, ...options });
  let text = "";
  for (const pass of report.passes) {
    const analyser = new Analyser();
    text += pass.begin;
    each(records, (packet) => {
      const analysed = analyser.analyse(packet);
      const completeness = analysed === null ? null : builder.completeness[analysed.conversation.index]!;
      const explanations = pass.explains && analysed !== null ? explain(analysed) : [];
      text += pass.packet({ packet, analysed, related: analyser.relate(packet), completeness, explanations });
    });
  }
  const stories = report.tells
    ? overview.conversations.map(({ conversation: { index: stream } }) => ({
      stream,
      story: { title: `Story ${stream}`, paragraphs: ["It began.", "It ended."] },
    }))
    : [];
  const summary = { title: "All of it", paragraphs: ["That was the capture."] };
  const findings = report.tells ? [{ stream: 0, findings: [SAMPLE_FINDING] }] : [];
  const captureFindings = report.tells ? [{ ...SAMPLE_FINDING, code: "tunnel" as const, advice: "" }] : [];
  return text +
    report.end({ stories, summary, findings, captureFindings, grouped: new Set<number>(), shown: records.length });
}

/** What a finding may hold that a format has to mind. */
const SAMPLE_FINDING: Finding = {
  code: "close-race",
  title: "A | request",
  certainty: "likely",
  packets: [3, 1],
  text: "They `crossed` in a_b*c.",
  advice: "Ask again.",
};

function each(records: readonly WritableRecord[], visit: (packet: Packet) => void): void {
  const reader = new CaptureReader();
  reader.push(pcapFile(records));
  reader.end();
  const packet = new Packet();
  for (let next: CaptureRecord | null = reader.next(); next !== null; next = reader.next()) {
    visit(dissect(next, packet));
  }
}

function explain({ packet, seq }: AnalysedPacket): Explanation[] {
  const certainty = "certain";
  if ((packet.flags & SYN) !== 0) {
    return [{
      code: "syn",
      title: "It asks | or agrees",
      text: `Number ${seq}: "quoted", \`code\` and a_b*c.`,
      rfc: "RFC 9293 3.5",
      certainty,
    }];
  }
  if ((packet.flags & (FIN | RST)) !== 0) {
    return [{
      code: "fin",
      title: "It ends",
      text: `${"Long enough to be wrapped. ".repeat(5)}It took 5 ms.`,
      rfc: "",
      certainty: "likely",
    }];
  }
  if (packet.payloadLength > 0) {
    return [{ code: "data", title: "Data", text: "Bytes.", rfc: "RFC 9293 3.8", certainty }];
  }
  return [];
}
